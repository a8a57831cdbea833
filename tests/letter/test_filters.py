"""The filters of templates."""

from __future__ import annotations

from datetime import date

import pytest

from hmi_visit.form.dates import span
from hmi_visit.letter.filters import count_word, joined, next_ordinal, ordinal, plural


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_joined(items: list[str], text: str) -> None:
    """The last two are joined by a word."""
    assert joined(items) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2018-06-26", None, "26 June 2018"),
        ("2018-06-26", "2018-06-26", "26 June 2018"),
        ("2018-06-26", "2018-06-27", "26–27 June 2018"),
        ("2018-06-30", "2018-07-01", "30 June to 1 July 2018"),
        ("2018-12-30", "2019-01-02", "30 December 2018 to 2 January 2019"),
    ],
)
def test_span(start: str, end: str | None, text: str) -> None:
    """What two days share is said once."""
    assert span(date.fromisoformat(start), date.fromisoformat(end) if end else None) == text


def test_span_in_words() -> None:
    """The dash can be a word."""
    assert span(date(2013, 3, 11), date(2013, 3, 15), " to ") == "11 to 15 March 2013"


def test_numbers_in_words() -> None:
    """Up to twenty in words, beyond in figures with their ending."""
    assert [ordinal(n) for n in (1, 3, 12, 20, 21, 22, 101, 111, 113)] == [
        "first", "third", "twelfth", "twentieth", "21st", "22nd", "101st", "111th", "113th",
    ]  # fmt: skip
    assert [count_word(n) for n in ("", "a", range(3), 20, 21)] == ["no", "one", "three", "twenty", "21"]
    assert [plural(n) for n in ("", "a", "ab", 1)] == ["s", "", "s", ""]


def test_next_ordinal() -> None:
    """One more is counted on from those before, several are counted."""
    assert [next_ordinal("a", range(n)) for n in (3, 7, 10, 1)] == ["a fourth", "an eighth", "an eleventh", "a second"]
    assert next_ordinal("ab", range(3)) == "two more"
