"""The open visit's items as the screen works on them: their tree, read once for each change, and what changes it."""

from __future__ import annotations

from hmi_visit.form.model import Form, Step
from hmi_visit.form.shape import branches, is_long
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.arranging import Arranger
from hmi_visit.visit.file import Visit
from hmi_visit.visit.outline import Outline


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

    def title(self, place: int) -> str:
        """What a place is called; that it has no title where it has no words yet."""
        return self.outline.name(place) or "(no title yet)"

    def numbers(self, place: int) -> str:
        """The numbers of a place as they are printed: 12–19; empty where nothing in it is counted."""
        span = self.outline.span(place)
        return "" if span is None else f"{span[0]}" if span[0] == span[1] else f"{span[0]}–{span[1]}"
