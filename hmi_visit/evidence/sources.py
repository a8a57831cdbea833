"""What the log says was met, read and seen, by the kind of source: what a paragraph of evidence is drafted from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from hmi_visit.evidence.marks import bare
from hmi_visit.evidence.people import merged, named, small
from hmi_visit.form.model import Form, Role
from hmi_visit.visit.model import ACTIVITIES, Entry, Snapshot

_LONGEST = 8
"""Words before a colon that are still a name of what was read, and not a sentence."""
_LESSON = re.compile(r"(?P<class>.*?)(?:,\s*\d+ (?:of \d+ )?present)?\Z")


def sources(form: Form, visit: Snapshot) -> dict[str, object]:
    """For a form's draft: under each kind of source (named as `key` does) its phrases, and under `noted` how many
    entries each kind has. People are named by role, the letter's reader as "you"; everything once."""
    by_kind: dict[str, list[Entry]] = {kind: [] for kind in ACTIVITIES}
    for entry in visit.entries:
        by_kind.setdefault(entry.activity, []).append(entry)
    reader = _reader(form, visit)

    def people(entries: Iterable[Entry]) -> list[str]:
        return merged((whom for e in entries for whom in e.with_whom), form.evidence.people, reader)

    def papers(entries: Iterable[Entry]) -> list[str]:
        return _once(named(small(what)) for e in entries for what in (e.with_whom or _before_colon(e)))

    reads: Mapping[str, Callable[[Iterable[Entry]], list[str]]] = {
        "documents": papers,
        "data": papers,
        "tour of the school": papers,
        "lesson visit": lambda entries: _once(_class(whom) for e in entries for whom in e.with_whom),
        "pupils' work": lambda entries: _once(_class(whom) for e in entries for whom in e.with_whom),
    }
    found: dict[str, object] = {
        key(kind): reads.get(kind, people)(entries) for kind, entries in by_kind.items() if kind
    }
    found["noted"] = {key(kind): len(entries) for kind, entries in by_kind.items() if kind}
    return found


def key(kind: str) -> str:
    """A kind of source as a template names it: `pupils_work`, `tour_of_the_school`."""
    return kind.replace("'", "").replace(" ", "_")


def _reader(form: Form, visit: Snapshot) -> list[str]:
    """What the person is that the letter is to."""
    field = form.with_role(Role.HEAD_ROLE)
    return [str(visit.answers.get(field.name, ""))] if field else []


def _before_colon(entry: Entry) -> tuple[str, ...]:
    head, colon, _ = bare(entry).partition(":")
    words = head.split()
    return (head.strip(),) if colon and 0 < len(words) <= _LONGEST and "\n" not in head else ()


def _class(whom: str) -> str:
    found = _LESSON.match(whom)
    return found["class"].strip() if found else whom


def _once(phrases: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for phrase in phrases:
        words = " ".join(phrase.split())
        if words:
            seen.setdefault(words.casefold(), words)
    return list(seen.values())
