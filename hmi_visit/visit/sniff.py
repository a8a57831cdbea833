"""What a file is, from its own bytes, before SQLite is asked to open it; looking changes nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from hmi_visit.problems import Problem

APPLICATION_ID = 0x484D4956
"""`HMIV`: in SQLite's header, so that the file says what it is."""

SUFFIX = ".sqlite"
"""How the name of a visit file ends."""
VERSION = 8
"""The schema's version that this program writes."""

_MAGIC = b"SQLite format 3\0"
WAYS_ON = "hmi-visit restore brings back its newest backup, hmi-visit salvage what can still be read of it"
"""What can be done about a damaged visit."""


def check_is_visit(path: Path) -> int:
    """The schema version of a visit file. Raises a Problem for anything that is not one this program can open."""
    where = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Problem("this is a folder, not a visit", where=where)
        if not stat.S_ISREG(status.st_mode):
            raise Problem("this is no ordinary file, and so no visit", where=where)
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise Problem("there is no such visit", where=where, mend="hmi-visit new makes one") from None
    except OSError as error:
        raise Problem(f"it cannot be read ({os.strerror(error.errno or 0)})", where=where) from None
    except ValueError:  # a NUL in the name
        raise Problem("this cannot be the name of a file", where=where) from None
    if not head:
        what = "this file is empty: a visit was lost here, and nothing is written to it"
        raise Problem(what, where=where, mend=WAYS_ON)
    if not head.startswith(_MAGIC):
        raise Problem("this is not a visit: it is no SQLite file", where=where, mend=f"if it was one, {WAYS_ON}")
    if len(head) < 100:
        raise Problem("this visit is cut short", where=where, mend=WAYS_ON)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise Problem("this is not a visit: it is another program's SQLite file", where=where)
    version = int.from_bytes(head[60:64], "big")
    check_version(version, path)
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    wal = Path(f"{path}-wal")
    has_log = wal.exists() and wal.stat().st_size > 0
    if not has_log and status.st_size < page * int.from_bytes(head[28:32], "big"):
        raise Problem("this visit is cut short: the end of the file is missing", where=where, mend=WAYS_ON)
    return version


def check_version(version: int, path: Path) -> None:
    """Raise a Problem where this program does not know the schema version of a visit."""
    if version > VERSION:
        mend = "open it with a newer hmi-visit"
        what = f"this visit is from a newer version of the program (schema {version})"
        raise Problem(what, where=str(path), mend=mend)
    if version < 1:
        raise Problem("this visit was never finished: it has no schema version", where=str(path), mend=WAYS_ON)


def last_change(path: Path) -> float:
    """When a visit file last changed, in seconds since 1970; 0 where it is gone."""
    times = []
    for name in (path, Path(f"{path}-wal")):
        try:
            times.append(name.stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)
