"""Wording a standard paragraph in a visit's own way: chosen from a list, edited, or given back to the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.form.model import Wording
from hmi_visit.problems import Problem
from hmi_visit.tui.screens.dialogs import Pick
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.visit.file import snapshot_of

if TYPE_CHECKING:
    from hmi_visit.tui.screens.visit_parts.base import VisitPart


async def choose_wording(screen: VisitPart) -> None:
    """Ask which paragraph, then show it for editing."""
    paragraphs = list(screen.form.wording.values())
    own = screen.visit.snapshot().wording
    names = [f"{w.label}{' (worded by this visit)' if w.name in own else ''}" for w in paragraphs]

    def picked(index: int | None) -> None:
        if index is not None:
            show_wording(screen, paragraphs[index])

    await screen.app.push_screen(Pick("Which paragraph?", names), picked)


def show_wording(screen: VisitPart, wording: Wording) -> None:
    """Show a paragraph for editing, or say why it cannot be."""
    try:
        standard = standard_text(screen, wording)
    except Problem as problem:
        screen.app.notify(str(problem), severity="error")
        return
    own = screen.visit.snapshot().wording.get(wording.name)
    screen.app.push_screen(WordingScreen(screen, wording, own, standard))


def standard_text(screen: VisitPart, wording: Wording) -> str:
    """The form's own words for a paragraph, as this visit's answers make them."""
    from hmi_visit.letter.text import standard_wording

    return standard_wording(screen.form, snapshot_of(screen.visit.path), wording.name)


class WordingScreen(ModalScreen[None]):
    """One paragraph in an editor. What differs from the form's words is kept as the visit's own, as it is typed."""

    BINDINGS = [("escape", "dismiss", "Back"), ("f8", "give_back", "The form's own words")]

    def __init__(self, owner: VisitPart, wording: Wording, own: str | None, standard: str) -> None:
        super().__init__()
        self.owner, self.wording, self.own, self.standard = owner, wording, own, standard

    def compose(self) -> ComposeResult:
        """The paragraph and its keys."""
        with Vertical(classes="dialog -entry"):
            yield Static(self.wording.label, classes="question", markup=False)
            text = self.standard if self.own is None else self.own
            yield Editor(text, keep=self.keep_words, read_only=not self.owner.visit.writable)
            yield Static("Kept as you type    F8: the form's own words    Esc: back", classes="keys")

    def on_mount(self) -> None:
        """Begin in the text."""
        self.set_focus(self.query_one(Editor))

    def keep_words(self, text: str) -> None:
        """Keep the visit's own words; the form's own words, typed again, are the form's."""
        own = None if text == self.standard else text
        visit = self.owner.visit
        self.owner.keeper.keep(("wording", self.wording.name), lambda _db: visit.word(self.wording.name, own), text)
        self.owner.changed()

    def action_give_back(self) -> None:
        """Go back to the form's own words; undo brings the visit's back."""
        editor = self.query_one(Editor)
        editor.replace(self.standard, (0, 0), editor.document.end)
