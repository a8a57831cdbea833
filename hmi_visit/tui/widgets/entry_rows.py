"""A list of entries: rows are marked, and keys change the marked ones, or else the one at the cursor.

Sign, activity and area are set without opening anything, for as many entries as are marked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from textual.content import Content
from textual.message import Message

from hmi_visit.tui.commands import ENTRIES, bindings
from hmi_visit.tui.keeper import Keeper, Write
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import entries, links
from hmi_visit.visit.connection import together
from hmi_visit.visit.model import ACTIVITIES, Entry
from hmi_visit.visit.times import clock, day_of, now, read_time

MARK = "■"
_SHOWN = 300
"""Characters of an entry that a row can show."""


class EntryRows(Rows):
    """A list whose rows are entries, or some of whose rows are."""

    BINDINGS = bindings(ENTRIES)

    @dataclass
    class Rests(Message):
        """The sentences that rest on an entry are to be shown."""

        entry: Entry

    def __init__(self, keeper: Keeper, *, empty: str, id: str | None = None) -> None:
        super().__init__(self.row_of, empty=empty, id=id)
        self.keeper = keeper
        self.marked: set[int] = set()
        """The numbers of the marked entries."""

    def reload(self) -> None:
        """Show what the file has now."""
        raise NotImplementedError

    def entry_at(self, index: int) -> Entry | None:
        """The entry of a row; None where the row is none."""
        raise NotImplementedError

    def say_title(self) -> None:
        """Say how many are marked."""

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entry_at(self.cursor) if self.cursor < self.count else None

    @property
    def meant(self) -> list[int]:
        """The numbers of the entries that a key changes: the marked ones, or else the one under the cursor."""
        return sorted(self.marked) or [entry.number for entry in (self.chosen,) if entry]

    def row_of(self, index: int) -> Content:
        """A row."""
        entry = self.entry_at(index)
        return self.entry_row(entry) if entry else Content("")

    def entry_row(self, entry: Entry) -> Content:
        """An entry in a row: mark, number, time, sign, activity, with whom, areas, first words."""
        mark = MARK if entry.number in self.marked else " "
        return Content.assemble(mark, entry_words(entry))

    # marking and changing

    def action_mark_entry(self) -> None:
        """Mark the entry under the cursor, or take the mark away, and go on to the next."""
        if entry := self.chosen:
            self.marked ^= {entry.number}
            self.say_title()
            self.refresh_row(self.cursor)
            self.cursor += 1

    def action_mark_all(self) -> None:
        """Mark all entries, or where all are marked none."""
        found = {entry.number for index in range(self.count) if (entry := self.entry_at(index))}
        self.marked = set() if found <= self.marked else found
        self.say_title()
        self.refresh()

    def action_set_sign(self, key: str) -> None:
        """Set the sign, or take it away."""
        sign = {"plus": "+", "minus": "-", "question_mark": "?"}.get(key, "")
        self.change_meant(lambda entry: replace(entry, sign=sign))

    def action_set_activity(self, key: str) -> None:
        """Set the activity."""
        kind = next(name for name, letter in ACTIVITIES.items() if letter == key)
        self.change_meant(lambda entry: replace(entry, activity=kind))

    def action_set_area(self, key: str) -> None:
        """Let them be about an area, or where all of them are no longer; 0 takes all areas away."""
        number, db = int(key), self.keeper.visit.db
        if not number:
            self.change_meant(lambda entry: replace(entry, about=()))
        elif all(number in entries.read_one(db, n).about for n in self.meant):
            self.change_meant(lambda entry: replace(entry, about=tuple(n for n in entry.about if n != number)))
        else:
            self.change_meant(lambda entry: replace(entry, about=tuple(dict.fromkeys((*entry.about, number)))))

    async def action_set_whom(self) -> None:
        """Ask for a role, and add it."""

        def answered(text: str | None) -> None:
            if text is not None:
                new = tuple(filter(None, (part.strip() for part in text.removeprefix("@").split(";"))))
                self.change_meant(lambda entry: replace(entry, with_whom=_with(entry, new)))

        await self._ask("With whom? Several are parted by semicolons.", "chair of governors", answered)

    async def action_set_time(self) -> None:
        """Ask when it was, each on its own day where no day is said."""

        def answered(text: str | None) -> None:
            if text is None:
                return
            if text.strip() and read_time(text, now().date()) is None:
                self.app.notify(f"“{text}” is no time of day: nothing was changed.", severity="warning")
                return

            def at(entry: Entry) -> str:
                moment = read_time(text, day_of(entry.when) or now().date()) if text.strip() else ""
                return entry.observed_at if moment is None else moment

            self.change_meant(lambda entry: replace(entry, observed_at=at(entry)))

        await self._ask("When was it observed?", "10:40, this morning, 27 June 9.30am", answered)

    async def _ask(self, question: str, hint: str, answered: Callable[[str | None], None]) -> None:
        from hmi_visit.tui.screens.dialogs import Ask

        if self.meant and self.keeper.visit.writable:
            await self.app.push_screen(Ask(f"{question} ({_entries(len(self.meant))})", hint=hint), answered)

    def change_meant(self, change: Callable[[Entry], Entry]) -> None:
        """Change every entry that is meant, all of them or none."""
        numbers = self.meant

        def write(db: object) -> None:
            del db
            visit = self.keeper.visit
            with together(visit.db):
                for number in numbers:
                    entries.change(visit.db, change(entries.read_one(visit.db, number)))

        if numbers and self.write(write) and len(numbers) > 1:
            self.app.notify(f"{_entries(len(numbers))} changed.")

    def action_remove_entry(self) -> None:
        """Move what is meant to the bin."""
        numbers, db = self.meant, self.keeper.visit.db
        resting = sum(bool({f"e{n}" for n in numbers} & set(link.entries)) for link in links.read(db))

        def write(_db: object) -> None:
            with together(db):
                for number in numbers:
                    entries.remove(db, number)

        if numbers and self.write(write):
            names = ", ".join(f"e{n}" for n in numbers[:5]) + (" and more" if len(numbers) > 5 else "")
            rests = f" {resting} of your sentences rest on that, and say so." if resting else ""
            self.app.notify(f"In the bin: {names}.{rests} Alt+Z brings back the last, Alt+B shows all that lies there.")

    def action_bring_back_entry(self) -> None:
        """Bring back the entry that was removed last."""
        removed = entries.last_removed(self.keeper.visit.db)
        if removed and self.write(lambda db: entries.bring_back(db, removed)):
            self.app.notify(f"e{removed} is back.")

    def action_rests(self) -> None:
        """Ask for the sentences that rest on the entry under the cursor."""
        if entry := self.chosen:
            self.post_message(self.Rests(entry))

    def write(self, write: Write) -> bool:
        """Do a change, and show what the file has then; False where it was not done."""
        if not self.keeper.visit.writable:
            return False
        done = self.keeper.change(write)
        if not done:
            self.app.notify(f"This could not be written: {self.keeper.fault}", severity="error")
        self.reload()
        return done


def _with(entry: Entry, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Whom an entry is with, once roles are added; nobody where none is given."""
    return tuple(dict.fromkeys((*entry.with_whom, *roles))) if roles else ()


def _entries(count: int) -> str:
    return f"{count} entr{'y' if count == 1 else 'ies'}"


def entry_words(entry: Entry) -> Content:
    """An entry in one line."""
    whom = f" @{', '.join(entry.with_whom)}" if entry.with_whom else ""
    about = f" #{','.join(map(str, entry.about))}" if entry.about else ""
    first = entry.text[:_SHOWN].replace("\n", " ")
    head = f"{entry.name:<5}{clock(entry.when):<6}{entry.sign or ' '} "
    return Content.assemble(head, (f"{entry.activity}{whom}{about}", "bold"), f"  {first}")
