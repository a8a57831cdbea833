"""Letting another file take the place of a visit and its log: as before or as after, whenever it is cut off.

Two names cannot change in one step. So the log goes aside first, into a folder of its own, under the digest of the file
that it belongs to: whoever comes after a kill sees from that whether the file was replaced, and finishes it or takes it
back.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from pathlib import Path

from hmi_visit.visit.lock import Lock


def replace(path: Path, draft: Path) -> None:
    """Let a finished file take the place of a visit, whose log goes with it; its bytes are kept elsewhere by now.

    The visit must be locked. Raises OSError, with file and log as they were.
    """
    log, aside = Path(f"{path}-wal"), _aside(path)
    try:
        if log.exists():  # SQLite would read the old log into the new file
            aside.mkdir(mode=0o700)
            log.replace(aside / _digest(path))
        draft.replace(path)  # the one step that counts
    finally:
        _put_right(path)


def put_right(path: Path) -> None:
    """Finish a replacement that was cut off, or take it back. Nothing is done while the visit is locked, or where there
    is nothing to do."""
    if not os.path.isdir(_aside(path)):  # noqa: PTH112 - False for a name too long, which the opening then tells
        return
    lock = Lock(path)
    if lock.take() is None:
        try:
            _put_right(path)
        finally:
            lock.release()


def _put_right(path: Path) -> None:
    log, aside = Path(f"{path}-wal"), _aside(path)
    with contextlib.suppress(OSError):
        if not aside.is_dir():
            return
        for kept in aside.iterdir():
            if kept.name == _digest(path) and not log.exists():
                kept.replace(log)
            else:
                kept.unlink()
        aside.rmdir()


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.aside")


def _digest(path: Path) -> str:
    """Of a file's bytes; of a file that is not there, that of no bytes."""
    return f"{zlib.crc32(path.read_bytes() if path.exists() else b''):08x}"
