"""The log of evidence entries in a list; Enter opens one."""

from __future__ import annotations

from textual.content import Content

from hmi_visit.tui.commands import ENTRIES, bindings
from hmi_visit.tui.keeper import Keeper, Write
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import entries
from hmi_visit.visit.model import Entry
from hmi_visit.visit.times import clock


class EntryLog(Rows):
    """The entries of the visit, in the order of entering."""

    BINDINGS = bindings(ENTRIES)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(
            self.entry_row, empty="No evidence yet. F9 or Ctrl+N notes what was seen or said.", id="entries"
        )
        self.keeper = keeper
        self.log_entries: tuple[Entry, ...] = ()

    def on_mount(self) -> None:
        """Show what the file has."""
        self.reload()

    def reload(self) -> None:
        """Show what the file has now."""
        self.log_entries = entries.read(self.keeper.visit.db)
        self.count = len(self.log_entries)
        self.border_title = f"Evidence log: {self.count}" if self.count else "Evidence log"
        self.refresh()

    def entry_row(self, index: int) -> Content:
        """An entry in the list: number, time, sign, activity, with whom, first words."""
        entry = self.log_entries[index]
        whom = f" @{', '.join(entry.with_whom)}" if entry.with_whom else ""
        about = f" #{','.join(map(str, entry.about))}" if entry.about else ""
        first = entry.text.replace("\n", " ")[:300]
        head = f"{entry.name:<4}{clock(entry.when):<6}{entry.sign or ' '} "
        return Content.assemble(head, (f"{entry.activity}{whom}{about}", "bold"), f"  {first}")

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor."""
        return self.log_entries[self.cursor] if self.cursor < len(self.log_entries) else None

    def action_remove_entry(self) -> None:
        """Move the entry under the cursor to the bin."""
        entry = self.chosen
        if entry and self._change(lambda db: entries.remove(db, entry.number)):
            self.app.notify(f"{entry.name} is in the bin. Alt+Z brings it back, Alt+B shows all that lies there.")

    def action_bring_back_entry(self) -> None:
        """Bring back the entry that was removed last."""
        removed = entries.last_removed(self.keeper.visit.db)
        if removed and self._change(lambda db: entries.bring_back(db, removed)):
            self.app.notify(f"e{removed} is back.")

    def _change(self, write: Write) -> bool:
        if not self.keeper.visit.writable:
            return False
        done = self.keeper.change(write)
        if not done:
            self.app.notify(f"This could not be written: {self.keeper.fault}", severity="error")
        self.reload()
        return done
