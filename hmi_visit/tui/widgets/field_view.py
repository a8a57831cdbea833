"""One field on the screen: its label, its editor, and a line that says what was understood.

Every kind of field has its widget; `view_of` chooses it. Each keeps what is typed by itself, through the keeper.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from hmi_visit.form.model import Field, Kind, Value
from hmi_visit.form.values import is_empty, spoken
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.steady import Steady, is_of_the_disk, tell
from hmi_visit.visit import answers
from hmi_visit.visit.history import State, states_of

READ_AGAIN = 1.0
"""Seconds between tries to read an answer for the first time, while the disk cannot be read."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an answer stands: its field, and its place among the items of groups."""

    field: Field
    place: int = answers.TOP


class FieldView(Steady, Widget):
    """A field: what all kinds have in common. A kind's own widget overrides `compose_editor` and `show`."""

    DEFAULT_CSS = """
    FieldView { height: auto; layout: grid; grid-size: 2; grid-columns: 24 1fr; grid-rows: auto; padding: 0 1 0 1; }
    FieldView .label { height: auto; color: $text-muted; padding-right: 1; }
    FieldView .note { height: auto; color: $text-muted; padding-left: 24; display: none; column-span: 2; }
    FieldView .note.-shown { display: block; }
    FieldView .note.-fault { color: $text-error; }
    FieldView.-tall { layout: vertical; height: 1fr; min-height: 9; }
    FieldView.-tall .note { padding-left: 0; }
    FieldView:focus-within .label { color: $text; text-style: bold; }
    """

    @dataclass
    class Answered(Message):
        """An answer changed."""

        slot: Slot

    def __init__(self, slot: Slot, keeper: Keeper) -> None:
        super().__init__(classes="field")
        self.slot = slot
        self.keeper = keeper
        self.value: Value | None = None
        self._noted = ""
        self._was_read = False
        self._marked = slot.field.required

    @property
    def field(self) -> Field:
        """The field that this shows."""
        return self.slot.field

    def asks(self, name: str) -> bool:
        """Whether what is asked under this name is typed here."""
        return self.field.name == name

    @property
    def read_only(self) -> bool:
        """Whether the visit can be read alone."""
        return not self.keeper.visit.writable

    def compose(self) -> ComposeResult:
        """The label beside the editor, and the note below."""
        yield Static(self.label_text(), classes="label")
        yield from self.compose_editor()
        yield Static("", classes="note", markup=False)

    def compose_editor(self) -> ComposeResult:
        """The widget that takes the keys."""
        raise NotImplementedError

    def show(self, value: Value | None, typed: str | None) -> None:
        """Show an answer as the file has it."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show what the file has; nothing of a visit that was closed while this was being made."""
        if not self.keeper.ended:
            self.reload()

    def reload(self) -> None:
        """Show what the file has now. Where that was never read yet and cannot be, nothing is typed over it: the field
        takes no keys until it can."""
        try:
            self.value, typed = answers.read_one(self.keeper.visit.db, self.field.name, self.slot.place)
        except sqlite3.DatabaseError as error:
            if not is_of_the_disk(error):
                raise
            tell(self.app, error)
            if not self._was_read:
                self.disabled = True
                self.set_timer(READ_AGAIN, self.reload)
            return
        if not self._was_read:
            self._was_read, self.disabled = True, False
        self.show(self.value, typed)
        self.mark_missing()

    def keep(self, value: Value, typed: str | None = None) -> None:
        """Put an answer into the file, before it is painted."""
        if self.read_only:
            return
        self.value = value
        write = partial(answers.put, field=self.field, value=value, typed=typed, place=self.slot.place)
        words = f"{self.field.label}\n{typed if typed is not None else spoken(self.field, value)}"
        self.keeper.keep((self.slot.place, self.field.name), write, words)
        self.post_message(self.Answered(self.slot))

    # earlier states

    def states(self) -> tuple[State, ...]:
        """What the answer was, newest last."""
        return states_of(self.keeper.visit.db, self.field, self.slot.place)

    def text_of(self, value: Value | None, typed: str | None) -> str:
        """An answer as it is typed in this field."""
        return typed if typed is not None else spoken(self.field, value)

    def earlier(self) -> list[tuple[int, str]]:
        """What the text of the answer was, newest last, for undo."""
        return [(state.id, self.text_of(state.value, state.typed)) for state in self.states()]

    def bring_back(self, state: State) -> None:
        """Make the answer what it was, as a new state."""
        self.keep(state.value, state.typed)
        self.show(state.value, state.typed)
        self.mark_missing()

    def focus_end(self) -> None:
        """Put the cursor into the editor, at the end of its text."""
        for widget in self.query("*"):
            if widget.focusable:
                self.screen.set_focus(widget)
                break

    def note(self, text: str, *, fault: bool = False) -> None:
        """Say something below the editor; nothing takes the line away."""
        if text == self._noted:
            return
        self._noted = text
        static = self.query_one(".note", Static)
        static.set_class(bool(text), "-shown")
        static.set_class(fault, "-fault")
        static.update(text)
        if text and self.has_focus_within:
            self.call_after_refresh(self.scroll_visible, animate=False)

    def label_text(self) -> Content:
        """The label, with a mark while a required answer is missing."""
        return Content(f"{self.field.label}{' *' if self.is_missing else ''}")

    @property
    def is_missing(self) -> bool:
        """Whether a required answer is absent or empty."""
        return self.field.required and is_empty(self.value)

    def start_of(self, line: int) -> int:
        """The character of the editor's text at which a line of the answer (an item of a list) begins."""
        return 0

    def mark_missing(self) -> None:
        """Show or take away the mark of a missing answer."""
        missing = self.is_missing
        if missing != self._marked:
            self._marked = missing
            self.query_one(".label", Static).update(self.label_text())


ViewClass: TypeAlias = type[FieldView]


def view_of(slot: Slot, keeper: Keeper) -> FieldView:
    """The right widget for a field's kind."""
    from hmi_visit.tui.widgets.choice_field import ChoiceField, FlagField
    from hmi_visit.tui.widgets.group_field import GroupField
    from hmi_visit.tui.widgets.list_field import ListField
    from hmi_visit.tui.widgets.text_field import LineField, ProseField

    classes: dict[Kind, ViewClass] = {
        Kind.CHOICE: ChoiceField,
        Kind.FLAG: FlagField,
        Kind.LINES: ListField,
        Kind.LIST: ListField,
        Kind.PROSE: ProseField,
        Kind.GROUP: GroupField,
    }
    return classes.get(slot.field.kind, LineField)(slot, keeper)
