"""An evidence entry: words first, then when, how, with whom and about what. Kept as it is typed, like everything.

One screen serves all entries of a visit: it stays built, so that a new entry takes its first character at once.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.evidence.marks import marked
from hmi_visit.evidence.offers import Offer, offers
from hmi_visit.evidence.short import offered
from hmi_visit.tui.commands import HISTORY, NOTING, bindings
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.painting import NarrowCompositor
from hmi_visit.tui.screens.base import ENTER
from hmi_visit.tui.steady import Steady
from hmi_visit.tui.widgets.bars import Bar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_details import EntryDetails
from hmi_visit.tui.widgets.note_editor import NoteEditor
from hmi_visit.visit import entries
from hmi_visit.visit.history import State, states_of_entry
from hmi_visit.visit.model import ACTIVITIES, Entry
from hmi_visit.visit.times import clock, now

_KEYS = "Tab: next    F9: another    F8: what rests on it    Esc: back    Alt + a letter: the activity"
_HINT = "What was seen or said. @role says who, #2 which area, a leading + - or ? what it is a sign of."


@dataclass(frozen=True, slots=True)
class About:
    """What an entry's screen knows of its visit."""

    day: date
    """The day that times of day are on."""
    people: Sequence[str] = ()
    areas: Sequence[str] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations, and what they stand for."""


@dataclass(frozen=True, slots=True)
class Closed:
    """What is to be done once an entry is closed."""

    rests: int = 0
    """The number of the entry whose sentences are to be shown."""


@dataclass(slots=True)
class Card:
    """The entry that is being typed: what is held of it while the disk fails is its own, whatever is typed next."""

    entry: Entry


class EntryScreen(Steady, ModalScreen[Closed]):
    """One entry, new or old. A new one comes to be with its first character. `begin` puts another one into it."""

    BINDINGS = [
        Binding("escape", "close_entry", "Back", priority=True),
        *bindings((*NOTING, HISTORY)),
        ENTER,
    ]
    DEFAULT_CSS = """
    EntryScreen { background: $surface; }
    EntryScreen #text { height: 1fr; min-height: 3; }
    EntryScreen #offers { height: 1; color: $text-accent; text-wrap: nowrap; text-overflow: ellipsis; }
    EntryScreen .keys { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, keeper: Keeper, about: Callable[[], About]) -> None:
        super().__init__()
        self._compositor = NarrowCompositor()
        self._styled_for = ""
        self.keeper, self.ask = keeper, about
        self.about = About(now().date())
        self.card = Card(Entry(number=0, text="", typed_at=""))
        self.ready = asyncio.Event()

    @property
    def entry(self) -> Entry:
        """What the entry is now."""
        return self.card.entry

    def compose(self) -> ComposeResult:
        """The words, what is offered, and what is known about them."""
        locked = not self.keeper.visit.writable
        with Vertical(classes="dialog -full"):
            yield Bar("", classes="question", id="title", markup=False)
            text = NoteEditor(keep=self.keep_text, earlier=self.earlier, placeholder=_HINT, id="text", read_only=locked)
            text.offering, text.showing = self.offers, self.show_offers
            yield text
            yield Bar("", id="offers", markup=False)
            yield EntryDetails(self.keep, locked=locked)
            yield Static(_KEYS, classes="keys", markup=False)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        event.refresh_styles = self._styled_for != self.app.theme  # Textual would style every widget at each opening
        self._styled_for = self.app.theme

    def on_mount(self) -> None:
        """From now on an entry can be put into it."""
        self.ready.set()

    def begin(self, entry: Entry | None) -> None:
        """Put an entry into the screen, or a new one, stamped with the time; the cursor stands at its end.

        Only once the screen is `ready`: what is typed is kept as the words of the entry that stands there.
        """
        assert self.ready.is_set()
        self.about = self.ask()
        new = Entry(number=0, text="", typed_at="", observed_at=now().isoformat(timespec="minutes"))
        self.card = Card(entry or new)
        text = self.query_one("#text", NoteEditor)
        text.load(self.entry.text)
        text.move_cursor(text.document.end)
        self.set_focus(text)
        self.query_one(EntryDetails).begin(self.entry, self.about.day, self.about.areas)
        self.say_title()

    def say_title(self) -> None:
        """The entry's name, once it has one."""
        self.query_one("#title", Bar).update(f"Evidence {self.entry.name}" if self.entry.number else "New evidence")

    def offers(self, before: str) -> Sequence[Offer]:
        """What is offered behind what stands before the cursor."""
        if found := offers(before, self.about.people, self.about.areas, self.about.short):
            return found
        whole = offered(before, self.about.short)
        return [whole] if whole else []

    def show_offers(self, offered: Sequence[Offer]) -> None:
        """Show what is offered; the first of it is taken by a key."""
        self.query_one("#offers", Bar).update(f"Tab: {'   '.join(o.shown for o in offered)}" if offered else "")

    # keeping

    def keep_text(self, text: str) -> None:
        """Keep the words, with what their marks say; the first of them make the entry."""
        entry = marked(self.entry, text, self.about.people)
        self.keep(entry)
        self.query_one(EntryDetails).follow(self.entry)

    def keep(self, entry: Entry) -> None:
        """Put the entry's state into the file; a new entry only once it has words."""
        card = self.card
        fresh = not card.entry.number
        card.entry = entry = replace(entry, number=card.entry.number, typed_at=card.entry.typed_at)
        if entry.number or entry.text:
            write = partial(_write, card)
            self.keeper.keep(("entry", id(card)), write, f"Evidence, {clock(entry.when)}\n{entry.text}")
        if fresh and self.entry.number:
            self.query_one(EntryDetails).entry = self.entry
            self.say_title()

    def action_activity_here(self, key: str) -> None:
        """Set the activity, or with its key again take it back; typing goes on where it was."""
        kind = next(name for name, letter in ACTIVITIES.items() if letter == key.removeprefix("alt+"))
        if self.keeper.visit.writable:
            self.keep(replace(self.entry, activity="" if self.entry.activity == kind else kind))
            self.query_one(EntryDetails).follow(self.entry)

    # earlier states

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
        text, was = self.query_one("#text", NoteEditor), entries.entry_of(self.entry.number, state.row)
        text.replace(was.text, (0, 0), text.document.end)
        self.keep(was)
        self.query_one(EntryDetails).begin(was, self.about.day, self.about.areas)
        self.keeper.keep_states()

    # leaving

    def action_enter(self) -> None:
        """Enter in a line goes on."""
        if not isinstance(self.focused, Editor) or not self.focused.single:
            raise SkipAction
        self.focus_next()

    def on_editor_noticed(self, event: Editor.Noticed) -> None:
        """Say what became of text that did not go in as it came."""
        self.app.notify(event.message, severity="warning", timeout=10)

    def action_close_entry(self) -> None:
        """Back to the very place left."""
        self.dismiss(Closed())

    def action_next_entry(self) -> None:
        """Keep this one, and begin the next."""
        self.keeper.keep_states()
        self.begin(None)

    def action_rests_here(self) -> None:
        """Show the sentences that rest on it."""
        if self.entry.number:
            self.dismiss(Closed(rests=self.entry.number))


def _write(card: Card, db: sqlite3.Connection) -> None:
    if card.entry.number:
        entries.change(db, card.entry)
    else:
        card.entry = entries.add(db, card.entry)
