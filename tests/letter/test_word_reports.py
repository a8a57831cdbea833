"""What reports need of Word: footnotes, numbers that are words, page numbers, tables with all that belongs to them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.letter.test_word import W, made, part, text_of


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    """The style and the text of each paragraph in the body, tabs included."""
    found = []
    for paragraph in part(content).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        marks = {f"{W}tab": "\t", f"{W}br": "\n"}
        words = "".join(marks.get(e.tag) or e.text or "" for e in paragraph.iter(f"{W}t", *marks) if not _tab_stop(e))
        found.append((style.get(f"{W}val") if style is not None else "", words))
    return found


def _tab_stop(element: Any) -> bool:
    return bool(element.getparent().tag == f"{W}tabs")


def test_a_footnote_has_a_part_of_its_own() -> None:
    """Its mark stands in the text, its words in the part for footnotes, and the package says what that is."""
    content = made("One[^1], two[^2].\n\n[^1]: first *note*\n\n[^2]: second").content
    marks = [e.get(f"{W}id") for e in part(content).iter(f"{W}footnoteReference")]
    notes = {e.get(f"{W}id"): "".join(e.itertext()).strip() for e in part(content, "word/footnotes.xml")}
    assert marks == ["1", "2"]
    assert (notes["1"], notes["2"]) == ("first note", "second")
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert b"footnotes+xml" in package.read("[Content_Types].xml")
        assert b"footnotes.xml" in package.read("word/_rels/document.xml.rels")
    assert part(content, "word/settings.xml").find(f"{W}footnotePr") is not None


def test_a_letter_without_footnotes_has_no_such_part() -> None:
    """Nothing changes for a letter."""
    with zipfile.ZipFile(BytesIO(made("plain").content)) as package:
        assert not [name for name in package.namelist() if "footnotes" in name]


def test_a_mark_without_its_note_is_its_number() -> None:
    """Word refuses a mark that leads nowhere, so it is words."""
    assert "One⁷" in text_of(made("One[^7]").content)


def test_an_office_may_bring_footnotes_of_its_own(tmp_path: Path) -> None:
    """A styles document that Word has put its own empty footnotes into is written like any other, and again."""
    own = tmp_path / "own.docx"
    own.write_bytes(made("One[^1].\n\n[^1]: old").content)
    content = made("Two[^1].\n\n[^1]: new", own).content
    assert "old" not in "".join(part(content, "word/footnotes.xml").itertext())
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
    assert docx.Document(BytesIO(content)).paragraphs


def test_a_number_is_words_and_hangs() -> None:
    """What is cited can be found by searching, and is no list of Word's that counts by itself."""
    markdown = (
        '::: {custom-style="Numbered"}\n\n[17.]{.number} Pupils do *well*:\n\n- one\n\n'
        "and go on.\n\n| a | b |\n|---|---|\n| c | 1 |\n\n(Source: X)\n\n:::"
    )
    content = made(markdown).content
    assert [p for p in paragraphs(content) if p[1]] == [
        ("Numbered", "17.\tPupils do well:"),
        ("ListBullet", "one"),
        ("ListContinue", "and go on."),
        ("TableHeading", "a"),
        ("TableHeading", "b"),
        ("TableText", "c"),
        ("TableText", "1"),
        ("Source", "(Source: X)"),
    ]
    first = next(iter(part(content).iter(f"{W}p")))
    assert first.find(f"{W}pPr/{W}numPr") is None
    indents = [e.get(f"{W}left") for e in part(content).iter(f"{W}ind")]
    assert indents == ["992", "567"]  # the item and the source stand under the words, not under the number
    assert [e.get(f"{W}w") for e in part(content).iter(f"{W}tblInd")] == ["567"]


def test_a_page_number_refers_to_the_part() -> None:
    """Word is asked to work it out; where there is no such part, no broken field is written."""
    markdown = (
        '[]{.page of="late part"} and []{.page of="none"}\n\n::: {.place id="late part"}\n\n# Late\n\n:::\n\n'
        '::: {.place id="late part"}\n\n# Later\n\n:::'
    )
    content = made(markdown).content
    body = part(content)
    assert [e.text for e in body.iter(f"{W}instrText")] == [" PAGEREF late_part \\h "]
    assert [e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")] == ["late_part", "late_part_2"]
    assert list(body.iter(f"{W}sdt")) == []
    assert part(content, "word/settings.xml").find(f"{W}updateFields") is not None
    assert part(made("plain").content, "word/settings.xml").find(f"{W}updateFields") is None


def test_a_table_keeps_its_caption_and_its_source() -> None:
    """They are told by how they begin, and never parted from the table by a page."""
    content = made("Table 2: Books\n\n| a | n |\n|---|---|\n| x | 1,204 |\n| y | 7% |\n\nSource: returns").content
    first, *_, last = [style for style, words in paragraphs(content) if words]
    assert (first, last) == ("Caption", "Source")
    table = docx.Document(BytesIO(content)).tables[0]
    row = table.rows[-1]._tr
    assert all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p")))
    assert [e.get(qn("w:val")) for e in row.iter(qn("w:jc"))] == ["right"]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


@pytest.mark.parametrize(
    ("table", "rows", "cells"),
    [
        ("| | |\n|---|---|\n| a | b |", 1, [2]),  # a header of nothing
        ("| Part | |\n|---|---|\n| a | b |", 2, [1, 2]),  # a header across all columns
        ("| a |\n|---|\n| b | c | d |\n| e |", 3, [3, 3, 3]),  # ragged rows
    ],
)
def test_odd_tables_are_whole(table: str, rows: int, cells: list[int]) -> None:
    """Every row has as many cells as the table has columns, and no word is lost."""
    content = made(table).content
    found = list(part(content).iter(f"{W}tr"))
    assert len(found) == rows
    assert [len(list(row.iter(f"{W}tc"))) for row in found] == cells
    words = "".join(character for character in table if character.isalpha())
    assert sorted("".join(text for _, text in paragraphs(content))) == sorted(words)


def test_short_columns_have_what_they_need() -> None:
    """A date is not broken over lines because its neighbours have much to say."""
    long = "word " * 60
    content = made(f"| Date | Who | What |\n|---|---|---|\n| 24 Nov 2011 | {long} | {long}{long}{long} |").content
    widths = [int(e.get(f"{W}w") or 0) for e in part(content).iter(f"{W}gridCol")]
    assert widths[0] > 1300
    assert widths[2] > widths[1] > widths[0]
    assert sum(widths) <= 9070
