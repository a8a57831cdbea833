"""One item of a group, as a small walk of its own. Groups inside it open in the same way."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from hmi_visit.tui.commands import HISTORY, NEW_ENTRY, bindings
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.screens.base import ENTER, HouseScreen
from hmi_visit.tui.screens.visit_parts.evidence import EvidencePart
from hmi_visit.tui.widgets.bars import Banner, SafetyMark, StatusBar, TitleBar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.field_view import FieldView, Slot
from hmi_visit.tui.widgets.group_field import GroupField
from hmi_visit.tui.widgets.step_pane import StepPane


class ItemScreen(HouseScreen):
    """The fields of one item; Escape goes back to its group."""

    BINDINGS = [("escape", "back", "Back"), *bindings([HISTORY, NEW_ENTRY]), ENTER]

    def __init__(self, slot: Slot, item: int, title: str, keeper: Keeper) -> None:
        super().__init__()
        self.slot, self.item, self.heading, self.keeper = slot, item, title, keeper

    def compose(self) -> ComposeResult:
        """The title, the fields, the way back."""
        with Horizontal(classes="top"):
            yield TitleBar(self.heading, markup=False)
            yield SafetyMark(self.keeper)
        yield Banner(self.keeper)
        yield StepPane((Slot(field, self.item) for field in self.slot.field.fields), self.keeper)
        yield StatusBar("Esc: back to the list    Tab: next field", markup=False)

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query_one(StepPane).focus_first()

    def show_field(self, name: str) -> FieldView | None:
        """Put the cursor into a field; its view."""
        view = self.query_one(StepPane).view(name)
        if view is not None:
            view.focus_end()
        return view

    async def on_group_field_opened(self, event: GroupField.Opened) -> None:
        """A group inside this item opens in the same way."""
        await self.app.push_screen(ItemScreen(event.slot, event.item, f"{self.heading} › {event.title}", self.keeper))

    def on_screen_resume(self) -> None:
        """Coming back from an inner item: its first words may have changed."""
        for view in self.query(GroupField):
            view.reload()

    def on_editor_noticed(self, event: Editor.Noticed) -> None:
        """Say what became of text that did not go in as it came."""
        self.app.notify(event.message, severity="warning", timeout=10)

    def action_enter(self) -> None:
        """Enter in a line goes on to the next field."""
        self.query_one(StepPane).enter()

    async def action_new_entry(self) -> None:
        """A new evidence entry; closing it returns here."""
        for screen in self.app.screen_stack:
            if isinstance(screen, EvidencePart):
                await screen.action_new_entry()

    async def action_history(self) -> None:
        """What the field with the cursor was before."""
        from hmi_visit.tui.screens.history import show_history

        await show_history(self, self.query_one(StepPane).focused_view())

    def action_back(self) -> None:
        """Back to the group."""
        self.dismiss()
