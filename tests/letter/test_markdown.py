"""The reader of a letter's Markdown."""

from __future__ import annotations

import pytest

from hmi_visit.letter.blocks import Bold, Break, Div, Heading, ListBlock, Paragraph, Span, Table, Text, plain
from hmi_visit.letter.markdown import read
from hmi_visit.problems import Problem


def test_headings_and_paragraphs() -> None:
    """A heading is one line; the lines of a paragraph are joined by spaces, and by breaks where they end in one."""
    assert read("# A  b\n\nc\n  d\\\ne").blocks == (
        Heading(1, (Text("A b"),)),
        Paragraph((Text("c d"), Break(), Text("e"))),
    )


def test_only_a_blank_line_ends_a_paragraph() -> None:
    """A line inside a paragraph is never a list, a heading or a table."""
    text = "We met\n- no list\n# no heading\n1. no number"
    assert plain(read(text)) == text.replace("\n", " ")


def test_divisions_give_names_and_styles() -> None:
    """A fence names a part; paragraphs carry the innermost style; an empty part is not there."""
    document = read('::: {#a .header}\n::: {custom-style="Address"}\nx\n:::\n::: {#b}\n:::\n:::\ny')
    inner = Div((Paragraph((Text("x"),), "Address"),), style="Address")
    assert document.blocks == (Div((inner,), name="a", header=True), Paragraph((Text("y"),)))


def test_spans() -> None:
    """A bracketed span has a style and a name; without attributes it is brackets."""
    (block,) = read('[a **b**]{#n custom-style="Missing"} [c] [d](e)').blocks
    assert block == Paragraph(
        (Span((Text("a "), Bold((Text("b"),))), style="Missing", name="n"), Text(" [c] [d](e)")),
    )


def test_lists_in_a_row_are_one() -> None:
    """Blank lines between items do not part a list; a kind of list does."""
    assert read("- a\n\n- b\n\n1. c").blocks == (
        ListBlock(False, ((Text("a"),), (Text("b"),))),
        ListBlock(True, ((Text("c"),),)),
    )


def test_a_bar_after_a_backslash_stands_in_its_cell() -> None:
    """Cells hold escaped bars."""
    assert read("| a \\| b | c |\n|---|---|").blocks == (Table(((Text("a | b"),), (Text("c"),)), (), ("", "")),)


def test_characters_by_number() -> None:
    """Spaces and tabs that must stay are written by number; a number that no character has stays as it is."""
    assert plain(read("&#32;a&#32;&#9;b &#9999999;")) == " a \tb &#9999999;"


def test_what_is_left_open_is_literal_or_closed() -> None:
    """Marks without an end are text; a division without an end ends with the letter."""
    assert plain(read("**a [b *c\n\n::: {#x}\n\nd")) == "**a [b *c\n\nd"


def test_divisions_have_a_limit() -> None:
    """Absurd nesting is refused with a message."""
    with pytest.raises(Problem, match="deep"):
        read("::: {#x}\n" * 1000)
