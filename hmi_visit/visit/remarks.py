"""What readers of a draft said in comments: open queries at their places, that are answered and closed.

A remark that comes back with a later draft is the same one where its author, time, words and place are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from hmi_visit.problems import Problem
from hmi_visit.visit.connection import together
from hmi_visit.visit.digest import digest, seal
from hmi_visit.visit.times import stamp


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of a reader."""

    author: str
    said_at: str
    """As the draft has it: ISO 8601; empty where it has none."""
    text: str
    spot: str
    """The part of the letter, or the field, at which it stands; empty where it stands nowhere."""
    words: str
    """The words of the letter that it is about."""
    number: int = 0
    """Which remark it is in the visit; 0 where it is not kept yet."""
    answer: str = ""
    closed_at: str = ""
    """When it was closed; empty while it is open."""

    @property
    def same(self) -> tuple[str, ...]:
        """What tells it from every other."""
        return (self.author, self.said_at, self.text, self.spot, self.words)


_COLUMNS = "author, said_at, text, spot, words, id, answer, closed_at"


def read(db: sqlite3.Connection) -> list[Remark]:
    """Every remark, the first first; none in a visit of before there were any."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'remark'").fetchone():
        return []
    return [Remark(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM remark ORDER BY id")]


def add(db: sqlite3.Connection, remarks: Iterable[Remark]) -> int:
    """Keep those that are not there yet; how many there were."""
    known = {remark.same for remark in read(db)}
    count = 0
    with together(db):
        for remark in remarks:
            if remark.same in known:
                continue
            known.add(remark.same)
            row = (*remark.same, remark.answer, remark.closed_at)
            columns = "author, said_at, text, spot, words, answer, closed_at, digest"
            db.execute(f"INSERT INTO remark ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*row, digest(*row)))
            count += 1
    return count


def answer(db: sqlite3.Connection, number: int, text: str) -> None:
    """Write what is said to a remark; with an empty text, nothing is said. Raises a Problem where there is none."""
    _change(db, number, "answer", text.strip())


def close(db: sqlite3.Connection, number: int, *, open_again: bool = False) -> None:
    """Close a remark, or open it again. Raises a Problem where there is none of the number."""
    _change(db, number, "closed_at", "" if open_again else stamp())


def _change(db: sqlite3.Connection, number: int, column: str, value: str) -> None:
    if number not in {remark.number for remark in read(db)}:
        raise Problem(
            "there is no comment of this number", where=str(number), mend="hmi-visit comments VISIT lists them"
        )
    with together(db):
        db.execute(f"UPDATE remark SET {column} = ? WHERE id = ?", (value, number))
        seal(db, "remark", [number])
