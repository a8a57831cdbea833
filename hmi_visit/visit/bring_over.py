"""A visit's answers under a form that has changed: brought to the kind of their field, or set aside, never lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

from hmi_visit.form.fit import as_kind_of, fits
from hmi_visit.form.model import Field, Form, Kind
from hmi_visit.form.values import LIST_KINDS
from hmi_visit.visit import answers
from hmi_visit.visit.connection import together

ASIDE = ":"
"""Parts the name of an answer that was set aside from the kind that it is of; no field's name has it."""


def bring_over(db: sqlite3.Connection, form: Form) -> None:
    """Bring every answer to the kind of its field, or set it aside; bring back what was set aside and fits again."""
    with together(db):
        for place, name, field, row in list(misfits(db, form)):
            if name != field.name:
                answers.rename(db, place, name, field.name)
                continue
            new = _brought(field, row)
            if new is not None:
                answers.put_row(db, place, name, field.kind.value, *new)
            else:
                answers.rename(db, place, name, _free(db, place, f"{name}{ASIDE}{row['kind']}"))


def misfits(db: sqlite3.Connection, form: Form) -> Iterator[tuple[int, str, Field, sqlite3.Row]]:
    """Answers whose field cannot hold them as they are, and answers set aside that their field can hold."""
    rows = db.execute("SELECT place, field, kind, value, typed FROM answer ORDER BY id").fetchall()
    parents = {r["id"]: (r["parent"], r["field"]) for r in db.execute("SELECT id, parent, field FROM place")}
    given = {(row["place"], row["field"]) for row in rows if row["value"] not in ("", "[]")}
    for row in rows:
        base, _, aside = row["field"].partition(ASIDE)
        field = _fields_at(row["place"], parents, form.fields).get(base)
        if field is None:
            continue
        holds = row["kind"] == field.kind and (
            field.kind is not Kind.CHOICE or not row["value"] or fits(field, row["value"])
        )
        if holds == bool(aside) and not (aside and (row["place"], base) in given):
            yield row["place"], row["field"], field, row


def _fields_at(place: int, parents: Mapping[int, tuple[int, str]], fields: Mapping[str, Field]) -> Mapping[str, Field]:
    """The fields that answers at a place are to; none where its group is gone."""
    path: list[str] = []
    while place != answers.TOP:
        if place not in parents:
            return {}
        place, name = parents[place]
        path.insert(0, name)
    for name in path:
        group = fields.get(name)
        fields = {f.name: f for f in group.fields} if group else {}
    return fields


def _brought(field: Field, row: sqlite3.Row) -> tuple[str, str | None] | None:
    """An answer's row as its field holds it: its text and what was typed; None where it cannot be held."""
    kind, typed = Kind(row["kind"]), row["typed"]
    if Kind.GROUP in (kind, field.kind):
        return None
    if typed is not None:
        return (typed, None) if field.kind in (Kind.LINE, Kind.PROSE) else ("", typed)
    if row["value"] in ("", "[]"):
        return "[]" if field.kind in LIST_KINDS else "", None
    value = as_kind_of(field, kind, answers.as_value(kind, row["value"]))
    return None if value is None else (answers.as_text(field.kind, value), None)


def _free(db: sqlite3.Connection, place: int, name: str) -> str:
    """The name, with a number where something was set aside under it before."""
    taken = {row[0] for row in db.execute("SELECT field FROM answer WHERE place = ?", (place,))}
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}{ASIDE}{number}"
    return free
