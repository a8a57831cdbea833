"""What became of a visit as a whole: finalised, reopened, its bin emptied; and the lock while it is final.

A final visit takes no change from any program that has it open: triggers in the file itself refuse every write to what
was typed. Letters written from it are still recorded, and so is its reopening.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from hmi_visit.form.dates import british
from hmi_visit.problems import Problem
from hmi_visit.visit.connection import together
from hmi_visit.visit.digest import digest
from hmi_visit.visit.times import clock, stamp

OPEN_TO_ALL = frozenset({"fact", "export", "export_state", "export_text", "event"})
"""The tables that a final visit still takes: what it is, the letters written from it, and what became of it."""
_REFUSAL = "this visit was finalised, and takes no change until it is reopened"


class What(StrEnum):
    """What can become of a visit."""

    FINALISED = "finalised"
    REOPENED = "reopened"
    EMPTIED = "bin emptied"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that became of the visit as a whole."""

    what: str
    why: str
    """The reason that was given, or what it was about; empty where there was none."""
    at: str
    """ISO 8601 with its offset, to the second."""

    @property
    def moment(self) -> str:
        """When it was, for a person: 3 July 2014 at 14:32. As it stands where that is no moment: it was salvaged so."""
        try:
            return f"{british(date.fromisoformat(self.at[:10]))} at {clock(self.at)}"
        except ValueError:
            return self.at


class Finalised(Problem):
    """Told whoever would change a final visit."""

    def __init__(self, event: Event, path: Path) -> None:
        self.event = event
        what = f"this visit was finalised on {event.moment}, and takes no change"
        super().__init__(what, where=str(path), mend="hmi-visit reopen VISIT --reason TEXT opens it again")


def events(db: sqlite3.Connection) -> tuple[Event, ...]:
    """All that became of the visit, in order; nothing for a visit of before such things were recorded."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'event'").fetchone():
        return ()
    return tuple(
        Event(row["what"], row["why"], row["made_at"]) for row in db.execute("SELECT * FROM event ORDER BY id")
    )


def final_since(db: sqlite3.Connection) -> Event | None:
    """The event that made the visit final; None where it is not."""
    turns = [event for event in events(db) if event.what in (What.FINALISED, What.REOPENED)]
    return turns[-1] if turns and turns[-1].what == What.FINALISED else None


def record(db: sqlite3.Connection, what: What, why: str = "") -> Event:
    """Record what becomes of the visit, and lock or unlock it where that is what it is; all of it, or nothing."""
    event = Event(what, why, stamp())
    row = (event.what, event.why, event.at)
    with together(db):
        db.execute("INSERT INTO event (what, why, made_at, digest) VALUES (?, ?, ?, ?)", (*row, digest(*row)))
        if what is What.FINALISED:
            lock(db)
        elif what is What.REOPENED:
            _unlock(db)
    return event


def lock(db: sqlite3.Connection) -> None:
    """Have the file itself refuse every change of what was typed, whichever program it comes from."""
    for table in _tables(db):
        for change in ("INSERT", "UPDATE", "DELETE"):
            name = f"final_{table}_{change.lower()}"
            does = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            db.execute(f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {change} ON {table} {does}")


@contextmanager
def lifted(db: sqlite3.Connection) -> Iterator[None]:
    """Without the lock, where there is one, for as long as the schema is brought up to today's."""
    if not final_since(db):
        yield
        return
    _unlock(db)
    try:
        yield
    finally:
        lock(db)


def _unlock(db: sqlite3.Connection) -> None:
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
    for name in names:
        if name.startswith("final_"):
            db.execute(f"DROP TRIGGER IF EXISTS {name}")


def _tables(db: sqlite3.Connection) -> list[str]:
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [name for name in names if name not in OPEN_TO_ALL and not name.startswith(("_", "sqlite_"))]
