"""Every fault that shows in the files of a form, with the line at which it stands; and folders that are half a form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hmi_visit.form.lines import line_of
from hmi_visit.form.load import FORM_FILE, HELP_FILE, TEMPLATE_FILE, read_form
from hmi_visit.form.model import Form
from hmi_visit.form.toml import is_file, read_text
from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.where import forms_folders

SHARED = "house"
"""The folder of what forms share, which is no form."""
_FILES = (FORM_FILE, TEMPLATE_FILE, HELP_FILE)


def form_folders(roots: Iterable[Path] | None = None) -> dict[str, list[Path]]:
    """Every folder that has a file of a form, by the form's name; where several have one name, the first is used."""
    found: dict[str, list[Path]] = {}
    for root in roots or forms_folders():
        folders = {path.parent for name in _FILES for path in root.glob(f"*/{name}")}
        for folder in sorted(folders):
            if folder.name != SHARED:
                found.setdefault(folder.name, []).append(folder)
    for folders_of_one in found.values():  # a form.toml makes a form: a folder without one stands in for none
        folders_of_one.sort(key=lambda folder: not is_file(folder / FORM_FILE))
    return dict(sorted(found.items()))


def lint(folder: Path, roots: tuple[Path, ...] | None = None) -> tuple[Form | None, list[Problem]]:
    """The form in a folder as far as it can be read, and every fault of its files, each with its line."""
    form, faults = read_form(folder, roots)
    if form is None and not is_file(folder / FORM_FILE):
        faults += [
            Problem("this file of the form is not there", where=str(folder / name))
            for name in (TEMPLATE_FILE, HELP_FILE)
            if not is_file(folder / name)
        ]
        near = sorted(path.name for path in folder.glob("*.toml"))
        mend = did_you_mean(FORM_FILE, near).replace("did you mean", "is it") or "hmi-visit forms new makes a whole one"
        faults[0] = Problem("this file of the form is not there", where=str(folder / FORM_FILE), mend=mend)
    return form, [with_line(fault) for fault in faults]


def with_line(fault: Problem) -> Problem:
    """The fault with the line of its key after the name of its file, where it names a key of a form file."""
    file, parted, key = fault.where.partition(".toml: ")
    path = Path(f"{file}.toml")
    if not parted:
        return fault
    try:
        line = line_of(read_text(path), key)
    except Problem:
        return fault
    return Problem(fault.what, where=f"{path}:{line}: {key}", mend=fault.mend) if line else fault
