"""Connections to a visit file. What is committed is safe from a kill at once, and from a power cut after `checkpoint`.

The file is in WAL mode: a commit syncs nothing and a key press never waits for the disk. `checkpoint` syncs the log and
copies it into the one file that a person would copy. Automatic checkpoints are off, because they fall on a key press.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from hmi_visit.problems import Problem
from hmi_visit.visit.sniff import WAYS_ON

BUSY_SECONDS = 2.0
"""How long a write waits for another program's write."""
_LOOKS = 300
"""So often at most; the next write then begins the log anew, and waits for it."""
_BETWEEN = 0.001
"""Seconds between looks at whether the thread that types is done with a change of several statements."""

_SAID = {
    sqlite3.SQLITE_BUSY: "another program has this visit open and is writing to it",
    sqlite3.SQLITE_LOCKED: "another program has this visit open and is writing to it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "the disk does not do what it is told",
    sqlite3.SQLITE_READONLY: "this visit is read-only",
    sqlite3.SQLITE_CANTOPEN: "the file or its folder cannot be opened",
    sqlite3.SQLITE_CORRUPT: "this visit is damaged",
    sqlite3.SQLITE_NOTADB: "this visit is damaged",
}
"""SQLite's main result codes in a person's words."""


class NotDone(Problem, sqlite3.OperationalError):
    """SQLite could not read or write: a Problem to tell, and still SQLite's error for code that tries again."""


class VisitConnection(sqlite3.Connection):
    """A connection whose statements fail with a `NotDone` that names the file."""

    path = Path()

    def __init__(self, *where: Any, **options: Any) -> None:
        super().__init__(*where, **options)
        self.turn = threading.RLock()
        """Held while a statement runs: see `save_log`."""

    def close(self) -> None:
        """Let go of the file, when no statement of another thread runs: closing under one ends the whole process."""
        with self.turn:
            super().close()

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        """Run one statement."""
        try:
            with self.turn:
                return super().execute(*statement)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
            if _is_refused(error):
                raise not_done(error, self.path) from error
            raise
        except sqlite3.Error as error:
            raise not_done(error, self.path) from error

    def executemany(self, *statement: Any) -> sqlite3.Cursor:
        """Run one statement for each row of values."""
        try:
            with self.turn:
                return super().executemany(*statement)
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
            if _is_refused(error):
                raise not_done(error, self.path) from error
            raise
        except sqlite3.Error as error:
            raise not_done(error, self.path) from error


def _is_refused(error: sqlite3.Error) -> bool:
    """Whether the file itself refused a change: the visit is final."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_TRIGGER


def not_done(error: sqlite3.Error, path: Path) -> NotDone:
    """SQLite's error in a person's words, with its own words behind them."""
    if isinstance(error, NotDone):
        return error
    said = _SAID.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return NotDone(f"{said} ({error})" if said else str(error), where=str(path))


def connect(path: Path) -> sqlite3.Connection:
    """A connection that can write, in autocommit mode. The file must be there.

    It is one thread's, but for `save_log`.
    """
    db = _opened(path, "mode=rw", BUSY_SECONDS, any_thread=True)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "wal_autocheckpoint=0", "checkpoint_fullfsync=1"):
            db.execute(f"PRAGMA {pragma}")
    except BaseException:
        db.close()
        raise
    return db


def connect_new(path: Path) -> sqlite3.Connection:
    """A connection to an empty file that is to become a visit. It makes no file beside it and syncs nothing: whoever
    made the file syncs it before it has a name that anybody opens."""
    db = _opened(path, "mode=rw", BUSY_SECONDS)
    db.execute("PRAGMA journal_mode=MEMORY")
    db.execute("PRAGMA synchronous=OFF")
    return db


def connect_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read, also where the file or its folder is read-only.

    Without a log beside it nobody has the file open, and it is read as it lies: no lock, and no file is made.
    """
    wal = Path(f"{path}-wal")
    mode = "mode=ro" if wal.exists() else "mode=ro&immutable=1"
    if wal.exists() and not os.access(path.parent, os.W_OK):
        if wal.stat().st_size:
            mend = "copy both files into a folder of your own"
            raise Problem(
                f"its last changes are in {wal.name}, and the folder is read-only", where=str(path), mend=mend
            )
        mode = "mode=ro&immutable=1"
    return _opened(path, mode, BUSY_SECONDS)


