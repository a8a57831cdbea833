"""Words of notes that may be names: rather one too many than one too few."""

from __future__ import annotations

import pytest

from hmi_visit.check.name_like import perhaps_names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Amelia said, amelia's book", ["Amelia", "amelia"]),
        ("Okafor checks. Johnson's class", ["Okafor", "Johnson"]),
        ("Teachers mark books. Will they? In English, on Tuesday, at Easter", []),
        ("at Saltmarsh School, in Coventry; NQTs use ICT in Year 4", []),
        ("line\nZedlyn came", ["Zedlyn"]),
    ],
)
def test_what_may_be_a_name(text: str, found: list[str]) -> None:
    """Forenames in any case; other words with a capital letter that the language does not have in small letters."""
    assert list(perhaps_names(text)) == found
