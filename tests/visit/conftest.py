"""A made-up form of every kind of field, and a visit of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Field, Form, Kind, Value
from hmi_visit.visit.characters import unprintable
from hmi_visit.visit.file import Visit
from tests.laying import lay_form

FORM_TOML = """
title = "Visit to a lighthouse"

[[steps]]
name = "first"
fields = ["lamp", "day", "season", "height", "lit", "colour"]
[[steps]]
name = "second"
fields = ["keepers", "hands", "story", "rooms", "visits"]

[fields.lamp]
kind = "line"
required = true
role = "subject"
follow_up = "keep"
[fields.day]
kind = "date"
required = true
role = "date"
[fields.season]
kind = "month"
[fields.height]
kind = "number"
follow_up = "keep"
[fields.lit]
kind = "flag"
default = true
[fields.colour]
kind = "choice"
required = true
choices = [{ value = "white", key = "w" }, { value = "red", key = "r" }]
[fields.keepers]
kind = "list"
default = ["Ada"]
follow_up = "keep"
[fields.hands]
kind = "lines"
[fields.story]
kind = "prose"
required = true
[fields.rooms]
kind = "group"
[fields.rooms.fields.name]
kind = "line"
[fields.rooms.fields.steps]
kind = "number"
[fields.rooms.fields.beds]
kind = "group"
[fields.rooms.fields.beds.fields.who]
kind = "line"
[fields.rooms.fields.beds.fields.note]
kind = "prose"
[fields.visits]
kind = "number"
default = 1
follow_up = "next"

[wording.greeting]
text = "Dear {{ lamp }},"
[wording.ending]
text = "Yours"
"""

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).filter(lambda text: not unprintable(text))
"""Whatever a visit can hold: all but the characters that no letter can."""
LINE = TEXT.map(lambda text: text.replace("\n", " "))


def values(field: Field) -> st.SearchStrategy[Value]:
    """Values that a field can hold."""
    match field.kind:
        case Kind.PROSE:
            return TEXT
        case Kind.LINE:
            return LINE
        case Kind.LINES | Kind.LIST:
            return st.lists(LINE, max_size=4)
        case Kind.DATE:
            return st.dates().map(lambda day: day.isoformat()) | st.just("")
        case Kind.MONTH:
            return st.dates().map(lambda day: day.isoformat()[:7]) | st.just("")
        case Kind.NUMBER:
            return st.integers(-(2**53), 2**53)
        case Kind.FLAG:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from([*(choice.value for choice in field.choices), ""])
        case Kind.GROUP:
            return st.lists(answers_of(field.fields), max_size=3).map(lambda items: [*items])


def answers_of(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Value]]:
    """Answers to some of these fields."""
    return st.fixed_dictionaries({}, optional={field.name: values(field) for field in fields})


@pytest.fixture
def forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the made-up form, where forms are looked for."""
    folder = tmp_path / "forms"
    lay_form(folder, "lighthouse", FORM_TOML)
    monkeypatch.setenv("HMI_VISIT_FORMS", str(folder))
    load_form.cache_clear()
    return folder


@pytest.fixture
def form(forms: Path) -> Form:
    """The made-up form."""
    return load_form("lighthouse")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a visit can be made."""
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder" / "visit.sqlite"


@pytest.fixture
def visit(form: Form, path: Path) -> Iterator[Visit]:
    """A new visit of the made-up form."""
    with Visit.create(path, form) as opened:
        yield opened
