"""What follows a paragraph (a recommendation), in a row of its own; Enter opens it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from hmi_visit.form.values import spoken
from hmi_visit.tui.document import Document
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.widgets.field_view import FieldView, Slot
from hmi_visit.tui.widgets.group_field import GroupField


class FollowerLine(Static, can_focus=True):
    """The words of the row."""

    BINDINGS = [Binding("enter", "open", "Open", show=False)]

    def action_open(self) -> None:
        """Open the item."""
        row = self.parent
        if isinstance(row, FollowerRow):
            row.open()


class FollowerRow(FieldView):
    """An item that follows a paragraph: its first words, and what else was said of it in a word."""

    DEFAULT_CSS = """
    FollowerRow { layout: horizontal; height: auto; padding: 0 1 1 0; }
    FollowerRow .label { width: 5; text-align: right; }
    FollowerRow FollowerLine { width: 1fr; height: auto; max-height: 3; background: $panel; padding: 0 1; }
    FollowerRow FollowerLine:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    FollowerRow FollowerLine:focus:nocolor { text-style: reverse; }
    """

    def __init__(self, slot: Slot, item: int, keeper: Keeper, document: Document) -> None:
        super().__init__(slot, keeper)
        self.item, self.document = item, document

    @property
    def line(self) -> tuple[int, bool]:
        """Which line of the running text this is."""
        return self.item, True

    def compose_editor(self) -> ComposeResult:
        """The row."""
        yield FollowerLine("", markup=False)

    def label_text(self) -> Content:
        """A mark in the margin."""
        return Content("→")

    def reload(self) -> None:
        """Show what the file has now."""
        self.query_one(FollowerLine).update(self.words())

    def words(self) -> str:
        """Its name, its first lines, and its choices."""
        found = self.document.outline.answers(self.item)
        asked = [f for f in self.field.fields if not f.follows and f.printed]
        texts = (spoken(f, found.get(f.name)) for f in asked)
        said = " ".join(text.replace("\n", " ") for text in texts if text.strip())
        return f"{self.field.label}: {said or 'nothing is written yet'}"

    def open(self) -> None:
        """Open it as a small walk."""
        self.post_message(GroupField.Opened(self.slot, self.item, self.field.label))
