"""Small questions: a line of text, yes or no, one of a list. Each returns a value and changes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.rows import Rows


class Ask(ModalScreen[str | None]):
    """Asks for one line; Enter answers, Escape leaves it."""

    BINDINGS = [("escape", "dismiss(None)", "Leave it")]

    def __init__(self, question: str, text: str = "", hint: str = "") -> None:
        super().__init__()
        self.question, self.text, self.hint = question, text, hint

    def compose(self) -> ComposeResult:
        """The question and the line."""
        with Vertical(classes="dialog"):
            yield Static(self.question, classes="question", markup=False)
            yield Editor(self.text, single=True, placeholder=self.hint)
            yield Static("Enter: do it    Esc: leave it", classes="keys")

    def on_mount(self) -> None:
        """The cursor stands at the end of what is there."""
        editor = self.query_one(Editor)
        self.set_focus(editor)
        editor.move_cursor(editor.document.end)

    def on_editor_submitted(self, event: Editor.Submitted) -> None:
        """Enter answers."""
        self.dismiss(event.editor.text)


class Confirm(ModalScreen[bool]):
    """Asks before something that replaces: `y` does it, Escape and `n` leave it."""

    BINDINGS = [("y", "dismiss(True)", "Yes"), ("n,escape", "dismiss(False)", "No")]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self.question, self.yes = question, yes

    def compose(self) -> ComposeResult:
        """The question and its two keys."""
        with Vertical(classes="dialog"):
            yield Static(self.question, classes="question", markup=False)
            yield Static(f"y: {self.yes}    Esc: leave it", classes="keys")


class Pick(ModalScreen[int | None]):
    """Asks for one of a list; typing narrows it, Enter picks, Escape leaves it."""

    BINDINGS = [("escape", "dismiss(None)", "Leave it"), ("up", "move(-1)"), ("down", "move(1)")]

    def __init__(self, question: str, names: Sequence[str]) -> None:
        super().__init__()
        self.question, self.names = question, names
        self.shown = list(range(len(names)))

    def compose(self) -> ComposeResult:
        """The question, the line to narrow, the list."""
        with Vertical(classes="dialog -list"):
            yield Static(self.question, classes="question", markup=False)
            yield Editor(single=True, placeholder="Type to narrow the list")
            yield Rows(self.row, count=len(self.names), empty="Nothing has this name.")
            yield Static("Enter: take this one    Esc: leave it", classes="keys")

    def row(self, index: int) -> str:
        """A name in the list."""
        return self.names[self.shown[index]]

    def on_mount(self) -> None:
        """Typing narrows from the first key on."""
        self.query_one(Rows).can_focus = False
        self.set_focus(self.query_one(Editor))

    def on_text_area_changed(self, event: Editor.Changed) -> None:
        """Narrow the list."""
        words = event.text_area.text.casefold().split()
        self.shown = [n for n, name in enumerate(self.names) if all(word in name.casefold() for word in words)]
        rows = self.query_one(Rows)
        rows.count = len(self.shown)
        rows.cursor = 0
        rows.refresh()

    def action_move(self, by: int) -> None:
        """Walk in the list while the cursor stays in the line."""
        rows = self.query_one(Rows)
        rows.cursor = min(max(rows.cursor + by, 0), max(len(self.shown) - 1, 0))

    def on_editor_submitted(self, _event: Editor.Submitted) -> None:
        """Enter picks."""
        if self.shown:
            self.dismiss(self.shown[self.query_one(Rows).cursor])

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """A click picks."""
        self.dismiss(self.shown[event.index])


class Listing(ModalScreen[None]):
    """Shows lines to read, as many as there are; Escape goes back."""

    BINDINGS = [("escape", "dismiss(None)", "Back")]

    def __init__(self, heading: str, lines: Sequence[str], empty: str) -> None:
        super().__init__()
        self.heading, self.lines, self.empty = heading, lines, empty

    def compose(self) -> ComposeResult:
        """The lines, below each other."""
        with Vertical(classes="dialog -list"):
            yield Static(self.heading, classes="question", markup=False)
            with VerticalScroll():
                yield Static("\n".join(self.lines) or self.empty, markup=False)
            yield Static("Esc: back", classes="keys")
