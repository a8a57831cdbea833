"""The letter's text held word by word against what other programs read from the file: pandoc, docx2txt, LibreOffice.

They leave out headers, automatic numbers, footnotes or page numbers, each its own; so the body of letters is held.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hmi_visit.form.counting import counts
from hmi_visit.form.load import form_names, load_form
from hmi_visit.letter.blocks import Document, plain
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder
from tests.letter.test_cases import CASES, written

LETTERS = [name for name in form_names([templates_folder()]) if not counts(load_form(name).fields.values())]


def by_pandoc(letter: Path) -> str:
    """The words as pandoc reads them."""
    command = [
        "pandoc",
        "-s",
        "-f",
        "docx",
        "-t",
        "plain",
        "--wrap=none",
        str(letter),
    ]  # -s: it takes a date for metadata
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def by_docx2txt(letter: Path) -> str:
    """The words as docx2txt reads them."""
    docx2txt = pytest.importorskip("docx2txt", reason="docx2txt is not installed")
    return str(docx2txt.process(str(letter)))


READERS: dict[str, Callable[[Path], str]] = {"pandoc": by_pandoc, "docx2txt": by_docx2txt}


def words(text: str) -> list[str]:
    """The words of a text, without the marks that a reader puts before items."""
    return [word for word in re.sub(r"[•\uf0b7]|^ *- |-{5,}|\u00a0", " ", text, flags=re.MULTILINE).split() if word]


def body_of(form_name: str, answers: dict[str, object]) -> tuple[list[str], list[str]]:
    """The words of a letter's head, which is a header in Word, and those of its body."""
    letter = letter_text(load_form(form_name), Snapshot(form_name, answers))  # type: ignore[arg-type]
    head, *body = read(letter.markdown).blocks
    return words(plain(Document((head,)))), words(plain(Document(tuple(body))))


def held(form_name: str, answers: dict[str, object], tmp_path: Path, reader: str) -> None:
    """Hold a letter's body against what a reader says of its file."""
    if reader == "pandoc" and not shutil.which(reader):
        pytest.skip(f"{reader} is not installed")
    head, wanted = body_of(form_name, answers)
    found = words(READERS[reader](written(form_name, answers, tmp_path / "letter.docx")))
    if found[: len(head)] == head:
        found = found[len(head) :]
    feet = [word for word in found[len(wanted) :] if word not in ("Page", "of") and not word.isdigit()]
    assert found[: len(wanted)] + feet == wanted


def sample(name: str) -> dict[str, object]:
    """The answers of a form's sample visit."""
    answers: dict[str, object] = json.loads((templates_folder() / name / "sample.json").read_text("utf-8"))["answers"]
    return answers


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", LETTERS)
def test_others_read_the_same_words(name: str, reader: str, tmp_path: Path) -> None:
    """Every word of a letter's body, in order, and no other."""
    held(name, sample(name), tmp_path, reader)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", [n for n in CASES if n.startswith(("ri-", "la-"))])
def test_others_read_the_real_letters(cases: Path, name: str, reader: str, tmp_path: Path) -> None:
    """So too for the real letters."""
    case = json.loads((cases / f"{name}.json").read_text(encoding="utf-8"))
    held(case["form"], case["answers"], tmp_path, reader)


def test_libreoffice_reads_the_same_words(tmp_path: Path) -> None:
    """LibreOffice, which shows the letter to who has no Word, saves the same words of every letter of the house."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    letters = {name: written(name, sample(name), tmp_path / f"{name}.docx") for name in LETTERS}
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    convert = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*office, *convert, *letters.values()], capture_output=True, check=True, timeout=120)
    for name, letter in letters.items():
        assert words(letter.with_suffix(".txt").read_text("utf-8-sig")) == body_of(name, sample(name))[1]
