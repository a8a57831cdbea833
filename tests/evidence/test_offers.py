"""What is offered while a mark is typed, and when nothing is."""

from __future__ import annotations

import pytest

from hmi_visit.evidence.offers import MOST, offers

ROLES = ["chair of governors", "headteacher", "deputy headteacher", "headteacher's assistant", "governors"]
AREAS = ["raise standards in mathematics", "improve writing", ""]
SHORT = {"CoG": "chair of governors"}


def texts(before: str) -> list[str]:
    """What is offered there."""
    return [offer.text for offer in offers(before, ROLES, AREAS, SHORT)]


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ("@", ROLES),
        ("said @head", ["headteacher", "headteacher's assistant", "deputy headteacher"]),
        ("(@gov", ["governors", "chair of governors"]),
        ("@chair of g", ["chair of governors"]),
        ("+ @cog", ["chair of governors"]),
        ("@Cha", ["chair of governors"]),
        ("#", ["1", "2"]),
        ("#wri", ["2"]),
        ("#st", ["1"]),
    ],
)
def test_what_is_offered(before: str, offered: list[str]) -> None:
    """Roles by their beginning or the beginning of their words, abbreviations, areas by number and words."""
    assert [text for text in texts(before) if text != "3"] == offered


@pytest.mark.parametrize(
    "before",
    [
        "",
        "@headteacher",
        "@headteacher ",
        "@chair of governors said",
        "a@head",
        "# ",
        "#2",
        "@x",
        "@head,",
        "@head. So",
        "#99",
    ],
)
def test_nothing_is_offered_where_nothing_is_begun(before: str) -> None:
    """What is whole, ended, inside a word or unknown takes no key away."""
    assert texts(before) == []


def test_only_a_few_are_offered() -> None:
    """A line of them, and no more."""
    assert len(offers("@", [f"role {n}" for n in range(99)], [], {})) == MOST
