"""Rewriting a visit's file without its gaps.

The newest state of a text stands whole, and shrinks to what differs once there is another: a day's typing leaves pages
that are three quarters empty.
"""

from __future__ import annotations

import sqlite3

ROOM = 100_000
"""Bytes of a file that are not worth a look."""
_TIMES = 2
"""A file this many times as large as what it holds is mostly gaps."""
_ROW = 90
"""Bytes that a row takes up besides its text."""
_HELD = f"""SELECT (SELECT total({_ROW} + length(middle)) FROM state)
                 + (SELECT total({_ROW} + length(CAST(value AS BLOB))) FROM answer)
                 + (SELECT total({_ROW} + length(CAST(text AS BLOB))) FROM entry)"""


def pack(db: sqlite3.Connection) -> bool:
    """Rewrite a file that is mostly gaps, in one transaction; whether it was. Raises sqlite3.Error where it cannot be
    written: then it is as it was."""
    pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if pages * size <= ROOM or pages * size <= ROOM + _TIMES * db.execute(_HELD).fetchone()[0]:
        return False
    db.execute("VACUUM")
    return True
