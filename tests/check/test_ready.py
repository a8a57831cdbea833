"""What must be mended is told before a visit is finalised, until it is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.check.ready import finalise_with, readiness
from hmi_visit.problems import Problem
from hmi_visit.visit import asides
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.finality import events
from tests.check.made_up import made_up_form

FORM = made_up_form()


def test_what_must_be_mended_is_told(tmp_path: Path) -> None:
    """A placeholder is; a slip that only should be mended is not, nor what was set aside with a reason."""
    with Visit.create(tmp_path / "visit.sqlite", FORM) as visit:
        visit.put(FORM.fields["findings"], "I met [name]. The goverment came.")
        (told,) = [line for line in readiness(FORM, visit).lines if "mended" in line]
        assert "findings:1:7: “[name]” holds a place" in told
        assert "HV102" in told
        asides.add(visit.db, "HV102", "findings", "[name]", "so it is called")
        assert not [line for line in readiness(FORM, visit).lines if "mended" in line]


def test_many_are_counted(tmp_path: Path) -> None:
    """Eight are told, and how many more there are."""
    with Visit.create(tmp_path / "visit.sqlite", FORM) as visit:
        visit.put(FORM.fields["findings"], " ".join(f"[name {n}]" for n in range(11)) + " came.")
        told = [line for line in readiness(FORM, visit).lines if "mended" in line]
        assert len(told) == 9
        assert told[-1] == "And 3 more to be mended: hmi-visit check tells them."


def test_what_must_be_mended_is_set_aside_with_a_reason_that_is_recorded(tmp_path: Path) -> None:
    """Without a reason nothing is locked; with one, each query is set aside for it, and the event says how many."""
    with Visit.create(tmp_path / "visit.sqlite", FORM) as visit:
        visit.put(FORM.fields["findings"], "I met [name], and [name].")
        musts = readiness(FORM, visit).musts
        assert {query.code for query in musts} >= {"HV101", "HV102"}
        with pytest.raises(Problem, match="set aside with a reason"):
            finalise_with(visit, musts, " ")
        assert not visit.final
        finalise_with(visit, musts, "they agreed")
        (event,) = events(visit.db)
        assert event.why == f"{len(musts)} set aside: they agreed"
        assert readiness(FORM, visit).musts == ()
    assert {aside.reason for aside in snapshot_of(tmp_path / "visit.sqlite").asides} == {"they agreed"}
