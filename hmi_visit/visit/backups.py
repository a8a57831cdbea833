"""Backups of a visit: whole copies, checked before they count, the newest few and one a day kept.

A backup is the visit's own file under a name with a number (the order, whatever the clock does), the moment in UTC and
the beginning of the visit's id: `saltmarsh-lane.00042.20140626T171500Z.1a2b3c4d.sqlite`. It opens like any visit.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hmi_visit.files import clear_left_behind, draft_beside, sync_folder, write_synced
from hmi_visit.problems import Problem
from hmi_visit.settings import backups_setting
from hmi_visit.visit.connection import connect_reading, one_moment, reading
from hmi_visit.visit.sniff import check_is_visit
from hmi_visit.visit.sound import check_sound

FOLDER = "backups"
"""The folder beside a visit where its backups go, unless the settings name another."""
NEWEST, DAYS = 5, 30
"""So many of the newest are kept, and the last one of each of so many days."""

_NAME = re.compile(r"(?P<stem>.+)\.(?P<number>\d{5,})\.(?P<moment>\d{8}T\d{6}Z)\.(?P<id>[0-9a-z]{8})\.sqlite\Z")
_MOMENT = "%Y%m%dT%H%M%SZ"
_NO_ID = "unknown0"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, known by its name."""

    path: Path
    number: int
    """Counts up with every backup of the visit: the order, whatever the clock did."""
    made_at: str
    """ISO 8601 with the offset here."""
    stem: str
    """The name that the visit's file had."""
    visit_id: str
    """The first eight characters of the visit's id."""

    @property
    def day(self) -> str:
        """The day on which it was made, here."""
        return self.made_at[:10]


def backups_folder(path: Path) -> Path:
    """Where the backups of a visit go. Raises a Problem where the settings have a fault."""
    named = backups_setting()
    beside = path.absolute().parent
    return named if named and named != beside else beside / FOLDER


def backups_of(path: Path, folder: Path | None = None) -> list[Backup]:
    """The backups of a visit, newest first: those of its id, whatever its file was called then; where the id cannot be
    read any more, those of its name. Raises a Problem where the folder cannot be read."""
    known = visit_id(path)
    stem = _stem(path)
    found = _all(folder or backups_folder(path))
    mine = [b for b in found if (b.visit_id == known if known else b.stem == stem)]
    return sorted(mine, key=lambda b: (b.number, b.path.name), reverse=True)


def newest_sound(path: Path) -> Backup | None:
    """The newest backup of a visit that is sound now; None where there is none."""
    for backup in backups_of(path):
        try:
            check_is_visit(backup.path)
            check_sound(backup.path)
        except Problem:
            continue
        return backup
    return None


def back_up(path: Path, folder: Path | None = None) -> Path | None:
    """Make a backup of a visit, open or not; its path, or None where nothing changed since the newest one.

    For any thread: it reads through a connection of its own and holds nobody up. A copy gets its name only when it is
    synced and checked. Raises a Problem where none can be made, or where the visit is not sound.
    """
    folder = folder or backups_folder(path)
    try:
        data, known = _read(path)
        before = [b for b in backups_of(path, folder) if b.stem == _stem(path)]
        if before and _same(before[0].path, data):
            return None
        _make_folder(folder)
        made = _name(path, folder, known or _NO_ID, before[0].number + 1 if before else 1)
        draft = draft_beside(made)
        try:
            write_synced(draft, data)
            check_sound(draft)
            draft.replace(made)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(folder)
    except OSError as error:
        mend = "free some space, or name another folder in the settings: see hmi-visit paths"
        what = f"no backup could be made ({os.strerror(error.errno or 0)})"
        raise Problem(what, where=str(error.filename or folder), mend=mend) from None
    _thin(path, folder)
    return made


def keep_bytes(path: Path, folder: Path) -> Path:
    """Keep a damaged visit as it lies, its log too, among the backups; never thinned. Its path there."""
    _make_folder(folder)
    moment = datetime.now(UTC).strftime(_MOMENT)
    kept, number = folder / f"{_stem(path)}.{moment}.damaged", 2
    while kept.exists():
        kept, number = folder / f"{_stem(path)}.{moment}-{number}.damaged", number + 1
    log = Path(f"{path}-wal")
    if log.exists():
        write_synced(Path(f"{kept}-wal"), log.read_bytes())
    write_synced(kept, path.read_bytes() if path.exists() else b"")  # a log alone: both are kept under one name
    sync_folder(folder)
    return kept


def visit_id(path: Path) -> str:
    """The first eight characters of a visit's id; empty where it cannot be read."""
    try:
        check_is_visit(path)
        with reading(path), closing(connect_reading(path)) as db:
            return _id(db)
    except (Problem, OSError):
        return ""


def _read(path: Path) -> tuple[bytes, str]:
    """The visit at one moment, its log included, as the bytes of one file; and the beginning of its id."""
    check_is_visit(path)
    with reading(path), closing(connect_reading(path)) as db, one_moment(db):
        known = _id(db)
        return db.serialize(), known


def _id(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM fact WHERE name = 'id'").fetchone()
    found = str(row[0])[:8] if row else ""
    return found if re.fullmatch("[0-9a-f]{8}", found) else ""


def _all(folder: Path) -> list[Backup]:
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except FileNotFoundError:
        return []
    except OSError as error:
        what = f"the folder of backups cannot be read ({os.strerror(error.errno or 0)})"
        raise Problem(what, where=str(folder)) from None
    found = []
    for name in names:
        if match := _NAME.match(name):
            with contextlib.suppress(ValueError):  # a name that says no moment is not of this program
                moment = datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=UTC).astimezone()
                number, made_at = int(match["number"]), moment.isoformat(timespec="seconds")
                found.append(Backup(folder / name, number, made_at, match["stem"], match["id"]))
    return found


def _name(path: Path, folder: Path, known: str, number: int) -> Path:
    moment = datetime.now(UTC).strftime(_MOMENT)
    return folder / f"{_stem(path)}.{number:05d}.{moment}.{known}.sqlite"


def _stem(path: Path) -> str:
    """The visit's name, cut so that the whole name is one that every file system takes."""
    return path.stem.encode("utf-8", "surrogateescape")[:150].decode("utf-8", "ignore")


def _same(backup: Path, data: bytes) -> bool:
    """Whether a backup holds exactly this."""
    try:
        return backup.stat().st_size == len(data) and backup.read_bytes() == data
    except OSError:
        return False


def _make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    clear_left_behind(folder)


def _thin(path: Path, folder: Path) -> None:
    """Take away what is neither among the newest few nor the last of one of the newest days. A failure does no harm."""
    with contextlib.suppress(Problem, OSError):
        mine = [b for b in backups_of(path, folder) if b.stem == _stem(path)]
        last_of_day: dict[str, Backup] = {}
        for backup in mine:
            last_of_day.setdefault(backup.day, backup)
        keep = {b.path for b in [*mine[:NEWEST], *list(last_of_day.values())[:DAYS]]}
        for backup in mine:
            if backup.path not in keep:
                backup.path.unlink()
