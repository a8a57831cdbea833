"""What was taken out of a visit's groups and stays in its file: the bin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from hmi_visit.form.model import Field, Form, Kind
from hmi_visit.form.values import spoken
from hmi_visit.visit.answers import TOP, as_value
from hmi_visit.visit.words import count_words


@dataclass(frozen=True, slots=True)
class TakenOut:
    """An item in the bin."""

    item: int
    group: Field
    removed_at: str
    """When it went there: ISO 8601 with its offset, to the second."""
    text: str
    """All that is written in it, line by line; what went to the bin before it is not among it."""

    @property
    def words(self) -> int:
        """How many words are written in it."""
        return count_words(self.text)


def taken_out(form: Form, db: sqlite3.Connection) -> list[TakenOut]:
    """The items in the bin in which something is written, the last that went there first."""
    rows = {r["id"]: r for r in db.execute("SELECT id, parent, field, position, removed_at FROM place")}
    inside: dict[int, list[int]] = {}
    for row in sorted(rows.values(), key=lambda row: (row["position"], row["id"])):
        inside.setdefault(row["parent"], []).append(row["id"])
    groups: dict[int, Field] = {}
    top = tuple(form.fields.values())
    waiting = [TOP]
    while waiting:
        place = waiting.pop()
        fields = {f.name: f for f in (groups[place].fields if place in groups else top) if f.kind is Kind.GROUP}
        for item in inside.get(place, ()):
            if rows[item]["field"] in fields:
                groups[item] = fields[rows[item]["field"]]
                waiting.append(item)

    def lines(item: int) -> Iterator[str]:
        found = {r["field"]: r for r in db.execute("SELECT * FROM answer WHERE place = ?", (item,))}
        for field in groups[item].fields:
            if field.kind is not Kind.GROUP and (row := found.get(field.name)):
                yield row["typed"] or spoken(field, as_value(Kind(row["kind"]), row["value"]))
        for other in inside.get(item, ()):
            if other in groups and rows[other]["removed_at"] is None:
                yield from lines(other)

    gone = sorted((i for i in groups if rows[i]["removed_at"]), key=lambda i: (rows[i]["removed_at"], i), reverse=True)
    texts = {item: "\n".join(line for line in lines(item) if line.strip()) for item in gone}
    return [TakenOut(i, groups[i], rows[i]["removed_at"], text) for i, text in texts.items() if text]
