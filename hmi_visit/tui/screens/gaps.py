"""What is missing, on one screen, before the site is left: every cell opens what it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.evidence.gaps import gaps
from hmi_visit.tui.gap_lines import Cell, Entries, Line, Sentence, gap_lines
from hmi_visit.tui.screens.entry_list import EntryListScreen
from hmi_visit.tui.steady import Steady
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.model import Snapshot
from hmi_visit.visit.sentences import Place, paragraphs, sentences

if TYPE_CHECKING:
    from hmi_visit.tui.screens.visit_parts.tying import TyingPart

_KEYS = "Arrows: to a count   Enter: open what it counts   Esc: back"
_WIDEST = 160
"""Cells of the widest window that lines are made for."""
_BESIDE = 10
"""Cells of the screen's width beside the lines: frame, margins, the list's own."""


class GapRows(Rows):
    """Lines of cells: up and down go to a line, left and right to a cell of it that opens something."""

    BINDINGS = [Binding("left", "cell(-1)", "Left", show=False), Binding("right", "cell(1)", "Right", show=False)]

    def __init__(self) -> None:
        super().__init__(self.line_of)
        self.lines: Sequence[Line] = ()
        self.at = 0
        """Which of the line's cells that open something."""

    @property
    def opening(self) -> list[Cell]:
        """The cells of the line at the cursor that open something."""
        return [cell for cell in self.lines[self.cursor] if cell.target] if self.lines else []

    @property
    def chosen(self) -> Cell | None:
        """The cell at the cursor."""
        cells = self.opening
        return cells[min(self.at, len(cells) - 1)] if cells else None

    def line_of(self, index: int) -> Content:
        """A line, with brackets round the cell at the cursor."""
        chosen = self.chosen if index == self.cursor else None
        title = not any(cell.target for cell in self.lines[index])
        parts = [
            (_bracketed(cell.text), "bold underline") if cell is chosen else (cell.text, "bold" if title else "")
            for cell in self.lines[index]
        ]
        return Content.assemble(*parts)

    def action_cell(self, by: int) -> None:
        """Go to another cell of the line."""
        self.at = max(0, min(self.at + by, len(self.opening) - 1))
        self.refresh_row(self.cursor)


def _bracketed(text: str) -> str:
    """The same width, with brackets in the place of the spaces beside what stands there, where there are such."""
    words = text.strip()
    before = len(text) - len(text.lstrip())
    if before and text.endswith(" ") and " " not in words:
        return f"{text[: before - 1]}[{words}]{text[before + len(words) + 1 :]}"
    return text


class GapsScreen(Steady, ModalScreen[None]):
    """Areas by kinds of source; then what is thin, contradicted, unused, open, unsupported, loose."""

    BINDINGS = [("escape", "dismiss(None)", "Back")]
    DEFAULT_CSS = """
    GapsScreen { background: $surface; }
    """

    def __init__(self, owner: TyingPart) -> None:
        super().__init__()
        self.owner = owner
        self._seen: tuple[int, ...] = ()

    def compose(self) -> ComposeResult:
        """The lines."""
        with Vertical(classes="dialog -full"):
            yield Static("What is missing", classes="question", markup=False)
            yield GapRows()
            yield Static(_KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Begin at the first area."""
        self.set_focus(self.query_one(GapRows))

    def on_screen_resume(self) -> None:
        """Show what is missing now."""
        self.read()

    def on_resize(self) -> None:
        """Another width has other lines."""
        self.read()

    def read(self) -> None:
        """Read the visit again, where it or the width has changed; the cursor stays on its line."""
        rows, db = self.query_one(GapRows), self.owner.visit.db
        seen = (self.app.size.width, db.total_changes, db.execute("PRAGMA data_version").fetchone()[0])
        if seen == self._seen:
            return
        self._seen = seen
        snapshot = self.owner.visit.snapshot()
        rows.lines = gap_lines(
            gaps(self.owner.form, snapshot), Words(self.owner, snapshot), self.app.size.width - _BESIDE
        )
        rows.show(len(rows.lines), rows.cursor or min(1, len(rows.lines) - 1))

    async def on_rows_selected(self, event: Rows.Selected) -> None:
        """Open what the cell counts."""
        event.stop()
        cell = self.query_one(GapRows).chosen
        match cell.target if cell else None:
            case Entries(title, found):
                await self.app.push_screen(EntryListScreen(self.owner, title, found))
            case Sentence(field, at):
                self.owner.call_later(self.owner.go_to_sentence, 0, field, at)
            case None:
                pass
            case link:
                self.owner.call_later(self.owner.go_to_link, link)


class Words:
    """What a sentence reads, with its field's label; each text is parted once."""

    def __init__(self, owner: TyingPart, snapshot: Snapshot) -> None:
        self.owner, self.snapshot = owner, snapshot
        self._parted: dict[tuple[str, int], list[str]] = {}

    def __call__(self, field: str, at: Place) -> str:
        """Main findings 2.3: its words."""
        text = str(self.snapshot.answers.get(field, ""))
        if (field, at.paragraph) not in self._parted:
            for number, span in enumerate(paragraphs(text), 1):
                self._parted[field, number] = [inner.of(text) for inner in sentences(text, span)]
        words = self._parted.get((field, at.paragraph), [])
        said = words[(at.sentence or 1) - 1] if (at.sentence or 1) <= len(words) else ""
        known = self.owner.form.fields.get(field)
        return f"{known.label if known else field} {at.paragraph}.{at.sentence}: {' '.join(said.split())}"
