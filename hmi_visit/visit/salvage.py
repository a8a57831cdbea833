"""A damaged visit: what of it can be read goes into a new visit beside it, and what is missing or doubtful is named.

The damaged file is read as bytes and never written to. Text that belongs to nothing known becomes an evidence entry.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from hmi_visit.problems import Problem
from hmi_visit.visit import facts
from hmi_visit.visit.characters import visible
from hmi_visit.visit.connection import NotDone
from hmi_visit.visit.digest import COLUMNS, digest
from hmi_visit.visit.entries import keep_row
from hmi_visit.visit.file import Visit
from hmi_visit.visit.folder import free_path
from hmi_visit.visit.found import find_rows
from hmi_visit.visit.model import Snapshot
from hmi_visit.visit.shapes import Record, tables
from hmi_visit.visit.sniff import SUFFIX, VERSION, check_is_visit
from hmi_visit.visit.sound import check_sound
from hmi_visit.visit.swap import put_right
from hmi_visit.visit.taken import Taken
from hmi_visit.visit.times import stamp

LOOSE_TEXT = "Found in the damaged file; where it belongs is not known:"
"""Begins the evidence entry that holds text without a place."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a damaged visit."""

    path: Path | None
    """The new visit; None where none was written, or nothing could be read."""
    snapshot: Snapshot | None
    missing: tuple[str, ...]
    """What is known to have been there and could not be read, in a person's words."""
    doubtful: tuple[str, ...]
    """What was read and is not as it was written, or may not be."""

    from_history: tuple[str, ...] = ()
    """What was lost or not as it was written, and is as its last earlier state."""

    @property
    def count(self) -> int:
        """How many answers and entries there are."""
        return len(self.snapshot.answers) + len(self.snapshot.entries) if self.snapshot else 0


def damage(path: Path) -> str:
    """What is wrong with a visit that is damaged, in a person's words; empty where it is sound, is not there, cannot be
    read just now, or is of a newer version of the program."""
    try:
        if not path.is_file() or not os.access(path, os.R_OK):
            return ""
        put_right(path)
        check_is_visit(path)
        check_sound(path)
    except NotDone:
        return ""
    except Problem as problem:
        with path.open("rb") as file:
            head = file.read(100)
        version = int.from_bytes(head[60:64], "big")
        newer = head.startswith(b"SQLite format 3\0") and VERSION < version < 1000
        return "" if newer else problem.what
    return ""


def preview(path: Path) -> Salvaged:
    """What salvaging would find, in memory; writes nothing. Raises a Problem where the file cannot be read at all."""
    return _shown(_taken(path), path)


def salvage(path: Path, to: Path | None = None) -> Salvaged:
    """Put what can be read of a damaged visit into a new one, `NAME-salvaged.sqlite` beside it unless `to` says where.

    Raises a Problem where the file cannot be read at all, or where the new one cannot be written.
    """
    taken = _taken(path)
    shown = _shown(taken, path)
    if shown.snapshot is None:
        return shown
    to = to or free_path(path.parent, f"{path.stem.removesuffix(SUFFIX)}-salvaged{SUFFIX}")
    with Visit.create(to, taken.form, lambda db: _fill(db, taken)):
        pass
    return replace(shown, path=to)


def _taken(path: Path) -> Taken:
    log = Path(f"{path}-wal")
    try:
        data, logged = path.read_bytes(), log.read_bytes() if log.is_file() else b""
    except OSError as error:
        raise Problem(f"it cannot be read ({os.strerror(error.errno or 0)})", where=str(path)) from None
    return Taken(find_rows(data, logged))


def _shown(taken: Taken, path: Path) -> Salvaged:
    """What there is, as a visit in memory; no snapshot where there is nothing."""
    from hmi_visit.visit.schema import bring_up

    named = [tuple(dict.fromkeys(names)) for names in (taken.missing, taken.doubtful, taken.from_history)]
    if not taken.is_anything:
        return Salvaged(None, None, *named)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        bring_up(db)
        facts.put(db, "form", taken.form.name)
        _fill(db, taken)
        return Salvaged(None, Visit(path, db, writable=False).snapshot(), *named)


def _fill(db: sqlite3.Connection, taken: Taken) -> None:
    """Put every row that was taken over into a new visit."""
    facts.put(db, "id", taken.id)
    for table, rows in taken.records.items():
        for row in rows:
            if table != "fact" or row["name"] not in ("id", "form", "made_at"):
                _insert(db, table, row)
    if taken.texts:
        text = visible("\n\n".join([LOOSE_TEXT, *taken.texts]))
        keep_row(db, None, (text, stamp(), None, None, None, None, None))


def _insert(db: sqlite3.Connection, table: str, row: Record) -> None:
    names = [column.name for column in tables()[table]]
    if table in COLUMNS:
        row = row | {"digest": digest(*(row[name] for name in COLUMNS[table]))}  # type: ignore[arg-type]
    if "id" in names and db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row["id"],)).fetchone():
        row = row | {"id": None}
    sql = f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    db.execute(sql, [row[name] for name in names])
