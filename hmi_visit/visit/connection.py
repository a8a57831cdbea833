"""Connections to a visit file. What is committed is safe from a kill at once, and from a power cut after `checkpoint`.

The file is in WAL mode: a commit syncs nothing and a key press never waits for the disk. `checkpoint` syncs the log and
copies it into the one file that a person would copy. Automatic checkpoints are off, because they fall on a key press.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from hmi_visit.problems import Problem

BUSY_SECONDS = 2.0
"""How long a write waits for another program's write."""


def connect(path: Path) -> sqlite3.Connection:
    """A connection that can write, in autocommit mode. The file must be there."""
    db = sqlite3.connect(f"{_uri(path)}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "wal_autocheckpoint=0", "checkpoint_fullfsync=1"):
        db.execute(f"PRAGMA {pragma}")
    return db


def connect_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read, also where the file or its folder is read-only."""
    wal = Path(f"{path}-wal")
    log = wal.exists() and wal.stat().st_size > 0
    writable = os.access(path.parent, os.W_OK)
    if log and not writable:
        mend = "copy both files into a folder of your own"
        raise Problem(f"its last changes are in {wal.name}, and the folder is read-only", where=str(path), mend=mend)
    mode = "mode=ro" if log else "mode=ro&immutable=1"
    db = sqlite3.connect(f"{_uri(path)}?{mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    db.row_factory = sqlite3.Row
    return db


def checkpoint(path: Path) -> bool:
    """Sync all that was committed and copy it into the one file; True when all of it is there.

    Has a connection of its own, so that any thread may call it while another one types: it holds nobody up.
    """
    with closing(sqlite3.connect(f"{_uri(path)}?mode=rw", uri=True, timeout=0, isolation_level=None)) as db:
        db.execute("PRAGMA checkpoint_fullfsync=1")
        busy, frames, copied = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return not busy and frames == copied


def check_sound(path: Path) -> None:
    """Raise a Problem where SQLite itself finds the file damaged; reads only."""
    try:
        with closing(connect_reading(path)) as db:
            found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        first = str(found).splitlines()[0]
        what = f"this visit is damaged, and nothing is written to it ({first})"
        raise Problem(what, where=str(path), mend="restore it from a copy")


def _uri(path: Path) -> str:
    return path.absolute().as_uri()
