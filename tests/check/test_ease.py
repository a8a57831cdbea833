"""How hard a text is to read."""

from __future__ import annotations

import pytest

from hmi_visit.check.ease import ease_of, reading_age, syllables
from hmi_visit.check.house import house_of
from hmi_visit.check.reading import Reading
from tests.check.made_up import made_up_form, snapshot_with


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("plan", 1),
        ("pupils", 2),
        ("the", 1),
        ("made", 1),
        ("needed", 2),
        ("taught", 1),
        ("evaluated", 4),
        ("school's", 1),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    """By runs of vowels, without the silent ones."""
    assert syllables(word) == count


def test_the_age_is_by_flesch_and_kincaid() -> None:
    """A grade of 0.39 × words a sentence + 11.8 × syllables a word - 15.59, and five years."""
    assert reading_age(20, 1, 30) == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59 + 5)
    assert reading_age(2, 1, 2) == 5


def test_the_hardest_sentences_are_named() -> None:
    """Lengths, and five sentences at most, the hardest first, each with its place."""
    hard = "Considerable organisational difficulties necessitated comprehensive reconsideration."
    form = made_up_form()
    reading = Reading(form, snapshot_with(f"It is so. {hard}\n\nAll is well."), house_of(form))
    ease = ease_of(p for p in reading.passages if p.path == "findings")
    assert ease is not None
    assert (ease.sentences, ease.longest) == (3, 6)
    assert (ease.hardest[0].text, ease.hardest[0].place) == (hard, "findings:1")
    assert ease_of([]) is None
