"""Where the words of a query stand in the visit file now: to go there, and to put its mend in their place."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from hmi_visit.check.query import Query
from hmi_visit.form.model import Field, Form, Kind
from hmi_visit.form.values import LIST_KINDS
from hmi_visit.visit.anchor import changed
from hmi_visit.visit.answers import read_one
from hmi_visit.visit.model import Snapshot
from hmi_visit.visit.paths import field_at, parts, place_at
from hmi_visit.visit.replacing import Hit

_TEXTS = frozenset({Kind.LINE, Kind.PROSE, *LIST_KINDS})


def hit_of(form: Form, db: sqlite3.Connection, checked: Snapshot, query: Query) -> Hit | None:
    """Exactly the words that a query meant, as the file has them now; None where they no longer stand.

    `checked` is what was checked. Text typed since before or after the words moves them; a change in them loses them.
    """
    field = field_at(form, query.field or "")
    spot = place_at(db, query.field or "") if field else None
    if field is None or spot is None or query.offset is None or field.kind not in _TEXTS:
        return None
    before = _value_at(checked.answers, query.field or "")
    now, typed = read_one(db, spot[1], spot[0])
    line = (query.line or 1) - 1
    if typed is not None:
        return None
    if field.kind not in LIST_KINDS:
        return _hit(spot[0], field, 0, before, now, query)
    olds, news = (value if isinstance(value, list) else [] for value in (before, now))
    if line >= len(olds):
        return None
    if olds[line] in news and news[line : line + 1] != [olds[line]]:
        return _hit(spot[0], field, news.index(olds[line]), olds[line], olds[line], query)
    return _hit(spot[0], field, line, olds[line], news[line], query) if line < len(news) else None


def _hit(place: int, field: Field, line: int, before: object, now: object, query: Query) -> Hit | None:
    if not isinstance(before, str) or not isinstance(now, str) or query.offset is None:
        return None
    start, stop = query.offset, query.offset + len(query.text)
    if before != now:
        change = changed(before, now)
        if start >= change.old.stop:
            by = len(now) - len(before)
            start, stop = start + by, stop + by
        elif stop > change.old.start:
            return None
    return Hit(place, field, line, start, stop, now) if now[start:stop] == query.text else None


def _value_at(answers: Mapping[str, Any], path: str) -> object:
    value: Any = answers
    for name, index in parts(path) or ():
        value = value.get(name) if isinstance(value, Mapping) else None
        if index is not None:
            value = value[index] if isinstance(value, list) and index < len(value) else None
    return value
