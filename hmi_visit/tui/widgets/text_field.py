"""Fields that are typed: a line, a date, a month, a number, and prose."""

from __future__ import annotations

from textual.app import ComposeResult

from hmi_visit.form.model import Kind, Value
from hmi_visit.form.values import spoken, understand
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.visit.history import State
from hmi_visit.visit.times import now


class TextField(FieldView):
    """What typed fields share: an editor whose text is kept at each change."""

    def compose_editor(self) -> ComposeResult:
        """The editor, empty until the file is read."""
        single = self.field.kind is not Kind.PROSE
        hint = self.field.prompt
        yield Editor(
            single=single,
            keep=self.keep_text,
            earlier=self.earlier,
            placeholder=hint,
            read_only=self.read_only,
            margin=not single,
        )

    @property
    def editor(self) -> Editor:
        """The editor."""
        return self.query_one(Editor)

    def keep_text(self, text: str) -> None:
        """Keep what stands in the editor."""
        self.keep(text)

    def show(self, value: Value | None, typed: str | None) -> None:
        """Show the text, unless it is there already with the cursor in it."""
        text = self.text_of(value, typed)
        if text != self.editor.text:
            self.editor.load(text)
            self.editor.move_cursor(self.editor.document.end)

    def bring_back(self, state: State) -> None:
        """Put a state's text in the place of what is there; undo takes that back."""
        self.editor.replace(self.text_of(state.value, state.typed), (0, 0), self.editor.document.end)

    def focus_end(self) -> None:
        """Put the cursor at the end of the text."""
        self.screen.set_focus(self.editor)
        self.editor.move_cursor(self.editor.document.end)


class ProseField(TextField):
    """Prose in a full editor that takes the room there is."""

    DEFAULT_CSS = """
    ProseField Editor { height: 1fr; }
    """

    def on_mount(self) -> None:
        """Take the room there is."""
        self.add_class("-tall")
        super().on_mount()


class LineField(TextField):
    """One line of text; for dates, months and numbers, with what was understood below."""

    DEFAULT_CSS = """
    LineField Editor { width: 1fr; min-height: 1; background: $surface; }
    LineField Editor:focus { background: $surface-lighten-1; }
    """

    def keep_text(self, text: str) -> None:
        """Keep the value that was meant; where none is, the text as typed."""
        value = understand(self.field, text, now().date())
        if value is None and text:
            self.keep("", typed=text)
        else:
            self.keep("" if value is None else value)
        self.say_understood(text, value)

    def show(self, value: Value | None, typed: str | None) -> None:
        """Show a date in words, other values as they are, and what could not be understood as it was typed."""
        if understand(self.field, self.editor.text, now().date()) != value or typed is not None or not value:
            super().show(value, typed)
        self.say_understood(self.editor.text, None if typed is not None else value)

    def text_of(self, value: Value | None, typed: str | None) -> str:
        """A date in words, other values as they are, and what could not be understood as it was typed."""
        return typed if typed is not None else _as_typed(self.field.kind, spoken(self.field, value))

    def say_understood(self, text: str, value: Value | None) -> None:
        """The note below: the day that was meant, or that none was."""
        if self.field.kind in (Kind.LINE, Kind.PROSE) or not text.strip():
            self.note("")
        elif value is None or value == "":
            noun = {Kind.DATE: "date", Kind.MONTH: "month"}.get(self.field.kind, "number")
            self.note(f"This is not a {noun} yet: it is kept as you typed it.", fault=True)
        elif self.field.kind in (Kind.DATE, Kind.MONTH):
            self.note(spoken(self.field, value))
        else:
            self.note("")


def _as_typed(kind: Kind, words: str) -> str:
    """A date without its weekday, as one would type it."""
    return words.partition(" ")[2] if kind is Kind.DATE else words
