"""A copy for disclosure: no known name is left in it, whatever its shape, and each replacement is listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.evidence.base import evidence_base
from hmi_visit.evidence.disclosure import Disclosure, disclosed, listed
from hmi_visit.evidence.names import PARTICLES, Person, people_named
from hmi_visit.visit.model import Entry, Link, Snapshot
from tests.evidence.test_names import FORM, is_word

LYTHGOE = Person(("Jo", "Lythgoe"), "mrs", "headteacher")
MARK = Person(("Mark", "Green"), "", "inspector")
OBRIEN = Person(("O’Brien-Smythe",), "", "person 1")


def cleaned(text: str, *people: Person) -> Disclosure:
    """A visit with one entry of this text, without these names."""
    base = evidence_base(FORM, Snapshot("f", {}, (Entry(1, text, ""),)))
    return disclosed(base, [*people], is_word, lambda _: ())


def text_of(found: Disclosure) -> str:
    """The words of its only entry."""
    return str(found.base["days"][0]["entries"][0]["text"])


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("Mrs Lythgoe's view", "[headteacher]'s view"),
        ("LYTHGOE’S view, lythgoes view", "[headteacher]’S view, [headteacher] view"),
        ("Mrs.\n  Jo Lythgoe, jo", "[headteacher], [headteacher]"),
        ("Lyth-\ngoe and Lyth\ngoe", "[headteacher] and [headteacher]"),
        ("MrsLythgoe, J\u00f6 L\u00fdthgo\u00eb", "[headteacher], [headteacher]"),
        ("(Lythgoe) Lythgoe-led Lythgoe4", "([headteacher]) [headteacher]-led [headteacher]4"),
        ("they mark books; green ink", "they mark books; green ink"),
        ("Mark said; MARK; mark green; mr green", "[inspector] said; [inspector]; [inspector]; [inspector]"),
        ("O'Brien, obrien smythe, O`Brien Smythe, Smythe's", "[person 1], [person 1], [person 1], [person 1]'s"),
        ("joy of Jo, jolly Lythgoer", "joy of [headteacher], jolly Lythgoer"),
        ("j.lythgoe@school.example or 01632 960118", "[e-mail address] or [telephone number]"),
        ("Jo Lythgoe, Mark Green", "[headteacher], [inspector]"),
    ],
)
def test_names_in_every_shape(typed: str, clean: str) -> None:
    """Letter case, title, possessive, plural, accents, hyphens, line ends; no part of another word."""
    assert text_of(cleaned(typed, LYTHGOE, MARK, OBRIEN)) == clean


@pytest.mark.parametrize("text", ["x", "Jo \n", "mrs ", "[", "l\n", "Lythgoe .", "0", "a.b@"])
def test_a_large_text_of_one_thing_comes_out(text: str) -> None:
    """Whatever is repeated, each character is looked at a few times and not again and again."""
    found = cleaned(text * 100_000, LYTHGOE, MARK)
    assert "lythgoe" not in text_of(found).casefold()


def test_each_replacement_is_listed_and_what_was_left() -> None:
    """Where, what, by what, and the words around; then what may be a name."""
    base = evidence_base(FORM, Snapshot("f", {}, (Entry(1, "Jo came. They mark.", ""), Entry(4, "Zed mark", ""))))
    found = disclosed(base, [LYTHGOE, MARK], is_word, lambda text: ["Zed"] if "Zed" in text else [])
    assert found.base["disclosure"] is True
    assert listed(found).splitlines()[2:] == [
        "Replaced: 1",
        "e1\tJo → [headteacher]\t… Jo came. They mark. …",
        "",
        "Left, and perhaps names: 2",
        "mark\te1, e4",
        "Zed\te4",
    ]


def test_every_text_of_the_base_is_cleaned() -> None:
    """Whom it was with, findings, reasons, areas, colleagues, abbreviations; times and names of keys are not."""
    visit = Snapshot(
        "f",
        {"to": "Jo Lythgoe", "by": "Ann Marsh", "beside": ["Kit Oduya, HMI"], "text": "Lythgoe leads."},
        (Entry(1, "KO agrees", "2014-06-26T10:00:00+01:00", with_whom=("Mrs Lythgoe",)),),
        (Link("text", 1, ("e1",), why="Oduya said"),),
        abbreviations={"KO": "Kit Oduya"},
    )
    found = disclosed(evidence_base(FORM, visit), people_named(FORM, visit, is_word), is_word, lambda _: ())
    said = repr(found.base).casefold()
    for name in ("lythgoe", "marsh", "oduya", "jo ", "kit"):
        assert name not in said
    assert found.base["days"][0]["heading"] == "Thursday 26 June 2014"


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


NAME = (
    st.text("abcdefgklmnoprstuvwyzéüøß", min_size=2, max_size=9)
    .map(str.capitalize)
    .filter(lambda name: not is_word(name.casefold()) and _plain(name) not in PARTICLES)
)
CASES: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower, str.swapcase, str.title)
ENDS = ("", "'s", "’s", "s", "'", ".", ",", "!", ")")


@st.composite
def shaped(draw: st.DrawFn) -> tuple[str, str, str]:
    """A forename, a surname, and a text with them in some shape."""
    first, last = draw(NAME), draw(NAME)
    words = []
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from([last, f"{first} {last}", f"Mrs {last}", first, f"{first}\n{last}"]))
        name = draw(st.sampled_from(CASES))(name)
        at = draw(st.integers(1, len(name) - 1))
        if draw(st.booleans()) and name[at - 1].isalpha() and name[at].isalpha():
            name = name[:at] + draw(st.sampled_from(["\n", "-\n", "\u00ad", " \n  "])) + name[at:]
        words.append(name + draw(st.sampled_from(ENDS)))
    return first, last, draw(st.sampled_from([" ", "\n", " – ", " 7 "])).join(words)


@given(shaped())
def test_no_known_name_survives(made: tuple[str, str, str]) -> None:
    """Neither part of a known name is anywhere in the copy, with line ends and hyphens taken out or not."""
    first, last, text = made
    visit = Snapshot("f", {"to": f"Mrs {first} {last}", "is": "Headteacher"}, (Entry(1, text, ""),))
    found = disclosed(evidence_base(FORM, visit), people_named(FORM, visit, is_word), is_word, lambda _: ())
    clean = text_of(found).replace("[headteacher]", "\u2588")
    for shown in (clean, re.sub(r"[\s\u00ad-]+", "", clean)):
        for name in (first, last):
            assert _plain(name) not in re.findall(r"[^\W\d_]+", _plain(shown)), (text, clean)
    assert found.replaced
