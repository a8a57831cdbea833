"""Choices by one key: a value of a few, yes or no."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from hmi_visit.form.model import Choice, Value
from hmi_visit.tui.widgets.field_view import FieldView

YES_NO = (Choice("yes", "Yes", "y"), Choice("no", "No", "n"))


class Chooser(Widget, can_focus=True):
    """A row of choices; the key in brackets picks one, the arrows walk, Delete or Backspace takes the answer back."""

    DEFAULT_CSS = """
    Chooser { width: 1fr; height: auto; padding: 0 1; background: $surface; }
    Chooser:focus { background: $surface-lighten-1; }
    """

    class Chosen(Message):
        """A choice was made: its value, or nothing where the answer was taken back."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(self, choices: tuple[Choice, ...], *, id: str | None = None, disabled: bool = False) -> None:
        super().__init__(id=id, disabled=disabled)
        self.choices = choices
        self.chosen = ""

    def choose(self, value: str) -> None:
        """Show a choice without telling anybody."""
        self.chosen = value
        self.refresh()  # as many rows as before: the choices are the same

    def render(self) -> Content:
        """The choices, each with its key and a mark at the one that is chosen; a row breaks between them alone."""
        return Content("\n").join(Content("   ").join(row) for row in self._rows(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the choices take."""
        return len(self._rows(width))

    def _rows(self, width: int) -> list[list[Content]]:
        rows: list[list[Content]] = [[]]
        for choice in self.choices:
            chosen = choice.value == self.chosen
            text = Content(f"({'•' if chosen else ' '}) {choice.label} [{choice.key}]")
            part = text.stylize("bold reverse" if chosen and self.has_focus else "bold", 0, 3)
            if rows[-1] and sum(len(p) + 3 for p in rows[-1]) + len(part) > width:
                rows.append([])
            rows[-1].append(part)
        return rows

    def on_key(self, event: events.Key) -> None:
        """One key chooses."""
        values = [choice.value for choice in self.choices]
        picked = next((c.value for c in self.choices if event.character and event.character.casefold() == c.key), None)
        if picked is None and event.key in ("left", "right"):
            at = values.index(self.chosen) if self.chosen in values else -1
            picked = values[(at + (1 if event.key == "right" else -1)) % len(values)] if at >= 0 else values[0]
        elif picked is None and event.key in ("delete", "backspace"):
            picked = ""
        if picked is not None:
            event.stop()
            self.choose(picked)
            self.post_message(self.Chosen(picked))

    def on_focus(self) -> None:
        """The mark shows the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The mark shows the focus."""
        self.refresh()


class ChoiceField(FieldView):
    """One of the form's own values."""

    def compose_editor(self) -> ComposeResult:
        """The row of choices."""
        yield Chooser(self.choices, disabled=self.read_only)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen."""
        return self.field.choices

    def show(self, value: Value | None, typed: str | None) -> None:
        """Mark the choice."""
        self.query_one(Chooser).choose(str(value or ""))

    def on_chooser_chosen(self, event: Chooser.Chosen) -> None:
        """Keep the choice. Textual calls the handler of every class, so that a kind overrides `answer` alone."""
        event.stop()
        self.keep(self.answer(event.value))
        self.mark_missing()

    def answer(self, chosen: str) -> Value:
        """The value of a choice."""
        return chosen


class FlagField(ChoiceField):
    """Yes or no."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Yes and no."""
        return YES_NO

    def show(self, value: Value | None, typed: str | None) -> None:
        """Mark yes or no; neither while nothing is answered."""
        self.query_one(Chooser).choose("" if value is None or value == "" else ("yes" if value else "no"))

    def answer(self, chosen: str) -> Value:
        """True or false; nothing where the answer was taken back."""
        return chosen == "yes" if chosen else ""
