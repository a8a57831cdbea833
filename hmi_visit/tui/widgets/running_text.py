"""Running text: the paragraphs of a place one below the other, each an editor with its number in the margin.

What follows a paragraph (a recommendation) stands after it, in a row of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from hmi_visit.form.model import Field, Value
from hmi_visit.form.shape import text_field
from hmi_visit.form.values import spoken
from hmi_visit.tui.document import Document
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.widgets.field_view import Slot
from hmi_visit.tui.widgets.follower_row import FollowerRow
from hmi_visit.tui.widgets.paragraph_editor import ParagraphEditor
from hmi_visit.tui.widgets.text_field import ProseField
from hmi_visit.visit import answers


class Paragraph(ProseField):
    """One paragraph. That of a group without any comes to be with its first character."""

    DEFAULT_CSS = """
    Paragraph.-tall { layout: horizontal; height: auto; min-height: 1; padding: 0 1 1 0; }
    Paragraph .label { width: 5; text-align: right; }
    Paragraph Editor { width: 1fr; height: auto; min-height: 1; }
    """

    def __init__(self, home: RunningText, field: Field, item: int, keeper: Keeper) -> None:
        super().__init__(Slot(field, item), keeper)
        self.home = home
        self.number = ""

    def compose_editor(self) -> ComposeResult:
        """The editor, as high as its text."""
        hint = self.home.group.prompt or f"{self.field.label}: it is kept as you type."
        keep, earlier = self.keep_text, self.earlier
        yield ParagraphEditor(keep=keep, earlier=earlier, placeholder=hint, read_only=self.read_only, margin=True)

    @property
    def editor(self) -> ParagraphEditor:
        """The editor."""
        return self.query_one(ParagraphEditor)

    @property
    def line(self) -> tuple[int, bool]:
        """Which line of the running text this is."""
        return self.slot.place, False

    def asks(self, name: str) -> bool:
        """Whether this is the text of that name, or of the group of that name."""
        return name in (self.field.name, self.home.group.name)

    def label_text(self) -> Content:
        """The number in the margin, with a mark while there is no text."""
        return Content(f"{self.number}{'*' if self.is_missing else ''}")

    def show_number(self, number: str) -> None:
        """Show another number."""
        if number != self.number:
            self.number = number
            for label in self.query(".label").results(Static):  # there may be none yet, or none any longer
                label.update(self.label_text())

    def reload(self) -> None:
        """Show what the file has now; what is not in it yet stays."""
        if self.slot.place:
            super().reload()

    def keep(self, value: Value, typed: str | None = None) -> None:
        """Put the text into the file; the first character makes the paragraph."""
        if self.slot.place or self.read_only:
            super().keep(value, typed)
            return
        self.value = value
        words = f"{self.field.label}\n{spoken(self.field, value)}"
        self.keeper.keep(("paragraph", id(self)), self._begin, words)
        self.post_message(self.Answered(self.slot))

    def _begin(self, db: sqlite3.Connection) -> None:
        """Write what stands in the editor, into a paragraph of its own."""
        if not self.slot.place:
            self.slot = Slot(self.field, self.home.begin())
        answers.put(db, self.field, self.editor.text, place=self.slot.place)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in the text: an item of its group, or one that follows."""

    item: int
    group: Field
    follows: bool


class RunningText(Widget):
    """The paragraphs of a group, and what follows them."""

    DEFAULT_CSS = "RunningText { height: auto; layout: vertical; }"

    def __init__(self, slot: Slot, followers: tuple[Field, ...], keeper: Keeper, document: Document) -> None:
        super().__init__()
        self.group, self.place = slot.field, slot.place
        self.followers = followers
        self.keeper, self.document = keeper, document
        text = text_field(self.group)
        assert text is not None
        self.text = text

    def compose(self) -> ComposeResult:
        """A view for each paragraph and follower."""
        for line in self.lines():
            yield from self._views(line)

    def lines(self) -> list[Line]:
        """What stands here, from the first to the last; a paragraph that is none yet where there is none."""
        outline = self.document.outline
        paragraphs = outline.of(self.place, self.group)
        found = [Line(item, self.group, False) for item in paragraphs] or [Line(0, self.group, False)]
        after: dict[int, list[Line]] = {}
        for group in self.followers:
            number = next(f for f in group.fields if f.follows)
            for item in outline.of(self.place, group):
                count = outline.answers(item).get(number.name)
                known = isinstance(count, int) and not isinstance(count, bool) and 1 <= count <= len(found)
                after.setdefault(int(count) if known and isinstance(count, int) else len(found), []).append(
                    Line(item, group, True)
                )
        return [line for n, own in enumerate(found, 1) for line in (own, *after.get(n, ()))]

    def _views(self, line: Line) -> Iterator[Paragraph | FollowerRow]:
        if line.follows:
            yield FollowerRow(Slot(line.group, self.place), line.item, self.keeper, self.document)
            return
        paragraph = Paragraph(self, self.text, line.item, self.keeper)
        paragraph.show_number(self._number(line.item))
        yield paragraph

    def _number(self, item: int) -> str:
        return str(self.document.outline.numbers.get(item, ""))

    def begin(self) -> int:
        """Make the first paragraph; its place. Raises sqlite3.Error where it cannot be written."""
        item = self.document.arranger.add(self.group, self.place)
        self.document.read()
        self.call_later(self.number_again)
        return item

    def number_again(self) -> None:
        """Show the numbers as they are now."""
        for paragraph in self.query(Paragraph).results(Paragraph):
            paragraph.show_number(self._number(paragraph.slot.place))

    async def show_order(self) -> None:
        """Show what stands here now, in its order; what stays keeps its editor and the cursor in it."""
        there = {view.line: view for view in self.children if isinstance(view, Paragraph | FollowerRow)}
        wanted = {(line.item, line.follows): line for line in self.lines()}
        order: list[Widget] = []
        for key, line in wanted.items():
            view = there.pop(key, None)
            if view is None:
                (view,) = self._views(line)
                await self.mount(view)
            order.append(view)
        for gone in there.values():
            await gone.remove()
        at = {widget: number for number, widget in enumerate(order)}
        self.sort_children(key=lambda widget: at.get(widget, 0))
        for widget in order:
            if isinstance(widget, Paragraph):
                widget.show_number(self._number(widget.slot.place))
            elif isinstance(widget, FollowerRow):
                widget.reload()
