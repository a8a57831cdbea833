"""Times of day as people type them, with the offset of the day in question."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.visit import times
from hmi_visit.visit.times import clock, is_moment, now, read_time, spoken, stamp, twice

SUMMER, WINTER = date(2014, 6, 27), date(2014, 1, 27)
london = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be chosen there")


@london
@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        *((typed, "2014-06-27T09:40+01:00") for typed in ("9:40", "09.40", "9h40", "9.40am", "9:40 a.m.", " 9.40 AM ")),
        *((typed, "2014-06-27T14:00+01:00") for typed in ("2pm", "2 PM", "2 p.m.", "14:00", "2.00pm")),
        ("12am", "2014-06-27T00:00+01:00"),
        ("12.05pm", "2014-06-27T12:05+01:00"),
        ("2014-06-26T09:40", "2014-06-26T09:40+01:00"),
        ("2014-01-26T09:40", "2014-01-26T09:40+00:00"),
        ("2014-06-26T09:40:07.5+05:30", "2014-06-26T09:40:07.5+05:30"),
        ("2014-06-26T09:40Z", "2014-06-26T09:40Z"),
        ("This morning", "2014-06-27T10:00+01:00"),
        ("lunchtime", "2014-06-27T12:30+01:00"),
        ("this afternoon", "2014-06-27T14:00+01:00"),
        ("26 June 9.40am", "2014-06-26T09:40+01:00"),
        ("26/6 at 9:40", "2014-06-26T09:40+01:00"),
        ("yesterday 2 pm", "2014-06-26T14:00+01:00"),
        ("2014-06-26 09:40", "2014-06-26T09:40+01:00"),
    ],
)
def test_what_people_type(typed: str, moment: str) -> None:
    """A time of day is on the day of the visit; a whole moment is what it says."""
    assert read_time(typed, SUMMER) == moment


@london
def test_winter_has_its_own_offset() -> None:
    """The offset is that of the day, not of today."""
    assert read_time("9:40", WINTER) == "2014-01-27T09:40+00:00"


@pytest.mark.parametrize(
    "typed",
    [
        *("", "10", "25:00", "9:60", "13pm", "0am", "9:4", "soon", "9:40 pm am", "9:40p", "x ago", "2 years ago"),
        *("2014-06-31T09:40", "2014-06-27T25:00+01:00", "20140627T0940+0100", "T", "27/6/14"),
    ],
)
def test_what_is_no_time(typed: str) -> None:
    """What no clock shows is not understood."""
    assert read_time(typed, SUMMER) is None


@london
@pytest.mark.parametrize(
    ("day", "typed", "moment"),
    [
        (date(2014, 3, 30), "0:30", "2014-03-30T00:30+00:00"),
        (date(2014, 3, 30), "1:30", None),  # no clock showed it: an hour was left out
        (date(2014, 3, 30), "2:30", "2014-03-30T02:30+01:00"),
        (date(2014, 10, 26), "0:30", "2014-10-26T00:30+01:00"),
        (date(2014, 10, 26), "1:30", "2014-10-26T01:30+01:00"),  # it was half past one twice: the first
        (date(2014, 10, 26), "2:30", "2014-10-26T02:30+00:00"),
    ],
)
def test_nights_when_the_clocks_change(day: date, typed: str, moment: str | None) -> None:
    """In the nights of London's change every time that clocks showed has an offset that was right."""
    assert read_time(typed, day) == moment


def test_times_from_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Now, and some minutes or hours ago, are by the clock, whatever the day of the visit."""
    moment = datetime(2014, 6, 27, 0, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    monkeypatch.setattr(times, "now", lambda: moment)
    assert read_time("now", WINTER) == "2014-06-27T00:10+01:00"
    assert read_time("20 minutes ago", WINTER) == "2014-06-26T23:50+01:00"
    assert read_time("1 h ago", WINTER) == "2014-06-26T23:10+01:00"
    assert read_time("0 min ago", WINTER) == "2014-06-27T00:10+01:00"
    assert read_time("half an hour ago", WINTER) == "2014-06-26T23:40+01:00"
    assert read_time("an hour ago", WINTER) == read_time("earlier", WINTER) == "2014-06-26T23:10+01:00"
    assert stamp() == "2014-06-27T00:10:30+01:00"


def test_now_has_an_offset() -> None:
    """This moment can be kept as it is."""
    assert now().tzinfo is not None
    assert is_moment(stamp())


@given(st.text(max_size=20), st.dates())
def test_any_text_on_any_day(typed: str, day: date) -> None:
    """Whatever is typed, on whatever day, is a moment or is not understood."""
    moment = read_time(typed, day)
    assert moment is None or is_moment(moment)


@given(st.times(), st.dates())
def test_any_time_on_any_day(wall: clock_time, day: date) -> None:
    """Every time of day of every day is a moment, where clocks show it."""
    moment = read_time(f"{wall.hour}:{wall.minute:02}", day)
    if moment is None:
        assert not 1950 <= day.year <= 2100 or day.month in (2, 3, 4)  # clocks go forward, or no zone knows the day
    else:
        assert is_moment(moment)


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("2014-06-27T09:40+01:00", True),
        ("2014-06-27T09:40:07Z", True),
        ("2014-06-27T09:40", False),
        ("2014-W26-5T09:40Z", False),
        ("2014-06-27t09:40Z", False),
        ("2014-06-27T09:40+25:00", False),
        ("٢٠١٤-٠٦-٢٧T09:40Z", False),
        ("2014-06-27T09:40Z\n", False),
        ("", False),
    ],
)
def test_moments_of_the_exchange_file(text: str, so: bool) -> None:
    """A moment is a written-out date, T, a time and an offset."""
    assert is_moment(text) is so
    assert not so or clock(text) == "09:40"


def test_the_clock_of_no_moment() -> None:
    """An empty moment has no time of day."""
    assert clock("") == ""


@london
def test_a_moment_is_shown_as_it_is_typed_again() -> None:
    """On the visit's day the time of day alone; on another day with its date; both mean the same moment again."""
    for moment, words in (("2014-06-27T09:40+01:00", "09:40"), ("2014-06-26T09:40+01:00", "26 June 2014 09:40")):
        assert spoken(moment, SUMMER) == words
        assert read_time(words, SUMMER) == moment
    assert spoken("", SUMMER) == ""


@london
def test_what_the_clocks_showed_twice_is_known() -> None:
    """In the night when the clocks go back an hour comes twice; no other does."""
    assert twice("2014-10-26T01:30+01:00")
    assert twice("2014-10-26T01:30+00:00")
    assert not twice("2014-10-26T02:30+00:00")
    assert not twice("2014-03-30T02:30+01:00")
    assert not twice("")
