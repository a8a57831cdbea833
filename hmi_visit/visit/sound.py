"""Whether a visit file is sound: read as a whole before anything is written to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hmi_visit.problems import Problem
from hmi_visit.visit.connection import NotDone, connect_reading
from hmi_visit.visit.digest import changed_rows
from hmi_visit.visit.sniff import WAYS_ON, check_version

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_IOERR)
"""Result codes that a damaged file brings about; others mean that it cannot be read just now."""


def check_sound(path: Path) -> int:
    """The schema version of a visit, its log included. Raises a Problem where the file is damaged, where its version is
    not known here, or where it cannot be read; reads only."""
    try:
        with closing(connect_reading(path)) as db:
            found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            version: int = db.execute("PRAGMA user_version").fetchone()[0]
            check_version(version, path)
            if found == "ok":
                found = next(changed_rows(db), "ok")
    except NotDone as error:
        cause = error.__cause__
        if getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF not in _DAMAGE:
            raise
        found = str(cause)
    except (sqlite3.Error, ValueError, LookupError, TypeError) as error:
        found = str(error)
    if found == "ok":
        return version
    lines = [line for line in str(found).splitlines() if not line.startswith("***")]  # SQLite's heading says nothing
    first = lines[0] if lines else "its pages do not fit together"
    what = f"this visit is damaged, and nothing is written to it ({first})"
    raise Problem(what, where=str(path), mend=WAYS_ON)
