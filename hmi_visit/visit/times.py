"""Moments, each with its offset: what the clock says here, and what people write for a time of day."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

_CLOCK = re.compile(r"^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$", re.IGNORECASE)
_AGO = re.compile(r"^(\d{1,3})\s*(m|min|mins|minute|minutes|h|hour|hours)\s+ago$", re.IGNORECASE)


def now() -> datetime:
    """This moment in the machine's own time zone."""
    return datetime.now().astimezone()


def stamp() -> str:
    """This moment as text: ISO 8601 with its offset, to the second."""
    return now().isoformat(timespec="seconds")


def read_time(text: str, day: date) -> str | None:
    """The moment that was meant on `day`, to the minute with its offset, or None where none can be.

    Understood: 10:40, 10.40, 9.30am, 9am, now, 20 minutes ago, and ISO 8601.
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
            hour = hour % 12 + (12 if found[3].casefold() == "pm" else 0)
        if hour > 23 or minute > 59:
            return None
        return datetime.combine(day, time(hour, minute)).astimezone().isoformat(timespec="minutes")
    return text if "T" in text and is_moment(text) else None


def is_moment(text: str) -> bool:
    """Whether this is an ISO 8601 moment with an offset."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def clock(moment: str) -> str:
    """09:40, the time of day that stands in a moment; empty where there is none."""
    return moment[11:16]
