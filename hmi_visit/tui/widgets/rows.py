"""A long list that draws only the rows on the screen and builds no widget for any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hmi_visit.tui.steady import Steady
from hmi_visit.tui.widgets.wrapping import expanded

Row = Callable[[int], Content | str]
"""What a row shows; asked for only when the row is drawn. A plain string is shown as it is, never as mark-up."""

MARKER = "›"
"""Stands before the cursor row, so that it is seen without colours too."""
_MARGIN = 2


class Rows(Steady, ScrollView, can_focus=True):
    """A list of `count` rows, with a cursor.

    Messages: `Highlighted` when the cursor comes to another row, `Selected` on Enter or a click on the cursor row.
    """

    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(1)", "Last", show=False),
        Binding("enter", "select", "Open", show=False),
    ]
    COMPONENT_CLASSES = {"rows--cursor", "rows--empty"}
    DEFAULT_CSS = """
    Rows {
        background: $surface; color: $foreground;
        .rows--cursor { background: $block-cursor-blurred-background; text-style: bold; }
        .rows--empty { color: $text-muted; }
        &:focus .rows--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:nocolor:focus .rows--cursor { color: $foreground; background: $surface; text-style: reverse; }
    }
    """

    count = reactive(0)
    """The number of rows."""
    cursor = reactive(0, repaint=False, init=False)
    """The cursor's row; 0 in an empty list."""

    @dataclass
    class Highlighted(Message):
        """The cursor came to a row."""

        rows: Rows
        index: int

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    @dataclass
    class Selected(Message):
        """A row was chosen."""

        rows: Rows
        index: int

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    def __init__(
        self,
        row: Row,
        count: int = 0,
        *,
        empty: str = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.row = row
        self.empty = empty
        self.set_reactive(Rows.count, count)
        self.virtual_size = Size(0, count)

    # the rows

    def watch_count(self, count: int) -> None:
        """Another number of rows: the cursor stays within them."""
        self.virtual_size = Size(0, count)
        self.cursor = max(0, min(self.cursor, count - 1))
        self.refresh()

    def show(self, count: int, cursor: int = 0) -> None:
        """Show other rows: ask for all of them again, with the cursor on one of them."""
        self.count = count
        self.cursor = cursor
        self.refresh()
        self.call_after_refresh(self._scroll_to_cursor)

    def refresh_row(self, index: int) -> None:
        """Draw one row again, where it is on the screen."""
        y = index - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row that there is."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, before: int, cursor: int) -> None:
        """Draw the row that the cursor left and the one that it came to."""
        self.refresh_row(before)
        self.refresh_row(cursor)
        self._scroll_to_cursor()
        if self.count:
            self.post_message(self.Highlighted(self, cursor))

    def _scroll_to_cursor(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True, x_axis=False)

    # drawing

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        on_cursor = index == self.cursor
        if not self.count:
            return self._draw_empty(y, width)
        if index >= self.count:
            return Strip.blank(width, self.rich_style)
        cursor = self.get_component_rich_style("rows--cursor") if on_cursor else Style.null()
        margin = Content(f"{MARKER if on_cursor else '':<{_MARGIN}}")
        segments = Content.assemble(margin, _one_line(self.row(index))).render_segments(self.visual_style)
        strip = Strip([Segment(expanded(text, 4), (ink or Style.null()) + cursor) for text, ink, _ in segments if text])
        return strip.crop(0, width).extend_cell_length(width, self.rich_style + cursor)

    def _draw_empty(self, y: int, width: int) -> Strip:
        lines = Content(self.empty).wrap(max(1, width - _MARGIN)) if self.empty else []
        text = " " * _MARGIN + lines[y].plain if y < len(lines) else ""
        return Strip([Segment(set_cell_size(text, width), self.get_component_rich_style("rows--empty"))])

    # keys and mouse

    def action_move(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """Move the cursor by so many windows."""
        self.cursor += by * max(1, self.scrollable_content_region.height - 1)

    def action_edge(self, last: int) -> None:
        """Move the cursor to the first or the last row."""
        self.cursor = self.count - 1 if last else 0

    def action_select(self) -> None:
        """Choose the row that the cursor is on."""
        if self.count:
            self.post_message(self.Selected(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the cursor row, or the second of two, it chooses."""
        offset = event.get_content_offset(self)
        if offset is None or not self.count:
            return
        index = offset.y + self.scroll_offset.y
        if index >= self.count:
            return
        chosen = index == self.cursor
        self.cursor = index
        if chosen or event.chain == 2:
            self.action_select()


def _one_line(content: Content | str) -> Content:
    """The first line of what a row shows."""
    return Content(content.partition("\n")[0]) if isinstance(content, str) else content.first_line
