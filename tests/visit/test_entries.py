"""The log of evidence entries: as typed, numbered once, recoverable."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.problems import Problem
from hmi_visit.visit import entries
from hmi_visit.visit.file import Visit
from hmi_visit.visit.model import SIGNS, Entry
from tests.visit.conftest import LINE, TEXT

FULL = Entry(0, "a\n*b* & <c>", "", "2014-06-27T09:40+01:00", "meeting", ("Ada", "Bo"), (1, 3), "+")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Entry,
        number=st.just(0),
        text=TEXT,
        typed_at=st.just("2014-06-27T09:52:07+01:00"),
        observed_at=st.sampled_from(["", "2014-06-27T09:40+01:00"]),
        activity=LINE,
        with_whom=st.lists(LINE, max_size=3).map(tuple),
        about=st.lists(st.integers(1, 99), max_size=3).map(tuple),
        sign=st.sampled_from(["", *SIGNS]),
    )
)
def test_an_entry_comes_back_as_it_was_typed(visit: Visit, entry: Entry) -> None:
    """All that an entry says is read as it was kept."""
    kept = entries.add(visit.db, entry)
    assert entries.read(visit.db)[-1] == kept == replace(entry, number=kept.number)
    assert entries.read_one(visit.db, kept.number) == kept


def test_the_moment_of_typing_is_set_once(visit: Visit) -> None:
    """An entry gets its moment when it is added, and keeps it through every change."""
    entry = entries.add(visit.db, FULL)
    assert entry.typed_at
    entries.change(visit.db, replace(entry, text="c", typed_at="", sign="", with_whom=()))
    assert entries.read_one(visit.db, 1) == replace(entry, text="c", sign="", with_whom=())
    entries.change_text(visit.db, 1, "d")
    assert entries.read_one(visit.db, 1) == replace(entry, text="d", sign="", with_whom=())


def test_numbers_are_never_given_again(visit: Visit) -> None:
    """An entry in the bin keeps its number, the last one too, and comes back under it."""
    for text in "abc":
        entries.add(visit.db, replace(FULL, text=text))
    assert entries.last_removed(visit.db) is None
    entries.remove(visit.db, 2)
    entries.remove(visit.db, 3)
    assert [e.name for e in entries.read(visit.db)] == ["e1"]
    assert [e.name for e in entries.read(visit.db, removed=True)] == ["e2", "e3"]
    assert entries.last_removed(visit.db) == 3
    assert entries.add(visit.db, FULL).name == "e4"
    entries.bring_back(visit.db, 2)
    assert [e.name for e in entries.read(visit.db)] == ["e1", "e2", "e4"]


def test_an_entry_that_is_not_there(visit: Visit) -> None:
    """Reading it is refused by its name; changing it makes none."""
    with pytest.raises(Problem, match="there is no entry e7"):
        entries.read_one(visit.db, 7)
    entries.change(visit.db, replace(FULL, number=7))
    entries.change_text(visit.db, 7, "x")
    assert entries.read(visit.db) == ()
