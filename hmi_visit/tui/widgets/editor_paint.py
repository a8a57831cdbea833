"""A text area that repaints the rows that changed, and draws a row at a cost that does not grow with its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.document._document import EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from hmi_visit.check.query import Query
from hmi_visit.tui.widgets.editor_document import ExactDocument, Wrapping
from hmi_visit.tui.widgets.margin import WIDTH, Margin, Mark
from hmi_visit.tui.widgets.wrapping import cells, expanded

Rows = tuple[int, int]
"""Some rows of the document: the first, and the one after the last."""
UNDERLINE = Style(underline=True)
"""Under the words that a query means: seen without colours too."""


class Ink(NamedTuple):
    """What rows are drawn with."""

    width: int
    text: Style
    cursor: Style
    selection: Style


class PaintedArea(TextArea):
    """A TextArea for plain text that keeps account of the rows on the screen that an edit or a move touches."""

    wrapped_document: Wrapping

    selection = reactive(Selection(), init=False, always_update=True, repaint=False)

    _painting_edit = False
    _ink: Ink | None = None
    margin: Margin | None = None
    """The marks beside the text; without them there is no margin."""

    @property
    def gutter_width(self) -> int:
        """The cells of the margin."""
        return 0 if self.margin is None else WIDTH

    def show_marks(self, spans: Sequence[tuple[int, int, str]]) -> None:
        """Show marks beside characters of the text, counted from its first."""
        if self.margin is not None and self.margin.set(self.document.lines, spans):
            self.refresh()

    def show_queries(self, spans: Sequence[tuple[int, Query]]) -> None:
        """Show what queries mean, each from a character of the text, counted from its first; only rows that change are
        painted."""
        if self.margin is None:
            return
        last = self.document.line_count - 1
        for mark in self.margin.ask(self.document.lines, spans):
            if mark.stop[0] <= last:
                self._refresh_rows(self._rows_of(Selection(mark.start, mark.stop)))

    @property
    def query_here(self) -> Mark | None:
        """The query at the cursor, with where its words stand now."""
        return self.margin.query_at(self.cursor_location) if self.margin else None

    def _set_document(self, text: str, language: str | None) -> None:
        self.document = ExactDocument(text)
        self.wrapped_document = Wrapping(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()
        self.refresh()

    def _build_highlight_map(self) -> None:
        """Nothing is highlighted: Textual's method would forget all rows drawn so far."""

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """No bracket is matched: the search would go through the whole text at a cursor move."""
        return None

    def edit(self, edit: Edit) -> EditResult:
        """Do an edit and repaint what it touched."""
        with self._repainting_touched():
            result = super().edit(edit)
            if self.margin is not None:
                self.margin.edited(edit.top, edit.bottom, result.end_location)
            return result

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        with self._repainting_touched():
            super()._undo_batch(edits)

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        with self._repainting_touched():
            super()._redo_batch(edits)

    def _on_resize(self) -> None:
        super()._on_resize()
        self.scroll_cursor_visible()

    @contextmanager
    def _repainting_touched(self) -> Iterator[None]:
        """Repaint the rows that a change of text touches, with those that the cursor or selection leaves and enters."""
        left = self._rows_of(self.selection)
        self._painting_edit = True
        try:
            yield
            if self.is_mounted:  # TextArea scrolls before it knows of new rows, and loses the cursor below the window
                self.scroll_cursor_visible()
        finally:
            self._painting_edit = False
        self._refresh_rows(left, self.wrapped_document.touched, self._rows_of(self.selection))

    def _refresh_size(self) -> None:
        """After an edit, tell the scroll bar alone how many rows there are: a new layout would repaint the screen.

        A new layout is needed where the scroll bar comes or goes, or the widget is as high as its text.
        """
        size = Size(0, self.wrapped_document.height)
        if self._painting_edit and self.styles.auto_dimensions and size == self.virtual_size:
            return
        same_layout = (
            self._painting_edit
            and self.container_size.height > 0
            and not self.styles.auto_dimensions
            and self.show_vertical_scrollbar == (size.height > self.container_size.height)
        )
        if not same_layout:
            super()._refresh_size()
        elif size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        if self._painting_edit or previous_selection == selection:
            return
        if previous_selection.start == selection.start:  # the selection grew or shrank at its end
            between = Selection(previous_selection.end, selection.end)
            self._refresh_rows(self._rows_of(between))
        else:
            self._refresh_rows(self._rows_of(previous_selection), self._rows_of(selection))

    def _rows_of(self, selection: Selection) -> Rows:
        top, bottom = sorted(map(self.wrapped_document.row_of, selection))
        return top, bottom + 1

    def _refresh_rows(self, *spans: Rows) -> None:
        """Mark rows for repainting, as far as they are on the screen."""
        top, height = self.scroll_offset.y, self.size.height
        regions = [
            Region(0, first - top, self.size.width, end - first)
            for first, end in ((max(a, top), min(b, top + height)) for a, b in spans)
            if first < end
        ]
        if regions:
            self.refresh(*regions)

    # drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some rows; the styles are looked up once for all of them."""
        component = self.get_component_rich_style
        width = self.scrollable_content_region.width
        self._ink = Ink(width, self.rich_style, component("text-area--cursor"), component("text-area--selection"))
        return super(TextArea, self).render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window."""
        if self._ink is None:
            self.render_lines(Region(0, 0, 0, 0))
        assert self._ink is not None
        base = self._ink.text
        width = self._ink.width
        row = y + self.scroll_offset.y
        if self.placeholder and self.document.end == (0, 0):
            return self._draw_placeholder(y, width)
        if row >= self.wrapped_document.height:
            return Strip.blank(width, base)
        segments = [Segment(text, base + style if style else base) for text, style in self._draw_row(row, self._ink)]
        if self.margin is not None:
            line, section = self.wrapped_document.line_of(row)
            sign = self.margin.sign(line, *self.wrapped_document.sections(line).span(section))
            segments.insert(0, Segment(sign, base))
        return Strip(segments).extend_cell_length(width, base)

    def _draw_row(self, row: int, ink: Ink) -> Iterator[tuple[str, Style | None]]:
        """The pieces of a row, each with the style that sets it apart."""
        line, section = self.wrapped_document.line_of(row)
        text = self.document[line]
        start, end = self.wrapped_document.sections(line).span(section)
        (top, bottom), cursor = sorted(self.selection), self.selection.end
        selected = (
            (top[1] if line == top[0] else 0, bottom[1] if line == bottom[0] else len(text) + 1)
            if top[0] <= line <= bottom[0]
            else (0, 0)
        )
        on_cursor = cursor[1] if cursor[0] == line and self._draw_cursor and self._has_cursor else -1
        if end == len(text):
            end += 1  # the place after the last character, where the cursor can stand
        under = self.margin.under(line, len(text)) if self.margin is not None and self.margin.queries else ()
        marks = {start, end, *selected, on_cursor, on_cursor + 1, *chain.from_iterable(under)}
        cuts = sorted(mark for mark in marks if start <= mark <= end)
        column = 0
        for a, b in pairwise(cuts):
            style = ink.cursor if a == on_cursor else ink.selection if selected[0] <= a < selected[1] else None
            if any(first <= a < last for first, last in under):
                style = (style + UNDERLINE) if style else UNDERLINE
            if b > len(text):
                yield text[a:b] + " ", style
            else:
                piece = expanded(text[a:b], self.indent_width, column)
                column += cells(piece, self.indent_width)
                yield piece, style

    def _draw_placeholder(self, y: int, width: int) -> Strip:
        assert self._ink is not None
        lines = Content.from_text(self.placeholder, markup=False).wrap(max(1, width - 1))
        style = self._ink.text + self.get_component_rich_style("text-area--placeholder")
        text = lines[y].plain if y < len(lines) else ""
        segments = [Segment(text, style)] if text else []
        if y == 0 and self._draw_cursor:
            segments = [Segment(text[:1] or " ", self._ink.text + self._ink.cursor), Segment(text[1:], style)]
        segments.insert(0, Segment(" " * self.gutter_width, self._ink.text))
        return Strip([s for s in segments if s.text]).extend_cell_length(width, self._ink.text)
