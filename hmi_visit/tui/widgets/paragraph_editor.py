"""The editor of one paragraph among others: the cursor walks on into the next, and the page scrolls with it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.geometry import Offset, Region
from textual.message import Message

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

    @property
    def offset_of_cursor(self) -> int:
        """How many characters stand before the cursor."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    @offset_of_cursor.setter
    def offset_of_cursor(self, offset: int) -> None:
        row, left = 0, offset
        while row < self.document.line_count - 1 and left > len(self.document.lines[row]):
            left -= len(self.document.lines[row]) + 1
            row += 1
        self.move_cursor((row, left))

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll the page so that the row of the cursor is on the screen."""
        page = next((a for a in self.ancestors if isinstance(a, VerticalScroll)), None)
        if page is not None and self.has_focus and self.size.height:
            row = self.wrapped_document.row_of(self.cursor_location)
            top = self.region.y - page.region.y + page.scroll_offset.y
            page.scroll_to_region(Region(0, top + row, 1, 1), animate=animate, force=True, x_axis=False)
        return Offset(0, 0)
