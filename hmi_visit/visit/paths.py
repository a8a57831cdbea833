"""Where a field stands, at any depth, as text: `context`, `sections[2].topics[4].title`.

Items are counted from 0 there, as in the messages about an exchange file.
"""

from __future__ import annotations

import re
import sqlite3

from hmi_visit.form.model import Field, Form

_PART = re.compile(r"([a-z][a-z0-9_]*)(?:\[([0-9]{1,9})\])?\Z")


def parts(path: str) -> list[tuple[str, int | None]] | None:
    """The names on the way, each with the number of the item; None for what is no path."""
    found = [_PART.match(part) for part in path.split(".")]
    return [(m[1], int(m[2]) if m[2] else None) for m in found if m] if all(found) else None


def field_at(form: Form, path: str) -> Field | None:
    """The field at the end of a path; None where the form has none there."""
    fields = dict(form.fields)
    field = None
    for name, index in parts(path) or ():
        if field is not None and not fields:
            return None
        field = fields.get(name)
        if field is None or (index is not None and not field.fields):
            return None
        fields = {f.name: f for f in field.fields} if index is not None else {}
    return field


def place_at(db: sqlite3.Connection, path: str) -> tuple[int, str] | None:
    """The place and the field's name at the end of a path; None where an item on the way is not there."""
    place, names = 0, parts(path) or []
    for name, index in names[:-1]:
        sql = "SELECT id FROM place WHERE parent = ? AND field = ? AND removed_at IS NULL ORDER BY position, id"
        items = db.execute(sql, (place, name)).fetchall()
        if index is None or index >= len(items):
            return None
        place = items[index][0]
    return (place, names[-1][0]) if names else None


def path_of(db: sqlite3.Connection, place: int, field: str) -> str | None:
    """The path of a field of a place; None where the item, or one that it stands in, is in the bin."""
    path = field
    while place:
        row = db.execute("SELECT parent, field, removed_at FROM place WHERE id = ?", (place,)).fetchone()
        if row is None or row["removed_at"] is not None:
            return None
        sql = """SELECT count(*) FROM place p, place me WHERE me.id = ? AND p.parent = me.parent AND p.field = me.field
                 AND p.removed_at IS NULL AND (p.position, p.id) < (me.position, me.id)"""
        before = db.execute(sql, (place,)).fetchone()[0]
        path = f"{row['field']}[{before}].{path}"
        place = row["parent"]
    return path
