"""Where linked words stand after their text was changed: followed exactly, found again by their own words, or loose.

One key press is one piece of the text replaced by another, and the words around it only move. Words that were taken out
are loose until they come back; words that were replaced are looked for among what replaced them. What is not the same
sentence beyond doubt is loose: a link never points elsewhere in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hmi_visit.visit.sentences import Place, Places, Span, paragraphs, sentences, span_of

ALIKE = 0.6
"""From this likeness on, a sentence in another's place is that one, edited."""


class Anchor(NamedTuple):
    """The words that a link is of."""

    span: Span | None
    """Where they stand; None while they are loose."""
    words: str
    """As they were when they last stood still: by these they are found again."""
    whole: bool = False
    """Whether a paragraph is meant, and not one sentence."""


def fixed(text: str, place: Place) -> Anchor:
    """An anchor at a paragraph or sentence; loose, and without words, where the text has no such place."""
    span = span_of(text, place)
    return Anchor(span, span.of(text) if span else "", place.sentence is None)


def place_of(text: str | Places, anchor: Anchor) -> Place | None:
    """The paragraph or sentence in which the anchored words stand now; None where they are loose."""
    places = Places(text) if isinstance(text, str) else text
    if anchor.span is None or (place := places.at(anchor.span.start)) is None:
        return None
    return Place(place.paragraph) if anchor.whole else place


def settled(text: str, anchor: Anchor) -> Anchor:
    """The anchor on the whole of the paragraph or sentence in which its words stand now."""
    place = place_of(text, anchor)
    return fixed(text, place) if place else anchor._replace(span=None)


def followed(old: str, new: str, anchors: Sequence[Anchor]) -> list[Anchor]:
    """The anchors in the new text."""
    change = _at_an_edge(old, new, changed(old, new), [anchor.span for anchor in anchors if anchor.span])
    moved = [_moved(old, new, anchor, change) for anchor in anchors]
    return [_found(old, new, was, now, change) for was, now in zip(anchors, moved, strict=True)]


class Change(NamedTuple):
    """What of the old text was replaced by what of the new one."""

    old: Span
    new: Span


def changed(old: str, new: str) -> Change:
    """The least piece of the old text whose replacement makes the new one."""
    head = _same(old, new, min(len(old), len(new)))
    left = min(len(old), len(new)) - head
    tail = _same_end(old, new, left)
    return Change(Span(head, len(old) - tail), Span(head, len(new) - tail))


def _at_an_edge(old: str, new: str, change: Change, spans: Sequence[Span]) -> Change:
    """The same change, where it can be read so as to begin or end where linked words do: what comes before a sentence
    is not in it, though it may begin with the same letters."""
    grows = change.old.start == change.old.stop
    piece = change.new if grows else change.old
    if not grows and change.new.start != change.new.stop:
        return change
    text = new if grows else old
    low, size = piece.start, piece.stop - piece.start
    while low > 0 and text[low - 1] == text[low - 1 + size]:
        low -= 1
    edges = (
        [span.start for span in spans],
        [span.stop - (0 if grows else size) for span in spans],
        [s.stop for s in spans],
    )
    at = next((edge for some in edges for edge in some if low <= edge <= piece.start), piece.start)
    return Change(Span(at, at), Span(at, at + size)) if grows else Change(Span(at, at + size), Span(at, at))


def _moved(old: str, new: str, anchor: Anchor, change: Change) -> Anchor:
    """The anchor where its words, or some of them, are still the same characters; else loose."""
    if anchor.span is None:
        return anchor
    (start, stop), (begin, end) = anchor.span, change.old
    by = len(new) - len(old)
    if stop <= begin:
        return anchor
    if start >= end:
        return anchor._replace(span=Span(start + by, stop + by))
    left = (old[start:begin] if start < begin else "") + (old[end:stop] if end < stop else "")
    replaced = change.new.start != change.new.stop and begin != end
    if not any(c.isalnum() for c in left) or (replaced and 2 * len(left) < stop - start):
        return _loose(anchor, old)
    if start <= begin and end <= stop:
        return anchor._replace(span=Span(start, stop + by))
    return anchor._replace(span=Span(start, begin) if start < begin else Span(change.new.stop, stop + by))


def _loose(anchor: Anchor, old: str) -> Anchor:
    """The anchor without a place. Its words are those taken out, or where only a last rest was, those from before."""
    assert anchor.span is not None
    taken = anchor.span.of(old)
    return anchor._replace(span=None, words=taken if 2 * len(taken) >= len(anchor.words) else anchor.words)


def _found(old: str, new: str, was: Anchor, now: Anchor, change: Change) -> Anchor:
    """A loose anchor where its words came in with this change, or where an edit of them took their place."""
    if now.span is not None or change.new.start == change.new.stop:
        return now
    if was.span is not None and (index := _aligned(old, new, was)) is not None:
        return now._replace(span=_units(new, whole=was.whole)[index])
    near = Span(max(change.new.start - len(now.words), 0), change.new.stop + len(now.words))
    if now.words and now.words in near.of(new):  # else no key press goes through the whole text for words long gone
        same = [u for u in _units(new, whole=now.whole) if u.of(new) == now.words]
        came = [u for u in same if u.start >= near.start and u.stop <= near.stop]
        if len(came) == 1:
            return now._replace(span=came[0])
    return now


def _aligned(old: str, new: str, anchor: Anchor) -> int | None:
    """Which sentence (or paragraph) of the new text is the one that the anchor had in the old one; None where none is
    beyond doubt."""
    from difflib import SequenceMatcher

    assert anchor.span is not None
    before = _units(old, whole=anchor.whole)
    at = next((i for i, unit in enumerate(before) if unit.start <= anchor.span.start < unit.stop), None)
    if at is None:
        return None
    own = anchor.span.of(old).strip()
    olds, news = [u.of(old) for u in before], [u.of(new) for u in _units(new, whole=anchor.whole)]
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if not a <= at < b:
            continue
        if tag == "equal" and own == olds[at]:
            return c + at - a
        same = _only(news, own) if own in news else _only(news, anchor.words)
        if same is not None or tag != "replace":
            return same
        alike = [n for n in range(c, d) if SequenceMatcher(None, own, news[n], autojunk=False).ratio() >= ALIKE]
        return alike[0] if len(alike) == 1 else None
    return None


def _only(texts: Sequence[str], words: str) -> int | None:
    """Where the words stand; None where they stand nowhere, or more than once."""
    return texts.index(words) if texts.count(words) == 1 else None


def _units(text: str, *, whole: bool) -> list[Span]:
    found = paragraphs(text)
    return found if whole else [span for paragraph in found for span in sentences(text, paragraph)]


def _same(one: str, two: str, most: int) -> int:
    """How many characters two texts have in common at their beginning; by halves, each compared as a whole."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _same_end(one: str, two: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == two[len(two) - middle : len(two) - low]:
            low = middle
        else:
            high = middle - 1
    return low
