"""Putting a long document in order: its sections, topics and paragraphs, from the steps and from the text alike."""

from __future__ import annotations

from collections.abc import Callable

from textual.actions import SkipAction

from hmi_visit.form.model import Field, Kind
from hmi_visit.form.shape import Shape, branches, shape
from hmi_visit.problems import Problem
from hmi_visit.tui.screens.visit_parts.walk import WalkPart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_log import EntryLog
from hmi_visit.tui.widgets.follower_row import FollowerRow
from hmi_visit.tui.widgets.group_field import GroupField, Items
from hmi_visit.tui.widgets.list_field import LinesEditor
from hmi_visit.tui.widgets.paragraph_editor import ParagraphEditor
from hmi_visit.tui.widgets.running_text import Paragraph, RunningText
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.tui.widgets.step_pane import StepPane
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.arranging import Arranger

ALONE = "-alone"
"""The class of the screen while nothing stands beside the text."""
FOLDED = "-first-lines"
"""The class of a page whose paragraphs show their first lines."""


class DocumentPart(WalkPart):
    """Each change is one of the arranger's; steps, numbers and the page in the middle follow it at once."""

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

    # adding

    async def action_add_beside(self) -> None:
        """Another after this one: a section, topic or paragraph."""
        if isinstance(self.focused, Items):
            self.focused.action_add_item()
            return
        item, outline = self.here(), self.document.outline
        view = self.focused_view()
        if isinstance(view, Paragraph) and not item:
            return  # it is a new one itself
        if isinstance(self.focused, StepList) and not item:
            await self._add_first(branches(self.form.step_fields(self.focused.chosen.step)), TOP)
        elif item == self.place and not isinstance(self.focused, StepList) and (texts := self._texts(item)):
            await self._add(texts[0], item, 0)  # from the title of a topic: its first paragraph
        elif item in outline:
            group, order = outline.group[item], outline.beside(item)
            await self._add(group, outline.parent[item], order.index(item) + 1)
        else:
            await self._add_first(branches(self.form.step_fields(self.step)), TOP)

    async def action_add_inside(self) -> None:
        """A topic in a section; after a paragraph, what follows it."""
        item = TOP if isinstance(self.focused, Items) else self.here()
        outline = self.document.outline
        if item not in outline:
            await self.action_add_beside()
        elif shape(outline.group[item]) is Shape.TEXT:
            await self._add_follower(item)
        else:
            inner = [f for f in outline.fields(item) if f.kind is Kind.GROUP]
            await self._add_first(branches(inner, inside=True) or inner, item)

    def _texts(self, place: int) -> list[Field]:
        """The groups of paragraphs of a place."""
        return [f for f in self.document.outline.fields(place) if f.kind is Kind.GROUP and shape(f) is Shape.TEXT]

    async def _add_first(self, groups: list[Field], place: int) -> None:
        if groups:
            await self._add(groups[0], place, None)

    async def _add(self, group: Field, place: int, at: int | None, after: int | None = None) -> None:
        added: list[int] = []
        if await self.change_order(lambda arranger: added.append(arranger.add(group, place, at, after=after))):
            await self.go_to(added[0])

    async def _add_follower(self, item: int) -> None:
        outline = self.document.outline
        home, text = outline.parent[item], outline.group[item]
        groups = (f for f in outline.fields(home) if any(number.follows == text.name for number in f.fields))
        if group := next(groups, None):
            await self._add(group, home, None, outline.beside(item).index(item) + 1)
        else:
            self.say("Nothing follows a paragraph here.")

    async def go_to(self, item: int) -> None:
        """Put the cursor into an item: into its own page, or where it stands in one."""
        outline = self.document.outline
        if item not in outline:
            return
        kind = shape(outline.group[item], inside=outline.parent[item] != TOP)
        if kind is Shape.BRANCHES:
            await self.show_place(item)
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

    # moving

    async def action_item_up(self) -> None:
        """Move it up."""
        await self._move_by(-1)

    async def action_item_down(self) -> None:
        """Move it down."""
        await self._move_by(1)

    async def _move_by(self, by: int) -> None:
        item = self.here()
        if item in self.document.outline:
            await self.change_order(lambda arranger: arranger.move_by(item, by))
            await self._follow(item)

    async def _follow(self, item: int) -> None:
        """Keep the cursor with what was moved."""
        steps, outline = self.query_one(StepList), self.document.outline
        if self.focused is steps:
            steps.point_to(self.document.step_of(item), item)
        elif item in outline and shape(outline.group[item]) is Shape.TEXT:
            await self.go_to(item)

    async def action_move_to(self) -> None:
        """Move it to a place that is chosen from a list."""
        from hmi_visit.tui.screens.dialogs import Pick

        item, outline, document = self.here(), self.document.outline, self.document
        if item not in outline:
            return
        home = outline.parent[item]
        homes = [p for p in outline.inside(TOP) if home and outline.group[p] is outline.group[home]]
        if not homes:
            self.say("It has one place to stand in: Alt+Up and Alt+Down move it there.")
            return
        names = [f"{document.title(place)}  {document.numbers(place)}" for place in homes]

        def picked(index: int | None) -> None:
            if index is not None:
                self.call_later(self._move_into, item, homes[index])

        await self.app.push_screen(Pick(f"Move {document.title(item)[:40]} to the end of which?", names), picked)

    async def _move_into(self, item: int, place: int) -> None:
        if await self.change_order(lambda arranger: arranger.move(item, place)):
            await self._follow(item)

    # splitting and joining

    async def action_split_here(self) -> None:
        """What comes after the cursor is a paragraph of its own."""
        view, editor = self.focused_view(), self.focused
        if not isinstance(view, Paragraph) or not isinstance(editor, ParagraphEditor) or not view.slot.place:
            self.say("Put the cursor into a paragraph, where it is to be split.")
            return
        field, item, at, made = view.field, view.slot.place, editor.offset_of_cursor, [0]

        def work(arranger: Arranger) -> None:
            made[0] = arranger.split(item, field, at)

        if await self.change_order(work):
            view.reload()
            await self.go_to(made[0])
            if isinstance(self.focused, Editor):
                self.focused.move_cursor((0, 0))

    async def action_part_here(self) -> None:
        """This paragraph and those after it are a topic of their own."""
        view, made = self.focused_view(), [0]
        if not isinstance(view, Paragraph) or not view.slot.place or not self.place:
            self.say("Put the cursor into the paragraph that the new topic is to begin with.")
            return
        item = view.slot.place

        def work(arranger: Arranger) -> None:
            made[0] = arranger.part(item)

        if await self.change_order(work):
            await self.show_place(made[0])

    async def action_join_next(self) -> None:
        """Join it with the next one."""
        await self._join(self.here())

    async def on_paragraph_editor_joining(self, event: ParagraphEditor.Joining) -> None:
        """Backspace at the beginning of a paragraph, or Delete at its end, joins it with its neighbour."""
        item, outline = self.here(), self.document.outline
        if item not in outline:
            return
        order = outline.beside(item)
        first = order.index(item) + min(event.by, 0)
        if 0 <= first < len(order) - 1:
            await self._join(order[first])

    async def _join(self, item: int) -> None:
        if item not in self.document.outline:
            return
        own = {view.slot.place: view for view in self.query(Paragraph).results(Paragraph)}.get(item)
        seam = len(own.editor.text.rstrip()) if own else 0
        left: list[str] = []
        if not await self.change_order(lambda arranger: left.append(arranger.join(item))):
            return
        if own is not None:
            own.reload()
            own.focus_end()
            own.editor.offset_of_cursor = seam
        lost = f" {left[0]} of the second is in the bin with it." if left[0] else ""
        self.say(f"Joined.{lost} Alt+Z undoes it.")

    # taking out, undoing

    async def action_take_out(self) -> None:
        """Take it out; the bin keeps it."""
        item = self.here()
        if item not in self.document.outline:
            return
        name = self.document.title(item)
        if await self.change_order(lambda arranger: arranger.remove(item)):
            self.say(f"{name[:40]} is in the bin. Alt+Z brings it back.")

    async def action_visit_bin(self) -> None:
        """Entries and items that were taken out, and the way back for each."""
        from hmi_visit.tui.screens.bin import BinScreen

        async def closed(_: None) -> None:
            for log in self.query(EntryLog).results(EntryLog):
                log.reload()
            await self.arranged()

        await self.app.push_screen(BinScreen(self.keeper, self.document, self.place), closed)

    async def on_step_list_removing(self) -> None:
        """Delete in the steps takes out."""
        await self.action_take_out()

    async def action_undo_change(self) -> None:
        """Undo the last change of order."""
        await self._turn(Arranger.undo, "Undone")

    async def action_redo_change(self) -> None:
        """Do again what was undone."""
        await self._turn(Arranger.redo, "Done again")

    async def _turn(self, turn: Callable[[Arranger], str], said: str) -> None:
        self.here()
        words: list[str] = []
        if await self.change_order(lambda arranger: words.append(turn(arranger))):
            for pane in self.query(StepPane).results(StepPane):
                for view in pane.views:
                    view.reload()
            self.say(f"{said}: {words[0]}.")

    # looking

    def action_first_lines(self) -> None:
        """Fold the paragraphs to their first lines, and back."""
        for text in self.query(RunningText).results(RunningText):
            text.toggle_class(FOLDED)

    def action_alone(self) -> None:
        """Hide what stands beside the text, and show it again."""
        self.toggle_class(ALONE)

    # items of other groups

    async def on_group_field_opened(self, event: GroupField.Opened) -> None:
        """An item that is a place of the tree opens in the middle; any other as a small walk of its own."""
        from hmi_visit.tui.screens.item import ItemScreen

        if shape(event.slot.field, inside=event.slot.place != TOP) is Shape.BRANCHES:
            self.document.read()
            self.query_one(StepList).grow()
            await self.show_place(event.item)
            return

        async def closed(_: None) -> None:
            for view in self.query(GroupField).results(GroupField):
                view.reload()
            await self.arranged()

        await self.app.push_screen(ItemScreen(event.slot, event.item, event.title, self.keeper), closed)


def _done(_result: object) -> None:
    """Take no notice of what a change gives back."""
