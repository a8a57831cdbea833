"""What is said of a time: the day meant, the future, before the visit, from memory, the nights of the clocks."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest

from hmi_visit.evidence.when import said_of, said_of_no_time
from hmi_visit.visit.model import Entry

DAY = date(2014, 6, 27)
NOON = datetime.fromisoformat("2014-06-27T12:00:00+01:00")


@pytest.mark.parametrize(
    ("observed", "typed", "said"),
    [
        ("", "", ""),
        ("2014-06-27T11:40+01:00", "", ""),
        ("2014-06-27T12:04+01:00", "", ""),
        ("2014-06-27T14:00+01:00", "", "still to come: is it right?"),
        (
            "2014-06-26T09:00+01:00",
            "2014-06-26T09:10:00+01:00",
            "Thursday 26 June 2014 · before the visit: is it right?",
        ),
        ("2014-06-27T09:00+01:00", "2014-06-27T15:10:00+01:00", "from memory: typed 15:10"),
        ("2014-06-27T09:00+01:00", "", "from memory: typed 12:00"),
        ("salvaged", "", ""),
    ],
)
def test_what_is_said(observed: str, typed: str, said: str) -> None:
    """Nothing where the time is as expected; else what to look at again."""
    assert said_of(Entry(1, "x", typed, observed), DAY, NOON) == said


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be chosen there")
def test_the_nights_when_the_clocks_change() -> None:
    """An hour that came twice is named with its offset, one that never came with the reason."""
    back = date(2014, 10, 26)
    morning = datetime.fromisoformat("2014-10-26T02:00:00+00:00")
    assert said_of(Entry(1, "x", "", "2014-10-26T01:30+00:00"), back, morning) == (
        "the clocks showed 01:30 twice: UTC+00:00 is meant"
    )
    assert said_of_no_time("1:30", date(2014, 3, 30), "").startswith("No clock showed 1:30 on 30 March 2014")
    assert said_of_no_time("soon", back, "2014-10-26T09:30+00:00") == "“soon” is no time of day yet; 09:30 is kept."
