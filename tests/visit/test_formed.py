"""A visit keeps the form it was made with: a later form opens it, says what differs, and no answer is lost."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form, Item, Kind, Value
from hmi_visit.form.values import is_empty
from hmi_visit.letter.text import letter_text
from hmi_visit.problems import Problem
from hmi_visit.visit import answers
from hmi_visit.visit.exchange import as_text, exported, imported, left_out, read_case
from hmi_visit.visit.file import FORM_LAST, FORM_MADE, Visit, snapshot_of
from hmi_visit.visit.formed import Formed, form_of
from hmi_visit.visit.loose import Loose
from tests.visit.conftest import FORM_TOML, values

BEDS: list[Item] = [{"who": "Ada", "note": "by the *window*"}]
ROOMS: list[Item] = [
    {"name": "Lamp room", "steps": 90, "beds": BEDS},
    {"name": "Hall"},
]
GIVEN: dict[str, Value] = {
    "lamp": "Skerry", "day": "2024-02-29", "height": 31, "lit": True, "colour": "red", "keepers": ["Ada", "Bea"],
    "hands": ["Tom"], "story": "Fog.\n\nThen none.", "rooms": ROOMS,
}  # fmt: skip


@pytest.fixture
def full(form: Form, path: Path) -> Path:
    """A visit with an answer of every kind, closed."""
    with Visit.create(path, form) as made:
        answers.put_all(made.db, form.fields.values(), GIVEN)
    return path


def change(forms: Path, *pairs: tuple[str, str]) -> None:
    """Another version of the form."""
    text = FORM_TOML
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (forms / "lighthouse" / "form.toml").write_text(text, encoding="utf-8")
    load_form.cache_clear()


def opened(path: Path, *, writing: bool = True) -> tuple[Formed, dict[str, Value]]:
    """What is said of a visit's form, and the answers that the form has a place for."""
    with Visit.open(path, writing=writing) as visit:
        formed = form_of(visit)
        return formed, {n: v for n, v in visit.snapshot().answers.items() if n in formed.form.fields}


GONE = (('"keepers", "hands", ', ""), ('[fields.keepers]\nkind = "list"\ndefault = ["Ada"]\nfollow_up = "keep"\n', ""),
        ('[fields.hands]\nkind = "lines"\n', ""))  # fmt: skip


def test_the_same_form_has_nothing_to_say(full: Path) -> None:
    """Opening under the form it was made with changes no byte of what is kept of it."""
    formed, found = opened(full)
    assert (formed.news, formed.loose) == ("", ())
    assert found.items() >= GIVEN.items()
    with closing(sqlite3.connect(full)) as db:
        assert [r[0] for r in db.execute("SELECT name FROM fact WHERE name LIKE 'form_%'")] == [FORM_MADE]


def test_a_field_that_is_gone_keeps_its_answer(forms: Path, full: Path) -> None:
    """It is named with its old label and shown whole; the export leaves it out, says so, and is importable; with the
    field back, the answer is back."""
    change(forms, *GONE)
    formed, _ = opened(full)
    assert formed.changes == ("Keepers (keepers) is gone", "Hands (hands) is gone")
    assert [(loose.label, loose.words) for loose in formed.loose] == [("Keepers", "Ada\nBea"), ("Hands", "Tom")]
    formed, _ = opened(full)
    assert formed.changes == ()  # said once
    assert formed.news == "Kept, without a field in the form: Keepers, Hands."
    with Visit.open(full, writing=False) as visit:
        form = form_of(visit).form
        case, said = as_text(exported(visit, form)), left_out(visit, form)
    assert said == ["Keepers (keepers)", "Hands (hands)"]
    imported(*read_case(case, "case.json"), full.with_name("again.sqlite")).close()
    change(forms)
    formed, found = opened(full)
    assert formed.loose == ()
    assert found.items() >= GIVEN.items()


def test_a_field_inside_a_group_that_is_gone_keeps_its_answers(forms: Path, full: Path) -> None:
    """Each is named by its place, at any depth."""
    change(forms, ("[fields.rooms.fields.steps]\nkind = \"number\"\n", ""),
           ('[fields.rooms.fields.beds.fields.note]\nkind = "prose"\n', ""))  # fmt: skip
    formed, _ = opened(full)
    assert [(loose.where, loose.words) for loose in formed.loose] == [
        ("rooms[0].steps", "90"),
        ("rooms[0].beds[0].note", "by the *window*"),
    ]
    with Visit.open(full, writing=False) as visit:
        case = as_text(exported(visit))
    imported(*read_case(case, "case.json"), full.with_name("again.sqlite")).close()


