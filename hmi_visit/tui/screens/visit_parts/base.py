"""What every part of a visit's screen stands on: the visit, its form, its keeper, its letter, and where one is."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widget import Widget

from hmi_visit.form.model import Form, Value
from hmi_visit.tui.document import Document
from hmi_visit.tui.last_step import last_step
from hmi_visit.tui.letter_work import LetterWork
from hmi_visit.tui.saver import Saver
from hmi_visit.tui.screens.base import HouseScreen
from hmi_visit.tui.widgets.bars import StatusBar
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.file import Visit


class VisitPart(HouseScreen):
    """The ground of the parts. Each part is one section of the screen: its actions, and the messages that it hears."""

    def __init__(self, visit: Visit, form: Form) -> None:
        super().__init__()
        self.visit, self.form = visit, form
        self.saver = Saver(self, visit)
        self.keeper = self.saver.keeper
        self.letter = LetterWork(self, visit, form)
        self.document = Document(form, visit)
        left_at, _, place = last_step(visit.id).partition("/")
        self.step = next((step for step in form.steps if step.name == left_at), form.steps[0])
        """The step that stands in the middle: at first the one at which the visit was left."""
        self.left_place = int(place) if place.isdecimal() and place.isascii() else TOP
        """The place under it at which the visit was left."""
        self.place = TOP
        """The place under the step, where one of those stands in the middle."""
        self.panes: dict[str, Widget] = {}
        """What stands in the middle for each step that has been shown, by the step's name."""
        self.page: Widget | None = None
        """What stands in the middle for a place; there is one at most, so that a long document opens as a short one."""
        self.answers: Mapping[str, Value] = {}
        """The visit's answers when steps and marks were last brought up to date."""
        self.was_final = bool(visit.final)
        """Whether the visit was final when it was opened here."""
        self.let_go = False
        """True from the moment in which the visit is being closed: nothing reads or writes it any more."""

    def changed(self) -> None:
        """Told by a part that something in the file changed: the screen catches up at the next pause."""

    def close_visit(self) -> None:
        """Bring everything into the one file and let go of it."""
        raise NotImplementedError

    def why_read_only(self) -> str:
        """Why nothing is typed into the visit, for whoever would."""
        if event := self.visit.final:
            return f"This visit was finalised on {event.moment}. Alt+U reopens it; the reason is recorded."
        return "This visit is open to read alone: nothing is typed into it."

    @property
    def pane(self) -> Widget | None:
        """What stands in the middle."""
        return self.page if self.place else self.panes.get(self.step.name)

    def focused_view(self) -> FieldView | None:
        """The field that has the cursor."""
        focused = self.focused
        if focused is None:
            return None
        return next((a for a in focused.ancestors_with_self if isinstance(a, FieldView)), None)

    def say(self, words: str) -> None:
        """Say something in the line at the bottom."""
        self.query_one(StatusBar).update(words)
