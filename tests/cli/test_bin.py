"""The bins from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.visit import entries
from hmi_visit.visit.file import Visit
from hmi_visit.visit.folder_bin import bin_visit
from tests.cli.conftest import Shell


@pytest.fixture
def binned(shell: Shell, visit: Path) -> Path:
    """A visit with two entries in its bin."""
    for text in ("first\nline", "second"):
        assert shell("note", visit, text).status == 0
    with Visit.open(visit) as opened:
        for number in (1, 2):
            entries.remove(opened.db, number)
    return visit


def test_it_lists_and_brings_back(shell: Shell, binned: Path) -> None:
    """A line for each, the last first; what is brought back is listed no more."""
    lines = shell("bin", binned).out.splitlines()
    assert [line.split()[0] for line in lines] == ["e2", "e1"]
    assert lines[1].endswith("  Evidence: first")
    assert shell("bin", binned, "--bring-back", "e1").status == 0
    assert [line.split()[0] for line in shell("bin", binned).out.splitlines()] == ["e2"]
    assert "no such thing in the bin" in shell("bin", binned, "--bring-back", "e1").refusal


def test_it_is_emptied_only_on_purpose(shell: Shell, binned: Path) -> None:
    """With nobody to ask, nothing is deleted unless that was said; then nothing is left, and it is recorded."""
    assert "--yes" in shell("bin", binned, "--empty").refusal
    assert len(shell("bin", binned).out.splitlines()) == 2
    assert shell("bin", binned, "--empty", "--yes").status == 0
    assert shell("bin", binned).out == ""
    assert shell("history", binned).out.endswith("bin emptied: 2 entries (e1, e2)\n")
    assert shell("bin", binned, "--empty", "--bring-back", "e1").status == 2


def test_the_bin_of_the_folder(shell: Shell, visit: Path) -> None:
    """Visits are listed, brought back by name, and deleted for good when that is said."""
    folder = visit.parent
    gone = bin_visit(visit)
    listed = ["--visits", folder, "bin"]
    assert shell(*listed).out == "point\n"
    assert "no such visit in the bin" in shell(*listed, "--bring-back", "pint").refusal
    assert shell(*listed, "--bring-back", "point").path == visit
    bin_visit(visit)
    assert "--yes" in shell(*listed, "--empty").refusal
    assert gone.exists()
    assert shell(*listed, "--empty", "--yes").status == 0
    assert not gone.exists()
    assert not visit.exists()
    assert shell(*listed).out == ""
