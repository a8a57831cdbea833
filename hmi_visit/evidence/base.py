"""The evidence base: every entry of a visit by days and in order, attributed by role, with the findings on it.

It is made as plain data, which is its JSON as it stands, what the document's template is given, and what its table is
made of; docs/evidence.md says what each key holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from hmi_visit.evidence.log import from_memory
from hmi_visit.evidence.marks import bare
from hmi_visit.evidence.short import Writer
from hmi_visit.form.dates import british, span
from hmi_visit.form.model import Form, Role
from hmi_visit.visit.abbreviations import abbreviations
from hmi_visit.visit.model import SIGNS, Entry, Link, Snapshot
from hmi_visit.visit.sentences import Place, span_of
from hmi_visit.visit.times import clock, day_of, instant, spoken

Base = dict[str, Any]
FORMAT, VERSION = "hmi-visit evidence", 1
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST_WORDS = 12
"""So many words of a finding say which it is."""


def evidence_base(form: Form, visit: Snapshot) -> Base:
    """The evidence base of a visit. Nothing of it is the moment at which it is made."""
    write = Writer(abbreviations(form, visit))
    findings: dict[str, list[dict[str, Any]]] = {}
    for link in visit.links:
        for name in link.entries:
            findings.setdefault(name, []).append(_finding(form, visit, link))
    days = [
        {"date": day, "heading": _heading(day), "entries": [_entry(e, write, findings) for e in entries]}
        for day, entries in groupby(in_order(visit.entries), key=_day)
    ]
    return {
        "format": FORMAT,
        "version": VERSION,
        "disclosure": False,
        **facts_of(form, visit),
        "areas": [{"area": number, "text": text} for number, text in enumerate(_lines(form, visit, Role.AREAS), 1)],
        "days": days,
        "abbreviations": write.used,
    }


def facts_of(form: Form, visit: Snapshot) -> dict[str, Any]:
    """Which visit it is, for the head of a paper about it: subject, days, inspector, colleagues."""
    first, last = (_text(form, visit, role) for role in (Role.DATE, Role.END_DATE))
    start = day_of(first) or day_of(last)
    return {
        "subject": _text(form, visit, Role.SUBJECT),
        "dates": span(start, day_of(last)) if start else "",
        "inspector": _text(form, visit, Role.INSPECTOR),
        "colleagues": _lines(form, visit, Role.COLLEAGUES),
    }


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """By day, then by when it was observed, else typed, to the minute; then, and without a time, as entered.

    Seconds are left out because an observed time has none: two things of one minute stay as they were entered.
    """

    def place(entry: Entry) -> tuple[bool, str, datetime, int]:
        return not _day(entry), _day(entry), instant(entry.when).replace(second=0, microsecond=0), entry.number

    return sorted(entries, key=place)


def _day(entry: Entry) -> str:
    day = day_of(entry.when)
    return day.isoformat() if day else ""


def _heading(day: str) -> str:
    found = day_of(day)
    return f"{_DAYS[found.weekday()]} {british(found)}" if found else "Without a time"


def _entry(entry: Entry, write: Writer, findings: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    day = day_of(entry.when)
    return {
        "entry": entry.name,
        "time": clock(entry.when),
        "observed_at": entry.observed_at,
        "typed_at": entry.typed_at,
        "typed": spoken(entry.typed_at, day) if day and entry.typed_at else "",
        "from_memory": from_memory(entry),
        "activity": write.inside(" ".join(entry.activity.split())),
        "with": [write.inside(" ".join(whom.split())) for whom in entry.with_whom],
        "about": list(entry.about),
        "sign": SIGNS.get(entry.sign, ""),
        "text": write(bare(entry)),
        "findings": findings.get(entry.name, []),
    }


def _finding(form: Form, visit: Snapshot, link: Link) -> dict[str, Any]:
    field = form.anywhere(link.field)
    text = visit.answers.get(link.field)
    span = None
    if isinstance(text, str) and not link.place and not link.loose:
        span = span_of(text, Place(link.paragraph, link.sentence))
    return {
        "field": link.field,
        "label": field.label if field else link.field,
        "paragraph": link.paragraph,
        "sentence": link.sentence,
        "words": first_words(span.of(text) if span and isinstance(text, str) else link.words),
        "why": " ".join((link.why or "").split()),
        "loose": link.loose,
    }


def first_words(text: str, most: int = _FIRST_WORDS) -> str:
    """The first words of a text in one line, with a mark where there are more."""
    words = text.split(maxsplit=most)
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def _text(form: Form, visit: Snapshot, role: Role) -> str:
    field = form.with_role(role)
    value = visit.answers.get(field.name) if field else None
    return value.strip() if isinstance(value, str) else ""


def _lines(form: Form, visit: Snapshot, role: Role) -> list[str]:
    field = form.with_role(role)
    value: object = visit.answers.get(field.name) if field else None
    return [str(line) for line in value] if isinstance(value, list) else []
