"""Help: every key and command, made from their declaration, and a few words on how the screen works."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.tui.commands import EVERY_SET

EDITING = """In every text
  Ctrl+Z, Ctrl+Y           undo, redo
  Ctrl+Left, Ctrl+Right    a word back or on; with Shift, select
  Ctrl+A, Ctrl+E           beginning and end of the line
  Ctrl+W, Ctrl+F           delete the word before; in a visit Ctrl+F finds
  Ctrl+X, Ctrl+C, Ctrl+V   cut, copy, paste
  Tab, Shift+Tab           next and previous field
  - item, 1. item          a list; **bold**, *italic*; all else stands as it is typed
"""


def help_text(keymap: Mapping[str, str], guidance: str = "") -> str:
    """The whole help as text."""
    parts = [guidance.strip()] if guidance.strip() else []
    for where, commands in EVERY_SET.items():
        rows = [f"  {', '.join(c.binding_keys(keymap)):<24} {c.title}. {c.help}" for c in commands]
        parts.append("\n".join((where, *rows)))
    return "\n\n".join((*parts, EDITING))


class HelpScreen(ModalScreen[None]):
    """The help, over the screen it was asked from."""

    BINDINGS = [("escape,f1,q", "dismiss", "Back")]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        """The text, which scrolls."""
        with VerticalScroll(classes="dialog -large"):
            yield Static(self.text, markup=False)
            yield Static("Esc: back", classes="keys")

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.set_focus(self.query_one(VerticalScroll))