@pytest.mark.parametrize("writing", [True, False])
def test_a_field_of_another_kind_takes_what_fits_it(forms: Path, full: Path, writing: bool) -> None:
    """What says the same in the new kind goes over; what does not is set aside. A reader sees the same as a writer."""
    change(forms, ('[fields.height]\nkind = "number"', '[fields.height]\nkind = "line"'),
           ('[fields.keepers]\nkind = "list"\ndefault = ["Ada"]', '[fields.keepers]\nkind = "prose"'),
           ('[fields.story]\nkind = "prose"', '[fields.story]\nkind = "line"'),
           ('[fields.lit]\nkind = "flag"\ndefault = true', '[fields.lit]\nkind = "number"'),
           ('{ value = "red", key = "r" }', '{ value = "green", key = "g" }'))  # fmt: skip
    before = full.read_bytes()
    formed, found = opened(full, writing=writing)
    assert found["height"] == "31"
    assert found["keepers"] == "Ada\nBea"
    assert "story" not in found
    assert {(loose.label, loose.words) for loose in formed.loose} == {
        ("Story", "Fog.\n\nThen none."),
        ("Lit", "yes"),
        ("Colour", "red"),
    }
    assert letter_text(formed.form, snapshot_of(full)).markdown == ""
    assert writing or full.read_bytes() == before
    change(forms)
    formed, found = opened(full)
    assert formed.loose == ()
    assert found.items() >= GIVEN.items()


def test_a_group_that_is_no_group_any_more_is_set_aside_with_its_items(forms: Path, full: Path) -> None:
    """Nothing of it can be a line; all of it is shown, and comes back with the group."""
    start = FORM_TOML.index("[fields.rooms]\n")
    end = FORM_TOML.index("[fields.visits]")
    change(forms, (FORM_TOML[start:end], '[fields.rooms]\nkind = "prose"\n'))
    formed, found = opened(full)
    assert "rooms" not in found
    assert [loose.words for loose in formed.loose] == [
        "name: Lamp room\nsteps: 90\nbeds: who: Ada\nbeds: note: by the *window*\nname: Hall"
    ]
    change(forms)
    assert opened(full)[1]["rooms"] == ROOMS


def test_an_answer_given_meanwhile_stays_and_so_does_the_one_set_aside(forms: Path, full: Path) -> None:
    """What was set aside never writes over what was answered since."""
    change(forms, ('[fields.story]\nkind = "prose"', '[fields.story]\nkind = "line"'))
    with Visit.open(full) as visit:
        visit.put(form_of(visit).form.fields["story"], "New")
    change(forms)
    formed, found = opened(full)
    assert found["story"] == "New"
    assert [loose.words for loose in formed.loose] == ["Fog.\n\nThen none."]


def test_a_missing_form_is_stood_in_for_by_the_kept_one(forms: Path, full: Path) -> None:
    """The visit opens, says why, takes answers, and has its letter."""
    (forms / "lighthouse" / "letter.md.j2").write_text("{{ wording.greeting }} {{ story }}", encoding="utf-8")
    opened(full)
    shutil.rmtree(forms / "lighthouse")
    load_form.cache_clear()
    with Visit.open(full) as visit:
        formed = form_of(visit)
        assert formed.fault.startswith("there is no form lighthouse")
        visit.put(formed.form.fields["story"], "Still here.")
        assert letter_text(formed.form, visit.snapshot()).markdown == "Dear Skerry, Still here.\n"
        assert exported(visit, formed.form)["answers"].items() >= (GIVEN | {"story": "Still here."}).items()


def test_a_form_that_has_a_fault_is_stood_in_for_too(forms: Path, full: Path) -> None:
    """The fault is said by its place."""
    (forms / "lighthouse" / "form.toml").write_text("title = ", encoding="utf-8")
    load_form.cache_clear()
    formed, found = opened(full)
    assert "form.toml:1:1: this is not TOML" in formed.news
    assert found.items() >= GIVEN.items()


