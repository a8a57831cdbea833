"""Earlier states of every answer and entry, kept in the visit: at pauses and by sessions, not by keys.

A state is a copy of what the answer's or entry's own row held, so nothing is lost between the two. The newest state of
each stands whole; an older one is kept as what differs from the next. Order is that of keeping, never the clock's.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from hmi_visit.form.model import Field, Kind, Value
from hmi_visit.form.values import spoken
from hmi_visit.visit import answers, entries, links
from hmi_visit.visit.connection import together
from hmi_visit.visit.digest import digest
from hmi_visit.visit.patch import Patch, apply, patch, whole
from hmi_visit.visit.times import stamp
from hmi_visit.visit.words import count_words

SINCE = 2
"""The schema version from which on a visit has earlier states."""


class Thing(NamedTuple):
    """What a state is of: an entry by its number, or an answer by its place and field."""

    entry: int
    place: int = answers.TOP
    field: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What an answer or an entry once was."""

    id: int
    """Larger for what was kept later."""
    thing: Thing
    session: int
    """Which time the visit was open, counted from 1."""
    kept_at: str
    """When it was kept: ISO 8601 with its offset, to the second."""
    kind: str
    """The kind of the field; empty for an entry."""
    raw: str
    """As the answer's row has its value; an entry's columns as JSON."""
    typed: str | None = None
    """What was typed where it could not be understood as a value."""

    @property
    def value(self) -> Value:
        """The answer."""
        return answers.as_value(Kind(self.kind), self.raw)

    @property
    def row(self) -> entries.Row:
        """The entry's columns."""
        return tuple(json.loads(self.raw))

    def words_in(self, field: Field | None) -> str:
        """The state as a person reads it; without a field, the words of an entry."""
        if self.typed is not None:
            return self.typed
        return spoken(field, self.value) if field else self.row[0] or ""


def words(text: str) -> str:
    """How many words a text has, for a list of states."""
    count = count_words(text)
    return f"{count} word{'' if count == 1 else 's'}"


_NEWEST = """(SELECT made_of FROM state s WHERE s.entry = {entry} AND s.place = {place} AND s.field = {field}
              ORDER BY s.id DESC LIMIT 1)"""
_CHANGED_ANSWERS = f"""SELECT place, field, kind, value, typed, digest FROM answer a
WHERE kind != '{Kind.GROUP.value}' AND digest IS NOT {_NEWEST.format(entry=0, place="a.place", field="a.field")}
ORDER BY id"""
_CHANGED_ENTRIES = f"""SELECT id, text, typed_at, observed_at, activity, with_whom, about, sign, digest FROM entry e
WHERE digest IS NOT {_NEWEST.format(entry="e.id", place=0, field="''")} ORDER BY id"""
_COLUMNS = "entry, place, field, session, kept_at, made_of, kind, typed, head, tail, middle"
_OF = "entry = ? AND place = ? AND field = ?"


def next_session(db: sqlite3.Connection) -> int:
    """The number of the session that begins now."""
    row = db.execute("SELECT session FROM state ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] + 1 if row else 1


def keep_states(db: sqlite3.Connection, session: int) -> int:
    """Keep a state of every answer and entry that differs from its last state, in one transaction; how many there were.

    Writes nothing where nothing changed. Raises sqlite3.Error where it cannot be written; then nothing is.
    """
    changed = [*_changed(db)]
    if changed:
        with together(db):
            links.settle(db)
            for thing, kind, raw, typed, made_of in changed:
                _keep(db, thing, session, (made_of, kind, typed), raw)
    return len(changed)


def states_of(db: sqlite3.Connection, field: Field, place: int = answers.TOP) -> tuple[State, ...]:
    """The states of an answer, newest last; none of a group, whose items' answers have their own."""
    return _states(db, Thing(0, place, field.name))


def states_of_entry(db: sqlite3.Connection, number: int) -> tuple[State, ...]:
    """The states of an entry, newest last."""
    return _states(db, Thing(number))


def bring_back(db: sqlite3.Connection, state: State, session: int) -> None:
    """Make an answer or entry what it was, as a new state after those that there are; all of it, or nothing."""
    with together(db):
        keep_states(db, session)
        if state.thing.entry:
            entries.change_row(db, state.thing.entry, state.row)
        else:
            answers.put_row(db, state.thing.place, state.thing.field, state.kind, state.raw, state.typed)
        keep_states(db, session)


def _changed(db: sqlite3.Connection) -> Iterator[tuple[Thing, str, str, str | None, int]]:
    """What differs from its last state: its kind, its row's text, what was typed, and its row's digest."""
    for row in db.execute(_CHANGED_ANSWERS).fetchall():
        yield Thing(0, row["place"], row["field"]), row["kind"], row["value"], row["typed"], row["digest"]
    for row in db.execute(_CHANGED_ENTRIES).fetchall():
        yield Thing(row["id"]), "", json.dumps(tuple(row)[1:-1], ensure_ascii=False), None, row["digest"]


def _keep(db: sqlite3.Connection, thing: Thing, session: int, about: tuple[int, str, str | None], raw: str) -> None:
    newest = db.execute(f"SELECT * FROM state WHERE {_OF} ORDER BY id DESC LIMIT 1", thing).fetchone()
    if newest:
        rewrite(db, newest, patch(apply(patch_in(newest), ""), raw))
    row = (*thing, session, stamp(), *about, *whole(raw))
    marks = ", ".join("?" * (len(row) + 1))
    db.execute(f"INSERT INTO state ({_COLUMNS}, digest) VALUES ({marks})", (*row, digest(*row)))
    if newest:
        from hmi_visit.visit.thinning import thin

        thin(db, thing, len(raw))


def patch_in(row: sqlite3.Row) -> Patch:
    """How the text of a row is made from the text of the row after it."""
    return Patch(row["head"], row["tail"], row["middle"])


def rewrite(db: sqlite3.Connection, row: sqlite3.Row, made: Patch) -> None:
    """Let a state be made from another text than before."""
    columns = {name: row[name] for name in _COLUMNS.split(", ")} | made._asdict()
    sql = "UPDATE state SET head = ?, tail = ?, middle = ?, digest = ? WHERE id = ?"
    db.execute(sql, (*made, digest(*columns.values()), row["id"]))


def _states(db: sqlite3.Connection, thing: Thing) -> tuple[State, ...]:
    if cast(int, db.execute("PRAGMA user_version").fetchone()[0]) < SINCE:
        return ()
    found = []
    text = ""
    for row in db.execute(f"SELECT * FROM state WHERE {_OF} ORDER BY id DESC", thing).fetchall():
        text = apply(patch_in(row), text)
        found.append(State(row["id"], thing, row["session"], row["kept_at"], row["kind"], text, row["typed"]))
    return tuple(reversed(found))
