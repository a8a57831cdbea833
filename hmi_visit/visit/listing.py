"""What lies in the folder of visits, last changed first, and what each is about. It imports little: the start waits."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form, Role
from hmi_visit.problems import Problem
from hmi_visit.visit import answers
from hmi_visit.visit.connection import connect_reading, reading
from hmi_visit.visit.finality import final_since
from hmi_visit.visit.progress import Progress, visit_progress
from hmi_visit.visit.sniff import SUFFIX, check_is_visit

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
    final: bool = False
    """Whether it is locked against change."""
    problem: str = ""


def list_visits(folder: Path) -> list[Listed]:
    """The visits in a folder, last changed first; reads names and times, opens nothing. A missing folder is empty."""
    try:
        with os.scandir(folder) as found:
            names = dict(filter(None, map(_age, found)))
    except FileNotFoundError:
        return []
    except OSError as error:
        what = f"the folder of visits cannot be read ({os.strerror(error.errno or 0)})"
        raise Problem(what, where=str(folder), mend="name another with --visits") from None
    visits = [
        Listed(folder / name, max(time, names.get(f"{name}-wal", 0.0)))
        for name, time in names.items()
        if name.endswith(SUFFIX)
    ]
    return sorted(visits, key=lambda v: (-v.changed, v.path.name))


def _age(found: os.DirEntry[str]) -> tuple[str, float] | None:
    """The name of a visit or its log and when it changed; nothing for another file, or one that is gone meanwhile."""
    if not found.name.endswith((SUFFIX, f"{SUFFIX}-wal")) or found.name.startswith("."):
        return None
    try:
        return (found.name, found.stat().st_mtime) if found.is_file() else None
    except OSError:
        return None


def summarise(listed: Listed) -> Summary:
    """What one visit of the list is about. A fault is part of the answer, never raised."""
    try:
        check_is_visit(listed.path)
        with reading(listed.path), closing(connect_reading(listed.path)) as db:
            name = db.execute("SELECT value FROM fact WHERE name = 'form'").fetchone()[0]
            found, final = answers.read_all(db), final_since(db)
            form = _form(db, name)
    except Problem as problem:
        return Summary(listed.path, listed.changed, problem=problem.what)
    except OSError as error:
        return Summary(listed.path, listed.changed, problem=f"it cannot be read ({os.strerror(error.errno or 0)})")
    subject, date = (form.with_role(role) for role in (Role.SUBJECT, Role.DATE))
    return Summary(
        path=listed.path,
        changed=listed.changed,
        subject=str(found.get(subject.name, "")) if subject else "",
        form_title=form.title,
        date=str(found.get(date.name, "")) if date else "",
        progress=visit_progress(form, found),
        final=bool(final),
    )


def _form(db: sqlite3.Connection, name: str) -> Form:
    """Today's form, or the one that the visit keeps."""
    try:
        return load_form(name)
    except Problem:
        from hmi_visit.visit.formed import form_in

        return form_in(db, name)
