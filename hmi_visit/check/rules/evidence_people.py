"""Who was met, when it was noted, and what the evidence paragraph says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from hmi_visit.check.query import Query, Severity
from hmi_visit.check.reading import LOG, Reading
from hmi_visit.check.registry import in_visit
from hmi_visit.form.model import Role
from hmi_visit.visit.times import instant, is_moment

_PEOPLE = {
    "governors": (r"govern", r"govern"),
    "pupils": (r"\b(?:pupils?|child(?:ren)?|boys?|girls?|students?)\b", r"\b(?:pupils|children|boys|girls|students)\b"),
    "parents": (r"\b(?:parents?|carers?|famil)", r"\b(?:parents?|carers?|famil)"),
    "the local authority": (r"\bauthority\b|\bLA\b|\bLEA\b", r"\bauthority|\badviser|\bconsultant|\bofficer"),
    "the trust": (r"\btrust|\bsponsor", r"\btrust|\bsponsor|\bdirectors\b"),
    "leaders": (r"\b(?:leaders?|deputy|assistant head)", r"\bleader|\bdeputy|\bassistant head|\bsenior\b|\bstaff\b"),
    "teachers": (r"\bteachers?\b", r"\bteachers\b|\bstaff\b|\bcolleagues\b"),
}
"""Whom an inspector meets: how an entry names them, and how the letter does."""
_IN_ENTRY = {who: re.compile(entry, re.IGNORECASE) for who, (entry, _) in _PEOPLE.items()}
_IN_LETTER = {who: re.compile(letter, re.IGNORECASE) for who, (_, letter) in _PEOPLE.items()}
_MET = re.compile(
    r"\b(?:met|meetings?|spoke|spoken|talked|held|discussions?|discussed|conversations?|telephone|interviewed|questioned)\b",
    re.IGNORECASE,
)
_TALKS = frozenset({"meeting", "telephone", "pupils' views", ""})
_ACTIVITY_OF = {"pupils": "pupils' views"}


@in_visit("HV305", Severity.CONSIDER)
def met_and_not_said(reading: Reading) -> Iterator[Query]:
    """People whom the entries say were met, and whom the evidence paragraph does not name.

    Why: who gave you their time looks for themselves in the letter; and the paragraph says what the letter rests on.
    Example: an entry of a meeting with parents -> … and a group of parents
    """
    said = " ".join(p.text.text for p in reading.of_role(Role.EVIDENCE))
    if not said:
        return
    met = [(e, _people(e.with_whom)) for e in reading.snapshot.entries if e.activity in _TALKS and e.with_whom]
    for who, pattern in _IN_LETTER.items():
        entries = [e for e, people in met if who in people]
        if entries and not pattern.search(said):
            names = ", ".join(e.name for e in entries[:3])
            yield reading.about(Role.EVIDENCE, f"The entries have a meeting with {who} ({names}), and this does not.")


@in_visit("HV306", Severity.CONSIDER)
def said_and_not_met(reading: Reading) -> Iterator[Query]:
    """People whom the evidence paragraph says were met, and whom no entry names.

    Why: either an entry is missing, or the sentence was kept from another letter.
    Example: “I met with parents”, and no entry with a parent -> note what they said, or take it out
    """
    entries = reading.snapshot.entries
    there = {who for e in entries for who in _people(e.with_whom)}
    there |= {who for who, activity in _ACTIVITY_OF.items() if any(e.activity == activity for e in entries)}
    for passage in reading.of_role(Role.EVIDENCE) if entries else ():
        for start, stop in passage.text.sentences:
            if not _MET.search(passage.text.text, start, stop):
                continue
            for who, pattern in _IN_LETTER.items():
                found = pattern.search(passage.text.text, start, stop)
                if found and who not in there and who not in ("teachers", "leaders"):
                    yield reading.at(passage, *found.span(), f"No entry says that {who} were met.")


@in_visit("HV307", Severity.CONSIDER)
def typed_from_memory(reading: Reading) -> Iterator[Query]:
    """Entries that were typed long after what they tell (`late`, 180 minutes unless the form says otherwise).

    Why: what is written the same hour is evidence; what is written from memory is a recollection. Asked once.
    Example: seen at 9.30, typed at 20.15 -> say in the entry that it is from memory
    """
    most = reading.house.most("late")
    late = [entry.name for entry in reading.snapshot.entries if _minutes(entry.observed_at, entry.typed_at) > most]
    if late:
        names = ", ".join(late[:5]) + ("…" if len(late) > len(late[:5]) else "")
        what = "An entry was" if len(late) == 1 else f"{len(late)} entries were"
        yield reading.query(LOG, f"{what} typed more than {most} minutes after what it tells: {names}.", names)


@in_visit("HV308", Severity.CONSIDER)
def seen_on_another_day(reading: Reading) -> Iterator[Query]:
    """An entry tells of a day that was none of the visit's.

    Why: the day was typed wrongly, or the letter should not call it part of the visit.
    Example: visit 26 June, entry of 25 June -> 26 June
    """
    first = reading.day(Role.DATE)
    last = reading.day(Role.END_DATE) or first
    if first is None or last is None or last < first:
        return
    for entry in reading.snapshot.entries:
        try:
            day = date.fromisoformat(entry.observed_at[:10])
        except ValueError:
            continue
        if not first <= day <= last:
            message = f"{entry.name} tells of {entry.observed_at[:10]}, which was no day of the visit."
            yield Query("HV308", Severity.CONSIDER, LOG, entry.number, None, entry.observed_at[:10], message)


@lru_cache(4096)
def _people(whom: tuple[str, ...]) -> frozenset[str]:
    """Which sorts of people these are."""
    return frozenset(who for who, pattern in _IN_ENTRY.items() if any(map(pattern.search, whom)))


@lru_cache(4096)
def _minutes(seen: str, typed: str) -> float:
    """Minutes between seeing and typing; 0 where they are not known."""
    if not is_moment(seen) or not is_moment(typed):
        return 0
    return (instant(typed) - instant(seen)).total_seconds() / 60
