"""Queries of the checks that were set aside, each with its reason. One that is taken back stays in the file, marked.

What was set aside is known by the rule's code, the field and a digest of the words meant: other words are asked about
again, the same words at another place of the field are not.
"""

from __future__ import annotations

import sqlite3

from hmi_visit.problems import Problem
from hmi_visit.visit.digest import digest
from hmi_visit.visit.model import Aside
from hmi_visit.visit.times import stamp


def add(db: sqlite3.Connection, code: str, field: str | None, words: str, reason: str) -> Aside:
    """Set a query aside. Raises a Problem where no reason is given."""
    if not reason.strip():
        raise Problem("a query is set aside with a reason", where=code, mend='write --reason "…"')
    aside = Aside(code, field or "", digest(words), reason.strip(), stamp())
    sql = "INSERT INTO aside (code, field, words, reason, made_at, digest) VALUES (?, ?, ?, ?, ?, ?)"
    row = (aside.code, aside.field, aside.words, aside.reason, aside.at)
    db.execute(sql, (*row, digest(*row)))
    return aside


def take_back(db: sqlite3.Connection, aside: Aside) -> None:
    """Ask again what was set aside."""
    sql = "UPDATE aside SET removed_at = ? WHERE removed_at IS NULL AND code = ? AND field = ? AND words = ?"
    db.execute(sql, (stamp(), aside.code, aside.field, aside.words))


def read(db: sqlite3.Connection) -> tuple[Aside, ...]:
    """What is set aside, in the order in which it was; nothing in a visit of before there were any."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'aside'").fetchone():
        return ()
    rows = db.execute("SELECT code, field, words, reason, made_at FROM aside WHERE removed_at IS NULL ORDER BY id")
    return tuple(Aside(*row) for row in rows)
