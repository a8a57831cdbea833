"""The office's own look, from the shell."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

from hmi_visit.form.load import form_names, load_form
from tests.cli.conftest import Shell

CREST = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A picture of one point."""


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for forms of one's own, empty."""
    monkeypatch.setenv("HMI_VISIT_FORMS", str(tmp_path / "forms"))
    return tmp_path / "forms"


def test_the_styles_are_copied_out_once(shell: Shell, forms: Path) -> None:
    """The program's own document serves until there is a copy; a copy is never written over."""
    assert "it comes with the program" in shell("house").out
    assert shell("house", "--check").out.endswith("lacks nothing\n")
    own = forms / "house" / "styles.docx"
    assert shell("house", "--init").path == own
    assert shell("house", "--check").out == f"{own}: lacks nothing\n"
    assert "the office’s own" in shell("house").out
    own.write_bytes(b"mine")
    assert "there is a styles document already" in shell("house", "--init").refusal
    assert own.read_bytes() == b"mine"
    assert "no Word document" in shell("house", "--check").refusal


def test_what_is_missing_is_told_and_the_letter_comes_out(shell: Shell, forms: Path, tmp_path: Path) -> None:
    """Another document of Word's serves: what it lacks is named with what stands in; margins and header are its own."""
    own = forms / "house" / "styles.docx"
    own.parent.mkdir(parents=True)
    office = docx.Document()
    office.sections[0].left_margin = 1_000_000
    office.sections[0].different_first_page_header_footer = True
    office.sections[0].first_page_header.paragraphs[0].text = "The office’s motto"
    crest = office.sections[0].first_page_header.paragraphs[0].add_run()
    crest.add_picture(io.BytesIO(CREST))
    office.save(str(own))
    told = shell("house", "--check")
    assert told.status == 0
    assert f"{own}: no paragraph style “Salutation”: Normal is used\n" in told.out
    assert "no footer: “Page x of y” is put on every page but the first" in told.out
    assert "not A4" in told.out
    assert "a picture has no alternative text" in told.out
    form = load_form(form_names()[0])
    visit = shell("import", form.folder / "sample.json", "-o", tmp_path / "v.sqlite").path
    done = shell("letter", visit)
    assert "no paragraph style “Salutation”: Normal is used" in done.err
    with zipfile.ZipFile(done.path) as letter:
        header = "".join(letter.read(n).decode() for n in letter.namelist() if n.startswith("word/header"))
        assert "The office’s motto" in header
        assert json.loads((form.folder / "sample.json").read_text("utf-8"))["answers"]["letterhead"][0] in header
        assert "word/media/image1.png" in letter.namelist()
        assert 'w:left="1575"' in letter.read("word/document.xml").decode()
