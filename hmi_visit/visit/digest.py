"""Digests of what was typed: SQLite's own check finds a torn page, but not a few changed bytes inside a text."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator

COLUMNS = {
    "answer": ("place", "field", "kind", "value", "typed"),
    "entry": ("text", "typed_at", "observed_at", "activity", "with_whom", "about", "sign"),
    "wording": ("name", "text"),
    "state": (
        "entry", "place", "field", "session", "kept_at", "made_of", "kind", "typed", "head", "tail", "middle",
    ),
    "fact": ("name", "value"),
    "link": ("place", "field", "paragraph", "sentence", "entries", "why", "start", "stop", "words"),
    "event": ("what", "why", "made_at"),
    "aside": ("code", "field", "words", "reason", "made_at"),
    "export_state": ("number", "answers", "wording", "text"),
    "export_text": ("number", "text"),
    "remark": ("author", "said_at", "text", "spot", "words", "answer", "closed_at"),
}  # fmt: skip
"""What the digest of each table's rows is made of."""
_LATER = frozenset({"state", "event", "aside", "export_state", "export_text", "remark"})
"""Tables that a visit of an earlier version does not have."""
_WITHOUT = frozenset({"fact", "link"})
"""Tables that had no digests in a visit of an earlier version."""
_NULL, _END = "\x00", "\x1f"


def digest(*values: str | int | bytes | None) -> int:
    """A number that changes with any of the values; kept in the row beside them."""
    whole = _END.join(map(_as_text, values))
    return zlib.crc32(whole.encode("utf-8"))


def changed_rows(db: sqlite3.Connection) -> Iterator[str]:
    """The rows that are no longer as this program wrote them, in a person's words."""
    there = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for table, columns in COLUMNS.items():
        if table in _LATER and table not in there:
            continue
        for row in db.execute(f"SELECT *, rowid AS at FROM {table}"):
            if table in _WITHOUT and "digest" not in row.keys():  # noqa: SIM118 - a row's own names, not its values
                break
            if row["digest"] != digest(*(row[name] for name in columns)):
                yield f"the {table} {row['field'] if table == 'answer' else row['at']} is not as it was written"


def seal(db: sqlite3.Connection, table: str, numbers: Iterable[int]) -> None:
    """Give rows of these numbers their digests; in the transaction that changed them."""
    names = ", ".join(COLUMNS[table])
    for number in numbers:
        row = db.execute(f"SELECT {names} FROM {table} WHERE rowid = ?", (number,)).fetchone()
        if row:
            db.execute(f"UPDATE {table} SET digest = ? WHERE rowid = ?", (digest(*row), number))


def _as_text(value: str | int | bytes | None) -> str:
    if value is None:
        return _NULL
    return value.hex() if isinstance(value, bytes) else str(value)
