"""A group: its items in a list; each opens as a small walk of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from textual.app import ComposeResult
from textual.message import Message

from hmi_visit.form.model import Value
from hmi_visit.form.values import spoken
from hmi_visit.tui.commands import GROUPS, LISTS, bindings
from hmi_visit.tui.keeper import Write
from hmi_visit.tui.widgets.field_view import FieldView, Slot
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import answers
from hmi_visit.visit.bin import last_item


class Items(Rows):
    """The items of a group, a row each."""

    BINDINGS = bindings((*GROUPS, *LISTS))

    def __init__(self, group: GroupField) -> None:
        super().__init__(group.row, empty=f"None yet. {group.field.prompt} Insert adds one.".replace("  ", " "))
        self.group = group

    def action_add_item(self) -> None:
        """Add an item and open it."""
        self.group.add_item()

    def action_remove_item(self) -> None:
        """Take the item at the cursor out."""
        self.group.remove_item(self.cursor)

    def action_bring_back_item(self) -> None:
        """Bring back the item that was taken out last."""
        self.group.bring_back_item()

    def action_move_up(self) -> None:
        """Move the item up."""
        self.group.move_item(self.cursor, -1)

    def action_move_down(self) -> None:
        """Move the item down."""
        self.group.move_item(self.cursor, 1)


class GroupField(FieldView):
    """A repeated group of fields. Structure changes go to the file at once and are read back from it."""

    DEFAULT_CSS = """
    GroupField Items { height: 1fr; min-height: 4; }
    """

    @dataclass
    class Opened(Message):
        """An item is to be opened as a small walk."""

        slot: Slot
        item: int
        title: str

    def compose_editor(self) -> ComposeResult:
        """The list of items."""
        self.add_class("-tall")
        self.places: list[int] = []
        yield Items(self)

    @property
    def items(self) -> Items:
        """The list of items."""
        return self.query_one(Items)

    def reload(self) -> None:
        """Read the items from the file."""
        self.places = answers.items(self.keeper.visit.db, self.field, self.slot.place)
        self.value = cast("Value", [{} for _ in self.places])
        self.items.count = len(self.places)
        self.items.refresh()
        self.mark_missing()

    def row(self, index: int) -> str:
        """What an item is called in the list: its number and its first words."""
        return f"{index + 1}. {self.title(self.places[index])}"

    def title(self, item: int) -> str:
        """The first answer of an item that has words."""
        db = self.keeper.visit.db
        found: Mapping[str, Value | None] = {f.name: answers.read_one(db, f.name, item)[0] for f in self.field.fields}
        words = (spoken(f, found[f.name]) for f in self.field.fields)
        return next((w.partition("\n")[0] for w in words if w.strip()), "(empty)")

    def add_item(self) -> None:
        """A new item at the end, opened."""
        added: list[int] = []
        if self._change(lambda db: added.append(answers.add_item(db, self.field, self.slot.place))):
            self.items.cursor = len(self.places) - 1
            self.open(len(self.places) - 1, added[0])

    def remove_item(self, index: int) -> None:
        """Move an item to the bin."""
        if self.places and self._change(lambda db: answers.remove_item(db, self.places[index])):
            self.app.notify("It is in the bin. Alt+Z brings it back.")

    def bring_back_item(self) -> None:
        """Bring back the item that was taken out last, to where it was."""
        item = last_item(self.keeper.visit.db, self.field, self.slot.place)
        if item and self._change(lambda db: answers.bring_back_item(db, item)):
            self.items.cursor = self.places.index(item)

    def move_item(self, index: int, by: int) -> None:
        """Move an item up or down."""
        if not self.places:
            return
        item = self.places[index]
        if self._change(lambda db: answers.move_item(db, self.field, item, by, self.slot.place)):
            self.items.cursor = self.places.index(item)

    def open(self, index: int, item: int) -> None:
        """Open an item as a small walk."""
        self.post_message(self.Opened(self.slot, item, f"{self.field.label}, {index + 1}"))

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter opens the item."""
        event.stop()
        self.open(event.index, self.places[event.index])

    def _change(self, write: Write) -> bool:
        if self.read_only:
            return False
        if not self.keeper.change(write):
            self.app.notify(f"This could not be written: {self.keeper.fault}", severity="error")
            return False
        self.reload()
        self.post_message(self.Answered(self.slot))
        return True
