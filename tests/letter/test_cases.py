"""The real cases: each letter has the words of its document, and is a sound Word file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hmi_visit.form.load import form_names, load_form
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text
from hmi_visit.letter.ways import styles_of
from hmi_visit.letter.word import Properties, letter_docx
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder

CASES = [
    "ri-monitoring-2014-luton-infant",
    "ri-monitoring-2016-imperial-avenue",
    "la-focused-inspections-2013-coventry",
    "lea-inspection-2002-luton",
    "scrutiny-review-2012-medway",
]


def written(form_name: str, answers: dict[str, object], path: Path) -> Path:
    """A letter of these answers, as a file."""
    form = load_form(form_name)
    letter = letter_text(form, Snapshot(form_name, answers), with_names=True)  # type: ignore[arg-type]
    path.write_bytes(
        letter_docx(read(letter.markdown), styles_of(form), Properties("T", "A", "1", form_name, 1)).content
    )
    return path


def run(tool: Path, *files: Path) -> str:
    """What a tool says of some files; it must be content with them."""
    if not tool.is_file():
        pytest.skip(f"{tool.name} is not beside the cases")
    done = subprocess.run([sys.executable, tool, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", CASES)
def test_a_letter_has_the_words_of_its_document(cases: Path, tmp_path: Path, name: str) -> None:
    """Every word of the document is in the letter, in its order, and no other; the file keeps to its format."""
    case = json.loads((cases / f"{name}.json").read_text(encoding="utf-8"))
    letter = written(case["form"], case["answers"], tmp_path / "letter.docx")
    assert "(100.00 %)" in run(cases.parent / "tools" / "fidelity", letter, cases / f"{name}.expected.txt")
    assert run(cases.parent / "tools" / "ooxml-valid", letter).startswith("0 faults")


@pytest.mark.parametrize("name", form_names([templates_folder()]))
def test_a_draft_without_answers_is_a_sound_file(cases: Path, tmp_path: Path, name: str) -> None:
    """An empty visit's letter breaks no rule of the format either, nor does the styles document."""
    letter = written(name, {}, tmp_path / "letter.docx")
    styles = templates_folder() / "house" / "styles.docx"
    assert run(cases.parent / "tools" / "ooxml-valid", letter, styles).startswith("0 faults")


def test_prose_with_everything_is_a_sound_file(cases: Path, tmp_path: Path) -> None:
    """Lists, tables, breaks and emphasis in every place keep to the format."""
    prose = "*a*\n**b**\n\n| a | b |\n|:-:|--:|\n| 1 |\n| 2 | 3 | 4 |\n\n| c |\n|---|\n\n1. d\n2. e\n- f"
    form = load_form(form_names([templates_folder()])[0])
    answers: dict[str, object] = {name: prose for name, field in form.fields.items() if field.kind == "prose"}
    letter = written(form.name, answers, tmp_path / "letter.docx")
    assert run(cases.parent / "tools" / "ooxml-valid", letter).startswith("0 faults")
