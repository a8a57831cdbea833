"""Where rows break: as Textual breaks them, fast or slow, whole or row by row."""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size
from textual._wrap import compute_wrap_offsets

from hmi_visit.tui.widgets import wrapping
from hmi_visit.tui.widgets.wrapping import cells, column_at, expanded, plain, rewrap, shown, wrap

PLAIN = st.text("ab  –“é", max_size=60)
WIDE = st.lists(st.sampled_from(["a", "b", " ", " ", "字", "e\u0301", "–", "\u00a0"]), max_size=40).map("".join)
EMOJI = st.lists(st.sampled_from(["a", " ", "❤\ufe0f", "👩\u200d👧"]), max_size=20).map("".join)
"""Graphemes that Textual folds by their parts."""
TABBED = st.text("ab \t字", max_size=40)
WIDTHS = st.integers(2, 20)


def rows(text: str, breaks: list[int]) -> list[str]:
    """The rows that a line is broken into."""
    return [text[a:b] for a, b in zip([0, *breaks], [*breaks, len(text)], strict=True)]


def test_what_counts_as_plain_is_one_cell_wide() -> None:
    """No character of the fast path is of another width, a space of another kind, or hidden by terminals."""
    for code in range(0x110000):
        character = chr(code)
        if plain(character):
            assert get_character_cell_size(character) == 1
            assert character == " " or not character.isspace()
            assert shown(character) == character


@given(PLAIN | WIDE, WIDTHS)
def test_rows_break_where_textual_breaks_them(text: str, width: int) -> None:
    """The breaks are those of Textual's own wrapping."""
    assert wrap(text, width, 4) == compute_wrap_offsets(text, width, 4)


@given(PLAIN, WIDTHS)
def test_the_fast_path_is_the_slow_one(text: str, width: int) -> None:
    """Plain text breaks at the same places when it is measured cell by cell."""
    with patch.object(wrapping, "plain", lambda _text: False):
        slow = wrap(text, width, 4)
    assert wrap(text, width, 4) == slow


@given(TABBED | WIDE | EMOJI, st.integers(4, 20))
@example(" aaa❤️", 4)
def test_rows_fit_and_are_as_full_as_words_allow(text: str, width: int) -> None:
    """No row is wider than the width, and the next row's first character would not have fitted without its word."""
    lines = rows(text, wrap(text, width, 4))
    assert "".join(lines) == text
    for at, row in enumerate(lines[:-1]):
        assert cells(row, 4) <= width
        rest = "".join(lines[at + 1 :])
        word = re.match(r"\S*\s*", rest)
        assert word is not None
        assert cells(row + (word.group() or rest[:1]), 4) > width


@given(PLAIN | WIDE | TABBED | EMOJI, st.data(), WIDTHS)
def test_an_edit_wraps_as_the_whole_line_would(text: str, data: st.DataObject, width: int) -> None:
    """Wrapping again after an edit gives the whole line's breaks, and names every row that differs."""
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    new = text[:start] + data.draw(st.text("ab 字\t", max_size=8)) + text[end:]
    old_breaks = wrap(text, width, 4)
    result = rewrap(text, old_breaks, new, width, 4)
    assert result.breaks == wrap(new, width, 4)
    if len(result.breaks) == len(old_breaks):
        for row, (before, after) in enumerate(zip(rows(text, old_breaks), rows(new, result.breaks), strict=True)):
            assert before == after or result.first <= row < result.end


def test_an_edit_in_a_long_line_wraps_a_few_rows_only() -> None:
    """One letter in the middle of a long line of words has a handful of rows measured."""
    text = "some words " * 20_000
    breaks = wrap(text, 80, 4)
    with patch.object(wrapping, "row_end", wraps=wrapping.row_end) as measured:
        result = rewrap(text, breaks, text[:100_000] + "x" + text[100_000:], 80, 4)
    assert result.end - result.first < 200
    assert measured.call_count < 200


@given(TABBED)
def test_columns_and_cells_agree(row: str) -> None:
    """The character found at the cell that another begins at is that other one, tabs and wide characters among them."""
    for index in range(len(row)):
        if cells(row[: index + 1], 4) > cells(row[:index], 4):
            assert column_at(row, cells(row[:index], 4), 4) == index
    assert column_at(row, cells(row, 4), 4) == len(row)


def test_nothing_is_sent_that_a_terminal_would_obey() -> None:
    """Controls, among them DEL, those above U+0080 and line separators, are shown by one character each."""
    hidden = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)))
    assert expanded(hidden.replace("\t", ""), 4).isprintable()
    assert len(shown(hidden)) == len(hidden)
    assert expanded("a\tb\t字\tc", 4) == "a   b   字  c"
