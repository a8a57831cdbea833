"""One step of the walk: its fields below each other, and what the step shows beside them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.field_view import FieldView, Slot, view_of


class StepPane(VerticalScroll, can_focus=False):
    """The fields of a step or of a group's item; up, down, Enter and Tab walk through them."""

    DEFAULT_CSS = """
    StepPane { height: 1fr; padding: 1 0 0 0; scrollbar-size-vertical: 1; }
    """

    BINDINGS = [("up", "walk(-1)"), ("down", "walk(1)")]

    def __init__(self, slots: Iterable[Slot], keeper: Keeper, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.slots = tuple(slots)
        self.keeper = keeper

    def compose(self) -> ComposeResult:
        """A view for each field."""
        for slot in self.slots:
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
