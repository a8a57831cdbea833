"""The editor's text as exact lines, and the rows that they are wrapped into.

Both stand in for Textual's own classes of the same purpose and promise what those promise to TextArea and to
DocumentNavigator.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, overload

from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset

from hmi_visit.tui.widgets.wrapping import cells, column_at, rewrap, wrap


class ExactDocument(Document):
    """Lines parted by "\\n" and by nothing else.

    Textual's own parts lines at U+0085, U+2028, form feeds and more, and joins them with "\\n": what was typed would
    not come back as it was.
    """

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._lines = text.split("\n")

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace what lies between two locations; returns where the new text ends and what stood there."""
        top, bottom = sorted((start, end))
        replaced = self.get_text_range(top, bottom)
        lines = self._lines
        before = lines[top[0]][: top[1]] if top[0] < len(lines) else ""
        after = lines[bottom[0]][bottom[1] :] if bottom[0] < len(lines) else ""
        inserted = text.split("\n")
        inserted[0] = before + inserted[0]
        end_location = (top[0] + len(inserted) - 1, len(inserted[-1]))
        inserted[-1] += after
        lines[top[0] : bottom[0] + 1] = inserted
        return EditResult(end_location, replaced)

    def location_at(self, offset: int) -> Location:
        """The place before which so many characters stand."""
        row, left = 0, offset
        while row < len(self._lines) - 1 and left > len(self._lines[row]):
            left -= len(self._lines[row]) + 1
            row += 1
        return row, min(left, len(self._lines[row]))


class Touched(NamedTuple):
    """The rows of the wrapped document that an edit changed."""

    first: int
    end: int
    """The row after the last one."""


class Sections(Sequence[str]):
    """The rows of one line, cut out when they are asked for."""

    def __init__(self, line: str, breaks: Sequence[int]) -> None:
        self._line = line
        self._breaks = breaks

    def __len__(self) -> int:
        return len(self._breaks) + 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        start, end = self.span(index)
        return self._line[start:end]

    def span(self, index: int) -> tuple[int, int]:
        """Where a row begins and ends in its line; negative indices count from the last row."""
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        start = self._breaks[index - 1] if index else 0
        return start, self._breaks[index] if index < len(self._breaks) else len(self._line)


class Wrapping(WrappedDocument):
    """A document's rows at a width, kept up to date edit by edit, at a cost that does not grow with the paragraph."""

    touched = Touched(0, 0)
    """What the last edit changed; to the end of the document where it changed the number of rows."""

    @property
    def height(self) -> int:
        """The number of rows."""
        return self._tops[-1]

    @property
    def wrapped(self) -> bool:
        """Whether any line takes more than one row."""
        return self.height > len(self._wrap_offsets)

    @property
    def lines(self) -> list[list[str]]:
        """Each line as the list of its rows."""
        return [list(self.sections(index)) for index in range(len(self._wrap_offsets))]

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap the whole document at a width in cells; 0 for no wrapping."""
        self._width = width
        self._tab_width = tab_width or self._tab_width
        self._as_wrapped = list(self.document.lines)
        self._wrap_offsets = [wrap(line, width, self._tab_width) for line in self._as_wrapped]
        self._count_rows()
        self.touched = Touched(0, self.height)

    def _count_rows(self) -> None:
        """`_tops`: the first row of each line, and at last the number of rows."""
        self._tops = list(accumulate((len(breaks) + 1 for breaks in self._wrap_offsets), initial=0))

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap again what an edit changed: the lines from `start` to `old_end` are now those to `new_end`."""
        document_lines = self.document.lines
        top = min(start[0], old_end[0], len(self._as_wrapped) - 1, len(document_lines) - 1)
        old_bottom = min(max(start[0], old_end[0]), len(self._as_wrapped) - 1)
        new_bottom = min(max(start[0], new_end[0]), len(document_lines) - 1)
        if len(self._as_wrapped) + new_bottom - old_bottom != len(document_lines):
            self.wrap(self._width)
            return
        old, new = self._as_wrapped[top : old_bottom + 1], document_lines[top : new_bottom + 1]
        first_row, height = self._tops[top], self.height
        if len(old) == len(new) == 1:
            breaks, first, end = rewrap(old[0], self._wrap_offsets[top], new[0], self._width, self._tab_width)
            all_breaks = [breaks]
        else:
            all_breaks = [wrap(line, self._width, self._tab_width) for line in new]
            first, end = 0, sum(len(breaks) + 1 for breaks in all_breaks)
        same_rows = [*map(len, all_breaks)] == [*map(len, self._wrap_offsets[top : old_bottom + 1])]
        self._as_wrapped[top : old_bottom + 1] = new
        self._wrap_offsets[top : old_bottom + 1] = all_breaks
        if not same_rows:
            self._count_rows()
        moved = self.height != height
        self.touched = Touched(first_row + first, max(self.height, height) if moved else first_row + end)

    def row_of(self, location: Location) -> int:
        """The row, counted from the top of the document, that a location is on."""
        line = max(0, min(location[0], len(self._wrap_offsets) - 1))
        return self._tops[line] + bisect_right(self._wrap_offsets[line], location[1])

    def line_of(self, row: int) -> tuple[int, int]:
        """The line that a row belongs to, and which of the line's rows it is; the nearest row where there is none."""
        row = max(0, min(row, self.height - 1))
        line = bisect_right(self._tops, row) - 1
        return line, row - self._tops[line]

    def sections(self, line_index: int) -> Sections:
        """The rows of a line."""
        return Sections(self.document[line_index], self._wrap_offsets[line_index])

    def get_sections(self, line_index: int) -> list[str]:
        """The rows of a line, as the navigator asks for them: it takes their number and one of them."""
        return self.sections(line_index)  # type: ignore[return-value]

    def get_tab_widths(self, line_index: int) -> list[int]:
        """The widths of a line's tabs, each relative to the start of its row."""
        widths: list[int] = []
        for row in self.sections(line_index):
            at = -1
            while (at := row.find("\t", at + 1)) >= 0:
                widths.append(cells(row[: at + 1], self._tab_width) - cells(row[:at], self._tab_width))
        return widths

    def location_to_offset(self, location: Location) -> Offset:
        """The cell that a location is drawn at, from the top left of the document."""
        line = max(0, min(location[0], len(self._wrap_offsets) - 1))
        row = bisect_right(self._wrap_offsets[line], location[1])
        start, end = self.sections(line).span(row)
        before = self.document[line][start : min(location[1], end)]
        return Offset(cells(before, self._tab_width), self._tops[line] + row)

    def offset_to_location(self, offset: Offset) -> Location:
        """The location drawn at a cell, or the nearest one."""
        line, row = self.line_of(offset[1])
        return line, self.get_target_document_column(line, max(0, offset[0]), row)

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """The column of a line at cell `x_offset` of its row `y_offset` (negative: from the last row)."""
        sections = self.sections(line_index)
        start, end = sections.span(y_offset)
        column = start + column_at(self.document[line_index][start:end], x_offset, self._tab_width)
        return column if y_offset in (-1, len(sections) - 1) else min(column, end - 1)
