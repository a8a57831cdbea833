"""Moments, each with its offset: what the clock says here, and what people write for a time of day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from hmi_visit.form.dates import british, read_date

_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?(?(3)\.?m\.?)$", re.IGNORECASE)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_AGO = re.compile(r"^(\d{1,3}|an?|half an)\s*(m|min|mins|minute|minutes|h|hour|hours)\s+ago$", re.IGNORECASE)
_ON_A_DAY = re.compile(
    r"^(?P<day>.*?[^\s,]),?\s+(?:at\s+)?(?P<time>\d{1,2}(?:[:.h]\d{2})?(?:\s*[ap]\.?m\.?)?|(?:this )?[a-z-]+)$",
    re.IGNORECASE,
)
_ABOUT = {
    "first thing": time(8, 45),
    "before school": time(8, 30),
    "breaktime": time(10, 30),
    "break": time(10, 30),
    "morning": time(10, 0),
    "lunchtime": time(12, 30),
    "lunch": time(12, 30),
    "noon": time(12, 0),
    "midday": time(12, 0),
    "afternoon": time(14, 0),
    "after school": time(15, 30),
}
"""What people say for a part of a school's day, and the hour that is taken for it until they say another."""
_EARLIER = timedelta(hours=1)
"""How long ago "earlier" is taken to be."""


def now() -> datetime:
    """This moment in the machine's own time zone."""
    return datetime.now().astimezone()


def stamp() -> str:
    """This moment as text: ISO 8601 with its offset, to the second."""
    return now().isoformat(timespec="seconds")


def read_time(text: str, day: date) -> str | None:
    """The moment that was meant on `day`, to the minute with its offset, or None where none can be.

    Understood: 10:40, 10.40, 9.30am, 9am, ISO 8601 (without an offset, the one here); this morning, lunchtime, this
    afternoon (an hour that stands for them); 27 June 10:40, yesterday at 9am; and whatever the day, now, earlier and
    20 minutes ago.
    """
    text = " ".join(text.split())
    said = text.casefold().removeprefix("this ")
    if said in ("now", "earlier"):
        return (now() - (_EARLIER if said == "earlier" else timedelta())).isoformat(timespec="minutes")
    if found := _AGO.match(text):
        return (now() - _ago(found[1].casefold(), found[2])).isoformat(timespec="minutes")
    if said in _ABOUT:
        return _here(datetime.combine(day, _ABOUT[said]))
    if (found := _CLOCK.match(text)) and (found[2] or found[3]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if found[3] in "pP" else 0)
        if hour > 23 or minute > 59:
            return None
        return _here(datetime.combine(day, time(hour, minute)))
    if is_moment(text):
        return text
    if _is_written(text):
        return _here(datetime.fromisoformat(text))
    if (found := _ON_A_DAY.match(text)) and (other := read_date(found["day"], day)):
        return read_time(found["time"], other)
    return None


def is_moment(text: str) -> bool:
    """Whether this is an ISO 8601 moment with an offset: 2014-06-27T09:40+01:00, with or without seconds."""
    return _is_written(text) and datetime.fromisoformat(text).tzinfo is not None


def instant(moment: str) -> datetime:
    """A moment that this program wrote, to be put in order with others: a change of the time zone changes nothing."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:  # salvaged so
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day_of(moment: str) -> date | None:
    """The day on which the clock showed a moment; None where there is none."""
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None


def spoken(moment: str, day: date) -> str:
    """A moment as one would type it again for a visit on `day`: 10:40, and on another day 27 June 2014 10:40."""
    on = day_of(moment)
    return clock(moment) if on is None or on == day else f"{british(on)} {clock(moment)}"


def twice(moment: str) -> bool:
    """Whether the clocks here showed this time of day twice, because they were put back in between."""
    try:
        wall = datetime.fromisoformat(moment).replace(tzinfo=None)
        return wall.astimezone().utcoffset() > wall.replace(fold=1).astimezone().utcoffset()  # type: ignore[operator]
    except (ValueError, OverflowError, OSError):
        return False


def clock(moment: str) -> str:
    """09:40, the time of day that stands in a moment; empty where there is none."""
    return moment[11:16]


def _ago(count: str, unit: str) -> timedelta:
    number = {"a": 1.0, "an": 1.0, "half an": 0.5}.get(count) or float(count)
    return timedelta(hours=number) if unit[0] in "hH" else timedelta(minutes=number)


def _is_written(text: str) -> bool:
    """Whether this is a date with a time that exists, written out as the exchange file has it."""
    try:
        return bool(_MOMENT.match(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _here(wall: datetime) -> str | None:
    """What the clock on the wall showed, with the offset of that day; None for what no clock here shows."""
    try:
        moment = wall.astimezone()
    except (ValueError, OverflowError, OSError):  # the first and the last day that there are; on Windows, days long ago
        return None
    text = moment.isoformat(timespec="minutes")
    return text if moment.replace(tzinfo=None) == wall and is_moment(text) else None
