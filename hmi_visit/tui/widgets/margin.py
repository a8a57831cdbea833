"""The marks beside a text: which of its sentences rest on evidence. They never stand in the text.

An edit moves them with their words, at a cost that does not grow with the text; at the next pause they are set anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from textual.document._document import Location

RESTS, IN_BIN = "•", "!"
"""The sentence rests on evidence; some of it is in the bin."""


class Mark(NamedTuple):
    """Characters of a text that rest on something."""

    start: Location
    stop: Location
    sign: str


class Margin:
    """The marks of one text."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []

    def set(self, lines: Sequence[str], spans: Sequence[tuple[int, int, str]]) -> bool:
        """Mark characters, counted from the text's first; whether that changed anything."""
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        marks = [Mark(_location(starts, start), _location(starts, stop), sign) for start, stop, sign in spans]
        changed = marks != self.marks
        self.marks = marks
        return changed

    def sign(self, line: int, start: int, end: int) -> str:
        """What stands beside a row: the columns from `start` to `end` of a line."""
        found = {mark.sign for mark in self.marks if mark.start < (line, end) and mark.stop > (line, start)}
        return IN_BIN if IN_BIN in found else RESTS if found else " "

    def edited(self, top: Location, old_end: Location, new_end: Location) -> None:
        """What stood between `top` and `old_end` now ends at `new_end`."""

        def moved(at: Location) -> Location:
            if at <= top:
                return at
            if at < old_end:
                return new_end
            if at[0] == old_end[0]:
                return new_end[0], new_end[1] + at[1] - old_end[1]
            return at[0] + new_end[0] - old_end[0], at[1]

        marks = [Mark(moved(start), moved(stop), sign) for start, stop, sign in self.marks]
        self.marks = [mark for mark in marks if mark.start < mark.stop]


def _location(starts: Sequence[int], offset: int) -> Location:
    line = max(min(bisect_right(starts, offset) - 1, len(starts) - 2), 0)
    return line, offset - starts[line]
