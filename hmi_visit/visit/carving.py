"""What stands in the bytes of damaged pages: rows that their digests prove, and the text that is left.

A page is searched only where something in it is not as it should be, and only in the bytes that belong to no row that
was read. So a row whose own head is lost, or that nothing leads to any more, is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hmi_visit.visit.digest import COLUMNS
from hmi_visit.visit.pages import Pages, Row
from hmi_visit.visit.records import UNREADABLE, varint_before
from hmi_visit.visit.shapes import sure_table_of, tables

_RUN = re.compile("[^\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]{8,}")
"""Text of at least so many characters; bytes that are no text are read as lone surrogates."""
_MARKS = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)|[0-9a-f]{32}")
"""Moments and ids, which stand between texts."""
_LEAST = 4
"""Letters that a run has at least, its marks left out, to be taken for text."""
_HEAD = 8
"""Bytes of the head of a row that may stand before its text."""
_PATIENCE = 4_000_000_000
"""Characters looked through at most to leave out text that is known; what comes after is told, known or not."""

Span = tuple[int, int]


def uncovered(size: int, spans: Iterable[Span]) -> list[Span]:
    """The parts of a page that no row covers, after its first bytes."""
    found, here = [], 0
    for start, end in sorted(spans):
        if start > here:
            found.append((here, start))
        here = max(here, end)
    return [*found, (here, size)] if here < size else found


def carve(pages: Pages, image: bytes, spans: Iterable[Span]) -> Iterator[tuple[str, Row]]:
    """Every row in these parts of a page that its digest proves, with its table."""
    columns = [len(tables()[table]) for table in COLUMNS]
    # the first byte of a record says how long its head is: one byte a column, up to three for each long text
    starts = re.compile(b"[" + bytes(range(min(columns) + 1, max(columns) + 12)).replace(b"\\", b"\\\\") + b"]")
    for begin, end in spans:
        here = begin
        while found := starts.search(image, here, end):
            here = found.start() + 1
            row = _row_at(pages, image, found.start())
            if row and (table := sure_table_of(row)):
                yield table, row
                here = max(here, row.span[1])


def _row_at(pages: Pages, image: bytes, place: int) -> Row | None:
    """The row whose record begins here; its number where what stands before it is whole."""
    row = pages.record(image, place, place, None, 0)
    if row is None or len(row.values) < 2:
        return None
    try:
        rowid, before = varint_before(image, place)
        said, start = varint_before(image, before)
    except UNREADABLE:
        return row
    numbered = pages.record(image, place, start, rowid, said)
    return numbered if numbered and numbered.whole else row


def chains(pages: Pages, lost: Iterable[int]) -> dict[int, bytes]:
    """Pages that belong to no row, joined as they lead on to each other: the bytes of each by its first page."""
    left = {number: int.from_bytes(pages.images[number][:4], "big") for number in lost}
    heads = left.keys() - left.values() or set(left)
    found: dict[int, bytes] = {}
    for head in [*sorted(heads), *sorted(left.keys() - heads)]:
        parts: list[bytes] = []
        number = head
        while number in left:
            parts.append(pages.images[number][4:])
            number = left.pop(number)
        if parts:
            found[head] = b"".join(parts)
    return found


def joined(part: bytes, rest: dict[int, bytes]) -> bytes:
    """A part of a page; where the number of a page stands in it that belongs to no row, that one's bytes follow."""
    pieces, done = [], 0
    at = part.find(b"\0") if rest else -1
    while at >= 0:
        number = int.from_bytes(part[at : at + 4], "big")
        if number in rest:
            pieces += [part[done:at], rest.pop(number), b"\0"]
            done = at + 4
        at = part.find(b"\0", max(at + 1, done))
    return b"".join([*pieces, part[done:]])


class Known:
    """Texts that are known, so that they are not told again."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._each = set(texts)
        self._whole = "\0".join(sorted(self._each))
        self._patience = _PATIENCE

    def holds(self, text: str) -> bool:
        """Whether this is one of them, or stands in one of them. After a while it looks no further, and says no."""
        if text in self._each:
            return True
        self._patience -= 2 * len(self._whole)
        return self._patience > 0 and (text in self._whole or self._holds_behind_a_head(text))

    def _holds_behind_a_head(self, text: str) -> bool:
        """Whether this is one of them with a few bytes of its row's head before it, that look like text."""
        at = self._whole.find(text[_HEAD : 5 * _HEAD]) if len(text) > 5 * _HEAD else -1
        begin = self._whole.rfind("\0", 0, at) + 1
        return 0 <= at - begin <= _HEAD and self._whole.startswith(text[_HEAD - (at - begin) :], begin)


def texts_in(parts: Iterable[bytes], known: Known) -> Iterator[str]:
    """The runs of text in these bytes that say anything, each once, without what is known."""
    given: set[str] = set()
    for part in parts:
        for match in _RUN.finditer(part.decode("utf-8", "surrogateescape")):
            run = match[0]
            pieces = [piece for piece in _MARKS.sub("\0", run).split("\0") if sum(map(str.isalpha, piece)) >= _LEAST]
            if pieces and run not in given and not all(map(known.holds, pieces)):
                given.add(run)
                yield run
