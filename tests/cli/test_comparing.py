"""Letters held against one another, from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Kind
from tests.cli.conftest import Shell


@pytest.fixture
def twice(shell: Shell, tmp_path: Path) -> tuple[Path, str, str]:
    """A visit whose letter was written, changed in one prose answer and written again; the visit, label and words."""
    form = load_form(form_names()[0])
    visit = shell("import", form.folder / "sample.json", "-o", tmp_path / "done.sqlite").path
    shell("letter", visit)
    field = next(f for f in form.fields.values() if f.kind is Kind.PROSE)
    before = json.loads((form.folder / "sample.json").read_text("utf-8"))["answers"][field.name]
    assert shell("set", visit, field.name, f"{before} One word more.").status == 0
    shell("letter", visit)
    return visit, field.label, "{+One word more.+}"


def test_letters_are_listed(shell: Shell, twice: tuple[Path, str, str]) -> None:
    """Each with its number and its path; none where none was written."""
    lines = shell("compare", twice[0]).out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert all(line.endswith(str(twice[0].with_suffix(".docx"))) for line in lines)
    listed = json.loads(shell("compare", twice[0], "--format", "json").out)
    assert [one["number"] for one in listed] == [1, 2]


def test_two_letters_are_compared(shell: Shell, twice: tuple[Path, str, str]) -> None:
    """The one paragraph that changed is shown under its field, with the words put in; both ways, and against now."""
    visit, label, words = twice
    out = shell("compare", visit, "1", "2").out
    assert out.splitlines()[0] == label
    assert words in out
    assert out.count("\n") == 2
    assert "[-One word more.-]" in shell("compare", visit, "2", "1").out
    assert shell("compare", visit, "2").out == "nothing differs\n"
    assert [change["part"] for change in json.loads(shell("compare", visit, "1", "--format", "json").out)] == [label]


def test_a_letter_that_was_never_written(shell: Shell, twice: tuple[Path, str, str]) -> None:
    """Its number is named."""
    assert shell("compare", twice[0], "1", "9").refusal.startswith("letter 9: no such letter was written")
