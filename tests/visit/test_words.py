"""Counting words."""

from __future__ import annotations

import pytest

from hmi_visit.visit.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n ", 0),
        ("Pupils' books show progress.", 4),
        ("- one\n- two", 2),
        ("| a | b |", 2),
        ("self-evaluation 2.4 3/4", 3),
        ("**bold** (bracketed) “quoted”", 3),
        ("– — … __ *", 0),
        ("élan\u00a0vital", 2),
    ],
)
def test_words_are_runs_with_a_letter_or_digit(text: str, words: int) -> None:
    """Marks alone do not count; a hyphen or a point inside a word does not part it."""
    assert count_words(text) == words
