"""Evidence entries: each opens above the walk, and closing it returns to the very place left."""

from __future__ import annotations

from datetime import date

from hmi_visit.form.model import Role
from hmi_visit.tui.screens.visit_parts.base import VisitPart
from hmi_visit.tui.widgets.entry_log import EntryLog


class EvidencePart(VisitPart):
    """Opens entries."""

    def visit_day(self) -> date:
        """The day that times of day are on: the visit's, else today."""
        from hmi_visit.visit.times import now

        field = self.form.with_role(Role.DATE)
        try:
            return date.fromisoformat(str(self.answers.get(field.name, ""))) if field else now().date()
        except ValueError:
            return now().date()

    async def action_new_entry(self) -> None:
        """A new evidence entry, from anywhere."""
        if self.visit.writable:
            await self.open_entry(None)
        else:
            self.say(self.why_read_only())

    async def open_entry(self, entry: object) -> None:
        """Open an entry, or a new one; closing it returns to the very place left."""
        from hmi_visit.tui.screens.entry import EntryScreen
        from hmi_visit.visit.model import Entry

        def closed(again: bool | None) -> None:
            for log in self.query(EntryLog).results(EntryLog):
                log.reload()
            if again:
                self.call_later(self.action_new_entry)

        known = entry if isinstance(entry, Entry) else None
        await self.app.push_screen(EntryScreen(self.keeper, self.visit_day(), known), closed)
