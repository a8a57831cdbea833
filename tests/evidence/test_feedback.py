"""The feedback sheet: judgement, main points with their evidence, actions; and what the letter says otherwise later."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.evidence.feedback import feedback
from hmi_visit.evidence.feedback_compared import compared
from hmi_visit.form.model import Choice, Field, Form, Kind, Role, Value
from hmi_visit.letter.house import FEEDBACK, paper
from hmi_visit.visit.model import Entry, Link, Snapshot

FORM = Form(
    "f",
    "F",
    (),
    {
        "school": Field("school", Kind.LINE, "School", role=Role.SUBJECT),
        "good": Field("good", Kind.CHOICE, "Good", role=Role.JUDGEMENT, choices=(
            Choice("y", "It is good", "y"), Choice("n", "It is not good", "n"))),
        "do": Field("do", Kind.LIST, "Do", role=Role.ACTIONS),
        "found": Field("found", Kind.PROSE, "Found", role=Role.FINDINGS),
    },
    {},
    Path(),
)  # fmt: skip
LOG = (
    Entry(1, "a", "", activity="meeting", with_whom=("head",)),
    Entry(2, "b", "", activity="documents"),
    Entry(3, "c", "", activity="meeting", with_whom=("chair", "head")),
    Entry(4, "d", ""),
)
TEXT = (
    "Teaching is *much* better. It was weak.\n\n- Books are marked each week. So say pupils.\n- More.\n\nThird 3 * 4."
)
LINKS = (
    Link("found", 1, ("e3", "e1"), 2),
    Link("found", 1, ("e2", "e9")),
    Link("found", 2, ("e4",)),
    Link("found", 2, ("e1",), loose=True),
)


def visit(text: str = TEXT, good: str = "y", do: tuple[str, ...] = ("mark books", " ")) -> Snapshot:
    """A visit with three paragraphs of findings."""
    answers: dict[str, Value] = {"school": "Quay", "good": good, "do": list(do), "found": text}
    return Snapshot("f", answers, LOG, LINKS)


def test_the_sheet() -> None:
    """The first sentence of each paragraph without its mark-up; each kind of source once; entries that there are."""
    sheet = feedback(FORM, visit())
    assert (sheet["subject"], sheet["judgement"], sheet["actions"]) == ("Quay", "It is good", ["mark books"])
    assert sheet["points"] == [
        {
            "text": "Teaching is much better.",
            "sources": [{"activity": "meeting", "with": ["head", "chair"]}, {"activity": "documents", "with": []}],
            "entries": ["e1", "e2", "e3"],
        },
        {"text": "Books are marked each week.", "sources": [], "entries": ["e4"]},
        {"text": "Third 3 * 4.", "sources": [], "entries": []},
    ]


def test_the_sheet_as_a_page() -> None:
    """The Markdown that Word is made of, to the last character."""
    golden = Path(__file__).parent / "goldens" / "feedback.md"
    assert paper(FORM, visit(), FEEDBACK, feedback(FORM, visit())) == golden.read_text(encoding="utf-8")


def test_an_empty_visit_has_a_sheet() -> None:
    """A form without roles and a visit without answers are no fault."""
    empty = Form("f", "F", (), {}, {}, Path())
    assert feedback(empty, Snapshot("f", {}))["points"] == []
    assert compared(feedback(FORM, visit("", "", ())), FORM, visit("", "", ())) == []


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (visit(), []),
        (visit("Third 3 * 4.\n\nAt last. Teaching is much better.\n\n1. Books are marked each week."),
         ["Main point not in the feedback: At last."]),
        (visit(TEXT.replace("*much*", "somewhat")),
         ["Main point: Teaching is [-much-] {+somewhat+} better."]),
        (visit(TEXT.replace("Third 3 * 4.", "Pupils swim.")),
         ["Main point not in the letter: Third 3 * 4.", "Main point not in the feedback: Pupils swim."]),
        (visit(good="n"), ["Judgement: It is {+not+} good"]),
        (visit(good=""), ["Judgement not in the letter: It is good"]),
        (visit(do=("mark all books", "swim")),
         ["Action: mark {+all+} books", "Action not in the feedback: swim"]),
    ],
)  # fmt: skip
def test_what_the_letter_says_otherwise(now: Snapshot, told: list[str]) -> None:
    """Moved is not changed; changed shows what changed; what went and what came are named."""
    assert [otherwise.shown for otherwise in compared(feedback(FORM, visit()), FORM, now)] == told


@given(st.permutations(["One is so.", "Two books are here.", "Three pupils swim far.", "Four."]), st.integers(0, 3))
def test_each_point_is_accounted_for_once(texts: list[str], dropped: int) -> None:
    """In whatever order the letter has them, only what is gone is told."""
    said = feedback(FORM, visit("\n\n".join(texts)))
    now = sorted(text for text in texts if text != texts[dropped])
    found = compared(said, FORM, visit("\n\n".join(now)))
    assert [(o.said, o.now) for o in found] == [(texts[dropped], "")]
