"""Which table a row that lies somewhere belongs to, by its shape; and by its digest whether it is as it was written."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from hmi_visit.visit.digest import COLUMNS, digest
from hmi_visit.visit.pages import Row
from hmi_visit.visit.records import Cell

Record = dict[str, Cell]
"""A row by the names of its columns."""
_MOMENT = "0000-00-00T00:00"
_NAME = re.compile(r"\w*\Z")
_TYPES: Mapping[str, type | tuple[type, ...]] = {"INTEGER": int, "TEXT": str, "BLOB": bytes, "REAL": (int, float)}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, as the schema has it."""

    name: str
    type: str
    needed: bool
    is_rowid: bool
    default: Cell
    """What a row of before there was this column has."""


@cache
def tables() -> Mapping[str, tuple[Column, ...]]:
    """The tables of a visit of today's version."""
    from hmi_visit.visit.schema import bring_up

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        bring_up(db)
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: tuple(_columns(db, name)) for name in names if not name.startswith("sqlite_")}


def record_of(table: str, row: Row) -> Record:
    """A row by the names of its columns; those that it does not have are as their columns have it for such rows."""
    columns = tables()[table]
    values = [*row.values, *(column.default for column in columns[len(row.values) :])]
    return {c.name: row.rowid if c.is_rowid else v for c, v in zip(columns, values, strict=False)}


def has_digest(table: str) -> bool:
    """Whether the rows of a table carry a digest."""
    return table in COLUMNS


def is_sure(table: str, row: Row) -> bool:
    """Whether a row is as it was written: its digest says so, or it has none and nothing of it is missing."""
    if not fits(table, row):
        return False
    if not has_digest(table):
        return row.whole
    record = record_of(table, row)
    if record["digest"] is None:  # of before its table had one
        return row.whole
    try:
        return record["digest"] == digest(*(record[name] for name in COLUMNS[table]))  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return False


def is_plausible(table: str, row: Row) -> bool:
    """Whether a row has the columns of a table, and each begins and ends where it should."""
    record = record_of(table, row)
    moments = (value for name, value in record.items() if name.endswith("_at") and value is not None)
    return (
        fits(table, row)
        and all(_is_like_a_moment(str(moment)) for moment in moments)
        and all(_NAME.match(str(record.get(name, "a"))) for name in ("name", "field", "kind"))
        and record.get("typed") is None
    )


def fits(table: str, row: Row) -> bool:
    """Whether a row has the columns of a table."""
    columns = tables()[table]
    if len(row.values) > len(columns) or len(row.values) < sum(c.needed for c in columns):
        return False
    for column, value in zip(columns, row.values, strict=False):
        if (value is None and column.needed) or (column.is_rowid and value is not None):
            return False
        if value is not None and not isinstance(value, _TYPES.get(column.type, object)):
            return False
    return True


def table_of(rows: Iterable[Row], owner: str | None) -> str:
    """The table whose shape the rows have; the one that leads to them before any other. Empty where it is none."""
    whole = [row for row in rows if row.whole]
    if owner and all(fits(owner, row) for row in whole):
        return owner
    scores = {table: sum(_score(table, row) for row in whole) for table in tables()}
    best = max(scores, key=lambda table: scores[table])
    return best if scores[best] > 0 else ""


def sure_table_of(row: Row) -> str:
    """The table by whose digest the row is as it was written; empty where there is none."""
    kept = (table for table in COLUMNS if len(row.values) == len(tables()[table]) and row.values[-1] is not None)
    return next((table for table in kept if is_sure(table, row)), "")


def _is_like_a_moment(text: str) -> bool:
    """Whether most of a text is as in a moment: a changed byte in it moves no border."""
    like = ("0" if char.isdigit() else char for char in text)
    return not text or sum(map(str.__eq__, like, _MOMENT)) > len(_MOMENT) // 2


def _score(table: str, row: Row) -> int:
    if not fits(table, row):
        return 0
    if table.startswith("_"):
        return 3 if "hmi-visit" in row.values else 0
    return 2 + 2 * (table == sure_table_of(row))


def _columns(db: sqlite3.Connection, table: str) -> Iterator[Column]:
    for row in db.execute(f"PRAGMA table_info({table})"):
        is_rowid = bool(row[5]) and row[2] == "INTEGER"
        default = row[4] and (int(row[4].strip("'")) if row[2] == "INTEGER" else row[4].strip("'"))
        yield Column(row[1], row[2], bool(row[3]) and not is_rowid, is_rowid, default)
