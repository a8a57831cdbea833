"""The earlier states of one text: when, how many words, what differs from now; Enter brings one back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from hmi_visit.form.model import Kind
from hmi_visit.form.values import spoken
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.answers import read_one
from hmi_visit.visit.difference import counts, difference, marked
from hmi_visit.visit.history import State, words

Read = Callable[[State], str]
"""A state as a person reads it."""


class HistoryScreen(ModalScreen[State | None]):
    """Lists states, the newest first. Returns the one to bring back, and changes nothing itself."""

    BINDINGS = [("escape", "dismiss(None)", "Leave it")]
    DEFAULT_CSS = """
    HistoryScreen Rows { height: 2fr; min-height: 3; }
    HistoryScreen VerticalScroll { height: 3fr; min-height: 3; border-top: solid $surface-lighten-2; }
    HistoryScreen #difference { height: auto; }
    """

    def __init__(self, heading: str, states: Sequence[State], read: Read, now: str, *, writable: bool) -> None:
        super().__init__()
        self.heading, self.read, self.now, self.writable = heading, read, now, writable
        self.states = list(reversed(states))

    def compose(self) -> ComposeResult:
        """The states, and what differs between the chosen one and the present."""
        with Vertical(classes="dialog -large"):
            yield Static(f"Earlier states of {self.heading}", classes="question", markup=False)
            yield Rows(self.row, len(self.states), empty="Nothing has been kept yet: a pause in typing keeps a state.")
            with VerticalScroll(can_focus=False):
                yield Static("", id="difference", markup=False)
            keys = "Enter: bring it back    " if self.writable else ""
            yield Static(f"{keys}Esc: leave it    [-not there now-]  {{+there now+}}", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Begin at the newest."""
        self.set_focus(self.query_one(Rows))
        self.tell(0)

    def row(self, index: int) -> str:
        """When a state was kept, how many words it has, and what the one before it had not or had."""
        state = self.states[index]
        text = self.read(state)
        before = self.read(self.states[index + 1]) if index + 1 < len(self.states) else ""
        out, into = counts(difference(before, text))
        moment = state.kept_at[:16].replace("T", "  ")
        there = "  as it is now" if text == self.now else ""
        return f"{moment}  session {state.session:<3} {words(text):>11}  +{into} −{out}{there}"

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The difference follows the cursor."""
        self.tell(event.index)

    def tell(self, index: int) -> None:
        """Show what differs between a state and the present."""
        if self.states:
            said = marked(difference(self.read(self.states[index]), self.now))
            self.query_one("#difference", Static).update(said or "This is what stands there now.")

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter brings back."""
        self.dismiss(self.states[event.index] if self.writable else None)


async def show_history(screen: Screen[Any], view: FieldView | None) -> None:
    """Show the states of the field with the cursor; what is chosen comes back into it."""
    if view is None or view.field.kind is Kind.GROUP:
        what = "Put the cursor into a field first" if view is None else "Each answer inside has its own: open one first"
        screen.app.notify(f"{what}; then this shows what it was before.")
        return
    keeper = view.keeper
    keeper.keep_states()  # what stands there now is the newest of them

    def chosen(state: State | None) -> None:
        if state is not None:
            view.bring_back(state)
            keeper.keep_states()

    value, typed = read_one(keeper.visit.db, view.field.name, view.slot.place)
    now = typed if typed is not None else spoken(view.field, value)
    shown = HistoryScreen(
        view.field.label, view.states(), lambda s: s.words_in(view.field), now, writable=not view.read_only
    )
    await screen.app.push_screen(shown, chosen)
