"""What a damaged visit still holds: every row and every text that stands in its bytes, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from hmi_visit.visit.carving import Known, Span, carve, chains, joined, texts_in, uncovered
from hmi_visit.visit.pages import INDEX_INNER, INDEX_LEAF, TABLE_INNER, TABLE_LEAF, Pages, Row
from hmi_visit.visit.shapes import Record, is_plausible, is_sure, record_of, sure_table_of, table_of, tables

_USUAL = 4096
_KEYS = {"answer": ("place", "field"), "fact": ("name",), "wording": ("name",)}
"""What makes a row of these tables the only one of its name, whatever its number."""
_TEXTS = {"entry": "text", "answer": "value", "wording": "text"}
"""The column of each table that holds what was typed."""


@dataclass(slots=True)
class Found:
    """Everything that could be read."""

    rows: dict[str, list[Record]] = field(default_factory=dict)
    """By table, in order; `sure` says whether a row is as it was written, `rowid` is None where its number is lost."""
    named: set[tuple[int, str]] = field(default_factory=set)
    """The place and field of every answer that the file's index knows of."""
    index_whole: bool = True
    """Whether the index could be read as a whole, so that an answer it does not name was taken out."""
    beside: list[str] = field(default_factory=list)
    """The texts of rows in whose place another one of their name or number was taken."""
    parts: list[bytes] = field(default_factory=list)
    """Bytes that belong to no row, of pages where something is not as it should be."""
    faulty: int = 0
    """Pages that could not be read as a whole."""

    def texts(self, known: Iterable[str]) -> list[str]:
        """Every text that stands in no row that was taken, without what is known."""
        told = Known(known)
        return list(dict.fromkeys([*texts_in(self.parts, told), *(t for t in self.beside if not told.holds(t))]))


@dataclass(frozen=True, slots=True)
class _Lying:
    """A row as it was found."""

    table: str
    row: Row
    led_to: bool
    """Whether the file's own tables lead to it."""
    sure: bool

    @property
    def record(self) -> Record:
        return record_of(self.table, self.row)


def find_rows(data: bytes, log: bytes) -> Found:
    """Read a visit's bytes, and its log's, as far as that goes. Never raises for what it finds in them."""
    said = int.from_bytes(data[16:18], "big")
    sizes = {_USUAL, said} if 512 <= said < 65536 and said & (said - 1) == 0 else {_USUAL}
    found = [_Reading(Pages(data, log, size)).found() for size in sorted(sizes, reverse=True)]
    return max(found, key=lambda f: (sum(len(rows) for rows in f.rows.values()), -f.faulty))


