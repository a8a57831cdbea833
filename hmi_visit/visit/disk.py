"""What a visit needs of the file system: whether it may write, which file it has, putting one in place."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def can_write(path: Path) -> bool:
    """Whether a visit's file and folder are ones that this user may write to."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


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
    if os.name == "posix":
        with contextlib.suppress(OSError):  # a file system that syncs no folders
            _sync(path.parent, os.O_RDONLY)


def _sync(path: Path, mode: int) -> None:
    handle = os.open(path, mode)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
