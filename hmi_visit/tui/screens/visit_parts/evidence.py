"""Evidence entries: each opens above the walk, and closing it returns to the very place left."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hmi_visit.form.model import Role
from hmi_visit.tui.screens.visit_parts.base import VisitPart
from hmi_visit.tui.widgets.entry_log import EntryLog
from hmi_visit.tui.widgets.entry_rows import EntryRows
from hmi_visit.visit import abbreviations, facts
from hmi_visit.visit.entries import read_one

if TYPE_CHECKING:
    from hmi_visit.tui.screens.entry import About, Closed, EntryScreen
    from hmi_visit.visit.model import Entry


class EvidencePart(VisitPart):
    """Opens entries."""

    people: list[str] | None = None
    """The roles that `@` may name, read when an entry was closed, and not at the key that opens the next."""
    entry_screen: EntryScreen | None = None
    """Built a moment after the visit, so that it opens at once."""

    def visit_day(self) -> date:
        """The day that times of day are on: the visit's, else today."""
        from hmi_visit.visit.times import now

        field = self.form.with_role(Role.DATE)
        try:
            return date.fromisoformat(str(self.answers.get(field.name, ""))) if field else now().date()
        except ValueError:
            return now().date()

    def about(self) -> About:
        """What an entry's screen knows of this visit."""
        from hmi_visit.evidence.log import people
        from hmi_visit.tui.screens.entry import About

        own = abbreviations.own(facts.read(self.visit.db))
        short = {**self.form.evidence.abbreviations, **own}
        if self.people is None:
            self.people = people(self.form, self.visit.db)
        return About(self.visit_day(), self.people, self.areas(), short)

    def areas(self) -> list[str]:
        """The areas for improvement."""
        field = self.form.with_role(Role.AREAS)
        found = self.answers.get(field.name) if field else None
        return [str(area) for area in found] if isinstance(found, list) else []

    def prepare_entries(self) -> None:
        """Build the screen of entries before it is wanted."""
        if not self.let_go:
            self.build_entry_screen()
            self.about()

    def build_entry_screen(self) -> EntryScreen:
        """The screen of entries: built once, and kept."""
        from hmi_visit.tui.screens.entry import EntryScreen

        if self.entry_screen is None:
            self.entry_screen = EntryScreen(self.keeper, self.about)
            self.app.install_screen(self.entry_screen, f"entry {id(self)}")
            self.app._get_screen(self.entry_screen)  # mounts it, and shows nothing
        return self.entry_screen

    def let_entry_screen_go(self) -> None:
        """Give the screen of entries back; where it is open, it goes with the program."""
        screen, self.entry_screen = self.entry_screen, None
        if screen is not None and screen not in self.app.screen_stack:
            self.app.uninstall_screen(screen)
            screen.remove()

    async def action_new_entry(self) -> None:
        """A new evidence entry, from anywhere."""
        if self.visit.writable:
            await self.open_entry(None)
        else:
            self.say(self.why_read_only())

    async def open_entry(self, entry: Entry | None) -> None:
        """Open an entry, or a new one; closing it returns to the very place left."""
        screen = self.build_entry_screen()
        await screen.ready.wait()
        screen.begin(entry)
        await self.app.push_screen(screen, self.entry_closed)

    def entry_closed(self, closed: Closed | None) -> None:
        """Show what the entry is now."""
        self.people = None
        self.call_after_refresh(self.prepare_entries)
        for log in self.query(EntryLog).results(EntryLog):
            log.reload()
        if closed and closed.rests:
            self.post_message(EntryRows.Rests(read_one(self.visit.db, closed.rests)))
