"""A list: one line an item, pasted many at once, moved up and down by keys."""

from __future__ import annotations

import re

from textual import events
from textual.app import ComposeResult

from hmi_visit.form.model import Kind, Value
from hmi_visit.tui.commands import LISTS, bindings
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.visit.history import State

_NUMBER = re.compile(r"^[ \t]*([0-9]{1,3})[.)][ \t]+")
_BULLET = re.compile(r"^[ \t]*(?:[-*•–·▪●]|o(?=\t))[ \t]+")


def items_of(text: str) -> list[str]:
    """The items of a list as it stands in a document: without empty lines, bullets, or numbers that count from 1."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    numbered = [_NUMBER.match(line) for line in lines]
    if len(lines) > 1 and all(m and int(m[1]) == n for n, m in enumerate(numbered, 1)):
        return [line[m.end() :] for line, m in zip(lines, numbered, strict=True) if m]
    return [_BULLET.sub("", line) for line in lines]


class LinesEditor(Editor):
    """An editor whose lines are items, moved by keys; bullets that a paste brings along are taken off."""

    BINDINGS = bindings(LISTS)

    def action_move_up(self) -> None:
        """Move the line of the cursor up."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move the line of the cursor down."""
        self._move(1)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take off the marks of a document's list; the editor's own handler then pastes what is left."""
        event.text = "\n".join(items_of(event.text))

    def _move(self, by: int) -> None:
        row, column = self.cursor_location
        other = row + by
        if self.read_only or not 0 <= other < self.document.line_count:
            return
        first = min(row, other)
        lines = [self.document.get_line(first + 1), self.document.get_line(first)]
        end = (first + 1, len(lines[0]))
        self.replace("\n".join(lines), (first, 0), end, maintain_selection_offset=False)
        self.move_cursor((other, column))


class ListField(FieldView):
    """A list of lines. Empty lines are no items."""

    DEFAULT_CSS = """
    ListField LinesEditor {
        width: 1fr; height: auto; min-height: 2; max-height: 12; background: $surface;
    }
    ListField LinesEditor:focus { background: $surface-lighten-1; }
    ListField.-long { layout: vertical; }
    """

    def compose_editor(self) -> ComposeResult:
        """The editor of lines."""
        self.set_class(self.field.kind is Kind.LIST, "-long")
        yield LinesEditor(
            keep=self.keep_lines,
            earlier=self.earlier,
            placeholder=self.field.prompt,
            read_only=self.read_only,
            margin=True,
        )

    @property
    def editor(self) -> LinesEditor:
        """The editor of lines."""
        return self.query_one(LinesEditor)

    def keep_lines(self, text: str) -> None:
        """Keep every line that has something in it."""
        self.keep([line for line in text.split("\n") if line.strip()])

    def show(self, value: Value | None, typed: str | None) -> None:
        """Show the items, a line each."""
        lines = [str(item) for item in value] if isinstance(value, list) else []
        if lines != [line for line in self.editor.text.split("\n") if line.strip()]:
            self.editor.load("\n".join(lines))
            self.editor.move_cursor(self.editor.document.end)

    def start_of(self, line: int) -> int:
        """Where an item begins: empty lines between are no items."""
        at = 0
        for words in self.editor.text.split("\n"):
            line -= bool(words.strip())
            if not line:
                break
            at += len(words) + 1
        return at

    def bring_back(self, state: State) -> None:
        """Put a state's lines in the place of those that are there; undo takes that back."""
        self.editor.replace(self.text_of(state.value, state.typed), (0, 0), self.editor.document.end)

    def focus_end(self) -> None:
        """Put the cursor at the end of the last line."""
        self.screen.set_focus(self.editor)
        self.editor.move_cursor(self.editor.document.end)
