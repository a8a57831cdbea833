"""The editor of one paragraph among others: the cursor walks on into the next, and the page scrolls with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from hmi_visit.tui.widgets.editor import Editor


class ParagraphEditor(Editor):
    """An editor as high as its text."""

    @dataclass
    class Joining(Message):
        """Backspace at the beginning (-1) or Delete at the end (1): the two paragraphs are to be one."""

        editor: ParagraphEditor
        by: int

        @property
        def control(self) -> ParagraphEditor:
            """The editor."""
            return self.editor

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up; from the first row the key goes on to what stands before."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            raise SkipAction
        super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down; from the last row the key goes on to what stands after."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            raise SkipAction
        super().action_cursor_down(select)

    def action_delete_left(self) -> None:
        """Delete what stands before the cursor; at the beginning, join with the paragraph before."""
        if self.selection.is_empty and self.cursor_location == (0, 0) and not self.read_only:
            self.post_message(self.Joining(self, -1))
        else:
            super().action_delete_left()

    def action_delete_right(self) -> None:
        """Delete what stands after the cursor; at the end, join with the paragraph after."""
        if self.selection.is_empty and self.cursor_location == self.document.end and not self.read_only:
            self.post_message(self.Joining(self, 1))
        else:
            super().action_delete_right()

    class Undoing(Message):
        """Undo where nothing was typed since the text was put here: it may be the order that is to be undone."""

    def action_undo(self) -> None:
        """Undo what was typed; where nothing was since, whoever hears of it may undo more."""
        if self.history._undo_stack or self.read_only:
            super().action_undo()
        else:
            self.post_message(self.Undoing())

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll the page so that the row of the cursor is on the screen."""
        self._recompute_cursor_offset()  # type: ignore[no-untyped-call]
        page = next((a for a in self.ancestors if isinstance(a, VerticalScroll)), None)
        if page is not None and self.has_focus and self.size.height:
            row = self._top_in(page) + self.wrapped_document.row_of(self.cursor_location)
            first, height = page.scroll_offset.y, page.scrollable_content_region.height
            if not first <= row < first + height:
                to = row if row < first else row - height + 1
                page.scroll_to(y=to, animate=animate, force=True, immediate=True)
                self.call_after_refresh(self._show_cursor)
        return Offset(0, 0)

    def _show_cursor(self) -> None:
        """Put the terminal's own cursor, which screen readers and Braille lines follow, where ours is now."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def _top_in(self, page: Widget) -> int:
        """How many rows of the page, scrolled or not, stand above this editor."""
        inside = takewhile(lambda widget: widget is not page, self.ancestors_with_self)
        return sum(widget.virtual_region.y for widget in inside if isinstance(widget, Widget))
