"""A paragraph of evidence is drafted from the log in good English: people by role, each once, in a sensible order."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.evidence.marks import marked
from hmi_visit.form.load import load_form
from hmi_visit.letter.draft import draft
from hmi_visit.visit.exchange import read_case
from hmi_visit.visit.model import Entry, Snapshot

M, D, L, W, V, T, S, A, X = (
    "meeting", "documents", "lesson visit", "pupils' work", "pupils' views", "telephone", "tour of the school", "data",
    "other",
)  # fmt: skip
Log = list[tuple[str, str]]
MET, TO = "During the visit, I met with ", " to discuss the action taken since the last inspection."

LOGS: list[tuple[Log, str]] = [
    ([], ""),
    ([(X, "rain")], ""),
    ([(M, "@headteacher: a")], f"{MET}you{TO}"),
    ([(M, "@governors: a"), (M, "@headteacher: b"), (M, "@Governors, c")], f"{MET}you and governors{TO}"),
    (
        [(M, "@headteacher: a"), (M, "@senior leaders: b"), (M, "@chair of governors: c")],
        f"{MET}you, other senior leaders and the chair of governors{TO}",
    ),
    ([(M, "@senior leaders: b"), (M, "@middle leaders: b")], f"{MET}senior leaders and middle leaders{TO}"),
    (
        [(M, "@Chair of Governors: x"), (M, "@SENCO: x"), (M, "@parent: x"), (M, "@NQT: x"), (M, "@Parent: x")],
        f"{MET}the chair of governors, a parent, the SENCO and an NQT{TO}",
    ),
    ([(M, "@the vicar: a"), (M, "@two parents: b")], f"{MET}the vicar and two parents{TO}"),
    ([(M, "nobody is named")], ""),
    ([(M, "@members of the governing body: a"), (M, "@governors: b")], f"{MET}members of the governing body{TO}"),
    ([(M, "@English leader: a"), (M, "@Year 2 teacher: b")], f"{MET}the English leader and a Year 2 teacher{TO}"),
    ([(T, "@local authority adviser: a")], "I spoke by telephone with the local authority adviser."),
    (
        [(M, "@headteacher: a"), (T, "@representative of the local authority: b")],
        f"{MET}you{TO} I also spoke by telephone with a representative of the local authority.",
    ),
    ([(D, "looked at it")], "I scrutinised a range of documents."),
    ([(D, "Action plan: dates are missing")], "I scrutinised the action plan."),
    (
        [(D, "@school's action plan: a"), (D, "@minutes of governors' meetings: b"), (D, "@School's action plan: c")],
        "I scrutinised a range of documents, including the school's action plan and minutes of governors' meetings.",
    ),
    (
        [(D, "@action plans: a"), (A, "@information about pupils' progress: b")],
        "I scrutinised a range of documents, including action plans and information about pupils' progress.",
    ),
    ([(A, "rising")], "I considered information about pupils' progress."),
    ([(L, "@Year 4 mathematics, 24 of 28 present: a")], "I visited a lesson to see teaching and learning."),
    ([(L, "a"), (L, "b"), (S, "c")], "I visited lessons to see teaching and learning."),
    ([(S, "@morning break-time: a"), (L, "b"), (L, "c")],
     "I observed morning break-time and visited lessons to see teaching and learning."),
    ([(S, "walked round")], "I toured the school."),
    ([(W, "books"), (V, "@Year 6 pupils: like it")], "I looked at pupils' work and spoke with Year 6 pupils."),
    ([(V, "they like it")], "I spoke with pupils about their learning."),
]  # fmt: skip


def drafted(log: Log, form_name: str = "ri-monitoring-2012", **answers: object) -> str:
    """The paragraph for a log of activities and texts."""
    form = load_form(form_name)
    entries = [
        marked(Entry(n, "", "", activity=activity), text, form.evidence.people)
        for n, (activity, text) in enumerate(log, 1)
    ]
    known = {"recipient_role": "Headteacher", **answers}
    return draft(form, Snapshot(form_name, known, tuple(entries)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("log", "paragraph"), LOGS)
def test_a_log_reads_well(log: Log, paragraph: str) -> None:
    """Logs of different shapes, each with the paragraph that needs no correction."""
    assert drafted(log) == paragraph


def test_with_colleagues_it_is_we() -> None:
    """Where inspectors came together, the paragraph says so."""
    text = drafted([(M, "@pupils: a"), (S, "b")], colleagues=["A Colleague, Ofsted Inspector"])
    assert text == f"During the visit, we met with pupils{TO} We toured the school."


def test_no_name_is_ever_in_it() -> None:
    """What was said stays in the log: only roles, papers and kinds of work are named."""
    text = drafted([(M, "@teachers: Nell Carter said it"), (D, "Nell Carter's file is thin"), (V, "Tom: no")])
    assert "Nell" not in text
    assert "Tom" not in text


def test_a_form_without_a_draft_drafts_nothing() -> None:
    """A letter that speaks of no evidence has nothing to draft."""
    assert drafted([(M, "@headteacher: a")], "la-focused-inspections") == ""


def test_the_sample_s_log() -> None:
    """The log of the sample visit gives sentences that begin with a capital letter, end with a stop, and name nobody
    twice."""
    sample = load_form("ri-monitoring-2012").folder / "sample.json"
    case, form = read_case(sample.read_text(encoding="utf-8"), "sample")
    entries = tuple(
        Entry(n, e["text"], "", activity=e.get("activity", ""), with_whom=tuple(e.get("with", [])))
        for n, e in enumerate(case["evidence_log"], 1)
    )
    text = draft(form, Snapshot(form.name, case["answers"], entries))
    assert text
    assert all(part[:1].isupper() and part.endswith(".") for part in text.replace(". ", ".\n").split("\n"))
    assert "  " not in text
    assert " ," not in text


def test_the_real_letter_s_people_and_papers(cases: Path) -> None:
    """For a log of what the real letter tells, the draft names the same people and sources in the same order."""
    case, form = read_case((cases / "ri-monitoring-2014-luton-infant.json").read_text(encoding="utf-8"), "case")
    log = [
        (S, "@morning break-time: calm"), (L, "@Year 1: a"), (L, "@Year 2: b"),
        (D, "@school's action plans: a"), (A, "@information about pupils' progress: b"),
        (M, "@representative of the local authority: a"), (M, "@members of the governing body: a"),
        (M, "@senior leaders: a"), (M, "@headteacher: a"),
    ]  # fmt: skip
    text = drafted(log, form.name, **case["answers"])
    real = case["answers"]["evidence"].replace("morning break-time and briefly", "morning break-time and")
    at = 0
    for words in (
        "met with you", "other senior leaders", "members of the governing body",
        "a representative of the local authority",
        "scrutinised a range of documents", "the school's action plans", "information about pupils' progress",
        "observed morning break-time", "visited lessons",
    ):  # fmt: skip
        assert words in real
        assert words in text[at:], (words, text)
        at = text.index(words, at)
