"""An evidence entry: words first, then when, how, with whom and about what. Kept as it is typed, like everything."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.form.model import Choice
from hmi_visit.tui.commands import HISTORY, bindings
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.screens.base import ENTER
from hmi_visit.tui.steady import Steady
from hmi_visit.tui.widgets.choice_field import Chooser
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.visit import entries
from hmi_visit.visit.history import State, states_of_entry
from hmi_visit.visit.model import ACTIVITIES, SIGNS, Entry
from hmi_visit.visit.times import clock, now, read_time

ACTIVITY_CHOICES = tuple(Choice(name, name, key) for name, key in ACTIVITIES.items())
SIGN_CHOICES = tuple(Choice(sign, name, sign) for sign, name in SIGNS.items())


class EntryScreen(Steady, ModalScreen[bool]):
    """One entry, new or old. A new one comes to be with its first character."""

    BINDINGS = [
        Binding("escape", "close_entry(False)", "Back", priority=True),
        Binding("f9,ctrl+n", "close_entry(True)", "Next entry", priority=True),
        *bindings([HISTORY]),
        ENTER,
    ]

    def __init__(self, keeper: Keeper, day: date, entry: Entry | None = None) -> None:
        super().__init__()
        self.keeper = keeper
        self.day = day
        self.entry = entry or Entry(number=0, text="", typed_at="", observed_at=now().isoformat(timespec="minutes"))

    def compose(self) -> ComposeResult:
        """The words, and what is known about them."""
        entry = self.entry
        locked = not self.keeper.visit.writable
        with Vertical(classes="dialog -entry"):
            yield Static(f"Evidence {entry.name}" if entry.number else "New evidence", classes="question")
            hint = "What was seen or said. It is kept as you type."
            keep, earlier = self.keep_text, self.earlier
            yield Editor(entry.text, keep=keep, earlier=earlier, placeholder=hint, id="text", read_only=locked)
            with Horizontal(classes="pair"):
                yield Static("When", classes="label")
                hint = "10:40, 9.30am, 20 minutes ago"
                yield Editor(
                    clock(entry.observed_at),
                    single=True,
                    keep=self.keep_time,
                    placeholder=hint,
                    id="when",
                    read_only=locked,
                )
            yield Static("", id="understood", markup=False)
            with Horizontal(classes="pair"):
                yield Static("Activity", classes="label")
                yield Chooser(ACTIVITY_CHOICES, id="activity", disabled=locked)
            with Horizontal(classes="pair"):
                yield Static("With whom", classes="label")
                whom = "; ".join(entry.with_whom)
                hint = "chair of governors; two parents"
                yield Editor(whom, single=True, keep=self.keep_whom, placeholder=hint, id="whom", read_only=locked)
            with Horizontal(classes="pair"):
                yield Static("About areas", classes="label")
                about = ", ".join(str(n) for n in entry.about)
                hint = "the numbers of the areas for improvement: 1, 3"
                yield Editor(about, single=True, keep=self.keep_about, placeholder=hint, id="about", read_only=locked)
            with Horizontal(classes="pair"):
                yield Static("Sign", classes="label")
                yield Chooser(SIGN_CHOICES, id="sign", disabled=locked)
            yield Static("Tab: next    F9: another entry    Esc: back, everything is kept", classes="keys")

    def on_mount(self) -> None:
        """Begin with the words."""
        self.query_one("#activity", Chooser).choose(self.entry.activity)
        self.query_one("#sign", Chooser).choose(self.entry.sign)
        for editor in self.query(Editor).results(Editor):
            editor.move_cursor(editor.document.end)
        self.set_focus(self.query_one("#text", Editor))

    def keep_text(self, text: str) -> None:
        """Keep the words; the first of them make the entry."""
        self.keep(replace(self.entry, text=text))

    def keep_time(self, text: str) -> None:
        """Keep the time that was meant, on the day of the visit."""
        moment = read_time(text, self.day) if text.strip() else ""
        said = self.query_one("#understood", Static)
        if moment is None:
            said.update(f"“{text}” is no time of day yet; {clock(self.entry.observed_at) or 'none'} is kept.")
            return
        said.update("")
        self.keep(replace(self.entry, observed_at=moment))

    def keep_whom(self, text: str) -> None:
        """Keep who was there: roles parted by semicolons."""
        self.keep(replace(self.entry, with_whom=tuple(part.strip() for part in text.split(";") if part.strip())))

    def keep_about(self, text: str) -> None:
        """Keep the areas: every number in the line."""
        numbers = "".join(c if c.isdecimal() and c.isascii() else " " for c in text).split()
        self.keep(replace(self.entry, about=tuple(int(n) for n in numbers if len(n) < 5)))

    def on_chooser_chosen(self, event: Chooser.Chosen) -> None:
        """Keep activity or sign."""
        event.stop()
        chooser = self.screen.focused
        if chooser is not None and chooser.id == "activity":
            self.keep(replace(self.entry, activity=event.value))
        else:
            self.keep(replace(self.entry, sign=event.value))

    def keep(self, entry: Entry) -> None:
        """Put the entry's state into the file; a new entry only once it has words."""
        self.entry = entry
        if entry.number or entry.text:
            self.keeper.keep(("entry", id(self)), self._write, f"Evidence, {clock(entry.when)}\n{entry.text}")

    def _write(self, db: sqlite3.Connection) -> None:
        if self.entry.number:
            entries.change(db, self.entry)
        else:
            self.entry = entries.add(db, self.entry)

    def states(self) -> tuple[State, ...]:
        """What the entry was, newest last."""
        return states_of_entry(self.keeper.visit.db, self.entry.number)

    def earlier(self) -> list[tuple[int, str]]:
        """What its words were, newest last, for undo."""
        return [(state.id, state.words_in(None)) for state in self.states()]

    async def action_history(self) -> None:
        """What the entry was before, and the way back to it."""
        from hmi_visit.tui.screens.history import HistoryScreen

        self.keeper.keep_states()
        name, writable = self.entry.name if self.entry.number else "this entry", self.keeper.visit.writable
        shown = HistoryScreen(name, self.states(), lambda s: s.words_in(None), self.entry.text, writable=writable)
        await self.app.push_screen(shown, self.bring_back)

    def bring_back(self, state: State | None) -> None:
        """Make the entry what it was, as a new state; undo takes its words back."""
        if state is None:
            return
        text, was = self.query_one("#text", Editor), entries.entry_of(self.entry.number, state.row)
        self.query_one("#when", Editor).load(clock(was.observed_at))
        self.query_one("#whom", Editor).load("; ".join(was.with_whom))
        self.query_one("#about", Editor).load(", ".join(map(str, was.about)))
        self.query_one("#activity", Chooser).choose(was.activity)
        self.query_one("#sign", Chooser).choose(was.sign)
        self.keep(replace(was, text=self.entry.text))
        text.replace(was.text, (0, 0), text.document.end)
        self.keeper.keep_states()

    def action_enter(self) -> None:
        """Enter in a line goes on."""
        if not isinstance(self.focused, Editor) or not self.focused.single:
            raise SkipAction
        self.focus_next()

    def on_editor_noticed(self, event: Editor.Noticed) -> None:
        """Say what became of text that did not go in as it came."""
        self.app.notify(event.message, severity="warning", timeout=10)

    def action_close_entry(self, again: bool) -> None:
        """Back to the very place left, or on to the next new entry."""
        self.dismiss(again)
