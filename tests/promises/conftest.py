"""A visit of the made-up form of the fault harness, in a folder that holds nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
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


@pytest.fixture
def on_a_small_disk(path: Path, own_machine: Path) -> Iterator[Path]:
    """The visit on a disk of one megabyte."""
    disk = own_machine / "small" / "visits"
    disk.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "none", str(disk)]
    if not shutil.which("mount") or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield Path(shutil.copyfile(path, disk / path.name))
    finally:
        subprocess.run(["umount", str(disk)], check=True)
