"""Answers of every kind come back as they were given, at any depth."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.form.model import Field, Form, Item, Kind, Value
from hmi_visit.visit import answers
from hmi_visit.visit.file import Visit, snapshot_of
from tests.visit.conftest import answers_of

ROOMS: list[Any] = [
    {"name": "kitchen", "beds": [{"who": "Ada", "note": "a\nb"}, {}]},
    {},
    {"name": "", "steps": 0, "beds": []},
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_given_comes_back(form: Form, visit: Visit, data: st.DataObject) -> None:
    """Any answers to any of the fields are read as they were put, the absent ones as absent."""
    given_answers = data.draw(answers_of(tuple(form.fields.values())))
    with visit.together():
        for field in form.fields.values():
            answers.drop(visit.db, field)
        answers.put_all(visit.db, form.fields.values(), given_answers)
    assert visit.snapshot().answers == given_answers
    assert snapshot_of(visit.path).answers == given_answers


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("story", "Räksmörgås – “quoted” 👩‍👩‍👧 \u202ertl\u2028 & <b> {{ x }} {% \\ ` %s ' \" --"),
        ("story", "line\n\n\tend\n"),
        ("story", "long " * 10**6),
        ("lamp", "\x7f\x85\ufeff"),
        ("keepers", ["", " ", "[]", "null"]),
        ("hands", []),
        ("height", 0),
        ("height", -(2**53)),
        ("lit", False),
    ],
)
def test_awkward_values(form: Form, visit: Visit, name: str, value: Value) -> None:
    """Nothing that is typed is changed, dropped or taken for something else."""
    visit.put(form.fields[name], value)
    assert visit.snapshot().answers[name] == value
    assert type(visit.snapshot().answers[name]) is type(value)


@pytest.mark.parametrize(
    ("name", "empty"), [("story", ""), ("lamp", ""), ("day", ""), ("colour", ""), ("keepers", []), ("rooms", [])]
)
def test_empty_is_not_absent(form: Form, visit: Visit, name: str, empty: Value) -> None:
    """An empty value that was given stays; taken back it is absent again."""
    field = form.fields[name]
    visit.put(field, empty)
    assert visit.snapshot().answers[name] == empty
    answers.drop(visit.db, field)
    assert name not in visit.snapshot().answers


def test_an_emptied_list_is_a_list(form: Form, visit: Visit) -> None:
    """A list whose widget was emptied is a list without items, as letters and exchange files want it."""
    visit.put(form.fields["keepers"], "")
    assert visit.snapshot().answers["keepers"] == []


@pytest.mark.parametrize(
    ("name", "kept"), [("day", {"day": ""}), ("season", {"season": ""}), ("height", {}), ("lit", {})]
)
def test_what_is_not_understood_is_kept_as_typed(form: Form, visit: Visit, name: str, kept: dict[str, str]) -> None:
    """Text that makes no value stays beside an empty one until it is typed anew."""
    field = form.fields[name]
    answers.drop(visit.db, form.fields["lit"])
    visit.put(field, "", typed="31 Jun")
    assert answers.read_one(visit.db, name) == ("", "31 Jun")
    assert answers.not_understood(visit.db) == [(name, "31 Jun")]
    assert {n: v for n, v in visit.snapshot().answers.items() if n == name} == kept
    understood: dict[Kind, Value] = {Kind.DATE: "2014-06-30", Kind.MONTH: "2014-06", Kind.NUMBER: 3, Kind.FLAG: True}
    value = understood[field.kind]
    visit.put(field, value)
    assert answers.read_one(visit.db, name) == (value, None)
    assert answers.not_understood(visit.db) == []


def test_answers_are_dated_and_typed(form: Form, visit: Visit) -> None:
    """Each answer has its kind and the moment of its last change in the file."""
    visit.put(form.fields["day"], "2014-06-27")
    row = visit.db.execute("SELECT kind, changed_at FROM answer WHERE field = 'day'").fetchone()
    assert row["kind"] == "date"
    assert len(row["changed_at"]) == len("2014-06-27T09:40:00+01:00")


def test_groups_are_put_whole(form: Form, visit: Visit) -> None:
    """A group replaces all its items, nested ones too; what was absent in an item stays absent."""
    for value in (ROOMS, ROOMS[1:], [], ROOMS):
        visit.put(form.fields["rooms"], value)
        assert visit.snapshot().answers["rooms"] == value


def test_a_group_that_fails_half_way_stays_as_it_was(form: Form, visit: Visit) -> None:
    """Replacing a group is one change: a fault in its last item leaves the old ones."""
    rooms = form.fields["rooms"]
    wrong: list[Item] = [{"name": "new"}, {"nmae": "new"}]
    visit.put(rooms, ROOMS)
    with pytest.raises(KeyError):
        visit.put(rooms, wrong)
    assert visit.snapshot().answers["rooms"] == ROOMS


def test_items_one_at_a_time(form: Form, visit: Visit) -> None:
    """Items are added, filled, moved, removed and nested by their places."""
    db, rooms = visit.db, form.fields["rooms"]
    name, beds = rooms.fields[0], rooms.fields[2]
    places = [answers.add_item(db, rooms) for _ in range(4)]
    for letter, place in zip("abcd", places, strict=True):
        visit.put(name, letter, place=place)
    inner = answers.add_item(db, beds, places[1])
    visit.put(beds.fields[0], "Ada", place=inner)

    def order() -> str:
        found: Any = visit.snapshot().answers["rooms"]
        return "".join(item["name"] for item in found)

    assert answers.items(db, rooms) == places
    answers.move_item(db, rooms, places[0], 1)
    assert order() == "bacd"
    answers.move_item(db, rooms, places[3], -99)
    assert order() == "dbac"
    answers.move_item(db, rooms, places[3], 99)
    assert order() == "bacd"
    answers.remove_item(db, places[2])
    answers.move_item(db, rooms, places[2], 1)
    assert order() == "bad"
    answers.add_item(db, rooms)
    assert visit.snapshot().answers["rooms"] == [
        {"name": "b", "beds": [{"who": "Ada"}]},
        {"name": "a"},
        {"name": "d"},
        {},
    ]
    answers.remove_item(db, places[1])
    assert order_of_first(visit) == {"name": "a"}
    assert answers.items(db, beds, places[1]) == [inner]


def order_of_first(visit: Visit) -> object:
    """The first room."""
    rooms: Any = visit.snapshot().answers["rooms"]
    return rooms[0]


def test_moving_is_one_change(form: Form, visit: Visit) -> None:
    """A kill in the middle of a move cannot leave half an order: its statements are one transaction."""
    rooms = form.fields["rooms"]
    places = [answers.add_item(visit.db, rooms) for _ in range(3)]
    said: list[str] = []
    visit.db.set_trace_callback(said.append)
    answers.move_item(visit.db, rooms, places[0], 2)
    updates = [n for n, sql in enumerate(said) if sql.startswith("UPDATE")]
    assert len(updates) == 3
    assert said.index("BEGIN IMMEDIATE") < updates[0] < updates[-1] < said.index("COMMIT")


def test_a_hundred_nested_groups(tmp_path: Path) -> None:
    """Groups inside groups are kept and read to any depth that a form can have."""
    field, value = Field("g", Kind.LINE, ""), "deep"
    deep: Any = value
    for _ in range(100):
        field, deep = Field("g", Kind.GROUP, "", fields=(field,)), [{"g": deep}]
    form = Form("deep", "Deep", (), {"g": field}, {}, tmp_path)
    with Visit.create(tmp_path / "deep.sqlite", form) as visit:
        visit.put(field, deep)
        assert visit.snapshot().answers == {"g": deep}


def test_a_surrogate_never_reaches_the_file(form: Form, visit: Visit) -> None:
    """What no file can hold raises before anything is written: the text that was there stays."""
    visit.put(form.fields["story"], "kept")
    with pytest.raises((UnicodeError, sqlite3.Error)):
        visit.put(form.fields["story"], "\ud800")
    assert visit.snapshot().answers["story"] == "kept"
