"""Footnotes and citations in the prose of a report."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.letter.blocks import plain
from hmi_visit.letter.markdown import read
from hmi_visit.letter.prose import prose
from tests.letter.report import chapter, prose_of, report


def test_a_footnote_is_numbered_in_the_order_of_the_report(tmp_path: Path) -> None:
    """Names are the writer's own; numbers run through the whole, and the notes stand together at the end."""
    chapters = [chapter("A", "One[^x].\n\n[^x]: First & *only*."), chapter("B", "Two[^x]; [^y]!\n\n[^y]: c\n\n[^x]: b")]
    template = "{% for c in chapters %}{% for l in c.lines %}{{ l.text }}\n\n{% endfor %}{% endfor %}"
    document = read(report(tmp_path, template, {"chapters": chapters}).markdown)
    assert plain(document) == "One¹.\n\nTwo²; ³!\n\n¹ First & only.\n\n² b\n\n³ c"


def test_printing_in_another_order_numbers_in_that_order(tmp_path: Path) -> None:
    """A note has the number of the place where it is printed, not of the moment when it was read."""
    chapters = [chapter("A", "One[^x].\n\n[^x]: a"), chapter("B", "Two[^x].\n\n[^x]: b")]
    template = "{% set first %}{{ chapters[0].lines[0].text }}{% endset %}{{ chapters[1].lines[0].text }} {{ first }}"
    document = read(report(tmp_path, template, {"chapters": chapters}).markdown)
    assert plain(document) == "Two¹. One².\n\n¹ b\n\n² a"


@pytest.mark.parametrize(
    ("text", "printed", "named"),
    [
        ("A[^1].", "A[Footnote 1: not yet written].", "Footnote 1"),
        ("A[^1].\n\n[^1]:", "A[Footnote 1: not yet written].", "Footnote 1"),
        ("A.\n\n[^1]: b", "A.\n\n[^1]: b", "Footnote 1, which nothing refers to"),
        ("As [@gone] says", "As [gone: no such paragraph] says", "Paragraph cited as gone"),
        ("A[^1].\n\n[^1]: see [@gone]", "A¹.\n\n¹ see [gone: no such paragraph]", "Paragraph cited as gone"),
    ],
)
def test_a_reference_that_leads_nowhere_is_marked_and_named(
    tmp_path: Path, text: str, printed: str, named: str
) -> None:
    """It is highlighted where it stands, named like a missing answer, and nothing that was typed is lost."""
    markdown, missing = prose_of(tmp_path, text)
    assert plain(read(markdown)) == printed
    assert 'custom-style="Missing"' in markdown
    assert missing == [named]


def test_a_citation_prints_the_number_of_its_paragraph(tmp_path: Path) -> None:
    """Labels are compared without capitals; a paragraph may cite a later one and itself."""
    chapters = [chapter("A", "x", "see [@Late word], [@me]", p2="me"), chapter("B", "y", p1="late  word")]
    template = "{% for c in chapters %}{% for l in c.lines %}{{ l.text }}\n\n{% endfor %}{% endfor %}"
    assert report(tmp_path, template, {"chapters": chapters}).markdown == "x\n\nsee 3, 2\n\ny\n"


def test_a_label_that_two_paragraphs_have_cites_neither(tmp_path: Path) -> None:
    """Which one was meant is for the writer to say."""
    markdown, missing = prose_of(tmp_path, "[@a]", chapters=[chapter("A", "x", "y", p1="a", p2="A")])
    assert "no such paragraph" in markdown
    assert missing == ["Paragraph cited as a"]


@pytest.mark.parametrize("text", ["see [1] and [^]", "a@b.example [@]", "[@a\nb]", "[ @a ]", "\\[^1\\]", "[[^a b]]"])
def test_what_only_looks_like_one_is_text(tmp_path: Path, text: str) -> None:
    """Brackets, marks and addresses that are no reference stand as they were typed."""
    markdown, missing = prose_of(tmp_path, text)
    assert plain(read(markdown)) == text
    assert missing == []


@given(st.text("ab1[]^@:*\\ \n.|-", max_size=40))
def test_a_letter_that_counts_nothing_has_neither(text: str) -> None:
    """In a letter both are plain characters: prose reads as it did before there were reports."""
    read_back = plain(read(prose(f"[^1] [@a] {text}")))
    assert read_back.startswith("[^1] [@a]")


@given(text=st.text("ab[]^@:* \n", max_size=40))
def test_nothing_typed_is_lost(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever is put between brackets, every letter of it stands somewhere in the report."""
    markdown, _ = prose_of(tmp_path_factory.mktemp("any"), text)
    printed = plain(read(markdown))
    assert printed.count("a") + printed.count("b") >= text.count("a") + text.count("b")


def test_numbers_of_lists_are_words_in_a_report(tmp_path: Path) -> None:
    """A report cites them; in a letter they are Word's own."""
    assert prose_of(tmp_path, "1. a\n2. *b*")[0] == (
        '::: {custom-style="Hung"}\n\n[1.]{.number} a\n\n[2.]{.number} *b*\n\n:::'
    )
    assert prose("1. a\n2. b").strip() == "1. a\n2. b"
