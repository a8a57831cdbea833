"""Places of a long document: what a command means, going to an item, and showing the order as it is now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.actions import SkipAction

from hmi_visit.form.citing import citation
from hmi_visit.form.shape import Shape, shape
from hmi_visit.problems import Problem
from hmi_visit.tui.screens.visit_parts.walk import WalkPart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_log import EntryLog
from hmi_visit.tui.widgets.field_view import Slot
from hmi_visit.tui.widgets.follower_row import FollowerRow
from hmi_visit.tui.widgets.group_field import GroupField, Items
from hmi_visit.tui.widgets.list_field import LinesEditor
from hmi_visit.tui.widgets.running_text import Paragraph, RunningText
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.tui.widgets.step_pane import StepPane
from hmi_visit.visit import answers
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.arranging import Arranger
from hmi_visit.visit.change import Said
from hmi_visit.visit.labels import label_field, label_of, new_label
from hmi_visit.visit.replacing import Hit

if TYPE_CHECKING:
    from hmi_visit.tui.screens.item import ItemScreen

ALONE = "-alone"
"""The class of the screen while nothing stands beside the text."""
FOLDED = "-first-lines"
"""The class of a text whose paragraphs show their first lines."""


class PlacesPart(WalkPart):
    """Knows where one is in the document, goes elsewhere, and keeps what is shown in step with the file."""

    def here(self) -> int:
        """The item that a command means: at the cursor of the steps, or in the text; else the place in the middle."""
        focused = self.focused
        if isinstance(focused, Items | EntryLog | LinesEditor):
            raise SkipAction
        if isinstance(focused, StepList):
            return focused.chosen.place
        view = self.focused_view()
        if isinstance(view, FollowerRow):
            return view.item
        if isinstance(view, Paragraph):
            return view.slot.place
        return self.place

    async def change_order(self, work: Callable[[Arranger], object]) -> bool:
        """Do a change, or say why it cannot be; False where it was not done."""
        if not self.visit.writable:
            self.say(self.why_read_only())
            return False
        try:
            done = self.keeper.change(lambda _db: _done(work(self.document.arranger)))
        except Problem as problem:
            self.app.notify(str(problem), severity="warning")
            return False
        if not done:
            self.app.notify(f"This could not be written: {self.keeper.fault}", severity="error")
            return False
        await self.arranged()
        return True

    async def arranged(self) -> None:
        """Show the order of things as it is in the file now."""
        self.document.read()
        self.query_one(StepList).grow()
        if self.place and self.place not in self.document.outline:
            in_steps = self.focused is self.query_one(StepList)
            await self.show_step(self.step)
            if in_steps:
                self.set_focus(self.query_one(StepList))
        for pane in self.query(StepPane).results(StepPane):
            await pane.show_order()
        self.changed()

    async def go_to(self, item: int, field: str = "") -> None:
        """Put the cursor into an item: into a field of its own page, or where it stands in one."""
        outline = self.document.outline
        if item not in outline:
            return
        if self.document.shape_of(item) is Shape.BRANCHES:
            await self.show_place(item, field)
            return
        home = outline.parent[item]
        if home != self.place or (home == TOP and self.document.step_of(item) is not self.step):
            await (self.show_place(home) if home else self.show_step(self.document.step_of(item)))
        for view in self.query(Paragraph).results(Paragraph):
            if view.slot.place == item:
                view.focus_end()
                return
        for row in self.query(FollowerRow).results(FollowerRow):
            if row.item == item:
                row.focus_end()
                row.open()

    async def action_next_missing(self) -> None:
        """Go to the next thing that is not answered, in the steps, their sections, topics and paragraphs."""
        self.document.read()
        self.answers = answers.read_all(self.visit.db)
        stops = list(self.document.stops(self.answers))
        view = self.focused_view()
        where = (view.item, "") if isinstance(view, FollowerRow) else (self.place, "")
        if isinstance(view, Paragraph) and not view.slot.place:
            where = (view.home.place, view.home.group.name)
        elif view is not None and not isinstance(view, FollowerRow):
            where = (view.slot.place, view.field.name)
        at = next((n for n, stop in enumerate(stops, 1) if (stop.place, stop.field) == where), 0)
        stop = next((stop for stop in (*stops[at:], *stops[:at]) if stop.missing), None)
        if stop is None:
            self.say("Everything that the form requires is answered.")
        elif stop.place == TOP:
            await self.go_to_field(stop.field)
        else:
            await self.go_to(stop.place, stop.field)

    # looking

    async def action_replace(self) -> None:
        """Find and replace through all answers; going to a place selects it there."""
        from hmi_visit.tui.screens.replace import ReplaceScreen

        chosen = self.focused.selected_text if isinstance(self.focused, Editor) else ""

        async def closed(hit: Hit | None) -> None:
            self.show_texts()
            await self.arranged()
            if hit is not None:
                self.call_later(self._go_to_hit, hit)

        words = "" if "\n" in chosen else chosen
        await self.app.push_screen(ReplaceScreen(self.document, self.keeper, words), closed)

    async def action_cite(self) -> None:
        """Put a reference to a paragraph that is chosen from a list; a label is given to it where it has none."""
        from hmi_visit.tui.screens.dialogs import Pick

        editor, outline = self.focused, self.document.outline
        if not isinstance(editor, Editor) or editor.single or editor.read_only:
            self.say("Put the cursor into a text, where the reference is to stand.")
            return
        items = [item for item in outline.numbers if label_field(outline.group[item])]
        if not items:
            self.say("This form has no paragraphs that can be cited.")
            return

        def picked(index: int | None) -> None:
            if index is not None:
                self.call_later(self._cite, editor, items[index])

        names = [f"{outline.numbers[item]:>3}  {outline.name(item)[:80]}" for item in items]
        await self.app.push_screen(Pick("Refer to which paragraph?", names), picked)

    async def _cite(self, editor: Editor, item: int) -> None:
        outline = self.document.outline
        field, label = label_field(outline.group[item]), label_of(outline, item)
        if field is not None and not label:
            label = new_label(outline, item)
            spots = {(item, field.name): Said(field.kind.value, label, None)}
            if not await self.change_order(lambda arranger: arranger.put_all(spots, "labelled")):
                return
        editor.insert(citation(label))

    async def _go_to_hit(self, hit: Hit) -> None:
        if hit.place == TOP:
            await self.go_to_field(hit.field.name)
        else:
            await self.go_to(hit.place)
        view = self.focused_view()
        if view and view.field is hit.field and isinstance(self.focused, Editor) and self.focused.text == hit.text:
            self.focused.select_span(hit.start, hit.end)

    def show_texts(self) -> None:
        """Show every text as it is in the file now, that with the cursor too."""
        for pane in self.query(StepPane).results(StepPane):
            for view in pane.views:
                view.reload()

    def action_first_lines(self) -> None:
        """Fold the paragraphs to their first lines, and back."""
        for text in self.query(RunningText).results(RunningText):
            text.toggle_class(FOLDED)

    def action_alone(self) -> None:
        """Hide what stands beside the text, and show it again."""
        self.toggle_class(ALONE)

    async def action_visit_bin(self) -> None:
        """Entries and items that were taken out, and the way back for each."""
        from hmi_visit.tui.screens.bin import BinScreen

        async def closed(_: None) -> None:
            for log in self.query(EntryLog).results(EntryLog):
                log.reload()
            await self.arranged()

        await self.app.push_screen(BinScreen(self.keeper, self.document, self.place), closed)

    # items of other groups

    async def on_group_field_opened(self, event: GroupField.Opened) -> None:
        """An item that is a place of the tree opens in the middle; any other as a small walk of its own."""
        if shape(event.slot.field, inside=event.slot.place != TOP) is Shape.BRANCHES:
            self.document.read()
            self.query_one(StepList).grow()
            await self.show_place(event.item)
            return
        await self.open_item(event.slot, event.item, event.title)

    async def open_item(self, slot: Slot, item: int, title: str) -> ItemScreen:
        """Open an item of a group as a small walk of its own."""
        from hmi_visit.tui.screens.item import ItemScreen

        async def closed(_: None) -> None:
            for view in self.query(GroupField).results(GroupField):
                view.reload()
            await self.arranged()

        screen = ItemScreen(slot, item, title, self.keeper)
        await self.app.push_screen(screen, closed)
        return screen


def _done(_result: object) -> None:
    """Take no notice of what a change gives back."""
