"""A visit of the made-up form of the fault harness, in a folder that holds nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form
from hmi_visit.visit.file import Visit
from tests.faults.form import small_form


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ptys, kills and faults of the disk are POSIX's."""
    for item in items:
        if os.name != "posix" and "promises" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason="a pty is POSIX's"))


@pytest.fixture
def form(own_machine: Path, monkeypatch: pytest.MonkeyPatch) -> Form:
    """The made-up form, where the program finds it too."""
    form = small_form(own_machine)
    monkeypatch.setenv("HMI_VISIT_FORMS", str(form.folder.parent))
    load_form.cache_clear()
    return form


@pytest.fixture
def path(form: Form, own_machine: Path) -> Path:
    """A visit that says "Low at nine." about the tides, closed."""
    path = own_machine / "visits" / "visit.sqlite"
    path.parent.mkdir()
    with Visit.create(path, form) as visit:
        visit.put(form.fields["pilot"], "Saltmarsh Harbour")
        visit.put(form.fields["tides"], "Low at nine. ")
    return path
