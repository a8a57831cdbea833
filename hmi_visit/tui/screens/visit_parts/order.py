"""Putting a long document in order: its sections, topics and paragraphs, from the steps and from the text alike."""

from __future__ import annotations

from collections.abc import Callable

from hmi_visit.form.model import Field, Kind
from hmi_visit.form.shape import Shape, branches, shape
from hmi_visit.tui.screens.visit_parts.places import PlacesPart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.group_field import Items
from hmi_visit.tui.widgets.paragraph_editor import ParagraphEditor
from hmi_visit.tui.widgets.running_text import Paragraph
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.arranging import Arranger


class OrderPart(PlacesPart):
    """Each change is one of the arranger's; steps, numbers and the page in the middle follow it at once."""

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
        elif self.document.shape_of(item) is Shape.TEXT:
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
        elif item in outline and self.document.shape_of(item) is Shape.TEXT:
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
            own.editor.select_span(seam, seam)
        lost = f" {left[0]} of the second is in the bin with it." if left[0] else ""
        self.app.notify(f"Joined.{lost} Alt+Z undoes it.")

    # taking out, undoing

    async def action_take_out(self) -> None:
        """Take it out; the bin keeps it."""
        item = self.here()
        if item not in self.document.outline:
            return
        name = self.document.title(item)
        if await self.change_order(lambda arranger: arranger.remove(item)):
            self.app.notify(f"{name[:40]} is in the bin. Alt+Z brings it back.")

    async def on_step_list_removing(self) -> None:
        """Delete in the steps takes out."""
        await self.action_take_out()

    async def action_undo_change(self) -> None:
        """Undo the last change of order."""
        await self._turn(Arranger.undo, "Undone")

    async def on_paragraph_editor_undoing(self) -> None:
        """Undo right after a split or join undoes that; else it goes back to what the text was before."""
        if self.document.arranger.touched_last(self.here()):
            await self.action_undo_change()
        elif isinstance(self.focused, Editor):
            self.focused.undo()

    async def action_redo_change(self) -> None:
        """Do again what was undone."""
        await self._turn(Arranger.redo, "Done again")

    async def _turn(self, turn: Callable[[Arranger], str], said: str) -> None:
        self.here()
        words: list[str] = []
        if await self.change_order(lambda arranger: words.append(turn(arranger))):
            self.show_texts()
            self.app.notify(f"{said}: {words[0]}.")
            await self._to_touched()

    async def _to_touched(self) -> None:
        """Put the cursor where something came back or went to."""
        there = [item for item in self.document.arranger.touched if item in self.document.outline]
        if self.focused is self.query_one(StepList):
            place = next((item for item in there if self.document.shape_of(item) is Shape.BRANCHES), TOP)
            if place:
                self.query_one(StepList).point_to(self.document.step_of(place), place)
        elif item := next((item for item in there if self.document.shape_of(item) is Shape.TEXT), TOP):
            await self.go_to(item)
