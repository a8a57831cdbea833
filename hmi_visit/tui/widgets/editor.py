"""The editor in which everything is typed: exact text, kept at each change before it is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding
from textual.content import Content
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea

from hmi_visit.tui.commands import TEXTS, bindings
from hmi_visit.tui.widgets.editor_document import ExactDocument
from hmi_visit.tui.widgets.editor_paint import PaintedArea
from hmi_visit.tui.widgets.editor_past import Earlier, change_between, step_back
from hmi_visit.tui.widgets.margin import Margin
from hmi_visit.visit.characters import unprintable, visible
from hmi_visit.visit.words import count_words

Keep = Callable[[str], None]
"""Puts the whole text away. It must not raise: it deals with its own faults."""

_FREED_KEYS = ("f6", "f7")
"""Keys of TextArea's that the program uses for other things."""
_NAMED = 5
"""How many places a notice names before it says how many more there are."""


class Editor(PaintedArea, inherit_bindings=False):
    """A text area for prose, or with `single` for one line.

    Every change, be it typed, pasted, undone or made by `replace()`, calls `keep` with the whole text, once for each
    key, before the change is painted. `load()` alone does not.
    """

    BINDINGS = [
        *(b for b in TextArea.BINDINGS if not (isinstance(b, Binding) and b.key in _FREED_KEYS)),
        *bindings(TEXTS),
    ]

    DEFAULT_CSS = """
    Editor {
        .text-area--cursor { color: $foreground; background: $surface; text-style: reverse; }
        &:dark .text-area--cursor { color: $foreground; background: $surface; text-style: reverse; }
        &:light .text-area--cursor { color: $foreground; background: $surface; text-style: reverse; }
        &:nocolor .text-area--cursor { color: $foreground; background: $surface; text-style: reverse underline; }
        &:nocolor .text-area--selection { color: $foreground; background: $surface; text-style: reverse; }
    }
    Editor.-single { height: auto; max-height: 8; }
    """

    @dataclass
    class Submitted(Message):
        """Enter was pressed in a single line."""

        editor: Editor

        @property
        def control(self) -> Editor:
            """The editor."""
            return self.editor

    @dataclass
    class Noticed(Message):
        """The text did not go in as it came; the message says what became of it."""

        editor: Editor
        message: str

        @property
        def control(self) -> Editor:
            """The editor."""
            return self.editor

    def __init__(
        self,
        text: str = "",
        *,
        single: bool = False,
        keep: Keep | None = None,
        earlier: Earlier | None = None,
        placeholder: str | Content = "",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
        disabled: bool = False,
        read_only: bool = False,
        margin: bool = False,
    ) -> None:
        super().__init__(
            "",
            soft_wrap=True,
            tab_behavior="focus",
            read_only=read_only,
            max_checkpoints=500,
            highlight_cursor_line=False,
            placeholder=placeholder,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
        )
        self.set_reactive(Editor.cursor_blink, False)
        self.single = single
        self.keep = keep
        self.earlier = earlier
        """What the text was before; undo goes on there when it has taken back all that was done here."""
        self._earliest: int | None = None
        self._words: dict[str, int] = {}
        self.set_class(single, "-single")
        self.margin = Margin() if margin else None
        self.set_class(margin, "-margin")
        if text:
            self.load(text)

    # the text

    def load(self, text: str) -> None:
        """Show another text, with a fresh history of undo and without calling `keep`."""
        self._earliest = None
        self.load_text(self._admitted(text, (0, 0)))

    def edit(self, edit: Edit) -> EditResult:
        """Do an edit: what cannot be held is replaced first, and the text is kept before it is painted."""
        edit.text = self._admitted(edit.text, edit.top)
        result = super().edit(edit)
        self._keep_text()
        return result

    def undo(self) -> None:
        """Take back the last change; after the first of this editor's, go on to what the text was before it."""
        if self.earlier is not None and not self.read_only and not self.history._undo_stack:
            texts = [(number, self._as_held(text)) for number, text in self.earlier()]
            if found := step_back(texts, self.text, self._earliest):
                self._earliest, before = found
                self.history._undo_stack.append([change_between(before, self.text)])
        super().undo()

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        super()._undo_batch(edits)
        self._keep_text()

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        super()._redo_batch(edits)
        self._keep_text()

    def _keep_text(self) -> None:
        if self.keep is not None:
            self.keep(self.text)

    def _admitted(self, text: str, at: Location) -> str:
        """The text as this editor can hold it, to stand at a location; what was changed is said."""
        text = _plain_lines(text)
        if found := unprintable(text):
            row, column = at
            places = [(line + row, col + column if line == 1 else col) for line, col, _code in found[:_NAMED]]
            self._notice(_what_was_replaced(len(found), places))
            text = visible(text)
        if self.single:
            text = text.replace("\t", " ")
        if self.single and "\n" in text:
            lines = [line for line in text.split("\n") if line.strip()]
            if len(lines) > 1:
                self._notice(f"{len(lines)} lines were joined into one, with spaces between them")
            text = " ".join(lines)
        return text

    def _as_held(self, text: str) -> str:
        """A text of the file as this editor holds it."""
        text = visible(_plain_lines(text))
        return " ".join(line for line in text.split("\n") if line.strip()) if self.single and "\n" in text else text

    def select_span(self, start: int, end: int) -> None:
        """Select the characters between two offsets; with two of the same, put the cursor there."""
        document = self.document
        if isinstance(document, ExactDocument):
            self.selection = Selection(document.location_at(start), document.location_at(end))
            self.scroll_cursor_visible()

    def _notice(self, message: str) -> None:
        self.post_message(self.Noticed(self, message))

    @property
    def words(self) -> int:
        """The number of words, counted when asked for; lines that stayed as they were are not counted again."""
        before = self._words
        self._words = {line: before[line] if line in before else count_words(line) for line in self.document.lines}
        return sum(map(self._words.__getitem__, self.document.lines))

    @property
    def offset_of_cursor(self) -> int:
        """How many characters stand before the cursor."""
        row, column = self.cursor_location
        return sum(len(line) + 1 for line in self.document.lines[:row]) + column

    # keys

    async def _on_key(self, event: events.Key) -> None:
        if self.single and event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self))
            return
        await super()._on_key(event)

    def action_document_start(self) -> None:
        """Go to the first character."""
        self.move_cursor((0, 0))

    def action_document_end(self) -> None:
        """Go to the last character."""
        self.move_cursor(self.document.end)

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up; from the first row of a single line the key goes on to the form."""
        if self.single and not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            raise SkipAction
        super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down; from the last row of a single line the key goes on to the form."""
        if self.single and not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            raise SkipAction
        super().action_cursor_down(select)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _what_was_replaced(count: int, places: list[tuple[int, int]]) -> str:
    named = "; ".join(f"line {line}, column {column}" for line, column in places)
    more = f" and {count - len(places)} more" if count > len(places) else ""
    what, was = ("1 character", "was") if count == 1 else (f"{count} characters", "were")
    return f"{what} that a letter cannot hold {was} replaced by a mark: {named}{more}"
