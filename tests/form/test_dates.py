"""Dates and months as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.form.dates import MONTHS, british, british_month, read_date, read_month, weekday

TODAY = date(2014, 7, 1)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("27/6/14", "27/06/2014", "27.6.2014", "27-6-14", "27 6 14", " 27 / 6 / 14 ", "2014-06-27", "2014-6-27"),
        *("27 June", "27 june 2014", "27th June 2014", "27th of June, 2014", "27 Jun 14", "27 Jun. 2014", "27/6"),
        *("27-Jun-2014", "27/Jun/14", "27June2014", "27  June\t2014"),
        *("Fri 27 June 2014", "Friday, 27 June", "fri 27/6/14", "Fri. 27 June"),
        "٢٧/٦/٢٠١٤",
    ],
)
def test_what_people_type(typed: str) -> None:
    """One day in the ways of writing it, a day without a year being the nearest."""
    assert read_date(typed, TODAY) == date(2014, 6, 27)


@pytest.mark.parametrize(("typed", "day"), [("today", 1), ("Tomorrow", 2), ("TODAY ", 1)])
def test_relative_days(typed: str, day: int) -> None:
    """Today and its neighbours."""
    assert read_date(typed, TODAY) == date(2014, 7, day)
    assert read_date("yesterday", TODAY) == date(2014, 6, 30)


@pytest.mark.parametrize(
    "name", ["mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "sat", "sunday", "Wednesday"]
)
def test_weekdays_are_passed_over(name: str) -> None:
    """A weekday before the date is read and not held against it: the screen shows which day was understood."""
    assert read_date(f"{name} 27 June 2014", TODAY) == date(2014, 6, 27)


@pytest.mark.parametrize(
    "typed",
    [
        *("29/2/23", "31 Jun", "31 June 2014", "1/13/14", "0/1/14", "32/1/14", "29/2/1900", "2014-02-30", "2014-13-01"),
        *(
            "",
            " ",
            "27",
            "June",
            "27 Juno",
            "27 Ju",
            "27/6/014",
            "27/6/0014",
            "0000-01-01",
            "99999-01-01",
            "soon",
            "fri",
        ),
        *("27/6/14 at noon", "-27/6/14", "27//6//14x", "²7/6/14", "27\x006\x0014", "1e3", "9" * 5000),
    ],
)
def test_what_is_no_day(typed: str) -> None:
    """A day that does not exist, or no day at all, is not understood."""
    assert read_date(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "today", "day"),
    [
        ("30 December", date(2015, 1, 3), date(2014, 12, 30)),
        ("3 January", date(2014, 12, 30), date(2015, 1, 3)),
        ("29 Feb", date(2015, 6, 1), date(2016, 2, 29)),
        ("27/6", date(2014, 1, 1), date(2014, 6, 27)),
    ],
)
def test_a_day_without_a_year_is_the_nearest(typed: str, today: date, day: date) -> None:
    """Round the turn of a year it may be in the other one."""
    assert read_date(typed, today) == day


def test_a_leap_day_far_from_a_leap_year_is_none() -> None:
    """Where no year near has the day, there is none."""
    assert read_date("29 Feb", date(2026, 3, 1)) is None


@given(DAYS, DAYS)
def test_what_is_printed_is_read_back(day: date, today: date) -> None:
    """The British form of a day, alone and behind its weekday, is read as that day."""
    assert read_date(british(day), today) == day
    assert read_date(f"{weekday(day)} {british(day)}", today) == day
    assert read_date(day.isoformat(), today) == day


@given(DAYS, DAYS)
def test_without_a_year_no_year_is_nearer(day: date, today: date) -> None:
    """A day and month alone are read as a day at most half a leap gap away, with that day and month."""
    found = read_date(f"{day.day} {MONTHS[day.month - 1]}", today)
    if found:
        assert (found.day, found.month) == (day.day, day.month)
        assert abs(found - today).days <= 731 if (day.day, day.month) == (29, 2) else abs(found - today).days <= 183


@given(st.text(max_size=30))
def test_any_text_is_understood_or_not(text: str) -> None:
    """Nothing that can be typed makes reading fail."""
    found = read_date(text, TODAY)
    assert found is None or read_date(found.isoformat(), TODAY) == found
    month = read_month(text)
    assert month is None or read_month(month) == month


@pytest.mark.parametrize(
    "typed", ["2/14", "02/2014", "Feb 2014", "February 14", "february, 2014", "2014-02", "2014-2", "Feb-14"]
)
def test_months_that_people_type(typed: str) -> None:
    """One month in the ways of writing it."""
    assert read_month(typed) == "2014-02"


@pytest.mark.parametrize(
    "typed", ["", "13/14", "0/14", "2014", "Fe 2014", "Smarch 2014", "2014-13", "2/0014", "27/6/14"]
)
def test_what_is_no_month(typed: str) -> None:
    """A month that does not exist is not understood."""
    assert read_month(typed) is None


@given(DAYS)
def test_months_are_read_back(day: date) -> None:
    """A month as a letter prints it is read as that month."""
    month = f"{day.year}-{day.month:02}"
    assert read_month(british_month(month)) == month


def test_september_has_two_short_forms() -> None:
    """Sep and Sept."""
    assert read_month("Sep 2014") == read_month("Sept 2014") == "2014-09"
