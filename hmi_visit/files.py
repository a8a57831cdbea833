"""Files written whole or not at all: readable by their owner alone, and synced before they have their name."""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

LEFT_BEHIND = 3600
"""Seconds after which a file that was never finished is cleared away: its program was killed."""
_DRAFT = re.compile(r"\.[0-9a-f]{16}\.new(-journal|-wal|-shm)?")


def write_whole(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file so that at any moment all of it is there, or what was there before; a link is followed.

    Raises FileExistsError where there is one and `replace` does not say to replace it, OSError where it cannot be
    written; then all is as before.
    """
    path = path.resolve()
    if not replace and path.exists():
        raise FileExistsError(path)
    draft = draft_beside(path)
    try:
        write_synced(draft, data)
        if replace:
            draft.replace(path)
            sync_folder(path.parent)
        else:
            put_in_place(draft, path)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def draft_beside(path: Path) -> Path:
    """A name that nothing has yet, in the same folder, for what is to be put in the place of a file when it is done."""
    return path.with_name(f".{os.urandom(8).hex()}.new")


def clear_left_behind(folder: Path) -> None:
    """Take away the drafts that killed programs left in a folder, notes and all. A failure does no harm."""
    old = time.time() - LEFT_BEHIND
    with contextlib.suppress(OSError, ValueError):  # ValueError: a NUL in the folder's name
        for draft in [found for found in folder.iterdir() if _DRAFT.fullmatch(found.name)]:
            if draft.lstat().st_mtime < old:
                draft.unlink()


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file and sync it. Raises OSError, and leaves nothing, where that fails or there is one already."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def put_in_place(draft: Path, path: Path) -> None:
    """Sync a finished file, give it its name without ever replacing another one, and sync the folder."""
    _sync(draft, os.O_RDWR)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder, where the system can."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # a file system that syncs no folders
            _sync(folder, os.O_RDONLY)


def _sync(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
