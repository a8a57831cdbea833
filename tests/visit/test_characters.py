"""What a visit cannot hold is found, named by place and replaced one for one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hmi_visit.visit.characters import unprintable, visible

ANY = st.text(st.characters(categories=None), max_size=60)
"""Any code points at all, lone surrogates and controls among them."""


def test_a_character_is_named_by_line_and_column() -> None:
    """Lines and columns count from 1, over several lines and twice in one."""
    assert unprintable("one\ntw\x07o\x00\n\n\ufffe") == [(2, 3, 7), (2, 5, 0), (4, 1, 0xFFFE)]


def test_stand_ins() -> None:
    """Controls become their pictures, the others the replacement character; tab, line end and DEL stay."""
    assert visible("\x00\x07\x1b\r\ud800\uffff\t\n\x7f") == "␀␇␛␍��\t\n\x7f"


@given(ANY)
def test_what_is_visible_fits_into_xml(text: str) -> None:
    """lxml takes any text once it was made visible, and it is as long as before."""
    shown = visible(text)
    etree.Element("t").text = shown
    assert len(shown) == len(text)
    assert unprintable(shown) == []


@given(ANY)
def test_only_what_xml_refuses_is_named(text: str) -> None:
    """Each place named holds a character that lxml refuses, and all other characters stay as they were."""
    lines = text.split("\n")
    named = {(line - 1, column - 1) for line, column, _code in unprintable(text)}
    for line, column, code in unprintable(text):
        assert ord(lines[line - 1][column - 1]) == code
    for row, (before, after) in enumerate(zip(lines, visible(text).split("\n"), strict=True)):
        for column, (old, new) in enumerate(zip(before, after, strict=True)):
            assert (old != new) == ((row, column) in named)
