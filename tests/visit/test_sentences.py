"""Paragraphs and sentences are found where a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.visit.sentences import Place, paragraphs, place_at, sentences, span_of

TEXT = """Mr. Jones met us at 9.30 a.m. on Monday. He said “It works.” Then (all of us) left.
- first thing
- second thing. And more

2014 was good! E.g. this. B. Blake spoke… Attendance is 94.2 per cent."""


def test_a_reader_s_sentences() -> None:
    """Titles, initials, abbreviations and decimals end no sentence; closing quotes are inside; items are their own."""
    found = [[s.of(TEXT) for s in sentences(TEXT, p)] for p in paragraphs(TEXT)]
    assert found == [
        [
            "Mr. Jones met us at 9.30 a.m. on Monday.",
            "He said “It works.”",
            "Then (all of us) left.",
            "- first thing",
            "- second thing.",
            "And more",
        ],
        ["2014 was good!", "E.g. this.", "B. Blake spoke…", "Attendance is 94.2 per cent."],
    ]


def test_the_number_of_an_item_is_no_sentence() -> None:
    """It belongs to the item's first one; a year at the end of a sentence ends it."""
    text = "1. First thing. And more\n2. Second thing.\nSeen in 2014. Then left."
    (paragraph,) = paragraphs(text)
    assert [s.of(text) for s in sentences(text, paragraph)] == [
        "1. First thing.", "And more", "2. Second thing.", "Seen in 2014.", "Then left.",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " \n\n \n", "\n"])
def test_nothing_has_no_paragraphs(text: str) -> None:
    """Space alone is no paragraph."""
    assert paragraphs(text) == []
    assert place_at(text, 0) is None
    assert span_of(text, Place(1)) is None


@given(st.text(alphabet="aB .!?\n-1“”)\t", max_size=80))
def test_every_character_is_in_one_sentence(text: str) -> None:
    """Sentences hold every character that is not space, in order, once; and each is found again by its number."""
    seen = []
    for number, paragraph in enumerate(paragraphs(text), 1):
        inside = sentences(text, paragraph)
        assert span_of(text, Place(number)) == paragraph
        for count, span in enumerate(inside, 1):
            assert span_of(text, Place(number, count)) == span
            assert place_at(text, span.start) == Place(number, count)
            seen.append(span.of(text))
    assert "".join("".join(seen).split()) == "".join(text.split())


def test_a_long_text_is_read_at_once() -> None:
    """A text without an end to its first sentence, or of stops alone, is read in a straight line."""
    for text in ("a " * 100_000, "A." * 100_000, "\n" * 200_000, "- a\n" * 50_000):
        paragraphs(text)
        for paragraph in paragraphs(text):
            assert sentences(text, paragraph)
