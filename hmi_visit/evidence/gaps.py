"""What is missing before the site is left: areas by kinds of source, contradictions, what is tied to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hmi_visit.form.model import Form, Role
from hmi_visit.visit.model import Entry, Link, Snapshot
from hmi_visit.visit.sentences import Place, paragraphs, sentences

UNSAID = "other"
"""The kind of source of an entry whose activity was not given."""


@dataclass(frozen=True, slots=True)
class Area:
    """What there is about one area for improvement."""

    number: int
    text: str
    entries: tuple[Entry, ...] = ()

    @property
    def sources(self) -> Mapping[str, int]:
        """How many entries each kind of source gave, the kind met first first."""
        return Counter(entry.activity or UNSAID for entry in self.entries)

    @property
    def plus(self) -> int:
        """How many entries say a strength."""
        return sum(entry.sign == "+" for entry in self.entries)

    @property
    def minus(self) -> int:
        """How many entries say a weakness."""
        return sum(entry.sign == "-" for entry in self.entries)

    @property
    def contradicted(self) -> bool:
        """Whether strengths and weaknesses both were noted about it."""
        return bool(self.plus and self.minus)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing in a visit."""

    areas: tuple[Area, ...] = ()
    unknown: tuple[Entry, ...] = ()
    """Entries about a number for which there is no area."""
    unused: tuple[Entry, ...] = ()
    """Entries that no sentence rests on."""
    follow_up: tuple[Entry, ...] = ()
    """Entries that are still to be followed up."""
    unsupported: tuple[tuple[str, Place], ...] = ()
    """Sentences of the findings with nothing under them: field, paragraph and sentence."""
    bare: tuple[tuple[str, int], ...] = ()
    """Paragraphs of the findings with nothing under any of their sentences."""
    loose: tuple[Link, ...] = ()
    """Links whose words are gone."""
    binned: tuple[Link, ...] = field(default=())
    """Links that rest on an entry in the bin."""

    @property
    def thin(self) -> tuple[Area, ...]:
        """Areas with no source, or one kind of source alone."""
        return tuple(area for area in self.areas if len(area.sources) < 2)


def gaps(form: Form, visit: Snapshot) -> Gaps:
    """What is missing in a visit, in the order of its areas, entries and sentences."""
    asked = form.with_role(Role.AREAS)
    texts = visit.answers.get(asked.name, []) if asked else []
    lines = texts if isinstance(texts, list) else []
    areas = tuple(
        Area(number, str(text), tuple(e for e in visit.entries if number in e.about))
        for number, text in enumerate(lines, 1)
    )
    there = {entry.name for entry in visit.entries}
    used = {name for link in visit.links if not link.loose for name in link.entries}
    unsupported, bare = _unsupported(form, visit, there)
    return Gaps(
        areas=areas,
        unknown=tuple(e for e in visit.entries if any(not 1 <= number <= len(areas) for number in e.about)),
        unused=tuple(e for e in visit.entries if e.name not in used),
        follow_up=tuple(e for e in visit.entries if e.sign == "?"),
        unsupported=unsupported,
        bare=bare,
        loose=tuple(link for link in visit.links if link.loose),
        binned=tuple(link for link in visit.links if not there.issuperset(link.entries)),
    )


def as_json(found: Gaps) -> dict[str, Any]:
    """What is missing, for programs: entries by their names, paragraphs as FIELD:NUMBER, counted from 1."""
    return {
        "areas": [
            {
                "area": area.number,
                "entries": _names(area.entries),
                "sources": dict(area.sources),
                "plus": area.plus,
                "minus": area.minus,
            }
            for area in found.areas
        ],
        "contradictions": [area.number for area in found.areas if area.contradicted],
        "unused": _names(found.unused),
        "follow_up": _names(found.follow_up),
        "unsupported": [f"{name}:{paragraph}" for name, paragraph in found.bare],
        "loose": [f"{link.field}:{link.paragraph}" for link in found.loose],
    }


def _unsupported(
    form: Form, visit: Snapshot, there: set[str]
) -> tuple[tuple[tuple[str, Place], ...], tuple[tuple[str, int], ...]]:
    findings = form.with_role(Role.FINDINGS)
    text = visit.answers.get(findings.name) if findings else None
    if findings is None or not isinstance(text, str):
        return (), ()
    on = [
        Place(link.paragraph, link.sentence)
        for link in visit.links
        if link.field == findings.name and not link.place and not link.loose and there.intersection(link.entries)
    ]
    missing: list[tuple[str, Place]] = []
    bare: list[tuple[str, int]] = []
    for number, paragraph in enumerate(paragraphs(text), 1):
        if not any(place.paragraph == number for place in on):
            bare.append((findings.name, number))
        if Place(number) not in on:
            count = len(sentences(text, paragraph))
            places = (Place(number, sentence) for sentence in range(1, count + 1))
            missing += [(findings.name, place) for place in places if place not in on]
    return tuple(missing), tuple(bare)


def _names(entries: Sequence[Entry]) -> list[str]:
    return [entry.name for entry in entries]
