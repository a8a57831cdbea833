"""The three published letters: what a careful reading finds in them is raised, and next to nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hmi_visit.check.engine import queries
from hmi_visit.check.query import Query, Severity
from hmi_visit.form.load import load_form
from hmi_visit.visit.model import Snapshot
from tests.conftest import CASES

pytestmark = pytest.mark.skipif(CASES is None, reason="HMI_VISIT_CASES names no folder of real cases")

MOST_OTHERS = 6
"""Queries beyond the true slips that must or should be mended, on one letter."""

SLIPS = {
    "ri-monitoring-2014-luton-infant": [
        ("evidence", 1, "HV207"),  # "I met", then "We observed", and nobody else is named
        ("evidence", 1, "HV213"),  # a hyphen that the same two words have nowhere else
        ("main_findings", 1, "HV515"),  # "different" three times in one sentence
        ("main_findings", 2, "HV611"),  # "seniors and middle leaders"
        ("main_findings", 2, "HV617"),  # no comma after "As a result"
        ("main_findings", 3, "HV607"),  # the apostrophe before "as they move"
        ("main_findings", 3, "HV619"),  # a comma before "have all contributed"
        ("main_findings", 3, "HV603"),  # "you senior leaders" after "You and"
        ("main_findings", 3, "HV613"),  # "providing you the opportunity"
    ],
    "ri-monitoring-2016-imperial-avenue": [],
    "la-focused-inspections-2013-coventry": [
        ("introduction", 1, "HV612"),  # the meeting without its "on"
        ("introduction", 3, "HV617"),  # no comma after "As I explained at our meeting"
        ("strengths", 4, "HV618"),  # a semicolon before "recognising"
    ],
}
"""Field, line and rule of each slip, in the order of the letter."""


def found_in(name: str) -> tuple[Query, ...]:
    """All queries on a case."""
    case = json.loads((CASES or Path()).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return queries(load_form(case["form"]), Snapshot(case["form"], case["answers"]))


@pytest.mark.parametrize("name", SLIPS)
def test_each_slip_is_raised(name: str) -> None:
    """Every slip of the list is found at its place, by its rule."""
    places = [(query.field, query.line, query.code) for query in found_in(name)]
    assert [slip for slip in SLIPS[name] if slip not in places] == []


@pytest.mark.parametrize("name", SLIPS)
def test_next_to_nothing_else_is_raised(name: str) -> None:
    """No more than a few other queries must or should be mended, and none of them by a wrong fact."""
    others = [q for q in found_in(name) if (q.field, q.line, q.code) not in SLIPS[name]]
    asked = [(q.place, q.code) for q in others if q.severity is not Severity.CONSIDER]
    assert len(asked) <= MOST_OTHERS, asked


def test_reports_of_many_pages_are_not_buried() -> None:
    """Two reports of 35,000 words of decent English: few queries that must or should be mended, by 1,000 words."""
    for name in ("lea-inspection-2002-luton", "scrutiny-review-2012-medway"):
        found = found_in(name)
        asked = [q for q in found if q.severity is not Severity.CONSIDER]
        case = json.loads((CASES or Path()).joinpath(f"{name}.json").read_text(encoding="utf-8"))
        thousands = len(json.dumps(case).split()) / 1000
        assert len(asked) < MOST_OTHERS * thousands, [(q.code, q.text) for q in asked]
