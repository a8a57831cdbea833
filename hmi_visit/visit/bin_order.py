"""In which order entries and items went to the bin of a visit: their times are the clock's, which may jump."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable

from hmi_visit.visit import facts
from hmi_visit.visit.times import instant

_FACT = "bin"
"""The fact that holds the names of what is in the bin, the last that went there last."""


def went(db: sqlite3.Connection, name: str) -> None:
    """Something goes to the bin: e3 for an entry, i12 for an item. In the transaction that moves it."""
    _put(db, [*(known for known in _names(db) if known != name), name])


def came(db: sqlite3.Connection, names: Collection[str]) -> None:
    """Some of it comes back, or is deleted. In the transaction that does it."""
    _put(db, [known for known in _names(db) if known not in names])


def in_order(db: sqlite3.Connection, moments: Iterable[tuple[str, str]]) -> list[str]:
    """Names in the bin, each given with its moment, in the order in which they went there. One whose order is not known
    (an earlier version of the program moved it) comes first, by its moment."""
    by_time = [name for name, _ in sorted(moments, key=lambda pair: (instant(pair[1]), int(pair[0][1:])))]
    known = _names(db)
    return [name for name in by_time if name not in known] + [name for name in known if name in by_time]


def _names(db: sqlite3.Connection) -> list[str]:
    try:
        return [str(name) for name in json.loads(facts.read(db).get(_FACT, "[]"))]
    except (ValueError, TypeError):  # another program's doing
        return []


def _put(db: sqlite3.Connection, names: list[str]) -> None:
    if names != _names(db):
        facts.put(db, _FACT, json.dumps(names))
