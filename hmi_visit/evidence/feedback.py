"""The feedback sheet for the meeting at the end of a visit: judgement, main points with their evidence, actions.

A main point is the first sentence of a paragraph of the findings. The sheet is plain data, for the screen and for the
house's template alike; docs/evidence.md says what each key holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from hmi_visit.evidence.base import facts_of
from hmi_visit.form.model import Form, Role
from hmi_visit.visit.model import Entry, Snapshot
from hmi_visit.visit.sentences import paragraphs, sentences

Sheet = dict[str, Any]
_MARKS = re.compile(r"\A\s*(?:[-*•]|[0-9]{1,9}\.)[ \t]+|(?<!\w)\*{1,2}(?=\S)|(?<=\S)\*{1,2}(?!\w)")
"""The mark-up of prose, which is none on the sheet."""


def feedback(form: Form, visit: Snapshot) -> Sheet:
    """The sheet of a visit as it is. Nothing of it is the moment at which it is made."""
    return {**facts_of(form, visit), **said_in(form, visit), "points": _points(form, visit)}


def said_in(form: Form, visit: Snapshot) -> dict[str, Any]:
    """The judgement in its own words, and the actions."""
    judged, acted = form.with_role(Role.JUDGEMENT), form.with_role(Role.ACTIONS)
    choice = judged.choice(visit.answers.get(judged.name)) if judged else None
    actions: object = visit.answers.get(acted.name) if acted else None
    lines = [str(line) for line in actions] if isinstance(actions, list) else []
    return {"judgement": choice.label if choice else "", "actions": [line for line in lines if line.strip()]}


def findings_of(form: Form, visit: Snapshot) -> list[list[str]]:
    """The sentences of each paragraph of the findings, without mark-up."""
    field = form.with_role(Role.FINDINGS)
    text = visit.answers.get(field.name) if field else None
    if not isinstance(text, str):
        return []
    return [[_plain(span.of(text)) for span in sentences(text, paragraph)] for paragraph in paragraphs(text)]


def _points(form: Form, visit: Snapshot) -> list[dict[str, Any]]:
    field = form.with_role(Role.FINDINGS)
    entries = {entry.name: entry for entry in visit.entries}
    points = []
    for number, (first, *_) in enumerate(findings_of(form, visit), 1):
        names = [
            name
            for link in visit.links
            if field and (link.field, link.paragraph, link.place) == (field.name, number, 0) and not link.loose
            for name in link.entries
            if name in entries
        ]
        there = sorted({entries[name] for name in names}, key=lambda entry: entry.number)
        points.append({"text": first, "sources": _sources(there), "entries": [entry.name for entry in there]})
    return points


def _sources(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Each kind of source once, with all whom it was with."""
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        found.setdefault(entry.activity, {}).update(dict.fromkeys(entry.with_whom))
    return [{"activity": kind, "with": [*whom]} for kind, whom in found.items() if kind or whom]


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())
