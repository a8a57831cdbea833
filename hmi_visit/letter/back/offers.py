"""What would become of the visit's answers: the reader's changes over what the visit says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from hmi_visit.form.model import Form, Kind, Value
from hmi_visit.form.values import LIST_KINDS
from hmi_visit.letter.back.found import Changed
from hmi_visit.letter.back.places import Way, answer_at
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.file import Visit
from hmi_visit.visit.merging import merge_items, merge_sentences
from hmi_visit.visit.model import Snapshot
from hmi_visit.visit.outline import Outline


@dataclass(frozen=True, slots=True)
class Offer:
    """A change that can be taken, beside what the visit says now."""

    changed: Changed
    value: Value | None
    """What the answer would be; None where it can only be kept as a query."""
    now: str = ""
    """What the visit says now, where that is neither what was exported nor what the reader wrote."""
    meets: tuple[tuple[str, str, str], ...] = ()
    """Where the visit and the reader changed the same words: what it was, the visit's, the reader's."""
    place: int = TOP
    """The item of a group in which the answer stands."""
    why: str = ""
    """Why it cannot be taken, where it cannot."""
    done: bool = False
    """Whether the visit says so already."""


def offer(visit: Visit, form: Form, made_of: Snapshot, now: Snapshot, changed: Changed) -> Offer:
    """What would become of an answer."""
    if changed.value is None:
        return Offer(changed, None, why=f"“{changed.after}” is nothing that {changed.label} can hold")
    asked = changed.source.field
    if asked is None:
        name = str(changed.source.path[0])
        if name not in form.wording:
            return Offer(changed, None, why="the form has no such paragraph any more")
        here = now.wording.get(name, "")
        if here == made_of.wording.get(name, ""):
            return Offer(changed, changed.value)
        if here == changed.value:
            return Offer(changed, here, done=True)
        return _merged(changed, Kind.PROSE, changed.before, here, TOP)
    place = _place(visit, form, made_of.answers, now.answers, changed)
    if place is None:
        return Offer(changed, None, why="its item stands elsewhere now, or is gone")
    at, here_now = place
    return _merged(changed, asked.kind, answer_at(made_of.answers, changed.source.path), here_now, at)


def _merged(changed: Changed, kind: Kind, was: Value | None, here: Value | None, place: int) -> Offer:
    """The reader's change over what the visit says now."""
    value = changed.value
    assert value is not None
    if here == value:
        return Offer(changed, value, place=place, done=True)
    if (here or "") == (was or "") or (not here and not was):
        return Offer(changed, value, place=place)
    if kind is Kind.PROSE:
        merged = merge_sentences(str(was or ""), str(here or ""), str(value))
        return Offer(changed, merged.text, str(here or ""), merged.meets, place)
    if kind in LIST_KINDS:
        lists = (cast("list[str]", part or []) for part in (was, here, value))
        items, merged = merge_items(*lists)
        return Offer(changed, items, "\n".join(cast("list[str]", here or [])), merged.meets, place)
    return Offer(changed, value, str(here or ""), ((str(was or ""), str(here or ""), str(value)),), place)


def _place(
    visit: Visit, form: Form, was: Mapping[str, Value], now: Mapping[str, Value], changed: Changed
) -> tuple[int, Value | None] | None:
    """Where an answer stands now and what it says: at its old place, or where its text went; None where it is gone."""
    path = changed.source.path
    if len(path) == 1:
        return (TOP, now.get(str(path[0]))) if str(path[0]) in form.fields else None
    before = answer_at(was, path)
    spots = list(_spots(form, visit, path))
    same = [(at, value) for at, value, _ in spots if value == before]
    here = next(((at, value) for at, value, way in spots if way == path), None)
    if here and (here[1] == before or not same):
        return here if here[1] == before or _as_many(was, now, path) else None
    return same[0] if len(same) == 1 else None


def _spots(form: Form, visit: Visit, path: Way) -> Sequence[tuple[int, Value | None, Way]]:
    """Every place of the same field in the same group, what it says, and its path."""
    outline = Outline(form, visit.db)
    places: list[tuple[int, Way]] = [(TOP, ())]
    for step in path[:-1]:
        if isinstance(step, str):
            inner: list[tuple[int, Way]] = []
            for place, way in places:
                group = next((f for f in outline.fields(place) if f.name == step), None)
                for at, item in enumerate(outline.of(place, group) if group else ()):
                    inner.append((item, (*way, step, at)))
            places = inner
    return [(place, outline.answers(place).get(str(path[-1])), (*way, path[-1])) for place, way in places]


def _as_many(was: Mapping[str, Value], now: Mapping[str, Value], path: Way) -> bool:
    """Whether the group has as many items as then."""
    old, new = answer_at(was, path[:-2]), answer_at(now, path[:-2])
    return isinstance(old, list) and isinstance(new, list) and len(old) == len(new)
