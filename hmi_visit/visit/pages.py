"""The pages of a SQLite file read one by one, without SQLite, so that damage in one hides none of the others.

After the file format that sqlite.org/fileformat2.html describes: table b-trees, records, overflow pages, the list of
free pages, and the frames of a log. Nothing here raises for what it finds; it only reads bytes that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hmi_visit.visit.log_frames import Frames, read_frames

Cell = int | float | str | bytes | None

INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
_INTS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_UNREADABLE = (IndexError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in a page."""

    rowid: int
    values: tuple[Cell, ...]
    whole: bool
    """Whether nothing of it is missing."""


@dataclass(slots=True)
class Leaf:
    """The rows of one page, and whether some of them could not be read."""

    rows: list[Row] = field(default_factory=list)
    faulty: bool = False


class Pages:
    """A file's bytes, and its log's, as pages."""

    def __init__(self, data: bytes, log: bytes, size: int) -> None:
        self.size = size
        count = -(-len(data) // size)
        self.images = {n + 1: data[n * size : (n + 1) * size].ljust(size, b"\0") for n in range(count)}
        frames: Frames = read_frames(log, size)
        self.images |= frames.kept
        self.loose = frames.loose
        """Pages in the log whose order or wholeness is not sure."""
        self.cut = bool(len(data) % size)
        self.overflow: set[int] = set()
        """Pages that were read as the rest of a row."""

    def leaf(self, image: bytes, at: int = 0) -> Leaf:
        """The rows of a page, whatever its first byte says."""
        found = Leaf()
        count = int.from_bytes(image[at + 3 : at + 5], "big")
        found.faulty = count > self.size // 4
        for number in range(min(count, self.size // 4)):
            place = at + 8 + 2 * number
            pointer = int.from_bytes(image[place : place + 2], "big")
            row = self.row(image, pointer) if pointer >= at + 8 + 2 * count else None
            if row is None:
                found.faulty = True
            else:
                found.rows.append(row)
        return found

    def row(self, image: bytes, at: int) -> Row | None:
        """The row whose cell begins here; None where none can be read."""
        try:
            length, at = _varint(image, at)
            rowid, at = _varint(image, at)
            if length < 2 or length > self.size * (len(self.images) + 1):
                return None
            payload, complete = self._payload(image, at, length, self.size - 35)
            values, exact = _record(payload, length)
        except _UNREADABLE:
            return None
        return Row(rowid, values, complete and exact)

    def index_rows(self, image: bytes) -> Iterator[tuple[Cell, ...]]:
        """The records of a page of an index."""
        inner = image[0] == INDEX_INNER
        first = 12 if inner else 8
        for number in range(min(int.from_bytes(image[3:5], "big"), self.size // 4)):
            at = int.from_bytes(image[first + 2 * number : first + 2 * number + 2], "big") + 4 * inner
            try:
                length, at = _varint(image, at)
                values, exact = _record(image[at : at + length], length)
            except _UNREADABLE:
                continue
            if exact:
                yield values

    def walk(self, root: int, seen: set[int]) -> tuple[list[int], bool]:
        """The leaves of a table from its root, in order, and whether all of them were reached."""
        leaves, whole, left = [], True, [root]
        while left:
            number = left.pop()
            image = self.images.get(number)
            if image is None or number in seen:
                whole = False
                continue
            at = 100 if number == 1 else 0
            if image[at] == TABLE_LEAF:
                seen.add(number)
                leaves.append(number)
            elif image[at] == TABLE_INNER:
                seen.add(number)
                count = min(int.from_bytes(image[at + 3 : at + 5], "big"), self.size // 4)
                places = [int.from_bytes(image[p : p + 2], "big") for p in range(at + 12, at + 12 + 2 * count, 2)]
                children = [int.from_bytes(image[p : p + 4], "big") for p in (*places, at + 8)]
                left += reversed(children)
            else:
                whole = False
        return leaves, whole

    def free(self) -> set[int]:
        """The pages that the file says are free; what stands in them is old."""
        first = self.images.get(1, b"")
        trunk, found = int.from_bytes(first[32:36], "big"), set[int]()
        while trunk and trunk not in found and (image := self.images.get(trunk)):
            count = int.from_bytes(image[4:8], "big")
            if count > self.size // 4:
                break
            found |= {trunk, *(int.from_bytes(image[8 + 4 * n : 12 + 4 * n], "big") for n in range(count))}
            trunk = int.from_bytes(image[:4], "big")
        return found

    def carve(self, image: bytes) -> Iterator[Row]:
        """Every row that begins anywhere in a page and is exactly as long as it says."""
        for at in range(self.size - 4):
            if image[at] > 2 and (row := self.row(image, at)) and row.whole and len(row.values) > 1:
                yield row

    def _payload(self, image: bytes, at: int, length: int, most: int) -> tuple[bytes, bool]:
        """What a cell holds, from its page and the pages after it; and whether all of it was there."""
        if length <= most:
            return image[at : at + length], at + length <= len(image)
        least = (self.size - 12) * 32 // 255 - 23
        local = least + (length - least) % (self.size - 4)
        local = local if local <= most else least
        parts, got = [image[at : at + local]], local
        after, seen = int.from_bytes(image[at + local : at + local + 4], "big"), set[int]()
        while got < length and after not in seen and (more := self.images.get(after)):
            seen.add(after)
            parts.append(more[4 : 4 + length - got])
            got += len(parts[-1])
            after = int.from_bytes(more[:4], "big")
        self.overflow |= seen
        return b"".join(parts), got >= length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for number in range(9):
        byte = data[at + number]
        if number == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + number + 1
    raise ValueError


def _record(payload: bytes, length: int) -> tuple[tuple[Cell, ...], bool]:
    """The values of a record, and whether they are exactly as long as the record and well formed."""
    head, at = _varint(payload, 0)
    if not 2 <= head <= min(length, 200):
        raise ValueError
    kinds = []
    while at < head:
        kind, at = _varint(payload, at)
        if kind in (10, 11):
            raise ValueError
        kinds.append(kind)
    values: list[Cell] = []
    exact = at == head
    for kind in kinds:
        size = _INTS.get(kind, 8 if kind == 7 else 0) if kind < 12 else (kind - 12) // 2
        body = payload[at : at + size]
        at += size
        if len(body) < size:
            exact = False
        if kind in _INTS:
            values.append(int.from_bytes(body, "big", signed=True) if len(body) == size else None)
        elif kind in (8, 9):
            values.append(kind - 8)
        elif kind >= 13 and kind % 2:
            text = body.decode("utf-8", "replace")
            exact = exact and text.encode() == body
            values.append(text if body or not size else None)
        else:
            values.append(body if kind >= 12 else None)
    return tuple(values), exact and at == length
