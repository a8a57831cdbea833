"""What is missing, as lines of cells: what each counts or names, and what it opens. No widget, no colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hmi_visit.evidence.gaps import UNSAID, Area, Gaps
from hmi_visit.visit.model import ACTIVITIES, Entry, Link
from hmi_visit.visit.sentences import Place

NO_SOURCE, ONE_SOURCE, BOTH_SIGNS = "0", "1", "±"
"""Before an area: nothing about it, one kind of source alone, strengths and weaknesses both."""
LEGEND = f"{NO_SOURCE} no source   {ONE_SOURCE} one kind of source alone   {BOTH_SIGNS} both + and -   · nothing"
_SIGN = 4
"""Cells for the count of a sign."""
_NARROW, _BROAD, _WIDE = 4, 10, 130
"""Cells for the count of a kind of source, in a window narrower than so many cells and in a wider one."""
_HEADS = {"pupils' work": "work", "pupils' views": "views", "lesson visit": "lessons", "tour of the school": "tour"}
"""Kinds of source by the word that tells them apart in a narrow column."""
_LEAST = 12


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries to be listed."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to go to."""

    field: str
    at: Place


Target = Entries | Sentence | Link | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line, and what it opens."""

    text: str
    target: Target = None


Line = tuple[Cell, ...]


def gap_lines(found: Gaps, words: Callable[[str, Place], str], width: int) -> list[Line]:
    """All lines, for a width in cells. `words` says what a sentence of a field reads, with the field's label."""
    return [*_table(found.areas, width), *_lists(found), *_sentences(found, words), *_links(found)]


def _table(areas: Sequence[Area], width: int) -> Iterator[Line]:
    kinds = _NARROW if width < _WIDE else _BROAD
    room = max(width - kinds * len(ACTIVITIES) - 3 * _SIGN, _LEAST)
    heads = "".join(f"{_HEADS.get(kind, kind)[: kinds - 1]:>{kinds - 1}} " for kind in ACTIVITIES)
    signs = "".join(f"{sign:>{_SIGN - 1}} " for sign in "+-?")
    yield (Cell(f"{'Areas by kinds of source':<{room - 1}.{room - 1}} {heads}{signs}"),)
    for area in areas:
        about = f"about #{area.number}"
        mark = BOTH_SIGNS if area.contradicted else {0: NO_SOURCE, 1: ONE_SOURCE}.get(len(area.sources), " ")
        cells = [
            Cell(
                f"{f'{mark} #{area.number} {area.text}':<{room - 1}.{room - 1}} ", Entries(f"All {about}", area.entries)
            )
        ]
        for kind in ACTIVITIES:
            of_kind = tuple(e for e in area.entries if (e.activity or UNSAID) == kind)
            cells.append(_count(of_kind, kinds, f"{kind.capitalize()} {about}"))
        for sign in "+-?":
            cells.append(_count(tuple(e for e in area.entries if e.sign == sign), _SIGN, f"{sign} {about}"))
        yield tuple(cells)
    yield (Cell(LEGEND if areas else "No areas for improvement yet: they are among the visit's details."),)
    yield (Cell(""),)


def _count(entries: tuple[Entry, ...], room: int, title: str) -> Cell:
    return Cell(f"{len(entries) or '·':>{room - 1}} ", Entries(title, entries) if entries else None)


def _lists(found: Gaps) -> Iterator[Line]:
    for title, areas in (
        ("No source", [a for a in found.areas if not a.entries]),
        ("One kind of source alone", [a for a in found.thin if a.entries]),
        ("Both strengths and weaknesses", [a for a in found.areas if a.contradicted]),
    ):
        named = [Cell(f" #{area.number}", Entries(f"{title}: #{area.number}", area.entries)) for area in areas]
        yield (Cell(f"{title}:"), *(named or [Cell(" none")]))
    for title, entries in (
        ("Entries that no sentence rests on", found.unused),
        ("Still to be followed up", found.follow_up),
        ("About a number without an area", found.unknown),
    ):
        names = " ".join(entry.name for entry in entries)
        yield (Cell(f"{title}:"), Cell(f" {len(entries)}  {names}" if entries else " none", _listed(title, entries)))


def _listed(title: str, entries: tuple[Entry, ...]) -> Target:
    return Entries(title, entries) if entries else None


def _sentences(found: Gaps, words: Callable[[str, Place], str]) -> Iterator[Line]:
    yield (Cell(f"Sentences with nothing under them: {len(found.unsupported) or 'none'}"),)
    for field, at in found.unsupported:
        yield (Cell(f"   {words(field, at)}", Sentence(field, at)),)


def _links(found: Gaps) -> Iterator[Line]:
    for title, links in (
        ("Tied words that are gone (Enter: tie again)", found.loose),
        ("Sentences that rest on the bin (Enter: there)", found.binned),
    ):
        if links:
            yield (Cell(f"{title}: {len(links)}"),)
        for link in links:
            yield (Cell(f"   {', '.join(link.entries)}: “{' '.join(link.words.split())}”", link),)
