"""The folder of visits: what lies in it, newest first; new names, renaming, the bin, follow-ups."""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hmi_visit.form.load import load_form
from hmi_visit.form.model import FollowUp, Form, Role, Value
from hmi_visit.problems import Problem
from hmi_visit.visit import answers
from hmi_visit.visit.connection import connect_reading
from hmi_visit.visit.file import SUFFIX, Visit
from hmi_visit.visit.progress import Progress, visit_progress
from hmi_visit.visit.sniff import check_is_visit

BIN = "bin"
"""The folder inside the folder of visits where visits go that are taken out of it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in the folder of visits, known by its name and age alone."""

    path: Path
    changed: float
    """Seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a visit is about, for a list; or, in `problem`, why it cannot be said."""

    path: Path
    changed: float
    subject: str = ""
    form_title: str = ""
    date: str = ""
    progress: Progress = field(default_factory=lambda: Progress(0, 0))
    problem: str = ""


def make_folder(folder: Path) -> None:
    """Make a folder of visits that its owner alone can read, where there is none."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        what = f"the folder of visits cannot be made ({os.strerror(error.errno or 0)})"
        raise Problem(what, where=str(folder), mend="name another with --visits") from None


def list_visits(folder: Path) -> list[Listed]:
    """The visits in a folder, last changed first; reads names and times, opens nothing. A missing folder is empty."""
    try:
        with os.scandir(folder) as found:
            names = {e.name: e.stat().st_mtime for e in found if e.name.endswith((SUFFIX, f"{SUFFIX}-wal"))}
    except FileNotFoundError:
        return []
    except OSError as error:
        what = f"the folder of visits cannot be read ({os.strerror(error.errno or 0)})"
        raise Problem(what, where=str(folder), mend="name another with --visits") from None
    visits = [
        Listed(folder / name, max(time, names.get(f"{name}-wal", 0.0)))
        for name, time in names.items()
        if name.endswith(SUFFIX) and not name.startswith(".")
    ]
    return sorted(visits, key=lambda v: (-v.changed, v.path.name))


def summarise(listed: Listed) -> Summary:
    """What one visit of the list is about. A fault is part of the answer, never raised."""
    try:
        check_is_visit(listed.path)
        with closing(connect_reading(listed.path)) as db:
            name = db.execute("SELECT value FROM fact WHERE name = 'form'").fetchone()[0]
            found = answers.read_all(db)
        form = load_form(name)
    except Problem as problem:
        return Summary(listed.path, listed.changed, problem=problem.what)
    except Exception as error:  # sqlite3's errors, and rows that a damaged file makes up
        return Summary(listed.path, listed.changed, problem=f"this visit is damaged ({error})")
    subject, date = (form.with_role(role) for role in (Role.SUBJECT, Role.DATE))
    return Summary(
        path=listed.path,
        changed=listed.changed,
        subject=str(found.get(subject.name, "")) if subject else "",
        form_title=form.title,
        date=str(found.get(date.name, "")) if date else "",
        progress=visit_progress(form, found),
    )


def name_for(subject: str, date: str) -> str:
    """A file name from a school and a day: `northgate-primary-school-2024-06-27.sqlite`."""
    plain = unicodedata.normalize("NFKD", subject).encode("ascii", "ignore").decode().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain.lower())
    return f"{'-'.join(words)[:80].strip('-') or 'visit'}{f'-{date}' if date else ''}{SUFFIX}"


def free_path(folder: Path, name: str) -> Path:
    """A path in the folder that no file has: the name, else the name with 2, 3 …"""
    stem = name.removesuffix(SUFFIX)
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{SUFFIX}", number + 1
    return path


def new_visit(form: Form, subject: str, date: str, path: Path) -> Visit:
    """A new visit with the form's defaults, its subject and its date."""
    visit = Visit.create(path, form)
    for role, value in ((Role.SUBJECT, subject), (Role.DATE, date)):
        asked = form.with_role(role)
        if asked and value:
            visit.put(asked, value)
    return visit


def find_visit(named: str, folder: Path) -> Path:
    """The visit that a person named: a path, or a name in the folder with or without its ending."""
    path = Path(named).expanduser()
    if path.exists() or path.is_absolute() or len(path.parts) > 1:
        return path
    return next((p for p in (folder / named, folder / f"{named}{SUFFIX}") if p.exists()), path)


def rename(path: Path, name: str) -> Path:
    """Give a visit another name in its folder; the new path. Raises a Problem where the name is taken or no name."""
    name = name.strip().removesuffix(SUFFIX)
    if not name or set(name) & set('/\\:*?"<>|') or name.startswith("."):
        raise Problem("this cannot be the name of a file", where=name, mend='leave out / \\ : * ? " < > |')
    return _move(path, path.parent / f"{name}{SUFFIX}")


def bin_visit(path: Path) -> Path:
    """Move a visit to the bin of its folder; its path there."""
    make_folder(path.parent / BIN)
    return _move(path, free_path(path.parent / BIN, path.name))


def unbin_visit(path: Path) -> Path:
    """Bring a visit back from the bin; its path in the folder."""
    return _move(path, free_path(path.parent.parent, path.name))


def follow_up(path: Path, folder: Path) -> Visit:
    """A new visit after this one: what stays the same is kept, the rest begins as the form has it."""
    with Visit.open(path, writing=False) as before:
        form = load_form(before.form_name)
        found = before.snapshot().answers
    subject = form.with_role(Role.SUBJECT)
    name = name_for(f"{found.get(subject.name, '') if subject else path.stem} follow-up", "")
    visit = Visit.create(free_path(folder, name), form)
    with visit.together():
        for asked in form.fields.values():
            value: Value | None = found.get(asked.name)
            if value is None or asked.follow_up is FollowUp.CLEAR:
                continue
            visit.put(asked, value + 1 if asked.follow_up is FollowUp.NEXT and isinstance(value, int) else value)
    return visit


def _move(path: Path, to: Path) -> Path:
    """Move a visit and the log that SQLite may have left beside it."""
    if to.exists():
        raise Problem("there is a visit of this name already", where=to.name, mend="choose another name")
    try:
        for ending in ("-wal", ""):
            if (part := Path(f"{path}{ending}")).exists():
                part.rename(f"{to}{ending}")
    except OSError as error:
        raise Problem(f"it cannot be moved ({os.strerror(error.errno or 0)})", where=str(path)) from None
    return to
