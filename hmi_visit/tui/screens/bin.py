"""The bin of a visit on the screen: what was taken out, its words, and the way back; emptying it asks for a word."""

from __future__ import annotations

import sqlite3

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.problems import Problem
from hmi_visit.tui.document import Document
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.screens.dialogs import Ask
from hmi_visit.tui.screens.visit_files import WORD
from hmi_visit.tui.steady import Steady
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import bin as visit_bin
from hmi_visit.visit.bin import Binned, contents, in_bin

EMPTY = (
    "The bin of this visit is empty. What was deleted from a text or a list is among its earlier states: Alt+H there."
)


class BinScreen(Steady, ModalScreen[None]):
    """Lists what was taken out, the last first. Enter brings back at once; `e` empties."""

    BINDINGS = [("escape", "dismiss(None)", "Back"), ("e", "empty", "Empty the bin")]
    DEFAULT_CSS = """
    BinScreen Rows { height: 2fr; min-height: 3; }
    BinScreen VerticalScroll { height: 3fr; min-height: 3; border-top: solid $surface-lighten-2; }
    BinScreen #words { height: auto; }
    """

    def __init__(self, keeper: Keeper, document: Document, place: int) -> None:
        super().__init__()
        self.keeper, self.form, self.document = keeper, document.form, document
        self.place = place
        """Where an item goes whose own place is in the bin too."""
        self.found: tuple[Binned, ...] = ()

    def compose(self) -> ComposeResult:
        """What lies there, and the words of what the cursor is on."""
        with Vertical(classes="dialog -large"):
            yield Static("The bin of this visit", classes="question", markup=False)
            yield Rows(self.row, empty=EMPTY)
            with VerticalScroll(can_focus=False):
                yield Static("", id="words", markup=False)
            keys = "Enter: bring it back    e: empty the bin    " if self.keeper.visit.writable else ""
            yield Static(f"{keys}Esc: back", classes="keys")

    def on_mount(self) -> None:
        """Begin at what was taken out last."""
        self.set_focus(self.query_one(Rows))
        self.reload()

    def reload(self) -> None:
        """Show what lies there now."""
        self.found = in_bin(self.keeper.visit.db, self.form)
        rows = self.query_one(Rows)
        rows.show(len(self.found), min(rows.cursor, max(len(self.found) - 1, 0)))
        self.tell(rows.cursor)

    def row(self, index: int) -> str:
        """When it was taken out, what it was one of, and its first words."""
        binned = self.found[index]
        name = binned.name if not binned.is_item else ""
        first = binned.text.partition("\n")[0] or "(empty)"
        return f"{binned.removed_at[:16].replace('T', '  ')}  {binned.label} {name}".rstrip() + f"  {first}"

    def tell(self, index: int) -> None:
        """Show all the words of one."""
        self.query_one("#words", Static).update(self.found[index].text if index < len(self.found) else "")

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The words follow the cursor."""
        self.tell(event.index)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter brings back."""
        if not self.keeper.visit.writable:
            return
        binned = self.found[event.index]
        try:
            done = self.keeper.change(lambda db: self._bring_back(db, binned))
        except Problem as problem:
            self.app.notify(str(problem), severity="warning")
            return
        if done:
            self.app.notify(f"{binned.label} {'' if binned.is_item else binned.name} is back.".replace("  ", " "))
        else:
            self.app.notify(f"This could not be written: {self.keeper.fault}", severity="error")
        self.reload()

    def _bring_back(self, db: sqlite3.Connection, binned: Binned) -> None:
        if binned.is_item:
            self.document.arranger.bring_back(binned.number, self.place)
        else:
            visit_bin.bring_back(db, binned)

    async def action_empty(self) -> None:
        """Delete for good what lies there, after saying what and being told to in a word."""
        if not self.found or not self.keeper.visit.writable:
            return
        asked = f"Delete for good what is in the bin: {contents(self.found)}?"
        rest = f"Backups and copies made before have it still. Type {WORD} to delete it."

        def answered(word: str | None) -> None:
            if word is not None and word.strip().casefold() == WORD:
                self._empty()
            elif word is not None:
                self.app.notify("Nothing was deleted.")

        await self.app.push_screen(Ask(f"{asked}\n\n{rest}", hint=WORD), answered)

    def _empty(self) -> None:
        def write(_db: sqlite3.Connection) -> None:
            visit_bin.empty(self.keeper.visit, self.form)

        try:
            done = self.keeper.change(write)
        except Problem as problem:
            self.app.notify(str(problem), severity="error")
            return
        said = "The bin is empty." if done else f"This could not be written: {self.keeper.fault}"
        self.app.notify(said, severity="information" if done else "error")
        self.reload()
