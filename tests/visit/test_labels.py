"""A label is made of what it stands for, and is the only one of its kind."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.visit.labels import label_from


@pytest.mark.parametrize(
    ("text", "taken", "label"),
    [
        ("The LEA's strategy for the supply of school places", (), "leas-strategy-supply"),
        ("The LEA's strategy for the supply of places", ("leas-strategy-supply",), "leas-strategy-supply-2"),
        ("", (), "paragraph"),
        ("Élèves à l'école", (), "eleves-lecole"),
    ],
)
def test_a_label_is_made_of_the_first_words(text: str, taken: tuple[str, ...], label: str) -> None:
    """Of the first words that say something; with a number where another has it."""
    assert label_from(text, taken) == label


@given(st.text(max_size=60), st.sets(st.sampled_from(["paragraph", "abcd", "abcd-2"])))
def test_a_label_can_be_cited(text: str, taken: set[str]) -> None:
    """Whatever the text, it is letters, digits and hyphens, and none that is taken."""
    label = label_from(text, taken)
    assert re.fullmatch(r"[a-z0-9-]{1,50}", label)
    assert label not in taken
