"""Help: every key and command, made from their declaration, and a few words on how the screen works."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.tui.commands import EVERY_SET, Command

EDITING = """In every text
  Ctrl+Z, Ctrl+Y       undo, redo
  Ctrl+Left, +Right    a word back or on; with Shift, select
  Ctrl+A, Ctrl+E       beginning and end of the line
  Ctrl+W               delete the word before
  Ctrl+X, +C, +V       cut, copy, paste
  Tab, Shift+Tab       next and previous field
  - item, 1. item      lines of a list
  **bold**, *italic*   all else stands in the letter as it is typed
"""


def help_text(keymap: Mapping[str, str], guidance: str = "", here: Sequence[Command] = (), width: int = 70) -> str:
    """The whole help as text of a width in cells: what works here first."""
    parts = [textwrap.fill(line, width) for line in guidance.strip().split("\n")] if guidance.strip() else []
    parts = ["\n".join(parts)] if parts else []
    for where, commands in sorted(EVERY_SET.items(), key=lambda item: item[1] is not here):
        rows = [_row(", ".join(c.binding_keys(keymap)), _said(c), width) for c in commands]
        parts.append("\n".join((where, *rows)))
    return "\n\n".join((*parts, EDITING))


def _said(command: Command) -> str:
    return f"{command.title}{'' if command.title.endswith('?') else '.'} {command.help}"


def _row(keys: str, words: str, width: int) -> str:
    lines = textwrap.wrap(words, max(width - 24, 20))
    return "\n".join(f"  {left:<20} {line}" for left, line in zip([keys, *[""] * len(lines)], lines, strict=False))


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
