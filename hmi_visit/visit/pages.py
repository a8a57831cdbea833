"""The pages of a SQLite file read one by one, without SQLite, so that damage in one hides none of the others.

After the file format that sqlite.org/fileformat2.html describes: table b-trees, overflow pages, the list of free pages.
Nothing here raises for what it finds; it only reads bytes that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hmi_visit.visit.log_frames import read_frames
from hmi_visit.visit.records import UNREADABLE, Cell, read_head, read_values, varint

INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in a page."""

    rowid: int | None
    values: tuple[Cell, ...]
    whole: bool
    """Whether nothing of it is missing, and it is as long as what stands before it says."""
    span: tuple[int, int]
    """Where in its page it begins and ends."""
    chain: tuple[int, ...] = ()
    """The pages that hold the rest of it."""


@dataclass(slots=True)
class Leaf:
    """The rows of one page."""

    rows: list[Row] = field(default_factory=list)
    sound: bool = True
    """Whether every byte of the page belongs to a row or is free, and the rows are in order: nothing is hidden."""


class Pages:
    """A file's bytes, and its log's, as pages."""

    def __init__(self, data: bytes, log: bytes, size: int) -> None:
        self.size = size
        count = -(-len(data) // size)
        self.images = {n + 1: data[n * size : (n + 1) * size].ljust(size, b"\0") for n in range(count)}
        frames = read_frames(log, size)
        self.images |= frames.kept
        self.loose = frames.loose
        """Pages in the log that are damaged, or of a change that was not finished."""
        self.cut = bool(len(data) % size)

    def leaf(self, image: bytes, at: int = 0) -> Leaf:
        """The rows of a page, whatever its first byte says."""
        found = Leaf()
        places = _pointers(image, at + 8, _number(image, at + 3), self.size)
        for place in places:
            row = self.row(image, place)
            if row is not None:
                found.rows.append(row)
        numbers = [row.rowid or 0 for row in found.rows]
        found.sound = (
            len(found.rows) == _number(image, at + 3)
            and numbers == sorted(set(numbers))
            and self._is_accounted_for(image, at, found.rows)
        )
        return found

    def row(self, image: bytes, at: int) -> Row | None:
        """The row whose cell begins here; None where none can be read."""
        try:
            said, place = varint(image, at)
            rowid, place = varint(image, place)
        except UNREADABLE:
            return None
        return self.record(image, place, at, rowid, said)

    def record(self, image: bytes, place: int, start: int, rowid: int | None, said: int) -> Row | None:
        """The row whose record begins at `place` and whose cell begins at `start`, and says that it is so long."""
        try:
            head = read_head(image, place)
            if head.length > self.size * (len(self.images) + 1):
                return None
            payload, end, chain = self._payload(image, place, head.length)
            values, whole = read_values(payload, head)
        except UNREADABLE:
            return None
        return Row(rowid, values, whole and said == head.length and end <= self.size, (start, end), chain)

    def index_rows(self, image: bytes) -> tuple[list[tuple[Cell, ...]], bool]:
        """The records of a page of an index, and whether all of them could be read."""
        inner = image[0] == INDEX_INNER
        count, found = _number(image, 3), list[tuple[Cell, ...]]()
        for pointer in _pointers(image, 12 if inner else 8, count, self.size):
            try:
                length, at = varint(image, pointer + 4 * inner)
                head = read_head(image, at)
                values, whole = read_values(image[at : at + length], head)
            except UNREADABLE:
                continue
            if whole and isinstance(values[-1], int):
                found.append(values)
        return found, len(found) == count

    def children(self, image: bytes, at: int = 0) -> list[int]:
        """The pages that an inner page of a table leads to."""
        pointers = _pointers(image, at + 12, _number(image, at + 3), self.size)
        return [int.from_bytes(image[p : p + 4], "big") for p in (*pointers, at + 8)]

    def leads_on(self, image: bytes) -> bool:
        """Whether this is an inner page of a table, and all that it leads to is there."""
        images = [self.images.get(number, b"\0") for number in self.children(image)]
        return len(images) == _number(image, 3) + 1 and all(i[0] in (TABLE_INNER, TABLE_LEAF) for i in images)

    def walk(self, root: int, seen: set[int]) -> Iterator[int]:
        """The pages of a table from its root, inner ones too."""
        left = [root]
        while left:
            number = left.pop()
            image = self.images.get(number)
            if image is None or number in seen:
                continue
            at = 100 if number == 1 else 0
            if image[at] in (TABLE_INNER, TABLE_LEAF):
                seen.add(number)
                yield number
            if image[at] == TABLE_INNER:
                left += reversed(self.children(image, at))

    def free(self) -> set[int]:
        """The pages that the file says are free, what stands in them is old; none where the list is not whole."""
        first = self.images.get(1, b"")
        trunk, found = int.from_bytes(first[32:36], "big"), set[int]()
        while trunk and trunk not in found and (image := self.images.get(trunk)):
            count = int.from_bytes(image[4:8], "big")
            if count > self.size // 4:
                break
            found |= {trunk, *(int.from_bytes(image[8 + 4 * n : 12 + 4 * n], "big") for n in range(count))}
            trunk = int.from_bytes(image[:4], "big")
        return found if len(found) == int.from_bytes(first[36:40], "big") else set()

    def _payload(self, image: bytes, at: int, length: int) -> tuple[bytes, int, tuple[int, ...]]:
        """What a cell holds, from its page and the pages after it; where it ends in its page; and which pages."""
        most = self.size - 35
        if length <= most:
            return image[at : at + length], at + length, ()
        least = (self.size - 12) * 32 // 255 - 23
        local = least + (length - least) % (self.size - 4)
        local = local if local <= most else least
        end = at + local + 4
        parts, got = [image[at : at + local]], local
        after, seen = int.from_bytes(image[end - 4 : end], "big"), dict[int, None]()
        while got < length and after not in seen and (more := self.images.get(after)):
            seen[after] = None
            parts.append(more[4 : 4 + length - got])
            got += len(parts[-1])
            after = int.from_bytes(more[:4], "big")
        return b"".join(parts), end, tuple(seen)

    def _is_accounted_for(self, image: bytes, at: int, rows: list[Row]) -> bool:
        """Whether rows and free blocks fill the page from where its content begins, as its head says."""
        spans = [(start, max(end, start + 4)) for start, end in (row.span for row in rows)]
        block, left = _number(image, at + 1), self.size // 4
        while block and left and block + 4 <= self.size:
            spans.append((block, block + _number(image, block + 2)))
            block, left = _number(image, block), left - 1
        begin = _number(image, at + 5) or 65536
        here, gaps = begin, 0
        for start, end in sorted(spans):
            if start < here:
                return False
            gaps += start - here
            here = end
        gaps += self.size - here
        return here <= self.size and gaps == image[at + 7] and begin >= at + 8 + 2 * len(rows)


def _number(image: bytes, at: int) -> int:
    return int.from_bytes(image[at : at + 2], "big")


def _pointers(image: bytes, first: int, count: int, size: int) -> list[int]:
    """Where the cells of a page begin, as far as that lies inside it."""
    places = range(first, min(first + 2 * count, size - 1), 2)
    return [at for at in (_number(image, place) for place in places) if first + 2 * len(places) <= at < size]
