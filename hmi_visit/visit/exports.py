"""The letters that were written from a visit, each with what it was made of, for when a draft of it comes back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from hmi_visit.form.model import Value
from hmi_visit.visit.connection import together
from hmi_visit.visit.digest import digest
from hmi_visit.visit.model import Export, Snapshot
from hmi_visit.visit.times import stamp


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What a letter was made of."""

    answers: Mapping[str, Value]
    wording: Mapping[str, str]
    """The visit's own words for standard paragraphs."""
    text: int
    """The digest of the letter's Markdown: another form would make another one of the same answers."""


def read(db: sqlite3.Connection) -> list[Export]:
    """The letters written so far, the first first."""
    rows = db.execute("SELECT number, path, digest, made_at FROM export ORDER BY number")
    return [Export(*row) for row in rows]


def add(
    db: sqlite3.Connection, path: str, file_digest: str, made_of: Snapshot | None = None, markdown: str = ""
) -> int:
    """Record a letter that was written, what it was made of and what it said; its number."""
    with together(db):
        sql = "INSERT INTO export (path, digest, made_at) VALUES (?, ?, ?)"
        number = int(db.execute(sql, (path, file_digest, stamp())).lastrowid or 0)
        if made_of is not None:
            answers, wording = (json.dumps(dict(k), ensure_ascii=False) for k in (made_of.answers, made_of.wording))
            row = (number, answers, wording, digest(markdown))
            sql = "INSERT INTO export_state (number, answers, wording, text, digest) VALUES (?, ?, ?, ?, ?)"
            db.execute(sql, (*row, digest(*row)))
            sql = "INSERT INTO export_text (number, text, digest) VALUES (?, ?, ?)"
            db.execute(sql, (number, markdown, digest(number, markdown)))
    return number


def text_of(db: sqlite3.Connection, number: int) -> str | None:
    """What a letter said, as Markdown; None where it was written before that was kept, or never."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'export_text'").fetchone():
        return None
    row = db.execute("SELECT text FROM export_text WHERE number = ?", (number,)).fetchone()
    return str(row[0]) if row else None


def made_of(db: sqlite3.Connection, number: int) -> MadeOf | None:
    """What a letter was made of; None where it was written before that was kept, or never."""
    if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'export_state'").fetchone():
        return None
    sql = "SELECT answers, wording, text FROM export_state WHERE number = ?"
    row = db.execute(sql, (number,)).fetchone()
    if row is None:
        return None
    answers, wording = (cast("dict[str, Value]", json.loads(text)) for text in row[:2])
    return MadeOf(answers, cast("dict[str, str]", wording), row[2])
