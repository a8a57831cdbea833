"""The letter as rows: what a report has beside a letter."""

from __future__ import annotations

from hmi_visit.letter.markdown import read
from hmi_visit.tui.reading import letter_rows


def rows(markdown: str, width: int = 40) -> list[str]:
    """The rows of some Markdown."""
    return [row.text for row in letter_rows(read(markdown), width)]


def test_numbers_and_footnotes_are_seen() -> None:
    """Paragraphs begin with their number; a note has its mark in the text and its words at the end."""
    assert rows("[17.]{.number} Few pupils[^1].\n\n[^1]: Under *sixty*.") == ["17. Few pupils¹.", "", "¹ Under sixty."]


def test_a_row_of_a_table_is_one_line_of_text() -> None:
    """Line ends in a cell are spaces, empty cells at the end are left off, and a header of nothing is none."""
    assert rows("| | |\n|---|---|\n| a&#10;b | c |\n| d | |") == ["a b │ c", "d"]
