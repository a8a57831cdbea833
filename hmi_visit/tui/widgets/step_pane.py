"""One step of the walk: its fields below each other, and what the step shows beside them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from hmi_visit.form.model import Kind
from hmi_visit.form.shape import Shape, shape
from hmi_visit.tui.document import Document
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.field_view import FieldView, Slot, view_of
from hmi_visit.tui.widgets.group_field import GroupField
from hmi_visit.tui.widgets.running_text import RunningText


class StepPane(VerticalScroll, can_focus=False):
    """The fields of a step or of a group's item; up, down, Enter and Tab walk through them."""

    DEFAULT_CSS = """
    StepPane { height: 1fr; padding: 1 0 0 0; scrollbar-size-vertical: 1; }
    """

    BINDINGS = [("up", "walk(-1)"), ("down", "walk(1)")]

    def __init__(
        self, slots: Iterable[Slot], keeper: Keeper, document: Document | None = None, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.slots = tuple(slots)
        self.keeper = keeper
        self.document = document
        """The tree, where paragraphs are to be written one below the other."""

    def compose(self) -> ComposeResult:
        """A view for each field; paragraphs as running text, with what follows them."""
        if self.document is None:
            yield from (view_of(slot, self.keeper) for slot in self.slots)
            return
        groups = [slot.field for slot in self.slots if slot.field.kind is Kind.GROUP]
        texts = {group.name: group for group in groups if shape(group) is Shape.TEXT}
        following = {name: tuple(g for g in groups if any(f.follows == name for f in g.fields)) for name in texts}
        for slot in self.slots:
            if slot.field.name in texts:
                yield RunningText(slot, following[slot.field.name], self.keeper, self.document)
            elif not any(slot.field in groups for groups in following.values()):
                yield view_of(slot, self.keeper)

    @property
    def views(self) -> list[FieldView]:
        """The views of the fields, in order."""
        return list(self.query(FieldView).results(FieldView))

    def view(self, name: str) -> FieldView | None:
        """The view of the field of this name."""
        return next((v for v in self.views if v.field.name == name), None)

    def focused_view(self) -> FieldView | None:
        """The view that has the cursor."""
        focused = self.screen.focused
        return next((v for v in self.views if focused is not None and v in focused.ancestors_with_self), None)

    def focus_first(self) -> bool:
        """Put the cursor into the first field; False where the step has none."""
        for view in self.views:
            view.focus_end()
            return True
        return False

    def reload(self) -> None:
        """Show what the file has now, but leave the field alone that has the cursor."""
        typing = self.focused_view()
        for view in self.views:
            if view is not typing or view.read_only:
                view.reload()

    async def show_order(self) -> None:
        """Show the paragraphs and items that there are now, in their order."""
        for text in self.query(RunningText).results(RunningText):
            await text.show_order()
        for group in self.query(GroupField).results(GroupField):
            group.reload()

    def mark_missing(self) -> None:
        """Bring the marks of missing answers up to date."""
        for view in self.views:
            view.mark_missing()

    def action_walk(self, by: int) -> None:
        """Move the cursor to the next or the last field."""
        views = self.views
        at = self.focused_view()
        to = views.index(at) + by if at in views else 0
        if 0 <= to < len(views):
            views[to].focus_end()

    def enter(self) -> bool:
        """Enter in a line goes on to the next field; False from the last one, and raises SkipAction elsewhere."""
        view, focused = self.focused_view(), self.screen.focused
        if view is None or not isinstance(focused, Editor) or not focused.single:
            raise SkipAction
        if view is self.views[-1]:
            return False
        self.action_walk(1)
        return True
