"""What a list of a document becomes when it is pasted."""

from __future__ import annotations

import pytest

from hmi_visit.tui.widgets.list_field import items_of


@pytest.mark.parametrize(
    ("pasted", "items"),
    [
        ("one\ntwo", ["one", "two"]),
        ("• one\r\n\r\n- two\n", ["one", "two"]),
        ("1. one\n2. two", ["one", "two"]),
        ("1) one\n2) two\n", ["one", "two"]),
        ("2024. Was good\n2. two", ["2024. Was good", "2. two"]),
        ("1. one", ["1. one"]),
        ("", []),
    ],
)
def test_bullets_and_numbers_that_count_are_taken_off(pasted: str, items: list[str]) -> None:
    """Bullets go, and numbers where they count the lines from 1; all else is kept."""
    assert items_of(pasted) == items
