"""Answers in the visit file: one row each, written in one statement, read back as the exchange file has them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import cast

from hmi_visit.form.model import Field, Item, Kind, Value
from hmi_visit.form.values import LIST_KINDS
from hmi_visit.visit import bin_order
from hmi_visit.visit.connection import together
from hmi_visit.visit.digest import digest
from hmi_visit.visit.times import stamp

TOP = 0
"""The place of the answers that stand in no group."""

_PUT = """
INSERT INTO answer (place, field, kind, value, typed, changed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (place, field) DO UPDATE SET
  kind = excluded.kind, value = excluded.value, typed = excluded.typed, changed_at = excluded.changed_at,
  digest = excluded.digest
"""
_JSON_KINDS = LIST_KINDS | {Kind.NUMBER, Kind.FLAG}


def put(db: sqlite3.Connection, field: Field, value: Value, *, typed: str | None = None, place: int = TOP) -> None:
    """Keep an answer; for a group, replace all its items, or none where that fails.

    `typed` is the text as typed, kept where it could not be understood as a value; the value is then the empty text.
    The value is one that `check_value` allows, without characters that no letter can hold.
    """
    if field.kind is Kind.GROUP:
        with together(db):
            _put_group(db, field, cast("list[Item]", value or []), place)
        return
    if field.kind in LIST_KINDS and value == "":
        value = []
    _keep(db, place, field, as_text(field.kind, value), typed)


def drop(db: sqlite3.Connection, field: Field, place: int = TOP) -> None:
    """Make an answer absent again, as if it had never been given; a group's items go with it."""
    if field.kind is Kind.GROUP:
        with together(db):
            for item in items(db, field, place):
                remove_item(db, item)
            db.execute("DELETE FROM answer WHERE place = ? AND field = ?", (place, field.name))
        return
    with together(db):
        _links_follow(db, place, field.name, "")
        db.execute("DELETE FROM answer WHERE place = ? AND field = ?", (place, field.name))


def put_all(db: sqlite3.Connection, fields: Iterable[Field], answers: Mapping[str, Value], place: int = TOP) -> None:
    """Keep all these answers."""
    known = {f.name: f for f in fields}
    for name, value in answers.items():
        put(db, known[name], value, place=place)


def read_all(db: sqlite3.Connection) -> dict[str, Value]:
    """Every answer that was given, groups with their items."""
    answers: dict[int, dict[str, Value]] = {TOP: {}}
    places = db.execute("SELECT id, parent, field FROM place WHERE removed_at IS NULL ORDER BY position, id").fetchall()
    for row in places:
        answers[row["id"]] = {}
    for row in db.execute("SELECT place, field, kind, value FROM answer ORDER BY id"):
        if row["place"] in answers and not _no_value(row["kind"], row["value"]):
            answers[row["place"]][row["field"]] = as_value(Kind(row["kind"]), row["value"])
    for row in places:
        if row["parent"] in answers:
            group = answers[row["parent"]].setdefault(row["field"], [])
            cast("list[Item]", group).append(answers[row["id"]])
    return answers[TOP]


def read_one(db: sqlite3.Connection, name: str, place: int = TOP) -> tuple[Value | None, str | None]:
    """One answer that is no group, and what was typed where that could not be understood."""
    row = db.execute("SELECT kind, value, typed FROM answer WHERE place = ? AND field = ?", (place, name)).fetchone()
    return (as_value(Kind(row["kind"]), row["value"]), row["typed"]) if row else (None, None)


def not_understood(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Fields whose text as typed makes no value yet, with that text."""
    return [tuple(r) for r in db.execute("SELECT field, typed FROM answer WHERE typed IS NOT NULL ORDER BY id")]


def as_value(kind: Kind, text: str) -> Value:
    """The value that a row's text stands for."""
    if (kind in _JSON_KINDS and text) or kind is Kind.GROUP:
        return cast("Value", json.loads(text))
    return text


def as_text(kind: Kind, value: Value) -> str:
    """The text of a row that stands for a value."""
    return json.dumps(value, ensure_ascii=False) if kind in _JSON_KINDS and value != "" else cast(str, value)


def put_row(db: sqlite3.Connection, place: int, name: str, kind: str, text: str, typed: str | None) -> None:
    """Keep an answer as its row has it; what is linked in it follows its words."""
    kept = (place, name, kind, text, typed)
    row = (*kept, stamp(), digest(*kept))
    if db.execute("SELECT 1 FROM link WHERE place = ? AND field = ? LIMIT 1", (place, name)).fetchone():
        with together(db):
            _links_follow(db, place, name, text)
            db.execute(_PUT, row)
    else:
        db.execute(_PUT, row)


def rename(db: sqlite3.Connection, place: int, name: str, to: str) -> None:
    """Let an answer, a group's items with it, stand under another name in its place."""
    row = db.execute("SELECT kind, value, typed FROM answer WHERE place = ? AND field = ?", (place, name)).fetchone()
    with together(db):
        db.execute("UPDATE place SET field = ? WHERE parent = ? AND field = ?", (to, place, name))
        if row:
            put_row(db, place, to, *row)
            db.execute("DELETE FROM answer WHERE place = ? AND field = ?", (place, name))


def _links_follow(db: sqlite3.Connection, place: int, name: str, text: str) -> None:
    from hmi_visit.visit import links  # takes its time to import, and a list of visits has no need of it

    links.follow(db, place, name, text)


def items(db: sqlite3.Connection, group: Field, place: int = TOP) -> list[int]:
    """The places of a group's items, in order."""
    sql = "SELECT id FROM place WHERE parent = ? AND field = ? AND removed_at IS NULL ORDER BY position, id"
    return [row["id"] for row in db.execute(sql, (place, group.name))]


def add_item(db: sqlite3.Connection, group: Field, place: int = TOP) -> int:
    """A new item at the end of a group; its place."""
    with together(db):
        _keep(db, place, group, "[]", None)  # a group that was given and is empty differs from one that is absent
        after = db.execute("SELECT coalesce(max(position), 0) + 1 FROM place WHERE parent = ?", (place,)).fetchone()[0]
        sql = "INSERT INTO place (parent, field, position) VALUES (?, ?, ?)"
        return cast(int, db.execute(sql, (place, group.name, after)).lastrowid)


def remove_item(db: sqlite3.Connection, item: int) -> None:
    """Move an item of a group to the bin."""
    with together(db):
        db.execute("UPDATE place SET removed_at = ? WHERE id = ?", (stamp(), item))
        bin_order.went(db, f"i{item}")


def bring_back_item(db: sqlite3.Connection, item: int) -> None:
    """Bring an item back from the bin to its place among the others."""
    with together(db):
        db.execute("UPDATE place SET removed_at = NULL WHERE id = ?", (item,))
        bin_order.came(db, [f"i{item}"])


def move_item(db: sqlite3.Connection, group: Field, item: int, by: int, place: int = TOP) -> None:
    """Move an item up (negative) or down among its group's items; at an end it stays, as does one that is gone."""
    with together(db):
        order = items(db, group, place)
        if item not in order:
            return
        at = order.index(item)
        to = min(max(at + by, 0), len(order) - 1)
        order.insert(to, order.pop(at))
        db.executemany("UPDATE place SET position = ? WHERE id = ?", list(enumerate(order, 1)))


def _put_group(db: sqlite3.Connection, group: Field, value: list[Item], place: int) -> None:
    for item in items(db, group, place):
        remove_item(db, item)
    _keep(db, place, group, "[]", None)
    for answers in value:
        put_all(db, group.fields, answers, add_item(db, group, place))


def _keep(db: sqlite3.Connection, place: int, field: Field, text: str, typed: str | None) -> None:
    put_row(db, place, field.name, field.kind.value, text, typed)


def _no_value(kind: str, text: str) -> bool:
    """A number or flag that was typed and not understood, or taken back: unlike a text, it has no empty value."""
    return not text and kind in (Kind.NUMBER, Kind.FLAG)
