"""The last step: the letter as it will read, what it lacks, and the way to Word."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from hmi_visit.tui.widgets.letter_view import LetterView


class LetterStep(Vertical):
    """The letter with a line above it that says what is missing and where it was written to."""

    DEFAULT_CSS = """
    LetterStep { height: 1fr; }
    LetterStep .state { padding: 0 1; height: auto; max-height: 6; }
    """

    def compose(self) -> ComposeResult:
        """What is missing, then the letter."""
        yield Static("", classes="state", markup=False)
        yield LetterView(id="whole")

    def say(self, missing: tuple[str, ...], written: str) -> None:
        """Say what the letter lacks and where it was last written."""
        lacks = f"Not yet answered: {', '.join(missing)}." if missing else "Nothing that the form asks is missing."
        where = f"Written to {written}" if written else "Not written yet"
        self.query_one(".state", Static).update(f"{lacks}\n{where}. F12 writes it to Word. Alt+W words a paragraph.")
