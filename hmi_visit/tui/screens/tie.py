"""What a sentence rests on: its entries, and all others with the likeliest first. Enter ties, and again unties.

Everything is kept at once. A link whose words are gone can be tied again here; an entry in the bin is brought back.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.evidence.likely import likely
from hmi_visit.evidence.marks import bare
from hmi_visit.evidence.resting import under
from hmi_visit.tui.commands import TYING, bindings
from hmi_visit.tui.keeper import Keeper, Write
from hmi_visit.tui.steady import Steady
from hmi_visit.tui.widgets.bars import Bar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_rows import entry_words
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import entries, links
from hmi_visit.visit.model import Entry, Link
from hmi_visit.visit.sentences import Place, span_of

_NAME = re.compile(r"e[0-9]+\Z")
TIED, NOT = "✓ ", "  "
_KEYS = "Enter: tie or untie   Alt+L: the paragraph   Ins: quote its words   Alt+W: why   Esc: back"


@dataclass(frozen=True, slots=True)
class Where:
    """A sentence of a text."""

    place: int
    field: str
    text: str
    at: Place


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: an entry, one in the bin, or a link whose words are gone."""

    entry: Entry | None = None
    binned: str = ""
    loose: Link | None = None


class TieScreen(Steady, ModalScreen[Entry | None]):
    """Ties one sentence. Returns an entry whose words are to be quoted into the text."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("up", "move(-1)", "Up"),
        Binding("down", "move(1)", "Down"),
        Binding("pageup", "move(-10)", "Up"),
        Binding("pagedown", "move(10)", "Down"),
        *bindings(TYING),
    ]
    DEFAULT_CSS = """
    TieScreen { background: $surface; }
    TieScreen #words { height: auto; max-height: 5; margin-bottom: 1; color: $text-muted; }
    """

    def __init__(self, keeper: Keeper, where: Where, areas: Sequence[str]) -> None:
        super().__init__()
        self.keeper, self.where, self.areas = keeper, where, areas
        self.at = where.at
        """The sentence, or without a number of one the whole paragraph."""
        self.links: tuple[Link, ...] = ()
        self.tied: set[str] = set()
        """The names of the entries that the sentence rests on."""
        self.rows: list[Row] = []
        self.all: list[Row] = []

    def compose(self) -> ComposeResult:
        """The sentence, a line to narrow, the entries."""
        with Vertical(classes="dialog -full"):
            yield Bar("", classes="question", id="title", markup=False)
            yield Static("", id="words", markup=False)
            yield Editor(single=True, placeholder="Type to narrow: words, a role, #2, +", id="narrow")
            yield Rows(self.row, empty="No entry has this.")
            yield Bar("", id="why", markup=False)
            yield Static(_KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Typing narrows from the first key on."""
        self.query_one(Rows).can_focus = False
        self.set_focus(self.query_one("#narrow", Editor))
        self.read()

    # what is shown

    def read(self) -> None:
        """Read the sentence's links; the rows stand in this order until the sentence changes, whatever is tied."""
        db, where = self.keeper.visit.db, self.where
        span = span_of(where.text, self.at)
        words = span.of(where.text) if span else ""
        log = entries.read(db)
        self.read_links()
        used = {name for link in self.links for name in link.entries}
        order = likely(words, log, self.areas, used)
        there = {entry.name for entry in log}
        self.all = [Row(entry) for entry in order if entry.name in self.tied]
        self.all += [Row(binned=name) for name in sorted(self.tied - there)]
        loose = (link for link in self.links if link.loose and (link.place, link.field) == (where.place, where.field))
        self.all += [Row(loose=link) for link in loose]
        self.all += [Row(entry) for entry in order if entry.name not in self.tied]
        what = "paragraph" if self.at.sentence is None else "sentence"
        self.query_one("#title", Bar).update(f"What this {what} rests on")
        self.query_one("#words", Static).update(f"“{words}”")
        self.narrow()

    def read_links(self) -> None:
        """Read what is tied now."""
        self.links = links.read(self.keeper.visit.db)
        self.tied = {name for link in self.here() for name in link.entries}

    def here(self) -> list[Link]:
        """The links under the sentence or paragraph."""
        return under(self.links, self.where.place, self.where.field, self.at)

    def narrow(self) -> None:
        """Show the rows that have all that was typed."""
        words = self.query_one("#narrow", Editor).text.casefold().split()
        self.rows = [row for row in self.all if all(_has(row, word) for word in words)]
        self.query_one(Rows).show(len(self.rows))
        self.say()

    def say(self) -> None:
        """Say why the sentence rests on the entry at the cursor, where that was said."""
        row = self.chosen
        why = next((link.why for link in self.here() if row and row.entry and row.entry.name in link.entries), None)
        self.query_one("#why", Bar).update(f"Why: {why}" if why else "")

    @property
    def chosen(self) -> Row | None:
        """The row at the cursor."""
        at = self.query_one(Rows).cursor
        return self.rows[at] if at < len(self.rows) else None

    def row(self, index: int) -> Content:
        """A row of the list."""
        row = self.rows[index]
        if row.loose:
            return Content(f"{NOT}To tie again: {', '.join(row.loose.entries)}, of “{row.loose.words}”")
        if row.entry is None:
            return Content(f"{TIED}{row.binned} is in the bin. Enter brings it back.")
        return Content.assemble(TIED if row.entry.name in self.tied else NOT, entry_words(row.entry))

    def on_text_area_changed(self, event: Editor.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.narrow()

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The reason follows the cursor."""
        event.stop()
        self.say()

    def action_move(self, by: int) -> None:
        """Walk in the list while the cursor stays in the line."""
        self.query_one(Rows).cursor += by

    # what is done

    def on_editor_submitted(self, event: Editor.Submitted) -> None:
        """Enter ties, unties, ties again, or brings back."""
        event.stop()
        self.turn()

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """A click does the same."""
        event.stop()
        self.turn()

    def turn(self) -> None:
        """Tie what is not tied, untie what is."""
        if (row := self.chosen) is None:
            return
        if row.loose:
            loose = row.loose
            self.write(lambda db: links.tie_again(db, loose.number, self.at))
            self.read()
        elif row.entry is None:
            self.write(lambda db: entries.bring_back(db, int(row.binned[1:])))
            self.read()
        elif row.entry.name in self.tied:
            self.write(self.untie)
        else:
            self.tie(row.entry)

    def tie(self, entry: Entry) -> None:
        """Let the sentence rest on an entry."""
        where, at = self.where, self.at
        link = Link(where.field, at.paragraph, (entry.name,), at.sentence, place=where.place)

        def write(db: sqlite3.Connection) -> None:
            links.tie(db, link)

        self.write(write)

    def untie(self, db: sqlite3.Connection) -> None:
        """Let it rest no longer on the entry at the cursor."""
        row = self.chosen
        for link in self.here():
            if row and row.entry and row.entry.name in link.entries:
                links.untie(db, link.number, row.entry.name)

    def write(self, write: Write) -> None:
        """Do a change, and show what is tied then."""
        if not self.keeper.visit.writable:
            return
        if not self.keeper.change(write):
            self.app.notify(f"This could not be written: {self.keeper.fault}", severity="error")
        self.read_links()
        self.query_one(Rows).refresh()
        self.say()

    # keys

    def action_tie_whole(self) -> None:
        """Go between the sentence and its whole paragraph."""
        sentence = None if self.at.sentence is not None else self.where.at.sentence
        self.at = Place(self.at.paragraph, sentence)
        self.read()

    def action_quote(self) -> None:
        """Put the words of the entry at the cursor into the text, tied."""
        if (row := self.chosen) and row.entry and self.keeper.visit.writable:
            self.dismiss(row.entry)

    async def action_say_why(self) -> None:
        """Say why the sentence rests on the entry at the cursor, in a line."""
        from hmi_visit.tui.screens.dialogs import Ask

        row = self.chosen
        name = row.entry.name if row and row.entry else ""
        link = next((link for link in self.here() if name in link.entries), None)
        if link is None:
            self.app.notify("Tie it first (Enter); then say why.")
            return

        def answered(why: str | None) -> None:
            if why is not None:
                self.write(lambda db: links.say_why(db, link.number, why.strip() or None))

        await self.app.push_screen(Ask(f"Why does it rest on {', '.join(link.entries)}?", link.why or ""), answered)


def quoted(entry: Entry) -> str:
    """An entry's words as they are quoted: marks left out, on one line, in quotation marks."""
    return f"“{' '.join(bare(entry).split()).strip('“”')}”"


def _has(row: Row, word: str) -> bool:
    """Whether a row has a word, or a beginning of one; the name of an entry means that entry alone."""
    if row.entry is None:
        return word in (row.loose.words if row.loose else row.binned).casefold()
    if _NAME.match(word):
        return word == row.entry.name
    entry = row.entry
    areas = " ".join(f"#{number}" for number in entry.about)
    return word in " ".join((entry.sign, areas, entry.activity, *entry.with_whom, entry.text)).casefold()
