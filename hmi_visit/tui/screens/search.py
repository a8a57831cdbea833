"""Search over all entries and texts of a visit, as one types. Enter goes there; the list has the log's keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.evidence.find import Hit, Index
from hmi_visit.tui.steady import Steady
from hmi_visit.tui.widgets.bars import Bar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_rows import MARK, EntryRows
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.file import snapshot_of
from hmi_visit.visit.model import Entry
from hmi_visit.visit.paths import field_at, place_at
from hmi_visit.visit.sentences import Place
from hmi_visit.visit.times import clock

if TYPE_CHECKING:
    from hmi_visit.tui.screens.visit_parts.tying import TyingPart

_HINT = "words or their beginnings   @role   #2   + - ?   10:4"
_KEYS = "Enter: open   Down: in the list   Tab: to the list, whose keys mark and change   Esc: back"


_BEFORE, _MARGIN = 12, 6
"""Characters before the first hit of a row that would else be out of sight, and cells that a row has not for itself."""


class Found(Message):
    """What was found, for words that were typed."""

    def __init__(self, words: str, hits: Sequence[Hit]) -> None:
        super().__init__()
        self.words, self.hits = words, hits


class HitRows(EntryRows):
    """What was found; rows that are entries take the keys of the log."""

    class Stale(Message):
        """An entry was changed here: what is found must be read again."""

    def __init__(self, owner: TyingPart) -> None:
        super().__init__(owner.keeper, empty="Nothing has all of this.")
        self.owner = owner
        self.hits: Sequence[Hit] = ()

    def reload(self) -> None:
        """Ask for what is found now."""
        self.post_message(self.Stale())

    def entry_at(self, index: int) -> Entry | None:
        """The entry of a row; None where it is a text."""
        return self.hits[index].entry if index < len(self.hits) else None

    def row_of(self, index: int) -> Content:
        """Where it is, and the words with what was found in them set apart."""
        hit = self.hits[index]
        if hit.entry:
            entry = hit.entry
            mark = MARK if entry.number in self.marked else " "
            about = "".join(f" #{number}" for number in entry.about)
            whom = f" @{', '.join(entry.with_whom)}" if entry.with_whom else ""
            head = f"{mark}{entry.name:<5}{clock(entry.when):<6}{entry.sign or ' '} {entry.activity}{whom}{about}  "
        else:
            field = field_at(self.owner.form, hit.field)
            head = f" {field.label if field else hit.field} {hit.paragraph}:  "
        words = Content(hit.text.replace("\n", " "))
        for start, stop in hit.hits:
            words = words.stylize("bold underline", start, stop)
        first, end = hit.hits[0] if hit.hits else (0, 0)
        if len(head) + end + _MARGIN > self.size.width:
            words = Content.assemble("…", words[max(first - _BEFORE, 0) :])
        return Content.assemble(head, words)


class SearchScreen(Steady, ModalScreen[None]):
    """A line, and what has it."""

    BINDINGS = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("up", "move(-1)", "Up"),
        Binding("down", "move(1)", "Down"),
    ]
    DEFAULT_CSS = """
    SearchScreen { background: $surface; }
    """

    def __init__(self, owner: TyingPart, index: Index) -> None:
        super().__init__()
        self.owner, self.index = owner, index
        self.ready = False

    def compose(self) -> ComposeResult:
        """The line, the list, how many were found."""
        with Vertical(classes="dialog -full"):
            yield Static("Find in the whole visit", classes="question", markup=False)
            yield Editor(single=True, placeholder=_HINT, id="wanted")
            yield HitRows(self.owner)
            yield Bar("", id="count", markup=False)
            yield Static(_KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Read the visit in a worker; typing may begin."""
        self.set_focus(self.query_one("#wanted", Editor))

    def on_screen_resume(self) -> None:
        """An entry may have changed meanwhile."""
        self.renew()

    def renew(self) -> None:
        """Bring the index up to date in a worker, then search."""
        self.run_worker(self._renew, thread=True, exclusive=True, group="find")

    def _renew(self) -> None:
        self.index.renew(snapshot_of(self.owner.visit.path))
        self.ready = True
        self._find()

    def _find(self) -> None:
        words = self.query_one("#wanted", Editor).text
        self.post_message(Found(words, self.index.find(words)))

    def on_text_area_changed(self, event: Editor.Changed) -> None:
        """Search again."""
        event.stop()
        if self.ready:
            self.run_worker(self._find, thread=True, exclusive=True, group="find")

    def on_found(self, event: Found) -> None:
        """Show what was found, unless something else is asked for by now."""
        if event.words != self.query_one("#wanted", Editor).text:
            return
        rows = self.query_one(HitRows)
        same = len(rows.hits) == len(event.hits)
        rows.hits = event.hits
        rows.show(len(event.hits), rows.cursor if same else 0)
        self.query_one("#count", Bar).update(f"{len(event.hits)} found" if event.words.strip() else "")

    def on_hit_rows_stale(self, event: HitRows.Stale) -> None:
        """What was changed from the list is read again."""
        event.stop()
        self.renew()

    def action_move(self, by: int) -> None:
        """Walk in the list while the cursor stays in the line."""
        self.query_one(HitRows).cursor += by

    async def on_editor_submitted(self, event: Editor.Submitted) -> None:
        """Enter in the line opens the row."""
        event.stop()
        await self.open()

    async def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter in the list opens the row."""
        event.stop()
        await self.open()

    async def open(self) -> None:
        """Open the entry, or go to the text."""
        rows = self.query_one(HitRows)
        if rows.cursor >= len(rows.hits):
            return
        hit = rows.hits[rows.cursor]
        if hit.entry:
            await self.owner.open_entry(hit.entry)
        elif found := place_at(self.owner.visit.db, hit.field):
            self.owner.call_later(self.owner.go_to_sentence, *found, Place(hit.paragraph))

    def on_entry_rows_rests(self, event: EntryRows.Rests) -> None:
        """The visit's screen shows what rests on it."""
        event.stop()
        self.owner.post_message(EntryRows.Rests(event.entry))
