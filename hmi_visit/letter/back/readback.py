"""A draft that comes back to its visit: which export it is of, what changed, and what would become of the answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from hmi_visit.form.model import Form
from hmi_visit.letter.back.changes import changes
from hmi_visit.letter.back.edited import Edited
from hmi_visit.letter.back.exported import ExportedLetter, exported_letter
from hmi_visit.letter.back.found import Changes
from hmi_visit.letter.back.offers import Offer, offer
from hmi_visit.letter.back.outside import Package, open_outside
from hmi_visit.letter.back.reading import read_edited
from hmi_visit.problems import Problem
from hmi_visit.visit import exports
from hmi_visit.visit.file import Visit
from hmi_visit.visit.formed import forms_kept
from hmi_visit.visit.model import Snapshot

_ENOUGH = 0.3
"""The share of its leaves that a file without a name must have in common with a letter of the visit."""
_LOOKED_AT = 10
"""Exports that such a file is held against, the newest first."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a draft brings."""

    path: Path
    export: int
    """The number of the export that it is a draft of; 0 where that is not known."""
    offers: tuple[Offer, ...]
    changes: Changes
    notices: tuple[str, ...] = ()
    """What a person should know about the file."""


def read_back(visit: Visit, form: Form, path: Path) -> ReadBack:
    """Read a draft back; writes nothing. Raises Problem where it is no letter of this visit, or not to be read."""
    package = open_outside(path)
    owner = package.properties.get("hmi-visit visit", "")
    if owner and owner != visit.id:
        raise Problem(
            "this is a letter of another visit", where=str(path), mend="name the visit that it was written from"
        )
    notices = list(package.notices)
    snapshot = visit.snapshot()
    said = package.properties.get("hmi-visit export", "")
    known = {export.number for export in visit.exports()}
    number = int(said) if said.isdigit() and len(said) < 9 and int(said) in known else 0
    if number:
        letter, made_of = _of_export(visit, form, snapshot, number, notices)
        edited = read_edited(package, letter.names)
    else:
        notices.append("nothing in the file says which export it is: it was known by its text")
        number, letter, made_of = _likest(visit, form, snapshot, package, path)
        edited = read_edited(package, letter.names)
    if known and number and number < max(known):
        notices.append(f"it is a draft of export {number}: the newest is {max(known)}")
    found = changes(form, letter, edited, made_of.answers)
    if found.unmarked:
        notices.append(
            f"the program that saved it dropped the marks of {len(found.unmarked)} parts: known by their text"
        )
    offers = tuple(offer(visit, form, made_of, snapshot, changed) for changed in found.changed)
    return ReadBack(path, number, offers, found, tuple(notices))


def _of_export(
    visit: Visit, form: Form, now: Snapshot, number: int, notices: list[str]
) -> tuple[ExportedLetter, Snapshot]:
    """The letter of an export, made again; of today's answers where nothing was kept then."""
    kept = exports.made_of(visit.db, number)
    if kept is None:
        notices.append("what it was made of was not kept then: it is held against the visit as it is now")
        return exported_letter(form, now), now
    made_of = replace(now, answers=kept.answers, wording=kept.wording)
    first: ExportedLetter | None = None
    for candidate in (form, *forms_kept(visit)):
        letter = exported_letter(candidate, made_of)
        if letter.text == kept.text:
            return letter, made_of
        first = first or letter
    notices.append("the form has changed since: a change of standard wording may be the form's own")
    assert first is not None
    return first, made_of


def _likest(
    visit: Visit, form: Form, now: Snapshot, package: Package, path: Path
) -> tuple[int, ExportedLetter, Snapshot]:
    """The export whose letter a file without a name is likest to. Raises Problem where it is like none."""
    best: tuple[float, int, ExportedLetter, Snapshot] | None = None
    numbers = [export.number for export in visit.exports()][::-1][:_LOOKED_AT]
    for number in numbers or [0]:
        letter, made_of = _of_export(visit, form, now, number, [])
        share = _share(letter, read_edited(package, letter.names))
        if best is None or share > best[0]:
            best = (share, number, letter, made_of)
    assert best is not None
    if best[0] < _ENOUGH:
        what = "this is no letter of this visit: neither its properties nor its text say so"
        raise Problem(what, where=str(path), mend="name the visit that it was written from")
    return best[1:]


def _share(letter: ExportedLetter, edited: Edited) -> float:
    there = {leaf.text for leaf in edited.leaves}
    return sum(leaf.text in there for leaf in letter.leaves) / max(len(letter.leaves), 1)
