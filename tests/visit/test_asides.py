"""Queries of the checks that were set aside."""

from __future__ import annotations

import pytest

from hmi_visit.problems import Problem
from hmi_visit.visit import asides
from hmi_visit.visit.digest import changed_rows
from hmi_visit.visit.file import Visit


def test_the_visit_keeps_the_reason(visit: Visit) -> None:
    """What is set aside stands in the snapshot with its reason, and its row carries a digest."""
    made = asides.add(visit.db, "HV401", "story", "Mrs Okafor", "  she agreed ")
    assert visit.snapshot().asides == (made,)
    assert made.reason == "she agreed"
    visit.db.execute("UPDATE aside SET reason = 'another'")
    assert list(changed_rows(visit.db)) == ["the aside 1 is not as it was written"]


def test_without_a_reason_nothing_is_set_aside(visit: Visit) -> None:
    """A blank reason is none."""
    with pytest.raises(Problem, match="with a reason"):
        asides.add(visit.db, "HV401", "story", "Mrs Okafor", " ")
    assert visit.snapshot().asides == ()


def test_what_is_taken_back_stays_in_the_file(visit: Visit) -> None:
    """It is asked again, and its reason can still be read."""
    made = asides.add(visit.db, "HV401", None, "", "so it is")
    asides.take_back(visit.db, made)
    assert visit.snapshot().asides == ()
    assert visit.db.execute("SELECT reason FROM aside").fetchone()[0] == "so it is"
