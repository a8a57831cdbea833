"""A draft of the paragraph of evidence, shown as what it would change; and the main points for feedback."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.visit.difference import counts, difference, marked

_ALL = 10_000
"""Words round a difference that are shown: all of them."""


_READ, _BESIDE = 120, 8
"""The widest line that is read with ease, and the cells of a window beside its lines."""


class DraftScreen(ModalScreen[bool]):
    """Shows what the draft would change. Enter takes it, Escape leaves what stands there."""

    BINDINGS = [
        Binding("enter", "dismiss(True)", "Take the draft", priority=True),
        Binding("escape", "dismiss(False)", "Leave it"),
    ]

    def __init__(self, label: str, text: str, draft: str) -> None:
        super().__init__()
        self.label, self.found = label, difference(text, draft)

    def compose(self) -> ComposeResult:
        """The text with what would go and what would come."""
        out, into = counts(self.found)
        with Vertical(classes="dialog -large"):
            yield Static(f"{self.label}: the draft takes {out} words out and puts {into} in", classes="question")
            with VerticalScroll():
                yield Static(marked(self.found, _ALL), markup=False)
            keys = "Enter: take the draft   Esc: leave what is there    [-goes-]  {+comes+}"
            yield Static(keys, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.set_focus(self.query_one(VerticalScroll))


class FeedbackScreen(ModalScreen[None]):
    """The main points for the meeting at the end, each with its evidence; to read from, or to scroll through."""

    BINDINGS = [("escape", "dismiss(None)", "Back")]
    DEFAULT_CSS = """
    FeedbackScreen { background: $surface; }
    """

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = lines

    def compose(self) -> ComposeResult:
        """The points."""
        with Vertical(classes="dialog -full"):
            yield Static("Main points", classes="question", markup=False)
            with VerticalScroll():
                yield Static(_wrapped(self.lines, min(self.app.size.width, _READ) - _BESIDE), markup=False)
            yield Static("Arrows: scroll   Esc: back", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.set_focus(self.query_one(VerticalScroll))


def _wrapped(lines: Sequence[str], width: int) -> str:
    """Lines broken at a width, each hanging from its own indent."""
    found = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        found.append("\n".join(wrap(line, max(width, 20), subsequent_indent=indent)))
    return "\n".join(found)
