"""Putting a backup in the place of a visit: what is replaced is kept first, and the change is one step or none."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hmi_visit.files import clear_left_behind, draft_beside, sync_folder, write_synced
from hmi_visit.problems import Problem
from hmi_visit.visit.backups import (
    Backup,
    back_up,
    backups_folder,
    backups_of,
    keep_bytes,
)
from hmi_visit.visit.connection import NotDone, connect_reading, settle
from hmi_visit.visit.finality import Finalised, final_since
from hmi_visit.visit.lock import Lock
from hmi_visit.visit.sniff import check_is_visit
from hmi_visit.visit.sound import check_sound
from hmi_visit.visit.swap import put_right, replace


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of restoring a visit."""

    path: Path
    kept: Path | None
    """Where the visit lies as it was before; None where there was none, or nothing in it."""
    damaged: bool
    """Whether it was damaged; then its bytes are kept as they lay."""


def restore(path: Path, backup: Path) -> Restored:
    """Put a backup in the place of a visit; what lay there is kept among the backups first.

    Cut off at any moment it leaves the visit as before or as after. Raises a Problem, and changes nothing, where the
    backup is not sound, where the visit is open, where it is sound and final, or where what is there cannot be kept.
    """
    check_is_visit(backup)
    check_sound(backup)
    put_right(path)
    lock = Lock(path)
    if holder := lock.take():
        raise Problem(f"this visit is open: {holder}", where=str(path), mend="close it first")
    try:
        return _restore(path, backup)
    except OSError as error:
        what = f"it could not be restored, and is as it was ({os.strerror(error.errno or 0)})"
        raise Problem(what, where=str(error.filename or path)) from None
    finally:
        lock.release()


def _restore(path: Path, backup: Path) -> Restored:
    data = backup.read_bytes()
    there = path.exists() or Path(f"{path}-wal").exists()
    damaged = there and not _is_sound(path)
    kept: Path | None = None
    if damaged:
        kept = keep_bytes(path, backups_folder(path))
    elif there:
        _check_not_final(path)
        _settle(path)
        kept = back_up(path) or next((b.path for b in _newest(path)), None)
    clear_left_behind(path.parent)
    draft = draft_beside(path)
    try:
        write_synced(draft, data)
        replace(path, draft)
    finally:
        draft.unlink(missing_ok=True)
    Path(f"{path}-shm").unlink(missing_ok=True)
    sync_folder(path.parent)
    return Restored(path, kept, damaged)


def _is_sound(path: Path) -> bool:
    """Whether what lies there is a sound visit. A file that cannot be read just now raises its Problem."""
    try:
        check_is_visit(path)
        check_sound(path)
    except NotDone:
        raise
    except Problem:
        return False
    return True


def _check_not_final(path: Path) -> None:
    """A final visit is reopened first, on purpose: putting another in its place is a change of it."""
    with closing(connect_reading(path)) as db:
        if event := final_since(db):
            raise Finalised(event, path)


def _settle(path: Path) -> None:
    """Bring the log in. Raises a Problem where the visit is open elsewhere."""
    try:
        settle(path)
    except NotDone as error:
        if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise Problem("this visit is open", where=str(path), mend="close it first") from None
        raise


def _newest(path: Path) -> list[Backup]:
    with contextlib.suppress(Problem):
        return backups_of(path)
    return []
