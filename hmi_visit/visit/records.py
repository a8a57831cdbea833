"""The records of a SQLite file, without SQLite: a head that says what kind each column is, then the columns.

After sqlite.org/fileformat2.html, section 2.1. A record's own head says how long it is, so that one can be read also
where the length beside it is lost.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

Cell = int | float | str | bytes | None

UNREADABLE = (IndexError, ValueError, OverflowError)
"""What these functions raise for bytes that are no record."""
_INTS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LONGEST_HEAD = 127


class Head(NamedTuple):
    """What the head of a record says."""

    kinds: tuple[int, ...]
    """The serial type of each column."""
    size: int
    """Bytes of the head itself."""
    length: int
    """Bytes of the whole record."""


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of varying length, and where it ends."""
    value = 0
    for number in range(9):
        byte = data[at + number]
        if number == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + number + 1
    raise ValueError


def varint_before(data: bytes, end: int) -> tuple[int, int]:
    """The number of varying length that ends here, and where it begins."""
    at = end - 1
    while at > 0 and end - at < 8 and data[at - 1] >= 0x80:
        at -= 1
    value, after = varint(data, at)
    if after != end:
        raise ValueError
    return value, at


def read_head(data: bytes, at: int) -> Head:
    """The head that begins here."""
    size = data[at]
    if not 2 <= size <= _LONGEST_HEAD:
        raise ValueError
    place, kinds = at + 1, []
    while place < at + size:
        kind, place = varint(data, place)
        if kind in (10, 11):
            raise ValueError
        kinds.append(kind)
    if place != at + size:
        raise ValueError
    return Head(tuple(kinds), size, size + sum(map(_size, kinds)))


def read_values(payload: bytes, head: Head) -> tuple[tuple[Cell, ...], bool]:
    """The columns of a record, and whether all of them are there and well formed."""
    values: list[Cell] = []
    at, whole = head.size, len(payload) == head.length
    for kind in head.kinds:
        size = _size(kind)
        body = payload[at : at + size]
        at += size
        value = _value(kind, body) if len(body) == size or kind >= 12 else None
        whole = whole and not (isinstance(value, str) and value.encode() != body)
        values.append(value)
    return tuple(values), whole


def _size(kind: int) -> int:
    return (kind - 12) // 2 if kind >= 12 else 8 if kind == 7 else _INTS.get(kind, 0)


def _value(kind: int, body: bytes) -> Cell:
    if kind in _INTS:
        return int.from_bytes(body, "big", signed=True)
    if kind == 7:
        return float(struct.unpack(">d", body)[0])
    if kind < 12:
        return kind - 8 if kind >= 8 else None
    return body.decode("utf-8", "replace") if kind % 2 else body
