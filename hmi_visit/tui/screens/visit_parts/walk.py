"""The walk: from step to step and from field to field, by key, by name, and to what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.actions import SkipAction
from textual.containers import Vertical
from textual.widget import Widget

from hmi_visit.form.model import Form, Shows, Step
from hmi_visit.tui.document import Document
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.rubbish import leave_out
from hmi_visit.tui.screens.base import Place
from hmi_visit.tui.screens.visit_parts.beside import BesidePart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_log import EntryLog
from hmi_visit.tui.widgets.field_view import FieldView, Slot
from hmi_visit.tui.widgets.letter_step import LetterStep
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.tui.widgets.step_pane import StepPane
from hmi_visit.visit.answers import TOP

SETTLED = 2.0
"""Seconds after which a step that was shown for the first time has all that it shows."""


class WalkPart(BesidePart):
    """Goes through the steps; what stands beside follows."""

    left: Widget | None = None
    """What had the cursor before it went to the steps."""

    async def show_step(self, step: Step, field: str = "") -> None:
        """Put a step into the middle, and the cursor at the end of a field of it, the first or the one named.

        Keys that come meanwhile wait: what is typed after the key for a step is typed into that step.
        """
        self.step, self.place = step, TOP
        if step.name not in self.panes:
            self.panes[step.name] = _pane_of(self.form, step, self.keeper, self.document)
            await self.query_one("#panes").mount(self.panes[step.name])
            self.set_timer(SETTLED, leave_out)
        await self._bring_forth(self.panes[step.name], field)

    async def show_place(self, place: int, field: str = "") -> None:
        """Put a section or topic into the middle, alone; the one that stood there before is let go of."""
        if place not in self.document.outline:
            return
        self.step, self.place = self.document.step_of(place), place
        slots = (Slot(f, place) for f in self.document.outline.fields(place))
        page = StepPane(slots, self.keeper, self.document)
        before, self.page = self.page, page
        await self.query_one("#panes").mount(page)
        await self._bring_forth(page, field)
        if before is not None:
            await before.remove()

    async def _bring_forth(self, pane: Widget, field: str) -> None:
        for other in self.query_one("#panes").children:
            other.display = other is pane
        self.query_one(StepList).point_to(self.step, self.place)
        self._focus_in(pane, field)
        if not self.place and self.page is not None:
            page, self.page = self.page, None
            await page.remove()
        self.show_side()
        self.show_margins()
        self.letter_wanted()

    def show_margins(self) -> None:
        """Mark what rests on evidence in the texts that are shown."""

    def _focus_in(self, pane: Widget, field: str) -> None:
        views = list(pane.query(FieldView).results(FieldView))
        view = next((v for v in views if v.asks(field)), views[0] if views else None)
        if view is not None:
            view.focus_end()
            self.call_after_refresh(view.scroll_visible, animate=False)
        else:
            focusable = (w for w in pane.walk_children(Widget, with_self=True) if w.focusable)
            self.set_focus(next(focusable, None))

    async def go_to_field(self, name: str) -> None:
        """Show the step of a field and put the cursor into it, at the end of its text."""
        if step := self.form.step_of(name):
            await self.show_step(step, name)

    def places(self) -> Iterable[Place]:
        """Every step and field, for the palette."""
        for step in self.form.steps:
            yield step.title, lambda step=step: self.show_step(step)  # type: ignore[misc]
            for field in self.form.step_fields(step):
                if field.label != step.title:
                    yield f"{field.label} ({step.title})", lambda name=field.name: self.go_to_field(name)  # type: ignore[misc]
            for place in self._places_under(step):
                numbers = self.document.numbers(place)
                name = f"{self.document.title(place)} ({', '.join(filter(None, (step.title, numbers)))})"
                yield name, lambda place=place: self.show_place(place)  # type: ignore[misc]

    def _places_under(self, step: Step, place: int = TOP) -> Iterator[int]:
        """Every place that stands under a step, or under one of its places, in order."""
        for item in self.document.branches(step, place):
            yield item
            yield from self._places_under(step, item)

    def type_on(self, characters: str) -> None:
        """What is typed while the cursor is in the steps goes on in the text that was left, or in the step's first."""
        pane = self.pane
        if pane is None:
            return
        if self.left is not None and pane in self.left.ancestors_with_self:
            self.set_focus(self.left)
        else:
            self._focus_in(pane, "")
        if isinstance(self.focused, Editor):
            self.focused.insert(characters)

    async def action_previous_step(self) -> None:
        """The step before."""
        await self._step_by(-1)

    async def action_next_step(self) -> None:
        """The next step."""
        await self._step_by(1)

    async def _step_by(self, by: int) -> None:
        stops = [(step, place) for step in self.form.steps for place in (TOP, *self._places_under(step))]
        at = stops.index((self.step, self.place)) + by
        if 0 <= at < len(stops):
            step, place = stops[at]
            await (self.show_place(place) if place else self.show_step(step))

    async def action_enter(self) -> None:
        """Enter in a line goes on to the next field, and from the last line of a step to the next step."""
        for pane in self.pane.walk_children(StepPane, with_self=True) if self.pane else ():
            if not pane.enter():
                await self.action_next_step()
            return
        raise SkipAction

    async def action_go_to(self) -> None:
        """Choose a step or field by its name."""
        from hmi_visit.tui.screens.dialogs import Pick

        places = list(self.places())

        def picked(index: int | None) -> None:
            if index is not None:
                self.call_later(places[index][1])

        await self.app.push_screen(Pick("Go to which step or field?", [name for name, _ in places]), picked)


def _pane_of(form: Form, step: Step, keeper: Keeper, document: Document) -> Widget:
    """What stands in the middle for a step: its fields, and the log or the letter where the step shows them."""
    if step.shows is Shows.LETTER:
        return LetterStep()
    pane = StepPane((Slot(field) for field in form.step_fields(step)), keeper, document)
    if step.shows is Shows.ENTRIES:
        return Vertical(pane, EntryLog(keeper), classes="with-log") if step.fields else EntryLog(keeper)
    return pane
