"""The steps of the walk in a list, each with how complete it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.content import Content

from hmi_visit.form.model import Form, Step, Value
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.progress import Progress, step_progress

_REST = 10
"""Cells of a row that are not the step's title: the list's margin, the number, how complete it is."""


class StepList(Rows):
    """The steps; the cursor stands at the one that is shown."""

    def __init__(self, form: Form, typed: Callable[[str], None], *, id: str | None = None) -> None:
        super().__init__(self.step_row, count=len(form.steps), id=id)
        self.form = form
        self.typed = typed
        """Takes a character that was typed here to the text."""
        self.progress: dict[str, Progress] = {}

    def step_row(self, index: int) -> Content:
        """A step in the list."""
        step = self.form.steps[index]
        progress = self.progress.get(step.name, Progress(0, 0))
        mark = "" if not progress.of else ("✓" if progress.complete else f"{progress.done}/{progress.of}")
        room = max(self.size.width - _REST, 8)
        return Content(f"{index + 1:>2} {step.title:<{room}.{room}} {mark:>4}")

    def on_key(self, event: events.Key) -> None:
        """What is typed is not for a list: the screen takes it to the text."""
        if event.is_printable:
            event.stop()
            self.typed(event.character or "")

    def catch_up(self, answers: Mapping[str, Value]) -> None:
        """Count again what is answered."""
        self.progress = {step.name: step_progress(self.form, step, answers) for step in self.form.steps}
        self.refresh()

    def point_to(self, step: Step) -> None:
        """Put the cursor at a step."""
        self.cursor = self.form.steps.index(step)
