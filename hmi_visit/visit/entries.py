"""The log of evidence entries. One that is taken out goes to the bin, and its number is never given again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeAlias, cast

from hmi_visit.problems import Problem
from hmi_visit.visit import bin_order, facts
from hmi_visit.visit.connection import together
from hmi_visit.visit.digest import digest
from hmi_visit.visit.model import Entry
from hmi_visit.visit.times import stamp

Row: TypeAlias = tuple[str | None, ...]
"""text, typed_at, observed_at, activity, with_whom, about and sign, as the file has them."""
_LAST = "last_entry"
"""The fact that keeps the number of the last entry there was, once the bin has been emptied."""
_NEXT = f"""SELECT 1 + max(coalesce((SELECT max(id) FROM entry), 0),
            coalesce((SELECT CAST(value AS INTEGER) FROM fact WHERE name = '{_LAST}'), 0))"""
_ROW = ("text", "typed_at", "observed_at", "activity", "with_whom", "about", "sign")


def add(db: sqlite3.Connection, entry: Entry) -> Entry:
    """Keep a new entry; returns it with its number and the moment it was typed."""
    entry = replace(entry, typed_at=entry.typed_at or stamp())
    return replace(entry, number=keep_row(db, None, (entry.text, entry.typed_at, *_columns(entry))))


def keep_row(db: sqlite3.Connection, number: int | None, row: Row) -> int:
    """Keep a new entry as its columns have it, NULL for what is absent, under the next number where none is given."""
    sql = f"""INSERT INTO entry (id, text, typed_at, observed_at, activity, with_whom, about, sign, digest, changed_at)
              VALUES (coalesce(?, ({_NEXT})), ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    return cast(int, db.execute(sql, (number, *row, digest(*row), stamp())).lastrowid)


def change(db: sqlite3.Connection, entry: Entry) -> None:
    """Keep an entry's new state; its number and the moment it was typed stay."""
    if row := _row(db, entry.number):
        change_row(db, entry.number, (entry.text, row[1], *_columns(entry)))


def change_text(db: sqlite3.Connection, number: int, text: str) -> None:
    """Keep an entry's words alone; all else stays as it is."""
    if row := _row(db, number):
        change_row(db, number, (text, *row[1:]))


def change_row(db: sqlite3.Connection, number: int, row: Row) -> None:
    """Keep an entry's columns as they are given."""
    sql = """UPDATE entry SET text = ?, typed_at = ?, observed_at = ?, activity = ?, with_whom = ?, about = ?, sign = ?,
             digest = ?, changed_at = ? WHERE id = ?"""
    db.execute(sql, (*row, digest(*row), stamp(), number))


def remove(db: sqlite3.Connection, number: int) -> None:
    """Move an entry to the bin."""
    with together(db):
        db.execute("UPDATE entry SET removed_at = ? WHERE id = ?", (stamp(), number))
        bin_order.went(db, f"e{number}")


def bring_back(db: sqlite3.Connection, number: int) -> None:
    """Bring an entry back from the bin."""
    with together(db):
        db.execute("UPDATE entry SET removed_at = NULL WHERE id = ?", (number,))
        bin_order.came(db, [f"e{number}"])


def last_removed(db: sqlite3.Connection) -> int | None:
    """The number of the entry that went to the bin last, whatever the clock did."""
    rows = db.execute("SELECT id, removed_at FROM entry WHERE removed_at IS NOT NULL")
    names = bin_order.in_order(db, [(f"e{row['id']}", row["removed_at"]) for row in rows])
    return int(names[-1][1:]) if names else None


def forget(db: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Delete entries with all their earlier states, for good; their numbers are never given again. In a transaction."""
    facts.put(db, _LAST, str(db.execute(_NEXT).fetchone()[0] - 1))
    for number in numbers:
        db.execute("DELETE FROM state WHERE entry = ?", (number,))
        db.execute("DELETE FROM entry WHERE id = ?", (number,))
    bin_order.came(db, [f"e{number}" for number in numbers])


def read(db: sqlite3.Connection, *, removed: bool = False) -> tuple[Entry, ...]:
    """The entries in the order of entering; with `removed`, those in the bin."""
    rows = db.execute(f"SELECT * FROM entry WHERE removed_at IS {'NOT ' if removed else ''}NULL ORDER BY id")
    return tuple(_entry(row) for row in rows)


def binned_names(db: sqlite3.Connection) -> set[str]:
    """The names of the entries in the bin."""
    return {f"e{row[0]}" for row in db.execute("SELECT id FROM entry WHERE removed_at IS NOT NULL")}


def numbers(db: sqlite3.Connection) -> list[int]:
    """The numbers of the entries, in the order of entering: for lists that read what they show."""
    return [row[0] for row in db.execute("SELECT id FROM entry WHERE removed_at IS NULL ORDER BY id")]


def entry_of(number: int, row: Row) -> Entry:
    """An entry from its columns."""
    text, typed_at, observed_at, activity, with_whom, about, sign = row
    return Entry(
        number=number,
        text=text or "",
        typed_at=typed_at or "",
        observed_at=observed_at or "",
        activity=activity or "",
        with_whom=_listed(with_whom) if with_whom else (),
        about=_listed(about) if about else (),
        sign=sign or "",
    )


def read_one(db: sqlite3.Connection, number: int) -> Entry:
    """One entry. Raises a Problem where there is none of this number."""
    row = db.execute("SELECT * FROM entry WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Problem(f"there is no entry e{number}")
    return _entry(row)


def _row(db: sqlite3.Connection, number: int) -> Row:
    """An entry's columns, or nothing where there is no such entry."""
    sql = "SELECT text, typed_at, observed_at, activity, with_whom, about, sign FROM entry WHERE id = ?"
    return tuple(db.execute(sql, (number,)).fetchone() or ())


def _columns(entry: Entry) -> Row:
    """What is not known is NULL, so that the exchange file leaves it out."""
    whom = json.dumps(entry.with_whom, ensure_ascii=False) if entry.with_whom else None
    about = json.dumps(entry.about) if entry.about else None
    return (entry.observed_at or None, entry.activity or None, whom, about, entry.sign or None)


@lru_cache(maxsize=4096)
def _listed(text: str) -> tuple[Any, ...]:
    """The values of a column; a log says the same of many entries."""
    return tuple(json.loads(text))


def _entry(row: sqlite3.Row) -> Entry:
    return entry_of(row["id"], tuple(row[name] for name in _ROW))
