"""The earlier states that a damaged visit still holds: each is proved by the digest of the row that it is a state of.

An older state is made from the one after it, so that behind a lost one the older ones cannot be made any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from hmi_visit.visit.digest import digest
from hmi_visit.visit.history import Thing
from hmi_visit.visit.patch import Patch, apply
from hmi_visit.visit.shapes import Record


@dataclass(frozen=True, slots=True)
class Last:
    """The newest state of an answer or entry."""

    made_of: int
    """The digest of the row that it is a state of."""
    kept_at: str
    kind: str
    raw: str
    typed: str | None


@dataclass(slots=True)
class Earlier:
    """All that can be made."""

    rows: list[Record] = field(default_factory=list)
    """Of the table of states, in order."""
    last: dict[Thing, Last] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    lost: int = 0
    """How many states are there and cannot be made."""


def read_earlier(rows: Iterable[Record]) -> Earlier:
    """The states that can be made from the rows that were found."""
    things: dict[Thing, list[Record]] = {}
    for row in rows:
        if row["sure"] and row["rowid"] is not None:
            thing = Thing(row["entry"], row["place"], row["field"])  # type: ignore[arg-type]
            things.setdefault(thing, []).append(row)
    found = Earlier(lost=sum(not row["sure"] or row["rowid"] is None for row in rows))
    for thing, states in things.items():
        states.sort(key=lambda row: -cast("int", row["rowid"]))
        text = ""
        for at, row in enumerate(states):
            made = _made(thing, row, text)
            if made is None:
                found.lost += len(states) - at
                break
            text = made
            found.rows.append(row)
            found.texts.add(text)
            if at == 0:
                about = (row["made_of"], row["kept_at"], row["kind"], text, row["typed"])
                found.last[thing] = Last(*about)  # type: ignore[arg-type]
    found.rows.sort(key=lambda row: cast("int", row["rowid"]))
    return found


def _made(thing: Thing, row: Record, after: str) -> str | None:
    """The text of a state from that of the one after it; None where it is not what it was made of."""
    try:
        text = apply(Patch(row["head"], row["tail"], row["middle"]), after)  # type: ignore[arg-type]
        made_of = json.loads(text) if thing.entry else (thing.place, thing.field, row["kind"], text, row["typed"])
        return text if digest(*made_of) == row["made_of"] else None
    except (ValueError, TypeError, RecursionError):
        return None
