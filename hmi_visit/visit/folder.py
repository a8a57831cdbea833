"""The folder of visits: new visits in it, their names, renaming, moving, follow-ups (what lies in it: `listing`)."""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from pathlib import Path

from hmi_visit.form.model import FollowUp, Form, Role
from hmi_visit.form.toml import is_file
from hmi_visit.form.values import check_value
from hmi_visit.problems import Problem
from hmi_visit.visit import abbreviations, answers
from hmi_visit.visit.case import check_printable
from hmi_visit.visit.connection import NotDone, settle
from hmi_visit.visit.file import Visit, put_defaults
from hmi_visit.visit.formed import form_of
from hmi_visit.visit.sniff import SUFFIX, check_is_visit
from hmi_visit.where import expanded

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names that Windows keeps for itself, whatever ending they have."""
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


def make_folder(folder: Path) -> None:
    """Make a folder of visits that its owner alone can read, where there is none."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        what = f"the folder of visits cannot be made ({os.strerror(error.errno or 0)})"
        raise Problem(what, where=str(folder), mend="name another with --visits") from None


def name_for(subject: str, date: str) -> str:
    """A file name from a school and a day: `northgate-primary-school-2024-06-27.sqlite`."""
    plain = unicodedata.normalize("NFKD", subject).encode("ascii", "ignore").decode().replace("'", "")
    stem = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:80].strip("-") or "visit"
    stem = f"{stem}-{date}" if date else stem
    return f"visit-{stem}{SUFFIX}" if stem in _DEVICES else f"{stem}{SUFFIX}"


def free_path(folder: Path, name: str) -> Path:
    """A path in the folder that no visit and no log of a lost one has: the name, else the name with 2, 3 …"""
    stem = name.removesuffix(SUFFIX)
    path, number = folder / f"{stem}{SUFFIX}", 2
    while _is_taken(path):
        path, number = folder / f"{stem}-{number}{SUFFIX}", number + 1
    return path


def new_visit(form: Form, subject: str, date: str, path: Path) -> Visit:
    """A new visit with the form's defaults, its subject and its date (ISO text); whole, or not at all."""
    given = [
        (asked, value)
        for role, value in ((Role.SUBJECT, subject), (Role.DATE, date))
        if (asked := form.with_role(role)) and value
    ]
    for asked, value in given:
        check_value(asked, value, asked.name)
        check_printable(value, asked.name)

    def fill(db: sqlite3.Connection) -> None:
        put_defaults(db, form)
        for asked, value in given:
            answers.put(db, asked, value)

    return Visit.create(path, form, fill)


def find_visit(named: str, folder: Path) -> Path:
    """The visit that a person named: a path, or a name in the folder, with or without its ending."""
    path = expanded(named)
    places = (path, Path(f"{path}{SUFFIX}"), folder / path, folder / f"{path}{SUFFIX}")
    return next((p for p in places if is_file(p)), path)


def rename(path: Path, name: str) -> Path:
    """Give a visit another name in its folder; the new path. Raises a Problem where the name is taken or no name."""
    name = name.strip().removesuffix(SUFFIX)
    if not name.strip(". ") or name.startswith(".") or set(name) & _NOT_IN_NAMES or not name.isprintable():
        raise Problem("this cannot be the name of a file", where=name, mend='leave out / \\ : * ? " < > |')
    if name.split(".")[0].strip().casefold() in _DEVICES:
        raise Problem("this is the name of a device on Windows", where=name, mend="choose another name")
    return move(path, path.parent / f"{name}{SUFFIX}")


def follow_up(path: Path, folder: Path) -> Visit:
    """A new visit after this one: what stays the same is kept, the rest begins as the form has it."""
    with Visit.open(path, writing=False) as before:
        form = form_of(before).form
        snapshot = before.snapshot()
        found = snapshot.answers
    subject = form.with_role(Role.SUBJECT)
    name = name_for(f"{found.get(subject.name) or path.stem if subject else path.stem} follow-up", "")

    def fill(db: sqlite3.Connection) -> None:
        put_defaults(db, form)
        for asked in form.fields.values():
            value = found.get(asked.name)
            if value is None or asked.follow_up is FollowUp.CLEAR:
                continue
            after = asked.follow_up is FollowUp.NEXT and isinstance(value, int)
            answers.put(db, asked, value + 1 if after and isinstance(value, int) else value)
        for short, meaning in snapshot.abbreviations.items():
            abbreviations.put(db, short, meaning)

    return Visit.create(free_path(folder, name), form, fill)


def move(path: Path, to: Path) -> Path:
    """Move a visit, the log that a killed program left beside it brought into it first."""
    if to == path:
        return path
    if _is_taken(to) and not _same(path, to):
        raise Problem("there is a visit of this name already", where=to.name, mend="choose another name")
    try:
        settle_alone(path)
        path.rename(to)
        if (log := Path(f"{path}-wal")).exists():  # what is damaged keeps its log
            log.rename(f"{to}-wal")
    except OSError as error:
        raise Problem(f"it cannot be moved ({os.strerror(error.errno or 0)})", where=str(path)) from None
    return to


def settle_alone(path: Path) -> None:
    """Bring a sound visit's log into it. Raises a Problem where somebody has the visit open."""
    try:
        check_is_visit(path)
        settle(path)
    except NotDone as error:
        if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise Problem("this visit is open", where=str(path), mend="close it first") from None
    except Problem:  # no visit that SQLite could open: it is moved as it lies
        pass


def _is_taken(path: Path) -> bool:
    return any(os.path.lexists(p) for p in (path, f"{path}-wal"))


def _same(path: Path, to: Path) -> bool:
    """Whether two names are one file: on file systems where capitals do not count."""
    try:
        return path.samefile(to)
    except OSError:
        return False
