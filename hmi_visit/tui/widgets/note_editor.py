"""The editor of an entry's words: what is being typed after `@` or `#` is offered, and taken by Tab or Right.

While nothing is offered, both keys do what they do everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.document._document import Selection

from hmi_visit.evidence.offers import Offer
from hmi_visit.tui.widgets.editor import Editor

Offering = Callable[[str], Sequence[Offer]]
"""What is offered behind a text before the cursor."""
Show = Callable[[Sequence[Offer]], None]


class NoteEditor(Editor):
    """An editor that completes marks."""

    offering: Offering | None = None
    showing: Show | None = None
    offered: Sequence[Offer] = ()

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        self.look()

    def look(self) -> None:
        """See what is to be offered at the cursor, and show it where that has changed."""
        if self.offering is None or self.showing is None:
            return
        row, column = self.cursor_location
        offered = self.offering(self.document.get_line(row)[:column]) if self.selection.is_empty else ()
        if offered or self.offered:
            self.offered = offered
            self.showing(offered)

    def take_offer(self) -> bool:
        """Put the first thing offered in the place of what was typed of it; False where nothing is offered."""
        if not self.offered or self.read_only:
            return False
        offer, (row, column) = self.offered[0], self.cursor_location
        after = self.document.get_line(row)[column : column + 1]
        self.replace(offer.text + ("" if after.isspace() else " "), (row, column - offer.typed), (row, column))
        return True

    def action_cursor_right(self, select: bool = False) -> None:
        """Move right; at the end of a line, where something is offered, take it."""
        row, column = self.cursor_location
        if select or column < len(self.document.get_line(row)) or not self.take_offer():
            super().action_cursor_right(select)
