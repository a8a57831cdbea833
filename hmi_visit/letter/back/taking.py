"""Taking what a reader changed into the visit: new states in its history, comments as open queries, nothing dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hmi_visit.letter.back.offers import Offer
from hmi_visit.letter.back.readback import ReadBack
from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.visit import remarks
from hmi_visit.visit.characters import unprintable
from hmi_visit.visit.file import Visit
from hmi_visit.visit.remarks import Remark
from hmi_visit.visit.times import stamp

ALL = "all"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken."""

    offers: tuple[Offer, ...]
    asked: tuple[Offer, ...]
    """What was not taken, because the visit and the reader changed the same words, or because no field can hold it."""
    comments: int
    """How many comments and loose words came back as open queries."""


def take(visit: Visit, back: ReadBack, names: Sequence[str]) -> Taken:
    """Take the changes of these names, or all that nobody has to be asked about; all of it, or nothing.

    A change named by its own name is taken also where the visit changed the same words: the reader's stand then, and
    the visit's stay in its history. Every comment is kept, and what can be taken nowhere is kept as one. Raises Problem
    where there is no change of a name.
    """
    known = {offer.changed.name: offer for offer in back.offers}
    for name in names:
        if name != ALL and name not in known:
            mend = did_you_mean(name, [*known]) or "without --take the changes are shown"
            raise Problem("there is no change of this name", where=name, mend=mend)
    taken: list[Offer] = []
    asked: list[Offer] = []
    for name, offer in known.items():
        if not offer.done and (name in names or ALL in names):
            sure = offer.value is not None and (not offer.meets or name in names)
            (taken if sure else asked).append(offer)
    for offer in taken:
        if found := unprintable(_text_of(offer)):
            raise Problem(f"no letter can hold the character U+{found[0][2]:04X}", where=offer.changed.name)
    with visit.together():
        visit.keep_states()
        own = visit.snapshot().wording
        for offer in taken:
            _put(visit, offer)
        visit.keep_states()
        count = remarks.add(visit.db, _remarks(back, ALL in names))
        remarks.add(visit.db, _replaced(taken, own))
    return Taken(tuple(taken), tuple(asked), count)


def _put(visit: Visit, offer: Offer) -> None:
    source, value = offer.changed.source, offer.value
    assert value is not None
    if source.field is None:
        visit.word(str(source.path[0]), str(value))
    else:
        visit.put(source.field, value, place=offer.place)


def _replaced(taken: Sequence[Offer], own: Mapping[str, str]) -> Iterator[Remark]:
    """The visit's own words for paragraphs that read otherwise now, as closed remarks: wording has no history."""
    for offer in taken:
        name = str(offer.changed.source.path[0])
        if offer.changed.source.field is None and own.get(name):
            said = f"Before the draft was taken, this visit's words were: {own[name]}"
            yield Remark("", "", said, offer.changed.name, "", closed_at=stamp())


def _text_of(offer: Offer) -> str:
    return "\n".join(map(str, offer.value)) if isinstance(offer.value, list) else str(offer.value)


def _remarks(back: ReadBack, everything: bool) -> Iterator[Remark]:
    """The comments; where everything is taken, also what no answer can hold."""
    for comment, spot in back.changes.comments:
        leaf = comment.leaf.plain if comment.leaf else ""
        yield Remark(comment.author, comment.said_at, comment.text, spot, comment.words or leaf)
    if not everything:
        return
    reader = ", ".join(back.changes.readers)
    for loose in back.changes.loose:
        said = f"Changed in the draft: “{loose.before}” to “{loose.after}”" if loose.before else loose.after
        yield Remark(reader, "", said, loose.spot, loose.near)
    for offer in back.offers:
        if offer.value is None:
            said = f"Changed in the draft: “{offer.changed.before}” to “{offer.changed.after}”"
            yield Remark(reader, "", said, offer.changed.name, offer.changed.before)