def test_neither_form_is_a_problem(forms: Path, full: Path) -> None:
    """A visit of an earlier version of the program, which kept none, says what it lacks."""
    with closing(sqlite3.connect(full, isolation_level=None)) as db:
        db.execute("DELETE FROM fact WHERE name = ?", (FORM_MADE,))
    shutil.rmtree(forms / "lighthouse")
    load_form.cache_clear()
    with Visit.open(full) as visit, pytest.raises(Problem, match="there is no form lighthouse"):
        form_of(visit)


def test_a_visit_that_kept_no_form_begins_to(forms: Path, full: Path) -> None:
    """A visit of an earlier version of the program keeps the form that it is first opened with."""
    with closing(sqlite3.connect(full, isolation_level=None)) as db:
        db.execute("DELETE FROM fact WHERE name = ?", (FORM_MADE,))
    assert opened(full)[0].news == ""
    change(forms, *GONE)
    assert opened(full)[0].changes == ("Keepers (keepers) is gone", "Hands (hands) is gone")


def test_the_form_made_with_and_the_last_one_are_kept(forms: Path, full: Path) -> None:
    """However often the form changes, two versions of it lie in the visit."""
    for number in range(4):
        change(forms, ('text = "Yours"', f'text = "Yours {number}"'))
        assert opened(full)[0].changes == ("its standard wording changed: Ending",)
    with closing(sqlite3.connect(full)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM fact WHERE name LIKE 'form_%' ORDER BY rowid")]
    assert sorted(names) == sorted([FORM_MADE, FORM_LAST])


def test_own_words_of_a_standard_paragraph_that_is_gone_are_kept(forms: Path, full: Path) -> None:
    """They are shown, and left out of the export by name."""
    with Visit.open(full) as visit:
        visit.word("ending", "Warmly")
    change(forms, ('[wording.ending]\ntext = "Yours"\n', ""))
    formed, _ = opened(full)
    assert [(loose.where, loose.words) for loose in formed.loose] == [("wording.ending", "Warmly")]
    with Visit.open(full, writing=False) as visit:
        assert exported(visit).get("wording", {}) == {}
        assert left_out(visit, form_of(visit).form) == ["ending (wording.ending)"]


def test_a_final_visit_stays_what_it_was(forms: Path, full: Path) -> None:
    """It is read under the form that it was open with last, whatever the form has become."""
    from hmi_visit.visit.finality import What, record

    with Visit.open(full) as visit:
        record(visit.db, What.FINALISED)
    change(forms, *GONE, ('[fields.height]\nkind = "number"', '[fields.height]\nkind = "line"'))
    for writing in (True, False):
        with Visit.open(full, writing=writing, though_final=True) as visit:
            formed = form_of(visit)
            assert (formed.news, visit.snapshot().answers.items() >= GIVEN.items()) == ("", True)
            assert "keepers" in formed.form.fields


SIMPLE = ("season", "height", "lit", "keepers", "hands", "story")
"""Fields of the made-up form that can be of any kind but a choice or a group."""
KINDS = [kind for kind in Kind if kind not in (Kind.CHOICE, Kind.GROUP)]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_change_of_kinds_loses_an_answer(forms: Path, form: Form, tmp_path: Path, data: st.DataObject) -> None:
    """Whatever the fields become, and back: each answer is what it was, or stands whole among those without a field."""
    given_ = data.draw(st.fixed_dictionaries({name: values(form.fields[name]) for name in SIMPLE}))
    path = tmp_path / f"{uuid4().hex}.sqlite"
    change(forms)
    with Visit.create(path, form) as made:
        answers.put_all(made.db, form.fields.values(), given_)
    for _ in range(2):
        text = FORM_TOML.replace("default = true\n", "").replace('default = ["Ada"]\n', "")
        for name in SIMPLE:
            kind = data.draw(st.sampled_from(KINDS))
            text = re.sub(rf'(\[fields\.{name}\]\nkind = )"\w+"', rf'\1"{kind.value}"', text)
        change(forms, (FORM_TOML, text))
        opened(path)
    change(forms)
    formed, found = opened(path)
    loose = "\n".join(answer.words for answer in formed.loose)
    for name, value in given_.items():
        if found.get(name) != value and not is_empty(value):
            assert Loose("", "", value).words in loose, (name, value, found.get(name))
