"""A search answers with every place that has the words, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.evidence.find import Index
from hmi_visit.form.model import Item
from hmi_visit.visit.model import Entry, Snapshot

LOG = (
    Entry(1, "+ @chair of governors: Targets are set", "2014-06-27T09:52:07+01:00", "2014-06-27T09:40+01:00", "meeting",
          ("chair of governors",), (1, 12), "+"),
    Entry(2, "It’s the café's rota", "2014-06-27T10:05:00+01:00", "", "documents", (), (2,), "-"),
    Entry(3, "Target tracking", "2014-06-27T11:05:00+01:00"),
)  # fmt: skip
ROOMS: list[Item] = [{"note": "Deep target"}]
VISIT = Snapshot("f", {"text": "First words.\n\nA target here.", "rooms": ROOMS, "n": 3}, LOG)


@pytest.fixture
def index() -> Index:
    """An index of the visit."""
    made = Index()
    made.renew(VISIT)
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("targ", ["text:2", "rooms[0].note:1", "e3", "e1"]),
        ("TARGETS set", ["e1"]),
        ("@govern", ["e1"]),
        ("@meeting +", ["e1"]),
        ("#1", ["e1"]),
        ("#2", ["e2"]),
        ("-", ["e2"]),
        ("9:4", ["e1"]),
        ("10.05", ["e2"]),
        ("cafe rota", ["e2"]),
        ("it's", ["e2"]),
        ('"targets', ["e1"]),
        ("nowhere", []),
        ('"', []),
        ("", []),
    ],
)
def test_what_is_found(index: Index, words: str, found: list[str]) -> None:
    """Words and their beginnings, roles, areas, signs and times; without regard to case or accents."""
    hits = index.find(words)
    assert [hit.entry.name if hit.entry else f"{hit.field}:{hit.paragraph}" for hit in hits] == found


def test_the_words_are_pointed_to(index: Index) -> None:
    """A hit says which of its characters were searched for, and shows no marks."""
    (hit,) = index.find("targets chair")
    assert hit.text == "Targets are set"
    assert [hit.text[a:b] for a, b in hit.hits] == ["Targets"]


def test_the_index_follows_the_visit(index: Index) -> None:
    """Entries that change, come or go, and texts that change, are found as they are now."""
    changed = Entry(3, "Attendance", LOG[2].typed_at)
    index.renew(Snapshot("f", {"text": "Attendance here"}, (LOG[0], changed, Entry(4, "Attendance too", ""))))
    names = [hit.entry.name if hit.entry else hit.field for hit in index.find("attend")]
    assert names == ["text", "e4", "e3"]
    assert [hit.entry and hit.entry.name for hit in index.find("target")] == ["e1"]
    assert index.find("rota") == []


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_search(words: str) -> None:
    """No text raises, and none is read as an operator."""
    made = Index()
    made.renew(VISIT)
    assert isinstance(made.find(words), list)
