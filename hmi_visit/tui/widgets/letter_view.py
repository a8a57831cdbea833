"""The letter as it will read, in rows that are made elsewhere: this only shows and scrolls them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hmi_visit.tui.reading import Row


class LetterView(ScrollView, can_focus=True):
    """Rows of a letter; arrows, page keys, Home and End scroll."""

    DEFAULT_CSS = """
    LetterView { height: 1fr; padding: 0 1; background: $surface; scrollbar-size-vertical: 1; overflow-x: hidden; }
    LetterView:focus { background: $surface-lighten-1; }
    """

    class Resized(Message):
        """The view has another width: the letter must be wrapped again."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self._width = 0

    @property
    def row_width(self) -> int:
        """The width that rows should be wrapped to, in cells."""
        return max(self.scrollable_content_region.width - 1, 10)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows, and stay where the reader is."""
        self.rows = rows
        self.virtual_size = Size(self.size.width - 2, len(rows))
        self.refresh()

    def follow(self, words: str) -> None:
        """Scroll to where these words stand in the letter, if they do and are not in sight."""
        sought = " ".join(words.split())
        text, starts = "", []
        for row in self.rows:
            starts.append(len(text))
            text += f"{' '.join(row.text.split())} "
        at = text.rfind(sought) if sought else -1
        y = bisect_right(starts, at) - 1
        height = self.scrollable_content_region.height
        if at >= 0 and not self.scroll_offset.y <= y < self.scroll_offset.y + height:
            self.scroll_to(y=max(y - height // 2, 0), animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        """Ask for rows of the new width."""
        if self.row_width != self._width:
            self._width = self.row_width
            self.post_message(self.Resized())

    def render_line(self, y: int) -> Strip:
        """One row of the letter."""
        at = y + self.scroll_offset.y
        base = self.rich_style
        row = self.rows[at] if at < len(self.rows) else Row(())
        strip = Strip([Segment(text, base + style) for text, style in row.runs])
        return strip.adjust_cell_length(self.scrollable_content_region.width, base)
