"""Digests of what was typed: SQLite's own check finds a torn page, but not a few changed bytes inside a text."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator

_COLUMNS = {
    "answer": ("place", "field", "kind", "value", "typed"),
    "entry": ("text", "typed_at", "observed_at", "activity", "with_whom", "about", "sign"),
    "wording": ("name", "text"),
}
"""What the digest of each table's rows is made of."""
_NULL, _END = "\x00", "\x1f"


def digest(*values: str | int | None) -> int:
    """A number that changes with any of the values; kept in the row beside them."""
    whole = _END.join(_NULL if value is None else str(value) for value in values)
    return zlib.crc32(whole.encode("utf-8"))


def changed_rows(db: sqlite3.Connection) -> Iterator[str]:
    """The rows that are no longer as this program wrote them, in a person's words."""
    for table, columns in _COLUMNS.items():
        for row in db.execute(f"SELECT *, rowid AS at FROM {table}"):
            if row["digest"] != digest(*(row[name] for name in columns)):
                yield f"the {table} {row['field'] if table == 'answer' else row['at']} is not as it was written"
