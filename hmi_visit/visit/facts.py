"""Facts of the visit itself: its id, its form, when it was made. Each is kept once, with its digest."""

from __future__ import annotations

import sqlite3

from hmi_visit.visit.digest import digest


def put(db: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a fact, in the place of one of this name."""
    sql = "INSERT OR REPLACE INTO fact (name, value, digest) VALUES (?, ?, ?)"
    db.execute(sql, (name, value, digest(name, value)))


def read(db: sqlite3.Connection) -> dict[str, str]:
    """Every fact by its name."""
    return {row[0]: row[1] for row in db.execute("SELECT name, value FROM fact")}
