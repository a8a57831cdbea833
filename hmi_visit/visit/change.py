"""A change of the order of things: what it touched, as it was before and after, so that it can be undone.

A draft is begun inside a transaction, changed through its methods, and yields the change at its end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hmi_visit.form.model import Field, Kind
from hmi_visit.problems import Problem
from hmi_visit.visit.answers import put_row
from hmi_visit.visit.times import stamp


class Stand(NamedTuple):
    """Where an item stands."""

    parent: int
    position: int
    removed_at: str | None
    """When it went to the bin; None where it is not in it."""


class Said(NamedTuple):
    """An answer as its row has it."""

    kind: str
    value: str
    typed: str | None


Spot = tuple[int, str]
"""An answer's place and field."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one change did; `words` say it to a person: “moved Attendance”."""

    words: str
    stands: Mapping[int, tuple[Stand | None, Stand]]
    """Before and after, by the item; None for one that was not there."""
    answers: Mapping[Spot, tuple[Said | None, Said | None]]
    """Before and after, by the answer; None for one that was or is absent."""


class Draft:
    """A change while it is made."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._before = _stands(db)
        self._answers: dict[Spot, Said | None] = {}

    def add(self, parent: int, group: Field, position: int) -> int:
        """A new item; its place."""
        self.given(parent, group)
        sql = "INSERT INTO place (parent, field, position) VALUES (?, ?, ?)"
        return self.db.execute(sql, (parent, group.name, position)).lastrowid or 0

    def given(self, parent: int, group: Field) -> None:
        """A group that has an item was given."""
        if answer_at(self.db, (parent, group.name)) is None:
            self.put((parent, group.name), Said(Kind.GROUP.value, "[]", None))

    def order(self, parent: int, group: Field, order: list[int]) -> None:
        """Let these be the group's items, in this order."""
        self.given(parent, group)
        rows = [(parent, position, item) for position, item in enumerate(order, 1)]
        self.db.executemany("UPDATE place SET parent = ?, position = ? WHERE id = ?", rows)

    def remove(self, item: int) -> None:
        """Move an item to the bin, with all that stands in it."""
        self.db.execute("UPDATE place SET removed_at = ? WHERE id = ?", (stamp(), item))

    def bring_back(self, item: int) -> None:
        """Take an item out of the bin."""
        self.db.execute("UPDATE place SET removed_at = NULL WHERE id = ?", (item,))

    def put(self, spot: Spot, said: Said | None) -> None:
        """Keep an answer, or with None make it absent."""
        self._answers.setdefault(spot, answer_at(self.db, spot))
        _put(self.db, spot, said)

    def done(self, words: str) -> Change:
        """The change, as it stands in the file now."""
        stands = {n: (self._before.get(n), s) for n, s in _stands(self.db).items() if self._before.get(n) != s}
        answers = {spot: (before, answer_at(self.db, spot)) for spot, before in self._answers.items()}
        return Change(words, stands, {spot: pair for spot, pair in answers.items() if pair[0] != pair[1]})


def undone(db: sqlite3.Connection, change: Change) -> Change:
    """Undo a change, inside a transaction; the change that does it again.

    An item that was new goes to the bin. Raises a Problem where what was changed is no longer as the change left it:
    what was written since is never taken away.
    """
    now = _stands(db)
    same = all(now.get(item) == after for item, (_, after) in change.stands.items())
    if not same or any(answer_at(db, spot) != after for spot, (_, after) in change.answers.items()):
        mend = "what a text was is among its earlier states, and what was taken out is in the bin"
        raise Problem(f"what was {change.words} has been written to since, so that it cannot be undone", mend=mend)
    draft = Draft(db)
    for item, (before, after) in change.stands.items():
        parent, position, removed_at = before or after._replace(removed_at=stamp())
        sql = "UPDATE place SET parent = ?, position = ?, removed_at = ? WHERE id = ?"
        db.execute(sql, (parent, position, removed_at, item))
    new = {item for item, (before, _) in change.stands.items() if before is None}
    for spot, (said, _) in change.answers.items():
        if spot[0] not in new:  # what was written in a new item goes to the bin with it
            draft.put(spot, said)
    return draft.done(change.words)


def answer_at(db: sqlite3.Connection, spot: Spot) -> Said | None:
    """An answer as its row has it; None where it is absent."""
    row = db.execute("SELECT kind, value, typed FROM answer WHERE place = ? AND field = ?", spot).fetchone()
    return Said(*row) if row else None


def _put(db: sqlite3.Connection, spot: Spot, said: Said | None) -> None:
    if said is None:
        db.execute("DELETE FROM answer WHERE place = ? AND field = ?", spot)
    else:
        put_row(db, *spot, said.kind, said.value, said.typed)


def _stands(db: sqlite3.Connection) -> dict[int, Stand]:
    return {row[0]: Stand(*row[1:]) for row in db.execute("SELECT id, parent, position, removed_at FROM place")}