def checkpoint(path: Path) -> bool:
    """Sync all that was committed and copy it into the one file; True when all of it is there, False when a reader or
    writer held some of it back. Raises a `NotDone` where it fails.

    Has a connection of its own, so that any thread may call it while another one types: it holds nobody up.
    """
    with closing(_opened(path, "mode=rw", 0)) as db:
        try:
            db.execute("PRAGMA checkpoint_fullfsync=1")
            busy, frames, copied = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            # SQLite does not sync the one file where somebody has written meanwhile, and does not say so
            alone = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[1] == frames
        except sqlite3.Error as error:
            if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise not_done(error, path) from error
    return not busy and frames == copied and alone


def save_log(path: Path, typing: sqlite3.Connection) -> bool:
    """`checkpoint`, and then begin the log anew in place of the thread that types, over whose connection this is.

    The first write after a checkpoint begins the log anew and syncs its new head. A reader keeps any key press from
    being that write until it is done here, by writing something again as it is: the visit stays the same, for backups
    too. Where that cannot be, nothing is lost: the next write does it.
    """
    with closing(_opened(path, "mode=rw", 0)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT name FROM fact LIMIT 1").fetchone()
        whole = checkpoint(path)
        for _ in range(_LOOKS if whole else 0):
            if _begun(typing, reader):
                break
            time.sleep(_BETWEEN)
    return whole


def _begun(typing: sqlite3.Connection, reader: sqlite3.Connection) -> bool:
    """Whether the log has been begun anew, or cannot be; else the typing thread is inside a transaction just now."""
    with getattr(typing, "turn", contextlib.nullcontext()), contextlib.suppress(sqlite3.Error):
        if _inside(typing):
            return False
        reader.execute("COMMIT")
        begin_log(typing)
    return True


def begin_log(db: sqlite3.Connection) -> None:
    """Write something again as it is."""
    db.execute("REINDEX sqlite_autoindex_fact_1")


def settle(path: Path) -> None:
    """Bring the log of a visit that nobody has open into the one file, so that it can be moved or copied alone.

    Raises a `NotDone` where somebody has it open.
    """
    with closing(_opened(path, "mode=rw", 0)) as db:
        db.execute("PRAGMA locking_mode=EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    Path(f"{path}-shm").unlink(missing_ok=True)


@contextmanager
def together(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside is kept, or none of it. Inside another such block it is part of that one."""
    if _inside(db):
        yield
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if _inside(db):  # a full disk has rolled back already
            db.execute("ROLLBACK")
        raise


@contextmanager
def one_moment(db: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside is from one moment, whatever is written meanwhile."""
    if _inside(db):
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        if _inside(db):
            db.execute("COMMIT")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what a damaged file does to a reader into a Problem."""
    try:
        yield
    except Problem:
        raise
    except sqlite3.Error as error:
        raise not_done(error, path) from error
    except (ValueError, LookupError, TypeError) as error:  # a row that this program did not write
        raise Problem(f"this visit is damaged ({error})", where=str(path), mend=WAYS_ON) from error


def _inside(db: sqlite3.Connection) -> bool:
    return db.in_transaction


def _opened(path: Path, mode: str, timeout: float, *, any_thread: bool = False) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(
            f"{uri(path)}?{mode}",
            uri=True,
            timeout=timeout,
            isolation_level=None,
            factory=VisitConnection,
            check_same_thread=not any_thread,
        )
    except sqlite3.Error as error:
        raise not_done(error, path) from error
    db.path = path
    db.row_factory = sqlite3.Row
    try:
        db.execute("PRAGMA temp_store=MEMORY")  # no temporary file ever holds notes
    except BaseException:
        db.close()
        raise
    return db


def uri(path: Path) -> str:
    """The path as SQLite's URI; a Windows share keeps its two slashes, because SQLite knows no other machine."""
    text = path.absolute().as_uri()
    return text if text.startswith("file:///") else text.replace("file://", "file:////", 1)
