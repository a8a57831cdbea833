"""The log of evidence entries in a list; Enter opens one, and keys change many at once.

An entry is read from the file when its row is drawn, so that a log of ten thousand opens and scrolls as a short one.
"""

from __future__ import annotations

from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.widgets.entry_rows import EntryRows
from hmi_visit.visit import entries
from hmi_visit.visit.model import Entry


class EntryLog(EntryRows):
    """The entries of the visit, in the order of entering."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(keeper, empty="No evidence yet. F9 or Ctrl+N notes what was seen or said.", id="entries")
        self.numbers: list[int] = []
        self._read: dict[int, Entry] = {}

    def on_mount(self) -> None:
        """Show what the file has."""
        self.reload()

    def reload(self) -> None:
        """Show what the file has now."""
        self.numbers = entries.numbers(self.keeper.visit.db)
        self._read.clear()
        self.marked &= set(self.numbers)
        self.count = len(self.numbers)
        self.say_title()
        self.refresh()

    def say_title(self) -> None:
        """How many there are, and how many are marked."""
        marked = f", {len(self.marked)} marked" if self.marked else ""
        self.border_title = f"Evidence log: {self.count}{marked}" if self.count else "Evidence log"

    def entry_at(self, index: int) -> Entry | None:
        """The entry of a row."""
        number = self.numbers[index]
        if number not in self._read:
            self._read[number] = entries.read_one(self.keeper.visit.db, number)
        return self._read[number]
