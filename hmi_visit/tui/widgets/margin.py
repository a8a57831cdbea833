"""What is marked in a text and beside it: the words that a query of the checks means, and what rests on evidence.

None of it ever stands in the text. An edit moves the marks with their words, at a cost that does not grow with the
text; at the next pause they are set anew. The margin has a cell for each: the query's sign, then the evidence's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from textual.document._document import Location

from hmi_visit.check.query import Query, Severity

RESTS, IN_BIN = "•", "○"
"""The sentence rests on evidence; some of it is in the bin."""
SIGNS = {Severity.MUST: "!", Severity.SHOULD: "~", Severity.CONSIDER: "?"}
"""How much a query matters, gravest first; the same signs everywhere."""
WIDTH = 2
"""Cells of the margin."""
UNDER = 60
"""Words of more characters (a whole sentence) are marked in the margin alone."""


class Mark(NamedTuple):
    """Characters of a text that are marked."""

    start: Location
    stop: Location
    sign: str
    query: Query | None = None
    """The query that means them; None for those that rest on evidence."""


class Margin:
    """The marks of one text."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.queries: list[Mark] = []

    def set(self, lines: Sequence[str], spans: Sequence[tuple[int, int, str]]) -> bool:
        """Mark what rests on evidence: characters counted from the text's first; whether that changed anything."""
        starts = _starts(lines)
        marks = [Mark(_location(starts, start), _location(starts, stop), sign) for start, stop, sign in spans]
        changed = marks != self.marks
        self.marks = marks
        return changed

    def ask(self, lines: Sequence[str], spans: Sequence[tuple[int, Query]]) -> list[Mark]:
        """Mark what queries mean, each from a character counted from the text's first; the marks that came or went.

        A query whose words do not stand there any more is left out.
        """
        starts = _starts(lines)
        queries = []
        for at, query in spans:
            start, stop = _location(starts, at), _location(starts, at + len(query.text))
            if words_between(lines, start, stop) == query.text:
                queries.append(Mark(start, stop, SIGNS[query.severity], query))
        before, now = ({mark[:3]: mark for mark in marks} for marks in (self.queries, queries))
        self.queries = queries
        return [mark for place, mark in (before | now).items() if place not in before or place not in now]

    def sign(self, line: int, start: int, end: int) -> str:
        """What stands beside a row: the columns from `start` to `end` of a line."""
        rests = {mark.sign for mark in self.marks if mark.start < (line, end) and mark.stop > (line, start)}
        asked = {m.sign for m in self.queries if (line, start) <= m.start < (line, max(end, start + 1))}
        worst = next((sign for sign in SIGNS.values() if sign in asked), " ")
        return worst + (IN_BIN if IN_BIN in rests else RESTS if rests else " ")

    def under(self, line: int, length: int) -> list[tuple[int, int]]:
        """The columns of a line of so many characters that are underlined."""
        return [
            (mark.start[1] if mark.start[0] == line else 0, mark.stop[1] if mark.stop[0] == line else length)
            for mark in self.queries
            if mark.start[0] <= line <= mark.stop[0] and mark.query and len(mark.query.text) <= UNDER
        ]

    def query_at(self, at: Location) -> Mark | None:
        """The gravest query whose words stand at a place, or end there."""
        here = [mark for mark in self.queries if mark.start <= at <= mark.stop]
        order = list(SIGNS.values())
        return min(here, key=lambda mark: order.index(mark.sign), default=None)

    def edited(self, top: Location, old_end: Location, new_end: Location) -> None:
        """What stood between `top` and `old_end` now ends at `new_end`."""
        same_line = top[0] == old_end[0] == new_end[0]

        def moved(at: Location) -> Location:
            if at <= top:
                return at
            if at < old_end:
                return new_end
            if at[0] == old_end[0]:
                return new_end[0], new_end[1] + at[1] - old_end[1]
            return at[0] + new_end[0] - old_end[0], at[1]

        def all_moved(marks: list[Mark]) -> list[Mark]:
            return [
                mark
                if mark.stop[0] < top[0] or (same_line and mark.start[0] > top[0])
                else mark._replace(start=moved(mark.start), stop=moved(mark.stop))
                for mark in marks
            ]

        self.marks = [mark for mark in all_moved(self.marks) if mark.start < mark.stop]
        self.queries = [m for m in all_moved(self.queries) if m.start < m.stop or (m.query and not m.query.text)]


def words_between(lines: Sequence[str], start: Location, stop: Location) -> str:
    """The characters between two places."""
    if start[0] == stop[0]:
        return lines[start[0]][start[1] : stop[1]]
    return "\n".join([lines[start[0]][start[1] :], *lines[start[0] + 1 : stop[0]], lines[stop[0]][: stop[1]]])


def _starts(lines: Sequence[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _location(starts: Sequence[int], offset: int) -> Location:
    line = max(min(bisect_right(starts, offset) - 1, len(starts) - 2), 0)
    return line, offset - starts[line]
