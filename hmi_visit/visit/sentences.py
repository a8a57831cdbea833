"""Paragraphs and sentences of a text, by where they begin and end: what links count, and what is shown as a place.

A paragraph is what blank lines part; an item of a list inside it is a sentence of its own. Both are counted from 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?![ \t]*(?:\n|\Z))[^\n]*)*")
_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*•]|[0-9]{1,9}\.)[ \t])")
_END = re.compile(r"[.!?…]+[\"'”’)\]*]*(?=\s+[\"'“‘(\[*]*[^\W_a-z])")
"""A full stop with its closing marks, before what begins with a capital letter or a figure."""
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Revd|Fr|St|Sr|Cllr|Messrs|No|Nos|Fig|cf|eg|ie|e\.g|i\.e|vs|approx|Jan|Feb|Aug"
    r"|Sept|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.\Z"
)
"""What a full stop belongs to without ending a sentence: a title, an initial, an abbreviation."""
_NUMBER = re.compile(r"\s*[0-9]{1,9}\.\Z")
"""The number of an item, which is no sentence by itself."""
_LONGEST = 12
"""Characters before a full stop in which an abbreviation is looked for."""


class Span(NamedTuple):
    """Characters of a text, from `start` up to but without `stop`."""

    start: int
    stop: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.stop]


class Place(NamedTuple):
    """A paragraph of a text, or one sentence of it; counted from 1."""

    paragraph: int
    sentence: int | None = None


def paragraphs(text: str) -> list[Span]:
    """Where each paragraph begins and ends, without the space around it."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        found.append(Span(match.start(), match.start() + len(match[0].rstrip())))
    return found


def sentences(text: str, paragraph: Span) -> list[Span]:
    """Where each sentence of a paragraph begins and ends, without the space between them."""
    return [*_sentences(text, paragraph)]


def span_of(text: str, place: Place) -> Span | None:
    """Where the paragraph or sentence stands; None where the text has none of that number."""
    there = paragraphs(text)
    if not 1 <= place.paragraph <= len(there):
        return None
    paragraph = there[place.paragraph - 1]
    if place.sentence is None:
        return paragraph
    inside = sentences(text, paragraph)
    return inside[place.sentence - 1] if 1 <= place.sentence <= len(inside) else None


def place_at(text: str, at: int) -> Place | None:
    """The paragraph and sentence that hold a character, or end just before it; None between paragraphs."""
    return Places(text).at(at)


class Places:
    """The places of one text, parted once for as many questions as there are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraphs = paragraphs(text)
        self._starts = [paragraph.start for paragraph in self._paragraphs]
        self._inside: dict[int, list[int]] = {}

    def at(self, at: int) -> Place | None:
        """The paragraph and sentence that hold a character (see `place_at`)."""
        number = bisect_right(self._starts, at)
        if not number or at > self._paragraphs[number - 1].stop:
            return None
        if number not in self._inside:
            inside = sentences(self._text, self._paragraphs[number - 1])
            self._inside[number] = [span.start for span in inside]
        return Place(number, max(bisect_right(self._inside[number], at), 1))


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    lines = [paragraph.start]
    lines += [found.end() for found in _ITEM.finditer(text, paragraph.start, paragraph.stop)]
    for start, stop in zip(lines, [*lines[1:], paragraph.stop], strict=True):
        at = start
        for found in _END.finditer(text, start, stop):
            number = at == start and _NUMBER.match(text, at, found.end())
            if not number and not _NO_END.search(text, max(start, found.end() - _LONGEST), found.end()):
                yield _trimmed(text, at, found.end())
                at = found.end()
        if text[at:stop].strip():
            yield _trimmed(text, at, stop)


def _trimmed(text: str, start: int, stop: int) -> Span:
    piece = text[start:stop]
    return Span(start + len(piece) - len(piece.lstrip()), stop - len(piece) + len(piece.rstrip()))
