"""Dates as people type them and as British letters print them. A date has no time zone: it is a day in a school."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
_OLDEST = 1800
"""A year before this is a slip of the finger."""
_WEEKDAY = re.compile(r"^(mon|tues?|wed(s|nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?\.?,?\s+", re.IGNORECASE)
_DAY_MONTH_YEAR = re.compile(r"^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d{2}))?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$")
_DAY_NAME_YEAR = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]*(?:of\s+)?([a-z]+)\.?,?(?:[\s/\-]*(\d{4}|\d{2}))?$", re.IGNORECASE
)
_NAME_YEAR = re.compile(r"^([a-z]+)\.?,?[\s/\-]*(\d{4}|\d{2})$", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"^(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})$")


def read_date(text: str, today: date) -> date | None:
    """The day that was meant, or None where none can be: 27/6/14, 27 June, today, 2014-06-27.

    Day comes before month. Two digits of a year are of this century; a day without a year is the one nearest to
    `today`. The digits of any script are understood.
    """
    text = _WEEKDAY.sub("", " ".join(text.split()))
    if text.casefold() in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text.casefold()])
    if (found := _ISO.match(text)) and found[3]:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH_YEAR.match(text):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if (found := _DAY_NAME_YEAR.match(text)) and (month := _month_number(found[2])):
        return _with_year(int(found[1]), month, found[3], today)
    return None


def read_month(text: str) -> str | None:
    """The month that was meant as `YYYY-MM`, or None: 2/14, Feb 2014, February 2014, 2014-02."""
    text = " ".join(text.split())
    year = month = 0
    if (found := _ISO.match(text)) and not found[3]:
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_YEAR.match(text):
        year, month = _year(found[2]), int(found[1])
    elif found := _NAME_YEAR.match(text):
        year, month = _year(found[2]), _month_number(found[1])
    return f"{year:04}-{month:02}" if 1 <= month <= 12 and year >= _OLDEST else None


def british(day: date) -> str:
    """27 June 2014."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span(start: date, end: date | None = None, dash: str = "–") -> str:
    """The days of a visit: 26–27 June 2018; with a dash of " to " 11 to 15 March 2013; 30 June to 1 July 2018.

    What the two days share is said once, and where they lie in two months they are parted by "to".
    """
    if not end or end == start:
        return british(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{dash}{british(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} to {british(end)}"
    return f"{british(start)} to {british(end)}"


def british_month(month: str) -> str:
    """February 2014, from `2014-02`."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {int(year)}"


def weekday(day: date) -> str:
    """Friday."""
    return ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]


def _month_number(name: str) -> int:
    """1 for January or any beginning of it of three letters and more; 0 where no month begins so."""
    if len(name) < 3:
        return 0
    name = "sep" if name.casefold() == "sept" else name.casefold()
    return next((n for n, month in enumerate(MONTHS, 1) if month.casefold().startswith(name)), 0)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _OLDEST else None
    except ValueError:
        return None


def _with_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(_year(year), month, day)
    around = (_day(y, month, day) for y in (today.year - 1, today.year, today.year + 1))
    return min((d for d in around if d), key=lambda d: abs(d - today), default=None)