class _Reading:
    """One reading of all pages."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.rows: list[_Lying] = []
        self.result = Found(faulty=int(pages.cut))

    def found(self) -> Found:
        """All that there is."""
        owner = self._owners()
        free = self.pages.free() - owner.keys()
        others: list[int] = []
        for number, image in sorted(self.pages.images.items()):
            if number == 1 or number in free or not any(image):
                continue
            if image[0] == TABLE_LEAF:
                self._read_leaf(image, owner.get(number))
            elif not self._leads_to_rows(image):
                others.append(number)
        for image in self.pages.loose:
            self._search(image)
        self.result.faulty += len(self.pages.loose)
        self._read_lost(others)
        self.result.rows, self.result.beside = _best(self.rows)
        return self.result

    def _owners(self) -> dict[int, str]:
        """The table of every page that the file's own schema leads to."""
        owner: dict[int, str] = {}
        seen: set[int] = set()
        for number in self.pages.walk(1, seen):
            for row in self.pages.leaf(self.pages.images[number], 100 if number == 1 else 0).rows:
                kind, name, _, root = (*row.values, *[None] * 4)[:4]
                if kind == "table" and name in tables() and isinstance(root, int):
                    table = dict.fromkeys(self.pages.walk(root, seen), str(name))
                    self.result.faulty += not table
                    owner |= table
        return owner

    def _read_leaf(self, image: bytes, owner: str | None) -> None:
        """The rows of a page that says it holds some; where it is not sound, what is hidden in it is searched for."""
        leaf = self.pages.leaf(image)
        table = table_of(leaf.rows, owner)
        if not table:
            if leaf.rows or any(image[8:]):
                self._search(image)
                self.result.faulty += 1
            return
        spans: list[Span] = []
        for row in leaf.rows:
            sure = is_sure(table, row)
            if sure or (row.whole and is_plausible(table, row)):
                self.rows.append(_Lying(table, row, owner == table, sure))
                spans.append(row.span)
        if not leaf.sound or len(spans) < len(leaf.rows):
            self.result.faulty += 1
            self._carve(image, spans)

    def _leads_to_rows(self, image: bytes) -> bool:
        """Whether a page is one of those that help to find rows and hold none; the index names the answers."""
        if image[0] in (INDEX_LEAF, INDEX_INNER):
            found, whole = self.pages.index_rows(image)
            for values in found:
                if len(values) == 3 and isinstance(values[0], int) and isinstance(values[1], str):
                    self.result.named.add((values[0], values[1]))
            self.result.index_whole = self.result.index_whole and whole
            return whole
        return image[0] == TABLE_INNER and self.pages.leads_on(image)

    def _read_lost(self, others: list[int]) -> None:
        """Pages that are neither rows nor lead to any: the rest of long rows, or damaged."""
        held = {number for lying in self.rows for number in lying.row.chain}
        for number in others:
            if number not in held:
                held.update(n for row in self._rows_in(self.pages.images[number]) for n in row.chain)
        lost = [number for number in others if number not in held]
        self.result.faulty += len(lost)
        self.result.index_whole = self.result.index_whole and not lost
        rest = chains(self.pages, lost)
        self.result.parts = [joined(part, rest) for part in self.result.parts] + [*rest.values()]

    def _search(self, image: bytes) -> None:
        """The rows and the text of a page that may be anything."""
        spans = [row.span for row in self._rows_in(image)]
        self.result.parts += [image[start:end] for start, end in uncovered(self.pages.size, spans)]

    def _carve(self, image: bytes, spans: list[Span]) -> None:
        """The rows and the text that stand in a page beside those that were read."""
        left = uncovered(self.pages.size, spans)
        for table, row in carve(self.pages, image, left):
            self.rows.append(_Lying(table, row, led_to=False, sure=True))
            spans.append(row.span)
        self.result.parts += [image[start:end] for start, end in uncovered(self.pages.size, spans)]

    def _rows_in(self, image: bytes) -> list[Row]:
        """The rows that are proved by their digests, of a page that may be anything; a row of its list has a number."""
        listed = [(sure_table_of(row), row) for row in self.pages.leaf(image).rows]
        found = [(table, row) for table, row in listed if table]
        found += carve(self.pages, image, uncovered(self.pages.size, [row.span for _, row in found]))
        self.rows += [_Lying(table, row, led_to=False, sure=True) for table, row in found]
        return [row for _, row in found]


def _best(rows: list[_Lying]) -> tuple[dict[str, list[Record]], list[str]]:
    """Each row once, the last one changed; and the texts of the others of the same name or number."""
    best: dict[tuple[object, ...], tuple[tuple[object, ...], _Lying]] = {}
    beside: list[_Lying] = []
    for lying in rows:
        table, record = lying.table, lying.record
        if table.startswith("_"):  # what has been done to the schema: a new file has its own
            continue
        names = _KEYS.get(table, ())
        at = (table, *(record[name] for name in names)) if names else (table, lying.row.rowid or lying.row)
        worth = (str(record.get("changed_at") or ""), lying.sure, lying.led_to)
        if at not in best:
            best[at] = (worth, lying)
        elif worth > best[at][0]:
            beside.append(best[at][1])
            best[at] = (worth, lying)
        else:
            beside.append(lying)
    found: dict[str, list[Record]] = {}
    for _, lying in best.values():
        found.setdefault(lying.table, []).append(_as_found(lying, lying.row.rowid))
    given = {table: {r[column] for r in found.get(table, ())} for table, column in _TEXTS.items()}
    texts = []
    for lying in beside:
        text = lying.record.get(_TEXTS.get(lying.table, ""))
        if not isinstance(text, str) or not text or text in given[lying.table]:
            continue
        if lying.table == "entry" and lying.led_to and lying.sure:  # changed bytes gave two entries one number
            found["entry"].append(_as_found(lying, None))
        else:
            texts.append(text)
    for records in found.values():
        records.sort(key=lambda r: (r["rowid"] is None, r["rowid"] or 0))
    return found, texts


def _as_found(lying: _Lying, number: int | None) -> Record:
    record = lying.record | {"sure": int(lying.sure), "rowid": number}
    return record | ({"id": number} if "id" in record else {})
