"""Moments, each with its offset: what the clock says here, and what people write for a time of day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?(?(3)\.?m\.?)$", re.IGNORECASE)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?\Z")
_AGO = re.compile(r"^(\d{1,3})\s*(m|min|mins|minute|minutes|h|hour|hours)\s+ago$", re.IGNORECASE)


def now() -> datetime:
    """This moment in the machine's own time zone."""
    return datetime.now().astimezone()


def stamp() -> str:
    """This moment as text: ISO 8601 with its offset, to the second."""
    return now().isoformat(timespec="seconds")


def read_time(text: str, day: date) -> str | None:
    """The moment that was meant on `day`, to the minute with its offset, or None where none can be.

    Understood: 10:40, 10.40, 9.30am, 9am, ISO 8601 (without an offset, the one here), and whatever the day, now and
    20 minutes ago.
    """
    text = " ".join(text.split())
    if text.casefold() == "now":
        return now().isoformat(timespec="minutes")
    if found := _AGO.match(text):
        unit = "hours" if found[2][0] in "hH" else "minutes"
        return (now() - timedelta(**{unit: int(found[1])})).isoformat(timespec="minutes")
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
    return _here(datetime.fromisoformat(text)) if _is_written(text) else None


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


def clock(moment: str) -> str:
    """09:40, the time of day that stands in a moment; empty where there is none."""
    return moment[11:16]


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
