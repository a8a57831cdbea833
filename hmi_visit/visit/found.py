"""What a damaged visit still holds: its rows, told apart by their shape and digests, each with how sure it is."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache

from hmi_visit.visit import digest as digests
from hmi_visit.visit.pages import INDEX_INNER, INDEX_LEAF, TABLE_INNER, TABLE_LEAF, Cell, Pages, Row

Record = dict[str, Cell]
_TYPES: Mapping[str, type | tuple[type, ...]] = {"INTEGER": int, "TEXT": str, "BLOB": bytes, "REAL": (int, float)}
_USUAL = 4096
_TREE, _LOOSE = 1, 0
_RUN = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f\ufffd]{16,}")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)|[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, as the schema has it."""

    name: str
    type: str
    needed: bool
    is_rowid: bool


@dataclass(slots=True)
class Found:
    """Everything that could be read."""

    rows: dict[str, list[Record]] = field(default_factory=dict)
    """By table, in order; `sure` says whether the digest holds, `whole` whether nothing is missing."""
    named: set[tuple[int, str]] = field(default_factory=set)
    """The place and field of every answer that the file's index knows of."""
    fragments: list[str] = field(default_factory=list)
    """Text in pages that could not be read, in no row that was."""
    faulty: int = 0
    """Pages that could not be read, or not as a whole."""


def find_rows(data: bytes, log: bytes) -> Found:
    """Read a visit's bytes, and its log's, as far as that goes. Never raises for what it finds in them."""
    said = int.from_bytes(data[16:18], "big")
    sizes = {_USUAL, said} if 512 <= said < 65536 and said & (said - 1) == 0 else {_USUAL}
    found = [_read(Pages(data, log, size)) for size in sorted(sizes, reverse=True)]
    return max(found, key=lambda f: (sum(len(rows) for rows in f.rows.values()), -f.faulty))


@cache
def tables() -> Mapping[str, tuple[Column, ...]]:
    """The tables of a visit of today's version."""
    from hmi_visit.visit.schema import bring_up

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        bring_up(db)
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: tuple(_columns(db, name)) for name in names if not name.startswith("sqlite_")}


def _columns(db: sqlite3.Connection, table: str) -> Iterator[Column]:
    for row in db.execute(f"PRAGMA table_info({table})"):
        is_rowid = bool(row[5]) and row[2] == "INTEGER"
        yield Column(row[1], row[2], bool(row[3]) and not is_rowid, is_rowid)


def is_sure(table: str, record: Record) -> bool | None:
    """Whether a row is as it was written; None where its table keeps no digest."""
    names = digests._COLUMNS.get(table)
    if names is None:
        return None
    try:
        return record.get("digest") == digests.digest(*(record.get(name) for name in names))  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return False


def _read(pages: Pages) -> Found:
    found = Found(faulty=int(pages.cut))
    rows: list[tuple[int, str, Row]] = []
    owner = _owners(pages)
    free = pages.free()
    unread: list[tuple[bytes, list[Row]]] = []
    doubtful: list[bytes] = []
    for number, image in sorted(pages.images.items()):
        if number in free or number == 1:
            continue
        if image[0] == TABLE_LEAF or number in owner:
            leaf = pages.leaf(image)
            table = _table_of(leaf.rows, owner.get(number))
            rank = _TREE if owner.get(number) == table else _LOOSE
            rows += [(rank, table, row) for row in leaf.rows if table]
            if table and any(_is_doubtful(table, row) for row in leaf.rows):
                doubtful.append(image)
            if leaf.faulty or (not table and leaf.rows):
                unread.append((image, leaf.rows if table else []))
        elif image[0] in (INDEX_LEAF, INDEX_INNER):
            for values in pages.index_rows(image):
                if len(values) == 3 and isinstance(values[0], int) and isinstance(values[1], str):
                    found.named.add((values[0], values[1]))
    for image in pages.loose:
        if image[0] == TABLE_LEAF:
            leaf = pages.leaf(image)
            table = _table_of(leaf.rows, None)
            rows += [(_LOOSE, table, row) for row in leaf.rows if table]
            unread += [(image, leaf.rows)] if leaf.faulty else []
    known = {INDEX_INNER, TABLE_INNER, INDEX_LEAF, TABLE_LEAF}
    for number, image in sorted(pages.images.items()):
        lost = number not in pages.overflow and number not in free and number not in owner and image[0] not in known
        if number > 1 and lost and any(image):
            unread.append((image, []))
    found.faulty += len(unread) + len(pages.loose)
    for image, read in unread:
        for row in pages.carve(image):
            table = _table_of([row], None)
            if table and row not in read and is_sure(table, _record(table, row)):
                rows.append((_LOOSE, table, row))
    found.rows = _best(rows)
    texts = [v for records in found.rows.values() for r in records for v in r.values() if isinstance(v, str) and v]
    lying = [*(image for image, _ in unread), *doubtful]
    fragments = [*_fragments(lying, texts), *_doubled(rows, set(texts))]
    found.fragments = list(dict.fromkeys(fragments))
    return found


