"""Letters that everybody can read: language, title, headings in order, tables with headers, nothing empty for space."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest

from hmi_visit.form.load import form_names, load_form
from hmi_visit.letter.ways import make
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder
from tests.letter.test_word import STYLES, W, made, part

NAMES = form_names([templates_folder()])


@pytest.fixture(scope="module")
def letters() -> dict[str, bytes]:
    """The sample letter of every form of the house."""
    found = {}
    for name in NAMES:
        answers = json.loads((templates_folder() / name / "sample.json").read_text(encoding="utf-8"))["answers"]
        found[name] = make(".docx", load_form(name), Snapshot(name, answers, visit_id="id"), 1, Path()).content
    return found


@pytest.mark.parametrize("name", NAMES)
def test_language_and_title(letters: dict[str, bytes], name: str) -> None:
    """British English in every part that names a language, and a title that says what the letter is."""
    core = docx.Document(BytesIO(letters[name])).core_properties
    assert core.language == "en-GB"
    assert len(core.title.split()) > 1
    with zipfile.ZipFile(BytesIO(letters[name])) as package:
        texts = [package.read(n).decode() for n in package.namelist() if n.endswith(".xml")]
    assert {found for text in texts for found in re.findall(r'<w:lang [^>]*w:val="([^"]+)"', text)} == {"en-GB"}


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_in_order(letters: dict[str, bytes], name: str) -> None:
    """The first heading is of the first level, and none skips a level on the way down."""
    levels = _outline(letters[name])
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _outline(content: bytes) -> list[int]:
    styles = {
        style.get(f"{W}styleId"): int(style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")) + 1
        for style in part(content, "word/styles.xml").iter(f"{W}style")
        if style.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    used = (e.get(f"{W}val") for e in part(content).iter(f"{W}pStyle"))
    return [styles[style] for style in used if style in styles]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_empty_for_space(letters: dict[str, bytes], name: str) -> None:
    """No empty paragraph but those that part two tables, end a control after one, or are too thin to see."""
    for paragraph in part(letters[name]).iter(f"{W}p"):
        inside_cell = paragraph.getparent().tag == f"{W}tc"
        if "".join(paragraph.itertext()).strip() or inside_cell:
            continue
        spacing = paragraph.find(f"{W}pPr/{W}spacing")
        assert spacing is not None
        thin = spacing.get(f"{W}line") == "20"
        after = paragraph.getnext()
        between = paragraph.getprevious() is not None and paragraph.getprevious().tag == f"{W}tbl"
        ends = after is None or after.tag in (f"{W}tbl", f"{W}sectPr", f"{W}bookmarkEnd")
        assert thin or (between and ends)


@pytest.mark.parametrize("name", NAMES)
def test_tables_have_headers(letters: dict[str, bytes], name: str) -> None:
    """The first row of every table in the body is marked as its header and repeated on each page."""
    for table in part(letters[name]).iter(f"{W}tbl"):
        first = table.find(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "1"


def test_what_stands_below_a_table_keeps_away_by_itself() -> None:
    """Space is a paragraph's own; only two tables have an empty paragraph between them."""
    table = "| a |\n|---|\n| b |"
    content = made(f"{table}\n\nwords\n\n{table}\n\n- item\n- item\n\n{table}\n\n{table}\n\n# End").content
    empty = [p for p in part(content).iter(f"{W}p") if not "".join(p.itertext())]
    assert len(empty) == 1
    spaced = [p for p in part(content).iter(f"{W}p") if p.find(f"{W}pPr/{W}spacing") is not None]
    assert ["".join(p.itertext()) for p in spaced] == ["words", "item", ""]


def test_contrast_of_the_houses_colours() -> None:
    """Every colour of words in the styles stands out from white by 4.5 to 1 (WCAG 2.1, 1.4.3)."""
    with zipfile.ZipFile(STYLES) as package:
        styles = package.read("word/styles.xml").decode()
    colours = re.findall(r'<w:color w:val="([0-9A-F]{6})"', styles)
    assert colours
    for colour in colours:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5
