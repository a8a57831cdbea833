"""The bin of a visit: entries and items of groups that were taken out. Each can be brought back, and the bin emptied.

What is deleted from a text or a list is not here but among its earlier states (see `history`).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from hmi_visit.form.model import Field, Form, Kind
from hmi_visit.form.values import spoken
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, bin_order, entries
from hmi_visit.visit.connection import together
from hmi_visit.visit.file import Visit
from hmi_visit.visit.finality import What, record

ITEM = "i"
"""Begins the name of an item of a group, as `e` that of an entry; its number is that of its place."""


@dataclass(frozen=True, slots=True)
class Binned:
    """An entry or an item in the bin."""

    name: str
    """e3 for an entry, i12 for an item of a group."""
    label: str
    """What it was one of, for a person."""
    text: str
    """All its words."""
    removed_at: str
    """ISO 8601 with its offset."""

    @property
    def number(self) -> int:
        """The entry's number, or the item's place."""
        return int(self.name[1:])

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a group; else it is an entry."""
        return self.name.startswith(ITEM)


def in_bin(db: sqlite3.Connection, form: Form) -> tuple[Binned, ...]:
    """What lies in the bin, the last taken out first."""
    found = [
        Binned(f"e{row['id']}", "Evidence", row["text"], row["removed_at"])
        for row in db.execute("SELECT id, text, removed_at FROM entry WHERE removed_at IS NOT NULL")
    ]
    for row in db.execute("SELECT id, field, removed_at FROM place WHERE removed_at IS NOT NULL").fetchall():
        group = _group(form.fields.values(), row["field"])
        label = group.label if group else row["field"]
        text = "\n".join(_words(db, row["id"], group.fields if group else ()))
        found.append(Binned(f"{ITEM}{row['id']}", label, text, row["removed_at"]))
    names = bin_order.in_order(db, [(b.name, b.removed_at) for b in found])
    return tuple(sorted(found, key=lambda b: names.index(b.name), reverse=True))


def last_item(db: sqlite3.Connection, group: Field, place: int = answers.TOP) -> int | None:
    """The item of a group that was taken out last; None where there is none."""
    sql = "SELECT id, removed_at FROM place WHERE parent = ? AND field = ? AND removed_at IS NOT NULL"
    found = [(f"{ITEM}{row['id']}", row["removed_at"]) for row in db.execute(sql, (place, group.name))]
    names = bin_order.in_order(db, found)
    return int(names[-1].removeprefix(ITEM)) if names else None


def bring_back(db: sqlite3.Connection, binned: Binned) -> None:
    """Bring an entry or item back to where it was. Raises a Problem where what an item stood in is in the bin too."""
    if binned.is_item:
        home = db.execute("SELECT parent FROM place WHERE id = ?", (binned.number,)).fetchone()["parent"]
        while home != answers.TOP:
            row = db.execute("SELECT parent, removed_at FROM place WHERE id = ?", (home,)).fetchone()
            if row["removed_at"]:
                raise Problem("what it stood in is in the bin too", where=binned.name, mend="bring that back first")
            home = row["parent"]
        answers.bring_back_item(db, binned.number)
    else:
        entries.bring_back(db, binned.number)


def named(found: Iterable[Binned], name: str) -> Binned:
    """The one of this name. Raises a Problem where there is none."""
    binned = next((b for b in found if b.name == name), None)
    if binned is None:
        raise Problem("there is no such thing in the bin", where=name, mend="hmi-visit bin VISIT lists what is there")
    return binned


def contents(found: Iterable[Binned]) -> str:
    """What lies in the bin, for a question about it: 2 entries (e3, e5), 1 of Rooms."""
    counts: dict[str, list[str]] = {}
    for binned in sorted(found, key=lambda b: (b.is_item, b.number)):
        counts.setdefault(binned.label if binned.is_item else "", []).append(binned.name)
    parts = []
    for label, names in counts.items():
        entry = f"{len(names)} entr{'y' if len(names) == 1 else 'ies'} ({', '.join(names)})"
        parts.append(f"{len(names)} of {label}" if label else entry)
    return ", ".join(parts)


def empty(visit: Visit, form: Form) -> tuple[Binned, ...]:
    """Let go of all that lies in the bin and of its earlier states, for good; what that was. It is recorded.

    Nothing of it is left in the visit's file, nor in the log beside it once every program that reads the visit has let
    go of it. Backups and copies made before have it still. Raises a Problem, and changes nothing, where it cannot be.
    """
    db = visit.db
    found = in_bin(db, form)
    if not found:
        return ()
    secure = db.execute("PRAGMA secure_delete").fetchone()[0]
    db.execute("PRAGMA secure_delete = ON")
    try:
        with together(db):
            _delete_items(db, [b.number for b in found if b.is_item])
            bin_order.came(db, [b.name for b in found])
            entries.forget(db, [b.number for b in found if not b.is_item])
            record(db, What.EMPTIED, contents(found))
    finally:
        db.execute(f"PRAGMA secure_delete = {secure}")
    with contextlib.suppress(sqlite3.Error):  # what is read elsewhere just now is cleared away when it is closed
        db.execute("VACUUM")  # older copies of rows lie in pages that nothing points to
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return found


def _delete_items(db: sqlite3.Connection, places: list[int]) -> None:
    """Delete items of groups, and the items inside them, with their answers and earlier states."""
    while places:
        one = places.pop()
        places += [row["id"] for row in db.execute("SELECT id FROM place WHERE parent = ?", (one,))]
        for table, column in (("state", "place"), ("link", "place"), ("answer", "place"), ("place", "id")):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (one,))


def _words(db: sqlite3.Connection, place: int, fields: Iterable[Field]) -> list[str]:
    """What was answered in an item, field by field, and in the items inside it."""
    words = []
    for field in fields:
        if field.kind is Kind.GROUP:
            inner = (_words(db, item, field.fields) for item in answers.items(db, field, place))
            words += [line for lines in inner for line in lines]
            continue
        value, typed = answers.read_one(db, field.name, place)
        if text := typed or spoken(field, value):
            words.append(text)
    return words


def _group(fields: Iterable[Field], name: str) -> Field | None:
    """The group of this name, at any depth."""
    for field in fields:
        if field.kind is Kind.GROUP:
            found = field if field.name == name else _group(field.fields, name)
            if found:
                return found
    return None
