"""A lesson visit in one line, and read back from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.evidence.lesson import Lesson, lesson_of, read_lesson


@pytest.mark.parametrize(
    ("lesson", "text"),
    [
        (Lesson("4", "mathematics", "24", "28"), "Year 4 mathematics, 24 of 28 present"),
        (Lesson("3 and 4", "English", "24"), "Years 3 and 4 English, 24 present"),
        (Lesson("Reception", "phonics"), "Reception phonics"),
        (Lesson("", "mathematics", "", "30 pupils"), "mathematics, 30 on roll"),
        (Lesson("4B", "", "24", "28"), "Year 4B, 24 of 28 present"),
        (Lesson("", "", "24", "28"), "24 of 28 present"),
        (Lesson(), ""),
    ],
)
def test_a_lesson_is_one_line(lesson: Lesson, text: str) -> None:
    """Whatever of it is known is said, in an inspector's words."""
    assert lesson.text == text


@given(
    st.sampled_from(["", "4", "Year 4", "Years 3 and 4", "1/2", "Reception", "10B"]),
    st.sampled_from(["", "mathematics", "English and drama", "art, music"]),
    st.integers(0, 40).map(str) | st.just(""),
    st.integers(0, 40).map(str) | st.just(""),
)
def test_what_is_written_is_read_back(year: str, subject: str, present: str, roll: str) -> None:
    """A text made of a lesson is read as the lesson that makes the same text."""
    text = Lesson(year, subject, present, roll).text
    found = read_lesson(text)
    assert (found.text if found else text) == text
    assert (found is not None) == bool(year or present or roll)
    if found:
        assert (found.subject, found.present, found.roll) == (subject, present, roll)


def test_people_are_no_lesson() -> None:
    """Who was there stays who was there; the class is found among them."""
    assert read_lesson("headteacher") is None
    assert read_lesson("Year group leader") is None
    assert lesson_of(["headteacher", "Year 4 art"]) == (Lesson("Year 4", "art"), 1)
    assert lesson_of(["headteacher"]) == (Lesson(), None)
