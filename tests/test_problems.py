"""What is told to a person: one line that any terminal can show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.problems import Problem, did_you_mean, shortened

ANY = st.text(st.characters(categories=None), max_size=60)
"""Any code points at all, lone surrogates and controls among them."""


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("it is gone"), "it is gone"),
        (Problem("it is gone", where="a.sqlite"), "a.sqlite: it is gone"),
        (Problem("it is gone", where="a.sqlite", mend="look again"), "a.sqlite: it is gone; look again"),
        (Problem("first\nsecond\x1b[2J", where="a\x00\ud800"), "a\\x00\\ud800: first second\\x1b[2J"),
    ],
)
def test_place_fault_and_what_to_do(problem: Problem, line: str) -> None:
    """Where, what and what to do, in this order."""
    assert str(problem) == line


@given(ANY, ANY, ANY)
def test_always_one_line_that_can_be_printed(what: str, where: str, mend: str) -> None:
    """Nothing from a file or a keyboard breaks the line, moves the cursor or fails to encode."""
    line = str(Problem(what, where=where, mend=mend))
    assert len(line.splitlines()) <= 1
    assert line.encode("utf-8").decode() == line
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in line)


def test_a_long_place_leaves_room_for_what_happened() -> None:
    """A megabyte of a name is cut in its middle, a megabyte of text at its end."""
    line = str(Problem("it is gone", where="a" * 10**6 + "z", mend="x" * 10**6))
    assert len(line) == 1000
    assert "z: it is gone; xxx" in line


@pytest.mark.parametrize(
    ("word", "told"),
    [("evidnce", "did you mean evidence?"), ("xyz", ""), ("", ""), ("e" * 10**6, "")],
)
def test_suggestions(word: str, told: str) -> None:
    """The likeliest known name, or nothing; a text that is too long to be a slip is not compared."""
    assert did_you_mean(word, ["evidence", "context"]) == told
    assert did_you_mean(word, []) == ""


def test_shortened() -> None:
    """A text that fits stays as it is."""
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "ab…"
