"""What is said of an entry's time while it is typed: the day that was meant, and what a person should look at again.

Nothing is refused: a time in the future or before the visit is asked about, what was written from memory is marked.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hmi_visit.evidence.log import from_memory
from hmi_visit.form.dates import british, weekday
from hmi_visit.visit.model import Entry
from hmi_visit.visit.times import clock, day_of, instant, read_time, twice

_SLACK = timedelta(minutes=5)
"""So far in the future nobody is asked: clocks differ."""


def said_of(entry: Entry, day: date, now: datetime) -> str:
    """What there is to say of an entry's time in a visit on `day`; nothing where it is as one would expect."""
    on = day_of(entry.observed_at)
    if on is None:
        return ""
    parts = [f"{weekday(on)} {british(on)}"] if on != day else []
    if instant(entry.observed_at) > now + _SLACK:
        parts.append("still to come: is it right?")
    elif on < day:
        parts.append("before the visit: is it right?")
    if twice(entry.observed_at):
        parts.append(f"the clocks showed {clock(entry.observed_at)} twice: UTC{entry.observed_at[-6:]} is meant")
    if from_memory(entry if entry.typed_at else Entry(0, "", now.isoformat(), entry.observed_at)):
        parts.append(f"from memory: typed {clock(entry.typed_at or now.isoformat())}")
    return " · ".join(parts)


def said_of_no_time(text: str, day: date, kept: str) -> str:
    """Why what was typed for a time is none yet, and what is kept."""
    shown = read_time(text, day + timedelta(days=7)) is not None
    why = f"no clock showed {text} on {british(day)}: they went forward" if shown else f"“{text}” is no time of day yet"
    return f"{why[0].upper()}{why[1:]}; {clock(kept) or 'none'} is kept."
