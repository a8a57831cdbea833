"""The steps of the walk as a tree, each with how complete it is: under a step its sections, and under those its topics.

Sections and topics show the numbers of the paragraphs in them. What stands under a row folds away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from hmi_visit.form.model import Step, Value
from hmi_visit.tui.commands import STEPS, bindings
from hmi_visit.tui.document import Document
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.outline import State
from hmi_visit.visit.progress import Progress, step_progress

_REST = 10
"""Cells of a step's row that are not its title: the list's margin, the number, how complete it is."""
_NUMBERS, _WORDS = 7, 6
"""Cells for the numbers of a place, and for its words where there is room."""
_WIDE = 44
"""From this width on the words are shown too."""
MARKS = {State.EMPTY: "·", State.BEGUN: "…", State.DONE: "✓"}
"""How far a place is."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A row: a step, or a place under it."""

    step: Step
    place: int = TOP
    level: int = 0
    inner: bool = False
    """Whether something stands under it."""

    @property
    def key(self) -> str | int:
        """What its folding is remembered by."""
        return self.place or self.step.name


class StepList(Rows):
    """The steps and what stands under them; the cursor stands at the one that is shown."""

    BINDINGS = bindings(STEPS)

    class Removing(Message):
        """The place at the cursor is to be taken out."""

    def __init__(
        self, document: Document, typed: Callable[[str], None], *, id: str | None = None, classes: str = ""
    ) -> None:
        self.document = document
        self.typed = typed
        """Takes a character that was typed here to the text."""
        self.progress: dict[str, Progress] = {}
        self.counts: Mapping[str | int, str] = {}
        """What is to be mended under each step and place: 2!1~."""
        self._open: set[str | int] = {step.name for step in document.form.steps}
        self.branches: list[Branch] = []
        super().__init__(self.row_of, id=id, classes=classes)
        self.grow()

    def take(self, document: Document) -> None:
        """Show another document, or the same under a form that has changed."""
        self.document = document
        self._open |= {step.name for step in document.form.steps}
        self.set_class(document.long, "-long")
        self.grow()

    @property
    def chosen(self) -> Branch:
        """The row at the cursor."""
        return self.branches[self.cursor]

    def row_of(self, index: int) -> Content:
        """A row of the list."""
        branch = self.branches[index]
        return self._place_row(branch) if branch.place else self._step_row(branch)

    def _step_row(self, branch: Branch) -> Content:
        progress = self.progress.get(branch.step.name, Progress(0, 0))
        mark = "" if not progress.of else ("✓" if progress.complete else f"{progress.done}/{progress.of}")
        number = self.document.form.steps.index(branch.step) + 1
        title = f"{branch.step.title}{'' if not branch.inner or branch.key in self._open else ' ▸'}"
        asked = self.counts.get(branch.key, "")
        room = max(self.scrollable_content_region.width - _REST - len(asked), 8)
        return Content(f"{number:>2} {title:<{room}.{room}} {asked}{mark:>4}")

    def _place_row(self, branch: Branch) -> Content:
        document, place = self.document, branch.place
        fold = " " if not branch.inner else "▾" if branch.key in self._open else "▸"
        begin = f"{'':{2 * branch.level - 1}}{fold} "
        words = f" {document.outline.words(place):>{_WORDS},}" if self.size.width >= _WIDE else ""
        mark = MARKS[document.outline.state(place)]
        asked = self.counts.get(branch.key, "")
        end = f" {asked}{document.numbers(place):>{_NUMBERS}}{words} {mark}"
        room = max(self.scrollable_content_region.width - 2 - len(begin) - len(end), 6)
        return Content(f"{begin}{document.title(place):<{room}.{room}}{end}")

    def grow(self) -> None:
        """Make the rows anew from the tree as it is now; the cursor stays at its place."""
        at = self.chosen.key if self.branches else None
        self.branches = []
        for step in self.document.form.steps:
            self._grow(step, TOP, 0)
        self.count = len(self.branches)
        self.cursor = next((n for n, branch in enumerate(self.branches) if branch.key == at), self.cursor)
        self.refresh()

    def _grow(self, step: Step, place: int, level: int) -> None:
        inner = self.document.branches(step, place)
        branch = Branch(step, place, level, bool(inner))
        self.branches.append(branch)
        if branch.key in self._open:
            for item in inner:
                self._grow(step, item, level + 1)

    def on_key(self, event: events.Key) -> None:
        """What is typed is not for a list: the screen takes it to the text."""
        if event.is_printable:
            event.stop()
            self.typed(event.character or "")

    def catch_up(self, answers: Mapping[str, Value]) -> None:
        """Count again what is answered, and show the tree as it is now."""
        form = self.document.form
        self.progress = {step.name: step_progress(form, step, answers) for step in form.steps}
        self.grow()

    def show_counts(self, counts: Mapping[str | int, str]) -> None:
        """Show how much is to be mended under each step, by its name, and place."""
        if counts != self.counts:
            self.counts = counts
            self.refresh()

    def point_to(self, step: Step, place: int = TOP) -> None:
        """Put the cursor at a step, or at a place under it, unfolding what it stands in."""
        above: tuple[str | int, ...] = (step.name, *self.document.outline.above(place)) if place else ()
        if not self._open.issuperset(above):
            self._open.update(above)
            self.grow()
        key = place or step.name
        self.cursor = next((n for n, branch in enumerate(self.branches) if branch.key == key), self.cursor)

    def action_fold(self) -> None:
        """Fold what stands under this row; on a row that is folded already, go to the one above it."""
        branch = self.chosen
        if branch.inner and branch.key in self._open:
            self._open.discard(branch.key)
            self.grow()
        else:
            above = (n for n in range(self.cursor, -1, -1) if self.branches[n].level < branch.level)
            self.cursor = next(above, self.cursor)

    def action_unfold(self) -> None:
        """Unfold what stands under this row; on one that is unfolded, go into it."""
        branch = self.chosen
        if branch.inner and branch.key in self._open:
            self.cursor += 1
        elif branch.inner:
            self._open.add(branch.key)
            self.grow()

    def action_take_row(self) -> None:
        """Have the place at the cursor taken out."""
        self.post_message(self.Removing())
