"""The kinds of monitoring letter whose formulae have variants: the words that each comes out with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hmi_visit.form.load import load_form
from hmi_visit.letter.blocks import Heading, Paragraph, plain, walk
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text
from hmi_visit.visit.case import read_case
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder
from tests.letter.test_cases import run, written

GOLDENS = Path(__file__).parent / "goldens"
ANNEXED = "special-measures-2015"
PARAGRAPHS = "ri-monitoring-2022"
LETTERS = {
    ANNEXED: templates_folder() / ANNEXED / "sample.json",
    f"{ANNEXED}-later": GOLDENS / f"{ANNEXED}-later.json",
    PARAGRAPHS: templates_folder() / PARAGRAPHS / "sample.json",
}


def answers_of(path: Path) -> tuple[str, dict[str, Any]]:
    """The form's name and the answers of a case that is sound."""
    case, form = read_case(path.read_text(encoding="utf-8"), str(path))
    return form.name, case["answers"]


def said(form_name: str, answers: dict[str, Any]) -> str:
    """The words of the letter."""
    return plain(read(letter_text(load_form(form_name), Snapshot(form_name, answers)).markdown))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_as_its_golden_text(name: str) -> None:
    """First visit, two colleagues, academy, annex; later visit, local authority, no annex; evidence as a paragraph."""
    assert said(*answers_of(LETTERS[name])) + "\n" == (GOLDENS / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LETTERS)
def test_its_word_file_keeps_to_the_format(cases: Path, tmp_path: Path, name: str) -> None:
    """No fault against the schema, the annex and what stands under its areas included."""
    letter = written(*answers_of(LETTERS[name]), tmp_path / "letter.docx")
    assert run(cases.parent / "tools" / "ooxml-valid", letter).startswith("0 faults")


OWNERS = {"trust": "The trust's ", "local authority": "The local authority's ", "school": "The school's ", "": "The "}


@pytest.mark.parametrize(("owner", "words"), OWNERS.items())
def test_a_statement_is_whoever_wrote_its(owner: str, words: str) -> None:
    """The sentence names the statement's owner and the judgement; without a judgement there is no sentence."""
    _, answers = answers_of(LETTERS[ANNEXED])
    known = {key: value for key, value in answers.items() if key != "plan_fit"} | {"statement_owner": owner}
    sentence = f"{words}statement of action is"
    assert f"\n\n{sentence} fit for purpose.\n\n" in said(ANNEXED, known)
    assert f"\n\n{sentence} not fit for purpose.\n\n" in said(ANNEXED, known | {"statement_fit": "not-fit"})
    for nothing in ({"statement_fit": ""}, {}):
        left = {key: value for key, value in known.items() if key != "statement_fit"} | nothing
        assert "fit for purpose" not in said(ANNEXED, left)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("plan_fit", "fit", "The school's action plan is fit for purpose."),
        ("plan_fit", "not-fit", "The school's action plan is not fit for purpose."),
        ("nqt", "recommend", "I recommend that the school continue to appoint newly qualified teachers."),
        (
            "nqt",
            "may-not",
            "The school may not appoint newly qualified teachers before the next monitoring inspection.",
        ),
    ],
)
def test_a_sentence_stands_only_where_it_was_considered(field: str, value: str, sentence: str) -> None:
    """Each optional sentence comes with its answer and goes with it."""
    _, answers = answers_of(LETTERS[ANNEXED])
    assert sentence in said(ANNEXED, answers | {field: value})
    without = said(ANNEXED, answers | {field: ""})
    assert sentence not in without
    assert without == said(ANNEXED, {key: v for key, v in answers.items() if key != field})


@pytest.mark.parametrize(
    ("number", "word", "since"),
    [(1, "first", "recent section 5 inspection"), (2, "second", "previous monitoring inspection")],
)
def test_a_later_visit_looks_back_to_the_one_before(number: int, word: str, since: str) -> None:
    """The first visit looks back to the inspection, a later one to the last visit."""
    text = said(ANNEXED, answers_of(LETTERS[ANNEXED])[1] | {"visit_number": number})
    assert f"since the school's {since}." in text
    assert f"The inspection was the {word} monitoring inspection" in text


def test_the_walk_gathers_what_the_letter_does_not_print() -> None:
    """Evidence, context, findings, support and actions have a place in the walk, and none in the letter that covers
    them; the letter does not wait for them."""
    form, (_, answers) = load_form(ANNEXED), answers_of(LETTERS[ANNEXED])
    hidden = [n for n in ("evidence", "context", "main_findings", "external_support", "actions") if form.step_of(n)]
    assert len(hidden) == 5
    assert said(ANNEXED, answers) == said(ANNEXED, {k: v for k, v in answers.items() if k not in hidden})
    assert not any(form.fields[name].printed or form.fields[name].required for name in hidden)


def test_an_annex_begins_a_page_and_holds_areas_under_areas() -> None:
    """The heading has the style that begins a page; an area's own areas are a list under it."""
    blocks = list(
        walk(read(letter_text(load_form(ANNEXED), Snapshot(ANNEXED, answers_of(LETTERS[ANNEXED])[1])).markdown).blocks)
    )
    styles = [b.style for b in blocks if isinstance(b, Paragraph)]
    assert styles.count("Annex") == 1
    areas = json.loads(LETTERS[ANNEXED].read_text(encoding="utf-8"))["answers"]["annex_areas"]
    assert styles.count("List Bullet 2") == sum(len(area.get("items", [])) for area in areas)


def test_evidence_can_be_a_paragraph() -> None:
    """One walk, two shapes: where the earlier letters have a section of evidence, this one has a paragraph."""
    name, answers = answers_of(LETTERS[PARAGRAPHS])
    blocks = list(walk(read(letter_text(load_form(name), Snapshot(name, answers)).markdown).blocks))
    assert sum(isinstance(block, Heading) for block in blocks) == 2
    text = said(name, answers)
    assert text.index(answers["evidence"]) < text.index("but more work is necessary for the school to become good")
    assert "\n\nEvidence\n\n" not in text
    assert [s.name for s in load_form(name).steps] == [s.name for s in load_form("ri-monitoring-2015").steps]
