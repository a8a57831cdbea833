"""A visit keeps what is short for what: its own over its form's, through closing and into a follow-up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hmi_visit.form.evidence import Evidence, read_evidence
from hmi_visit.form.load import load_form
from hmi_visit.problems import Problem
from hmi_visit.visit import abbreviations
from hmi_visit.visit.abbreviations import mean
from hmi_visit.visit.file import Visit
from hmi_visit.visit.folder import follow_up, new_visit

FORM = replace(load_form("ri-monitoring-2015"), evidence=Evidence(abbreviations={"HT": "headteacher", "TA": "tea"}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new visit, closed."""
    path = tmp_path / "visit.sqlite"
    new_visit(load_form("ri-monitoring-2015"), "Saltmarsh Lane", "2014-06-26", path).close()
    return path


def known(path: Path) -> dict[str, str]:
    """What is short for what in the visit, read anew."""
    with Visit.open(path, writing=False) as visit:
        return abbreviations.abbreviations(FORM, visit.snapshot())


def test_the_visit_s_own_stand_over_the_form_s(path: Path) -> None:
    """One is added, one changed, one taken out, and one taken back to what the form says."""
    with Visit.open(path) as visit:
        for short, meaning in (("SLT", " senior  team "), ("TA", "teaching assistant"), ("HT", "")):
            mean(visit.db, FORM, short, meaning)
    assert known(path) == {"SLT": "senior team", "TA": "teaching assistant"}
    with Visit.open(path) as visit:
        mean(visit.db, FORM, "HT", "headteacher")
        mean(visit.db, FORM, "SLT", "")
        assert visit.snapshot().abbreviations == {"TA": "teaching assistant"}
    assert known(path) == {"HT": "headteacher", "TA": "teaching assistant"}


def test_a_follow_up_begins_with_them(path: Path, tmp_path: Path) -> None:
    """What was said once is not said again at the next visit."""
    with Visit.open(path) as visit:
        mean(visit.db, FORM, "SLT", "senior team")
    with follow_up(path, tmp_path) as after:
        assert after.snapshot().abbreviations == {"SLT": "senior team"}


@pytest.mark.parametrize("short", ["", "two words", "=", "12", "-x", "x" * 21, "a:b"])
def test_what_is_no_abbreviation_is_refused(path: Path, short: str) -> None:
    """Nothing is kept of it."""
    with Visit.open(path) as visit:
        with pytest.raises(Problem, match="an abbreviation is one word"):
            mean(visit.db, FORM, short, "words")
        assert not visit.snapshot().abbreviations


def test_a_meaning_holds_no_control_character_and_is_no_essay(path: Path) -> None:
    """A document could not hold the one, and nobody would read the other."""
    with Visit.open(path) as visit:
        for meaning, told in (("a\x00b", "no document can hold"), ("x" * 201, "at most 200")):
            with pytest.raises(Problem, match=told):
                mean(visit.db, FORM, "AB", meaning)


def test_faults_in_a_form_are_told_by_their_key() -> None:
    """What is right beside them is kept."""
    told: list[Problem] = []
    table = {"abbreviations": {"SLT": "senior team", "a b": "x", "TA": 3, "HT": " "}}
    assert read_evidence(table, "form.toml: evidence", told.append).abbreviations == {"SLT": "senior team"}
    assert [str(problem) for problem in told] == [
        "form.toml: evidence.abbreviations.a b: an abbreviation is one word of at most 20 characters, with a letter in"
        " it",
        "form.toml: evidence.abbreviations.TA: an abbreviation stands for words",
        "form.toml: evidence.abbreviations.HT: an abbreviation stands for words",
    ]
