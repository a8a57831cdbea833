"""Entries as they are typed: their marks read, their people known, what was written from memory said."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta

from hmi_visit.evidence.marks import marked
from hmi_visit.form.model import Form
from hmi_visit.visit import entries
from hmi_visit.visit.model import Entry

MEMORY = timedelta(hours=1)
"""What was typed so long after it was observed was written from memory."""


def people(form: Form, db: sqlite3.Connection) -> list[str]:
    """The roles that `@` may name here: those of this visit's entries, the last first, then the form's."""
    sql = """SELECT with_whom FROM entry WHERE removed_at IS NULL AND with_whom IS NOT NULL
             GROUP BY with_whom ORDER BY max(id) DESC"""
    met = [whom for row in db.execute(sql) for whom in json.loads(row[0])]
    return list(dict.fromkeys((*met, *form.evidence.people)))


def note(form: Form, db: sqlite3.Connection, entry: Entry) -> Entry:
    """Keep a new entry with what its marks say beside what it says already; returns it with its number."""
    unmarked = Entry(entry.number, "", entry.typed_at, entry.observed_at, entry.activity, entry.with_whom, entry.about)
    return entries.add(db, marked(unmarked, entry.text, people(form, db)))


def from_memory(entry: Entry) -> bool:
    """Whether an entry was typed more than `MEMORY` after what it tells was observed. False where a time is missing."""
    try:
        seen, typed = datetime.fromisoformat(entry.observed_at), datetime.fromisoformat(entry.typed_at)
        return typed - seen > MEMORY
    except (ValueError, TypeError):  # one of them not known, or without its offset
        return False
