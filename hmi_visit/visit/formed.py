"""The form that a visit is read under: today's, or where that cannot be read, the one that the visit keeps.

A visit keeps the form it was made with and the one it was open with last, so that a later form opens it, what differs
is said, and no answer is lost. An answer whose field is gone stays where it is. One that its field cannot hold any more
is set aside in its place, under a name that no field can have; it comes back when a field can hold it again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from hmi_visit.form.fit import differences
from hmi_visit.form.kept import digest_of, packed, unpacked
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, facts
from hmi_visit.visit.bring_over import bring_over, misfits
from hmi_visit.visit.file import FORM_LAST, FORM_MADE, Visit
from hmi_visit.visit.loose import Loose, without_field


@dataclass(frozen=True, slots=True)
class Formed:
    """The form of a visit, and what is to be said about it."""

    form: Form
    fault: str = ""
    """Why today's form cannot be used; the form is then the one that the visit keeps."""
    changes: tuple[str, ...] = ()
    """What differs from the form that the visit was open with last."""
    loose: tuple[Loose, ...] = ()

    @property
    def news(self) -> str:
        """What the person who opens the visit should know, or nothing."""
        said = []
        if self.fault:
            said.append(f"This visit is open with the form as it kept it: {self.fault}.")
        if self.changes:
            said.append(f"The form has changed since this visit was last open: {'; '.join(self.changes)}.")
        if self.loose:
            said.append(f"Kept, without a field in the form: {', '.join(loose.label for loose in self.loose)}.")
        return " ".join(said)


def form_of(visit: Visit, today: Form | None = None) -> Formed:
    """The form of an open visit: `today`, or the one of its name that there is, or the one it keeps.

    Where the visit can be written, it then keeps that form too, and every answer is brought to the kind of its field
    where nothing of it is lost by that, or set aside. A final visit stays what it was: it is read under the form that
    it was open with last. Raises a Problem where there is neither form.
    """
    kept = _kept(visit.db)
    try:
        form = today or load_form(visit.form_name)
    except Problem as problem:
        if (last := _last(kept, visit.form_name)) is None:
            raise
        return Formed(last, fault=str(problem), loose=loose_answers(visit.db, last))
    new = packed(form) if form.table else ""
    if FORM_LAST not in kept and digest_of(new) == digest_of(kept.get(FORM_MADE, "")):
        return Formed(form)  # it never changed: there is nothing to look for
    before = _last(kept, form.name) if new else None
    if before and visit.final:
        return Formed(replace(before, help=form.help), loose=loose_answers(visit.db, before))
    changes = tuple(differences(before, form)) if before else ()
    if visit.writable:
        with suppress(sqlite3.Error):  # a full disk, or a visit that takes no changes: the next opening does it
            _keep(visit.db, kept, new)
            bring_over(visit.db, form)
    elif any(misfits(visit.db, form)):
        visit.db = _in_memory(visit.db)
        bring_over(visit.db, form)
    return Formed(form, changes=changes, loose=loose_answers(visit.db, form))


def forms_kept(visit: Visit) -> list[Form]:
    """The forms that a visit keeps, the one that it was open with last before the one that it was made with."""
    kept = _kept(visit.db)
    found = (_unpacked(kept.get(name, ""), visit.form_name) for name in (FORM_LAST, FORM_MADE))
    return [form for form in found if form]


def form_in(db: sqlite3.Connection, name: str) -> Form:
    """Today's form of that name, or the one that the visit keeps. Raises a Problem where there is neither."""
    try:
        return load_form(name)
    except Problem:
        if (last := _last(_kept(db), name)) is None:
            raise
        return last


def loose_answers(db: sqlite3.Connection, form: Form) -> tuple[Loose, ...]:
    """The answers, and the visit's own words for standard paragraphs, that the form has no place for."""
    kept = _kept(db)
    old = [_unpacked(kept.get(name, ""), form.name) for name in (FORM_LAST, FORM_MADE)]
    known = [before.fields for before in old if before]
    found = list(without_field(answers.read_all(db), form.fields, known, ""))
    found += without_field(dict(answers.not_understood(db)), form.fields, known, "")
    words = db.execute("SELECT name, text FROM wording ORDER BY rowid").fetchall()
    return (*found, *(Loose(f"wording.{n}", n, text) for n, text in words if n not in form.wording))


def _kept(db: sqlite3.Connection) -> dict[str, str]:
    """The forms that a visit keeps, packed."""
    return dict(db.execute("SELECT name, value FROM fact WHERE name IN (?, ?)", (FORM_MADE, FORM_LAST)).fetchall())


def _keep(db: sqlite3.Connection, kept: Mapping[str, str], new: str) -> None:
    """Keep the form that the visit is open with: as the one it was made with, where none is known."""
    if new and digest_of(new) != digest_of(kept.get(FORM_LAST) or kept.get(FORM_MADE, "")):
        name = FORM_LAST if kept.get(FORM_MADE) else FORM_MADE
        facts.put(db, name, new)


def _last(kept: Mapping[str, str], name: str) -> Form | None:
    """The form that the visit was open with last, where it keeps it."""
    return _unpacked(kept.get(FORM_LAST) or kept.get(FORM_MADE, ""), name)


def _unpacked(packed_form: str, name: str) -> Form | None:
    try:
        return unpacked(packed_form, name) if packed_form else None
    except Problem:
        return None


def _in_memory(db: sqlite3.Connection) -> sqlite3.Connection:
    """The visit in memory, where it is to be read otherwise than it lies on disk."""
    with closing(db):
        copy = sqlite3.connect(":memory:", isolation_level=None)
        copy.row_factory = sqlite3.Row
        db.backup(copy)
    return copy
