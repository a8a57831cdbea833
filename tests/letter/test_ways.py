"""The ways out of a letter: the same words in each; the copy for review beside the clean one."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi_visit.form.load import form_names, load_form
from hmi_visit.letter.blocks import plain
from hmi_visit.letter.markdown import read
from hmi_visit.letter.pdf import pdf_of
from hmi_visit.letter.review import with_references
from hmi_visit.letter.tagging import untagged
from hmi_visit.letter.text import letter_text
from hmi_visit.letter.ways import ENDINGS, make, styles_of
from hmi_visit.letter.word import Properties, letter_docx
from hmi_visit.problems import Problem
from hmi_visit.visit.model import Link, Snapshot
from hmi_visit.where import templates_folder
from tests.letter.made_up import ANSWERS, made_up_form
from tests.letter.test_word import W, part, text_of

NAMES = form_names([templates_folder()])


def sample(name: str) -> Snapshot:
    """The sample visit of a form of the house."""
    case = json.loads((templates_folder() / name / "sample.json").read_text(encoding="utf-8"))
    return Snapshot(name, case["answers"], visit_id="id-1")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_answers_change_no_word(name: str) -> None:
    """The Markdown that Word is made of is the letter's own, but for the names of answers inside sentences."""
    form = load_form(name)
    named = letter_text(form, sample(name), with_names=True).markdown
    assert untagged(named) == letter_text(form, sample(name)).markdown
    assert " .field}" in named


@settings(max_examples=100)
@given(st.text("ab1.*-|\\ #[]{}&<>:", min_size=1, max_size=20), st.lists(st.text("a]\\[{}# .", max_size=5), max_size=3))
def test_names_come_off_whatever_is_typed(line: str, items: list[str]) -> None:
    """Brackets and backslashes of the answer are its own."""
    from hmi_visit.letter.escape import literal
    from hmi_visit.letter.tagging import Tagged

    words = ", ".join(items)
    assert untagged(f"x {Tagged(line, 'name').markdown} [y]{{.number}} {Tagged(words, 'n').markdown}") == (
        f"x {literal(line)} [y]{{.number}} {literal(words)}"
    )


def test_answers_inside_sentences_are_controls(tmp_path: Path) -> None:
    """A line and a joined list are controls of their fields' names inside bookmarks, each name and id once."""
    form = made_up_form(
        tmp_path, "{% block opening %}To {{ name }} and {{ name }}: {{ points | joined }}.{% endblock %}"
    )
    content = make(".docx", form, Snapshot("made-up", ANSWERS), 1, tmp_path).content
    inside = part(content).findall(f".//{W}p/{W}sdt")
    tags = [control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") for control in inside]
    words = ["".join(control.itertext()) for control in inside]
    assert [*zip(tags, words, strict=True)] == [
        ("name", "Saltmarsh & Co"),
        ("name", "Saltmarsh & Co"),
        ("points", "a & b and 2025. Was"),
    ]
    marks = [mark.get(f"{W}name") for mark in part(content).iter(f"{W}bookmarkStart")]
    assert marks == ["opening", "name", "name_2", "points"]
    ids = [e.get(f"{W}val") for e in part(content).iter(f"{W}id")]
    assert len(ids) == len(set(ids)) == 4


def test_each_way_has_the_same_words(tmp_path: Path) -> None:
    """Plain text and Word say what the Markdown says."""
    form, visit = load_form(NAMES[0]), sample(NAMES[0])
    markdown = make(".md", form, visit, 1, tmp_path).content.decode()
    words = plain(read(markdown)).split()
    assert make(".txt", form, visit, 1, tmp_path).content.decode().split() == words
    assert text_of(make(".docx", form, visit, 1, tmp_path).content).split()[-len(words) :] != []
    assert ENDINGS == (".docx", ".pdf", ".md", ".txt")


def test_a_pdf_is_tagged_and_titled(tmp_path: Path) -> None:
    """LibreOffice makes a PDF for everybody to read: tagged, with a title and a language; nothing lies beside it."""
    if not shutil.which("soffice") or not shutil.which("pdfinfo"):
        pytest.skip("LibreOffice or pdfinfo is not installed")
    made = make(".pdf", load_form(NAMES[0]), sample(NAMES[0]), 1, tmp_path)
    assert [*tmp_path.iterdir()] == []
    (tmp_path / "letter.pdf").write_bytes(made.content)
    said = subprocess.run(["pdfinfo", tmp_path / "letter.pdf"], capture_output=True, check=True, text=True).stdout
    assert "Tagged:          yes" in said
    assert "Title: " in said
    assert b"/Lang(en-GB)" in made.content
    assert b"/DisplayDocTitle true" in made.content


def test_without_libreoffice_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain message says what is missing and the way round it; a broken one says that it failed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problem, match="LibreOffice, which is not installed here; write the letter in Word"):
        pdf_of(b"", tmp_path)
    (tmp_path / "soffice").write_text("#!/bin/sh\necho broken >&2\n")
    (tmp_path / "soffice").chmod(0o755)
    with pytest.raises(Problem, match=r"could not make the PDF"):
        pdf_of(b"", tmp_path)


def test_the_copy_for_review_names_the_entries() -> None:
    """Each linked sentence or paragraph has its entries behind it, also in a group; a loose link is left out."""
    visit = Snapshot(
        "f",
        {"report": "One. Two.\n\n- Three", "rooms": [{"what": "Four"}]},  # type: ignore[dict-item]
        links=(
            Link("report", 1, ("e1", "e3"), 2),
            Link("report", 1, ("e3", "e4"), 2),
            Link("report", 1, ("e2",)),
            Link("report", 2, ("e5",), 1),
            Link("report", 1, ("e9",), 1, loose=True),
            Link("what", 1, ("e6",), place=7),
        ),
    )
    reviewed = with_references(visit, lambda link: "rooms[0].what" if link.place else link.field)
    assert reviewed.answers == {
        "report": "One. Two. [e1, e3, e4, e2]\n\n- Three [e5]",
        "rooms": [{"what": "Four [e6]"}],
    }
    assert visit.answers["rooms"] == [{"what": "Four"}]
    assert with_references(replace(visit, links=())).answers == visit.answers


def test_a_review_copy_is_not_signed(tmp_path: Path) -> None:
    """No draft is read back from it, so it does not say which visit it is of."""
    import zipfile
    from io import BytesIO

    form, visit = load_form(NAMES[0]), sample(NAMES[0])
    for number, signed in ((0, False), (3, True)):
        with zipfile.ZipFile(BytesIO(make(".docx", form, visit, number, tmp_path).content)) as package:
            assert ("docProps/custom.xml" in package.namelist()) == signed


def test_the_styles_are_found() -> None:
    """The house's document serves every form of the house."""
    assert styles_of(load_form(NAMES[0])).is_file()
    assert letter_docx(read("x"), styles_of(load_form(NAMES[0])), Properties()).warnings == ()
