"""A visit file as an earlier version of the program left it: today's, with later migrations taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_BACK = {
    8: "DROP TABLE export_text;",
    7: "DROP TABLE export_state; DROP TABLE remark;",
    6: "ALTER TABLE fact DROP COLUMN digest; ALTER TABLE link DROP COLUMN digest;",
    2: "DROP TABLE state;",
    3: "DROP TABLE event;",
    4: "DROP INDEX idx_link_place_field; ALTER TABLE link DROP COLUMN place; ALTER TABLE link DROP COLUMN start;"
    "ALTER TABLE link DROP COLUMN stop; ALTER TABLE link DROP COLUMN words;",
    5: "DROP TABLE aside;",
}
"""What takes each version back to the one before."""


def make_earlier(path: Path, version: int) -> None:
    """Take a visit that nobody has open back to a version of the schema."""
    with closing(sqlite3.connect(path)) as db:
        for later in sorted((v for v in _BACK if v > version), reverse=True):
            db.executescript(_BACK[later])
        later_names = [f"m{later:03}" for later in _BACK if later > version]
        for name in later_names:
            db.execute("DELETE FROM _sqlite_migrations WHERE name LIKE ? || '%'", (name,))
        db.execute(f"PRAGMA user_version = {version}")
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
