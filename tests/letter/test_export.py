"""Letters as files: whole, private, and over nothing that is not theirs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.letter.export import WouldOverwrite, export_letter
from hmi_visit.problems import Problem
from hmi_visit.visit.model import Export, Snapshot
from tests.letter.made_up import ANSWERS, made_up_form


class Visit:
    """A visit that remembers its exports."""

    def __init__(self) -> None:
        self.log: list[Export] = []
        self.answers = {name: ANSWERS[name] for name in ("name", "report", "count")}

    def snapshot(self) -> Snapshot:
        """The answers that the letter prints, and one that is no words."""
        return Snapshot("made-up", self.answers, visit_id="id-1")

    def exports(self) -> Sequence[Export]:
        """The exports so far."""
        return self.log

    def add_export(self, path: str, digest: str, made_of: Snapshot | None, markdown: str) -> int:
        """One more."""
        self.log.append(Export(len(self.log) + 1, path, digest, "2014-06-27T10:00:00+01:00"))
        return len(self.log)


@pytest.fixture
def form(tmp_path: Path) -> Form:
    """A form whose letter prints two fields, one of which may lack."""
    return made_up_form(tmp_path, "# {{ name }}\n\n{{ report }}")


@pytest.mark.parametrize("name", ["letter.docx", "letter.md", "LETTER.DOCX"])
def test_a_letter_is_written_and_noted(form: Form, tmp_path: Path, name: str) -> None:
    """The file is there, its owner's alone, with nothing beside it, and the visit knows it."""
    visit = Visit()
    done = export_letter(visit, form, tmp_path / name)
    assert (done.path, done.missing) == (tmp_path / name, ())
    assert [export.path for export in visit.log] == [str(tmp_path / name)]
    assert {path.name for path in tmp_path.iterdir()} == {name, "made-up"}
    if os.name == "posix":
        assert done.path.stat().st_mode & 0o777 == 0o600


def test_an_unchanged_letter_is_replaced_wherever_it_lies(form: Form, tmp_path: Path) -> None:
    """A letter of this visit is written over without a question, also where it was moved."""
    visit = Visit()
    first, moved = tmp_path / "a.docx", tmp_path / "b.docx"
    export_letter(visit, form, first)
    export_letter(visit, form, first)
    first.rename(moved)
    export_letter(visit, form, moved)
    assert len(visit.log) == 3


@pytest.mark.parametrize("mine", [True, False])
def test_nothing_else_is_written_over(form: Form, tmp_path: Path, mine: bool) -> None:
    """A foreign file and an edited letter stay as they are, unless they are to go."""
    visit, path = Visit(), tmp_path / "letter.md"
    if mine:
        export_letter(visit, form, path)
    path.write_text("edited", encoding="utf-8")
    with pytest.raises(WouldOverwrite, match="has changed" if mine else "not written from this visit"):
        export_letter(visit, form, path)
    assert path.read_text(encoding="utf-8") == "edited"
    export_letter(visit, form, path, force=True)
    assert path.read_text(encoding="utf-8").startswith("# Saltmarsh")


def test_places_that_cannot_be(form: Form, tmp_path: Path) -> None:
    """A folder, a file of another kind, a folder that is not there: each is told as what it is."""
    (tmp_path / "folder.docx").mkdir()
    for path, message in (
        (tmp_path / "folder.docx", "this is a folder"),
        (tmp_path / "letter.odt", "ends in .docx, .pdf, .md or .txt"),
        (tmp_path / "none" / "letter.md", "no such folder"),
    ):
        with pytest.raises(Problem, match=message):
            export_letter(Visit(), form, path)


@pytest.mark.parametrize("error", [PermissionError(13, "denied"), OSError(28, "No space left on device")])
def test_a_write_that_fails_leaves_all_as_it_was(
    form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    """Open in Word on Windows, or a full disk: the old letter stays, no half one, and the visit notes nothing."""
    visit, path = Visit(), tmp_path / "letter.md"
    export_letter(visit, form, path)
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Problem, match=r"letter\.md: the letter"):
        export_letter(visit, form, path)
    assert path.read_bytes() == before
    assert len(visit.log) == 1
    assert {p.name for p in tmp_path.iterdir()} == {"letter.md", "made-up"}


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_is_followed(form: Form, tmp_path: Path) -> None:
    """The file that a link names is written, and the link stays."""
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    export_letter(Visit(), form, tmp_path / "link.md")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").is_file()
