"""The letter from the shell."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Role
from tests.cli.conftest import Shell


@pytest.fixture
def finished(shell: Shell, tmp_path: Path) -> Path:
    """A finished visit of the first form of the house."""
    return shell("import", load_form(form_names()[0]).folder / "sample.json", "-o", tmp_path / "done.sqlite").path


def test_the_letter_lies_beside_the_visit(shell: Shell, finished: Path) -> None:
    """Without -o it is a .docx of the visit's name, its path is printed, and nothing is said of a finished visit."""
    done = shell("letter", finished)
    assert (done.path, done.err) == (finished.with_suffix(".docx"), "")
    assert zipfile.is_zipfile(done.path)
    if os.name == "posix":
        assert stat.S_IMODE(done.path.stat().st_mode) == 0o600


def test_markdown_in_a_file_and_on_standard_output(shell: Shell, finished: Path, tmp_path: Path) -> None:
    """-o FILE.md and -o - write the same text."""
    out = tmp_path / "letter.md"
    assert shell("letter", finished, "-o", out).path == out
    assert shell("letter", finished, "-o", "-").out == out.read_text(encoding="utf-8")


def test_a_draft_names_what_is_missing(shell: Shell, visit: Path) -> None:
    """A draft comes out with status 0, and names on standard error what the letter still waits for."""
    shell("set", visit, "lamp", "--clear")
    done = shell("letter", visit, "-o", "-")
    assert (done.status, done.err) == (0, "not yet answered: Lamp\n")
    assert "Lamp: not yet answered" in done.out


def test_again_over_its_own_letter(shell: Shell, finished: Path) -> None:
    """A letter replaces the one that this visit wrote, without being told to."""
    shell("letter", finished)
    head = load_form(form_names()[0]).with_role(Role.HEAD)
    assert head
    assert shell("set", finished, head.name, "Mr Corrected").status == 0
    letter = shell("letter", finished).path
    with zipfile.ZipFile(letter) as word:
        assert "Mr Corrected" in word.read("word/document.xml").decode("utf-8")


@pytest.mark.parametrize("name", ["letter.docx", "letter.md"])
def test_never_over_another_file(shell: Shell, finished: Path, name: str) -> None:
    """A file that this visit did not write, or that changed since, is left alone until --force says otherwise."""
    out = Path(name).absolute()
    out.write_text("mine")
    assert shell("letter", finished, "-o", out).refusal.startswith(
        f"{out}: the file there was not written from this visit"
    )
    assert out.read_text() == "mine"
    assert shell("letter", finished, "-o", out, "--force").path == out
    out.write_bytes(out.read_bytes() + b" ")
    changed = out.read_bytes()
    assert "--force" in shell("letter", finished, "-o", out).refusal
    assert out.read_bytes() == changed


@pytest.mark.parametrize(
    ("out", "told"),
    [
        (".", "this is a folder"),
        ("no/such/letter.docx", "there is no such folder"),
        ("letter.odt", "a letter's file ends in .docx, .pdf, .md or .txt"),
        ("letter", "a letter's file ends in .docx, .pdf, .md or .txt"),
    ],
)
def test_where_no_letter_can_be_written(shell: Shell, finished: Path, out: str, told: str) -> None:
    """A folder, a folder that is not there and an unknown ending are each one line; nothing is left behind."""
    refusal = shell("letter", finished, "-o", out).refusal
    assert refusal.startswith(str(Path.cwd()))
    assert f": {told}" in refusal
    assert list(Path().iterdir()) == []
