"""The open visit's items as the screen works on them: their tree, read once for each change, and what changes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hmi_visit.form.model import Field, Form, Kind, Step, Value
from hmi_visit.form.shape import Shape, branches, is_long, shape
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.arranging import Arranger
from hmi_visit.visit.file import Visit
from hmi_visit.visit.outline import Outline
from hmi_visit.visit.progress import is_missing


class Stop(NamedTuple):
    """One thing that is asked."""

    place: int
    """Where: an item, or the top."""
    field: str
    """Its name; empty where the whole item is meant, which opens by itself."""
    missing: bool


class Document:
    """One visit's tree. `read` it after a change; whoever shows it asks here."""

    def __init__(self, form: Form, visit: Visit) -> None:
        self.form, self.visit = form, visit
        self.arranger = Arranger(form, visit.db, visit.session)
        self.long = is_long(form)
        """Whether there is anything to put in order."""
        self.outline = Outline(form, visit.db)

    def read(self) -> None:
        """Read the tree again."""
        self.outline = Outline(self.form, self.visit.db)

    def branches(self, step: Step, place: int = TOP) -> list[int]:
        """The places that the tree shows under a step, or under one of its places."""
        inside = place != TOP
        fields = self.outline.fields(place) if inside else tuple(self.form.step_fields(step))
        return [item for group in branches(fields, inside=inside) for item in self.outline.of(place, group)]

    def step_of(self, place: int) -> Step:
        """The step under which a place stands."""
        top = (*self.outline.above(place), place)[0]
        return self.form.step_of(self.outline.group[top].name) or self.form.steps[0]

    def stops(self, answers: Mapping[str, Value]) -> Iterator[Stop]:
        """Everything that is asked, in the order of the walk, with what is missing; `answers` are those at the top."""
        for step in self.form.steps:
            for field in self.form.step_fields(step):
                yield Stop(TOP, field.name, is_missing(field, answers))
                if field.kind is Kind.GROUP:
                    yield from self._stops_in(field, TOP)

    def _stops_in(self, group: Field, place: int) -> Iterator[Stop]:
        """What is asked in the items of a group that are worked on in the tree and its pages."""
        kind = shape(group, inside=place != TOP)
        if kind is Shape.ITEMS:
            return
        for item in self.outline.of(place, group):
            if kind is Shape.FOLLOWERS:
                yield Stop(item, "", any(self._lacks(item, field) for field in group.fields))
                continue
            for field in group.fields:
                yield Stop(item, field.name, self._lacks(item, field))
                if field.kind is Kind.GROUP:
                    yield from self._stops_in(field, item)

    def _lacks(self, item: int, field: Field) -> bool:
        if field.kind is Kind.GROUP:
            return field.required and not self.outline.of(item, field)
        return is_missing(field, self.outline.answers(item))

    def shape_of(self, item: int) -> Shape:
        """How the group of an item is worked on."""
        return shape(self.outline.group[item], inside=self.outline.parent[item] != TOP)

    def title(self, place: int) -> str:
        """What a place is called; that it has no title where it has no words yet."""
        return self.outline.name(place) or "(no title yet)"

    def numbers(self, place: int) -> str:
        """The numbers of a place as they are printed: 12–19; empty where nothing in it is counted."""
        span = self.outline.span(place)
        return "" if span is None else f"{span[0]}" if span[0] == span[1] else f"{span[0]}–{span[1]}"
