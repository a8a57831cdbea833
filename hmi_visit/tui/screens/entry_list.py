"""Some entries in a list: what a count stands for. Enter opens one; keys change them as in the log."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.problems import Problem
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.steady import Steady
from hmi_visit.tui.widgets.entry_rows import EntryRows
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import entries
from hmi_visit.visit.model import Entry

if TYPE_CHECKING:
    from hmi_visit.tui.screens.visit_parts.tying import TyingPart

KEYS = (
    "Enter: open   Space: mark   + - ? =: sign   1 to 9: area   a letter: activity   @: with whom   :: when   "
    "Alt+L: what rests on it   Esc: back"
)


class SomeEntries(EntryRows):
    """Entries by their numbers; those that went to the bin are left out."""

    def __init__(self, keeper: Keeper, numbers: Sequence[int]) -> None:
        super().__init__(keeper, empty="None.")
        self.numbers = numbers
        self.found: list[Entry] = []

    def on_mount(self) -> None:
        """Show what the file has."""
        self.reload()

    def reload(self) -> None:
        """Show what the file has now."""
        there = set(entries.numbers(self.keeper.visit.db))
        self.found = []
        for number in self.numbers:
            if number in there:
                with contextlib.suppress(Problem):
                    self.found.append(entries.read_one(self.keeper.visit.db, number))
        self.count = len(self.found)
        self.refresh()

    def entry_at(self, index: int) -> Entry | None:
        """The entry of a row."""
        return self.found[index] if index < len(self.found) else None


class EntryListScreen(Steady, ModalScreen[None]):
    """The list, over what counted it."""

    BINDINGS = [("escape", "dismiss(None)", "Back")]

    def __init__(self, owner: TyingPart, title: str, found: Sequence[Entry]) -> None:
        super().__init__()
        self.owner, self.heading, self.numbers = owner, title, [entry.number for entry in found]

    def compose(self) -> ComposeResult:
        """The entries."""
        with Vertical(classes="dialog -large"):
            yield Static(self.heading, classes="question", markup=False)
            yield SomeEntries(self.owner.keeper, self.numbers)
            yield Static(KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Begin at the first."""
        self.set_focus(self.query_one(SomeEntries))

    def on_screen_resume(self) -> None:
        """An entry may have changed."""
        for rows in self.query(SomeEntries).results(SomeEntries):
            rows.reload()

    async def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter opens."""
        event.stop()
        await self.owner.open_entry(self.query_one(SomeEntries).chosen)

    def on_entry_rows_rests(self, event: EntryRows.Rests) -> None:
        """The visit's screen shows what rests on it."""
        event.stop()
        self.owner.post_message(EntryRows.Rests(event.entry))
