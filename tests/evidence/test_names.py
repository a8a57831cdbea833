"""Whom a visit names is known with a role: by its details, by whom its entries met, by titles in any text."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.evidence.names import Person, people_named
from hmi_visit.form.evidence import Evidence
from hmi_visit.form.model import Field, Form, Kind, Role, Value
from hmi_visit.visit.model import Entry, Snapshot

FORM = Form(
    "f",
    "F",
    (),
    {
        "to": Field("to", Kind.LINE, "To", role=Role.HEAD),
        "is": Field("is", Kind.LINE, "Is", role=Role.HEAD_ROLE),
        "dear": Field("dear", Kind.LINE, "Dear", role=Role.SALUTATION),
        "by": Field("by", Kind.LINE, "By", role=Role.INSPECTOR),
        "beside": Field("beside", Kind.LIST, "Beside", role=Role.COLLEAGUES),
        "text": Field("text", Kind.PROSE, "Text"),
    },
    {},
    Path(),
    evidence=Evidence(people=("chair of governors", "English leader", "headteacher", "teachers")),
)
WORDS = "mark green will leaders year mathematics early lead harbour master he said english"


def is_word(word: str) -> bool:
    """Whether these tests take a word for one of the language."""
    return word in WORDS.split()


def roles(*entries: Entry, **answers: Value) -> dict[str, str]:
    """Who is known in a visit, by name, with the role."""
    found = people_named(FORM, Snapshot("f", dict(answers), entries), is_word)
    return {" ".join(person.parts): person.role for person in found}


def test_the_visit_s_own_people() -> None:
    """Reader, writer and colleagues; two readers are two; a title and letters after a name are no names."""
    answers: dict[str, Value] = {"to": "Mrs Jo Lythgoe", "is": "Headteacher", "dear": "Mrs Lythgoe",
                                 "by": "Ann Marsh HMI", "beside": ["Kit Oduya, Senior HMI", "Al Bray"]}  # fmt: skip
    assert roles(**answers) == {
        "Jo Lythgoe": "headteacher", "Ann Marsh": "inspector", "Kit Oduya": "senior HMI", "Al Bray": "colleague",
    }  # fmt: skip
    assert roles(**{"to": "Jo Lee and Kim Ash", "is": "Acting headteachers"}) == {
        "Jo Lee": "acting headteachers", "Kim Ash": "acting headteachers",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mrs Okafor said so", {"Okafor": "person 1"}),
        ("mr okafor's class", {"okafor": "person 1"}),
        ("the English leader, Ms Kim Okafor, said", {"Kim Okafor": "English leader"}),
        ("Mr Ash (chair of governors) and Mrs Ash", {"Ash": "person 1"}),
        ("Dr.  O’Brien-Smythe left", {"O’Brien-Smythe": "person 1"}),
        ("Miss Green, the headteacher", {"Green": "headteacher"}),
        ("Mrs Okafor English leader", {"Okafor": "English leader"}),
        ("pupils miss lessons; mr and mrs; Miss", {}),
        ("Mrs Mark met Mr Mark", {"Mark": "person 2"}),
    ],
)
def test_titles(text: str, found: dict[str, str]) -> None:
    """A name after a title, in small letters too where the title is no other word, with a role that stands beside."""
    assert roles(Entry(1, text, "")) == found


def test_husband_and_wife_are_two() -> None:
    """Another title is another person."""
    visit = Snapshot("f", {}, (Entry(1, "Mr Ash (chair of governors) and Mrs Ash", ""),))
    assert people_named(FORM, visit, is_word) == [
        Person(("Ash",), "mr", "chair of governors"), Person(("Ash",), "mrs", "person 1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("whom", "found"),
    [
        ("headteacher", {}),
        ("Chair of Governors", {}),
        ("Year 4 mathematics", {}),
        ("Amelia", {"Amelia": "person 1"}),
        ("Kim Okafor (teachers)", {"Kim Okafor": "teachers"}),
        ("SENCO", {}),
        ("Harbour Master", {}),
    ],
)
def test_whom_an_entry_met(whom: str, found: dict[str, str]) -> None:
    """Capital letters that are no words of the language and no role are a name."""
    assert roles(Entry(1, "x", "", with_whom=(whom,))) == found
