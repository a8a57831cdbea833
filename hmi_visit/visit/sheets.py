"""The feedback sheets that were written from a visit, each kept whole: what was said is known when the letter is done.

Each is a fact of the visit, with its digest. A final visit takes them too, as it takes exported letters.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hmi_visit.visit import facts
from hmi_visit.visit.times import stamp

_FACT = "feedback:"


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet that was written: which, when, where, and what it said."""

    number: int
    made_at: str
    """ISO 8601 with its offset, to the second."""
    path: str
    sheet: dict[str, Any]


def keep(db: sqlite3.Connection, path: str, sheet: Mapping[str, Any]) -> Kept:
    """Keep a sheet that was written. One that says what the last one said is the last one, and not kept twice."""
    before = read(db)
    if before and before[-1].sheet == sheet:
        return before[-1]
    kept = Kept(before[-1].number + 1 if before else 1, stamp(), path, dict(sheet))
    value = {"made_at": kept.made_at, "path": path, "sheet": kept.sheet}
    facts.put(db, f"{_FACT}{kept.number}", json.dumps(value, ensure_ascii=False))
    return kept


def read(db: sqlite3.Connection) -> list[Kept]:
    """The sheets, the first first; one that is damaged is left out, because what was said is no longer known."""
    found = []
    for name, value in facts.read(db).items():
        number = name.removeprefix(_FACT)
        if name.startswith(_FACT) and number.isdecimal():
            try:
                told = json.loads(value)
                found.append(Kept(int(number), told["made_at"], told["path"], told["sheet"]))
            except (ValueError, KeyError, TypeError):
                continue
    return sorted(found, key=lambda kept: kept.number)
