"""The fictional visits that come with the forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Kind
from hmi_visit.visit.words import count_words
from hmi_visit.where import demo_folder
from tests.cli.conftest import Shell


def test_demo_opens_the_fullest_visit_in_a_folder_of_its_own(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program opens on the sample with most evidence, and its folder has one visit of each form."""
    opened: list[tuple[Path, Path | None]] = []

    def open_program(folder: Path, visit: Path | None) -> int:
        opened.append((folder, visit))
        return 0

    monkeypatch.setattr("hmi_visit.__main__.open_program", open_program)
    assert shell("demo").status == 0
    ((folder, visit),) = opened
    assert folder == demo_folder()
    paths = shell("demo", "--no-open").out.splitlines()
    assert str(visit) == paths[0]
    assert len(paths) == len(form_names())
    counts = [len(json.loads(shell("export", path).out).get("evidence_log", [])) for path in paths]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] >= 12


def test_demo_keeps_what_was_changed(shell: Shell) -> None:
    """A sample that is there already stays as it is; one that is gone is made again."""
    first, *rest = shell("demo", "--no-open").out.splitlines()
    shell("note", first, "mine")
    before = shell("export", first).out
    Path(rest[0]).unlink()
    assert shell("demo", "--no-open").status == 0
    assert shell("export", first).out == before
    assert Path(rest[0]).exists()


def test_demo_goes_where_it_is_told(shell: Shell, tmp_path: Path) -> None:
    """--visits names another folder."""
    out = shell("--visits", tmp_path / "v", "demo", "--no-open").out
    assert {Path(line).parent for line in out.splitlines()} == {tmp_path / "v"}


def test_a_faulty_form_does_not_stop_the_demo(shell: Shell, lighthouse: str, tmp_path: Path) -> None:
    """The fault is told, and the other samples are made."""
    (tmp_path / "forms" / lighthouse / "sample.json").write_text("{", encoding="utf-8")
    done = shell("demo", "--no-open")
    assert done.status == 0
    assert "sample.json:1:2: this is not JSON" in done.err
    assert len(done.out.splitlines()) == len(form_names()) - 1


@pytest.mark.parametrize("name", form_names())
def test_samples_are_complete_and_of_usual_length(name: str) -> None:
    """A sample answers every required field, and its prose is as long as the form says is usual."""
    form = load_form(name)
    case = json.loads((form.folder / "sample.json").read_text(encoding="utf-8"))
    assert [f.name for f in form.fields.values() if f.required and not case["answers"].get(f.name)] == []
    for field in form.fields.values():
        if field.kind is Kind.PROSE and field.words:
            low, high = field.words
            assert low <= count_words(case["answers"][field.name]) <= high, field.name
