"""The visits that are measured with: a form's own sample, and folders of copies of it under other names."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Role
from hmi_visit.form.new import SAMPLE_FILE
from hmi_visit.visit.exchange import imported, read_case
from hmi_visit.visit.file import Visit

SAMPLE = "ri-monitoring-2012"
"""The form whose sample is the longest."""
NAMED = 100
"""The visits of a folder that have a school of their own: more than a screen holds. The rest share one."""


def sample_visit(path: Path) -> Path:
    """A form's sample, as a visit file."""
    sample = load_form(SAMPLE).folder / SAMPLE_FILE
    case, form = read_case(sample.read_text(encoding="utf-8"), str(sample))
    imported(case, form, path).close()
    return path


def school(number: int) -> str:
    """The name of the visit that stands so far down the list, counted from 1."""
    return f"Measured School {number:04}"


def folder_of(count: int, folder: Path) -> Path:
    """A folder of so many filled-in visits; those that changed last are School 0001, School 0002 …"""
    folder.mkdir()
    if not count:
        return folder
    master = sample_visit(folder / "master.sqlite")
    for number in range(1, count + 1):
        if number <= NAMED:
            _name(master, school(number))
        copy = folder / f"visit-{number:04}.sqlite"
        shutil.copy(master, copy)
        os.utime(copy, (1.7e9 - 60 * number, 1.7e9 - 60 * number))
    master.unlink()
    return folder


def _name(path: Path, name: str) -> None:
    with Visit.open(path) as visit:
        field = load_form(visit.form_name).with_role(Role.SUBJECT)
        assert field
        visit.put(field, name)