_TEXTS = {"entry": "text", "answer": "value", "wording": "text"}
"""The column of each table that holds what was typed."""


def _owners(pages: Pages) -> dict[int, str]:
    """The table of every page that the file's own schema leads to."""
    first = pages.images.get(1)
    owner: dict[int, str] = {}
    if first is None:
        return owner
    seen: set[int] = set()
    for number in pages.walk(1, seen)[0]:
        for row in pages.leaf(pages.images[number], 100 if number == 1 else 0).rows:
            kind, name, _, root = (*row.values, *[None] * 4)[:4]
            if kind == "table" and name in tables() and isinstance(root, int):
                owner |= dict.fromkeys(pages.walk(root, seen)[0], str(name))
    return owner


def _table_of(rows: Iterable[Row], owner: str | None) -> str:
    """The table whose shape the rows have; the one that leads to them before any other. Empty where it is none."""
    whole = [row for row in rows if row.whole]
    if owner and all(_fits(owner, row) for row in whole):
        return owner
    scores = {table: sum(_score(table, row) for row in whole) for table in tables()}
    best = max(scores, key=lambda table: scores[table])
    return best if scores[best] > 0 else ""


def _score(table: str, row: Row) -> int:
    if not _fits(table, row):
        return 0
    if table.startswith("_"):
        return 3 if "hmi-visit" in row.values else 0
    return 2 + 2 * bool(is_sure(table, _record(table, row)))


def _fits(table: str, row: Row) -> bool:
    columns = tables()[table]
    if len(row.values) > len(columns) or len(row.values) < sum(c.needed for c in columns):
        return False
    for column, value in zip(columns, row.values, strict=False):
        if (value is None and column.needed) or (column.is_rowid and value is not None):
            return False
        if value is not None and not isinstance(value, _TYPES.get(column.type, object)):
            return False
    return True


def _record(table: str, row: Row) -> Record:
    columns = tables()[table]
    values = [*row.values, *[None] * (len(columns) - len(row.values))]
    return {c.name: row.rowid if c.is_rowid else v for c, v in zip(columns, values, strict=False)}


def _best(rows: list[tuple[int, str, Row]]) -> dict[str, list[Record]]:
    """Each row once: the one that the file leads to before one found lying about, a sure one, the last one changed."""
    best: dict[tuple[object, ...], tuple[tuple[object, ...], str, Record]] = {}
    for rank, table, row in rows:
        if table.startswith("_"):  # what has been done to the schema: a new file has its own
            continue
        record = _record(table, row)
        sure = is_sure(table, record)
        worth = (rank, row.whole and sure is not False, str(record.get("changed_at") or ""))
        keys = {"answer": ("place", "field"), "fact": ("name",), "wording": ("name",)}
        key = (table, *(record[k] for k in keys[table])) if table in keys else (table, row.rowid)
        record |= {"sure": int(sure is not False and row.whole), "rowid": row.rowid}
        if key not in best or worth > best[key][0]:
            best[key] = (worth, table, record)
    found: dict[str, list[Record]] = {}
    for _, table, record in best.values():
        found.setdefault(table, []).append(record)
    for records in found.values():
        records.sort(key=lambda r: int(str(r["rowid"])))
    return found


def _is_doubtful(table: str, row: Row) -> bool:
    """Whether changed bytes may have cut a row short, or given it another's number: its page is searched for text."""
    return not row.whole or not _fits(table, row) or is_sure(table, _record(table, row)) is False or row.rowid < 1


def _doubled(rows: list[tuple[int, str, Row]], taken: set[str]) -> Iterator[str]:
    """The texts of rows that another row of the same number stands in for: changed bytes can give a row another's."""
    for _, table, row in rows:
        if table in _TEXTS and row.whole:
            text = _record(table, row)[_TEXTS[table]]
            if isinstance(text, str) and text and text not in taken:
                yield text


def _fragments(images: list[bytes], texts: list[str]) -> Iterator[str]:
    """Runs of text in pages, without what was read as a row."""
    long = sorted({t for t in texts if len(t) > 3}, key=len, reverse=True)
    whole = "\n".join(long)
    for image in images:
        words = image.decode("utf-8", "replace")
        for text in long:
            words = words.replace(text, "\0")
        for run in _RUN.findall(_STAMP.sub("\0", words)):
            if any(c.isalpha() for c in run) and run not in whole:
                yield run.strip()
