"""The reports that come with the program, by their samples: contents and citations follow what is moved."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest

from hmi_visit.form.counting import counts
from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Kind
from hmi_visit.letter.blocks import plain
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder

REPORTS = [name for name in form_names([templates_folder()]) if counts(load_form(name).fields.values())]


def sample(name: str) -> dict[str, Any]:
    """The answers of a form's sample."""
    answers: dict[str, Any] = json.loads((load_form(name).folder / "sample.json").read_text(encoding="utf-8"))[
        "answers"
    ]
    return answers


def text_of(name: str, answers: dict[str, Any]) -> str:
    """The report as plain text."""
    return plain(read(letter_text(load_form(name), Snapshot(name, answers)).markdown))


def test_there_are_reports() -> None:
    """Two forms count paragraphs."""
    assert len(REPORTS) == 2


@pytest.mark.parametrize("name", REPORTS)
def test_a_sample_lacks_nothing(name: str) -> None:
    """Every citation and footnote of a sample leads somewhere, and every required answer is there."""
    assert letter_text(load_form(name), Snapshot(name, sample(name))).missing == ()


@pytest.mark.parametrize("name", REPORTS)
def test_every_printed_text_of_a_sample_is_in_the_report(name: str) -> None:
    """Nothing is left out, at any depth: each line, list and word of prose that a report prints stands in it."""
    form, answers = load_form(name), sample(name)
    text = " ".join(text_of(name, answers).split()).casefold()

    def check(fields: Any, item: dict[str, Any]) -> None:
        for field in fields:
            value = item.get(field.name)
            if field.kind is Kind.GROUP:
                for inner in value or []:
                    check(field.fields, inner)
            elif field.printed and field.kind in (Kind.LINE, Kind.LIST, Kind.LINES):
                for line in [value] if isinstance(value, str) else value or []:
                    assert line.casefold() in text, field.name
            elif field.printed and field.kind is Kind.PROSE:
                for word in re.findall(r"[A-Za-z]{4,}", re.sub(r"\[[@^][^\]]*\]", "", value or "")):
                    assert word.casefold() in text, field.name

    check(form.fields.values(), answers)


def test_a_moved_topic_takes_its_numbers_along() -> None:
    """Paragraphs, the ranges of the contents and the citations are all counted anew; nothing else changes."""
    name = REPORTS[0]
    answers = sample(name)
    moved = copy.deepcopy(answers)
    first, second = moved["sections"]
    first["topics"].append(second["topics"].pop())  # buildings go before governors
    before, after = text_of(name, answers), text_of(name, moved)
    assert "Buildings\t13–14" in before
    assert "(paragraphs 13 and 14)" in before
    assert "Governors\t12" in before
    assert "Buildings\t12–13" in after
    assert "(paragraphs 12 and 13)" in after
    assert "Governors\t14" in after
    assert "12. Of 41 roofs" in after
    assert sorted(re.sub("[0-9–]", "", before).split()) == sorted(re.sub("[0-9–]", "", after).split())


def test_the_appendix_gathers_by_urgency_in_its_own_order_and_words() -> None:
    """The most urgent first, each in the place it has there; one without a lead stands at the end, marked."""
    name = REPORTS[0]
    answers = sample(name)
    appendix = text_of(name, answers).split("Appendix: Recommendations")[1]
    order = ["count late buses", "by the end of the summer term", "put the list of repairs", "name one officer"]
    assert [appendix.index(words) for words in order] == sorted(appendix.index(words) for words in order)
    del answers["recommendation_tiers"][2]
    del answers["sections"][0]["topics"][1]["recommendations"][0]["urgency"]
    letter = letter_text(load_form(name), Snapshot(name, answers))
    appendix = plain(read(letter.markdown)).split("Appendix: Recommendations")[1]
    assert all(words in appendix for words in order)
    assert "[Urgency: not yet answered]" in appendix
    assert any(field.label.startswith("Urgency (Sections 1, ") for field in letter.missing)


def test_recommendations_are_numbered_in_the_text_and_none_is_lost() -> None:
    """One that names a topic that is not there stands at the end, marked, with the next number."""
    name = REPORTS[1]
    answers = sample(name)
    answers["recommendations"][0]["topic"] = "Poeple"
    text = text_of(name, answers)
    assert text.index("Recommendation 1:") < text.index("every library is visited") < text.index("“Poeple”")
    assert text.index("“Poeple”") < text.index("Recommendation 2:") < text.index("Each school should name", 3000)


def test_no_bar_of_a_table_is_seen() -> None:
    """Whatever is missing from the assessment, its tables are tables and not lines of bars."""
    name = REPORTS[1]
    answers = sample(name)
    (assessment,) = answers["impact_assessment"]
    for key in list(assessment):
        answers["impact_assessment"] = [{k: v for k, v in assessment.items() if k != key}]
        assert "|" not in text_of(name, answers), key
    answers["impact_assessment"] = [{}]
    assert "|" not in text_of(name, answers)


def test_the_visits_stand_where_a_topic_says_or_at_the_end() -> None:
    """Without a topic that has it, the table is not left out."""
    name = REPORTS[1]
    answers = sample(name)
    assert text_of(name, answers).index("29 Apr 2014") < text_of(name, answers).index("nine wrote back")
    del answers["sections"][2]["topics"][0]["visits_after"]
    text = text_of(name, answers)
    assert text.index("29 Apr 2014") > text.index("older than the pupils")
    assert text.count("29 Apr 2014") == 1
