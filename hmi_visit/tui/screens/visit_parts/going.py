"""The way to what a query means: a field, an item of a group at any depth, an entry, a standard paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hmi_visit.check.query import Query
from hmi_visit.form.model import Field
from hmi_visit.form.shape import Shape, text_field
from hmi_visit.tui.screens.visit_parts.tying import TyingPart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.field_view import FieldView, Slot
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.paths import field_at, parts

if TYPE_CHECKING:
    from hmi_visit.tui.check_work import Checked


class GoingPart(TyingPart):
    """Goes to queries."""

    checked: Checked

    def spot_of(self, path: str) -> tuple[int, str] | None:
        """The place and the field's name at the end of a path; None where there is no such field, or it is gone."""
        outline, place, name = self.document.outline, TOP, ""
        if field_at(self.form, path) is None:
            return None
        for name, index in parts(path) or ():
            if index is None:
                break
            items = outline.items.get((place, name), [])
            if index >= len(items):
                return None
            place = items[index]
        return place, name

    def place_of(self, query: Query) -> str:
        """Where a query stands, in a person's words: the field, the paragraph's number or item, the line."""
        words = self.field_words(query.field or "", query.line)
        return f"{words}, {query.line}" if query.line and query.offset is not None else words

    def field_words(self, path: str, line: int | None = None) -> str:
        """What stands at the end of a path, in a person's words; of the log, the entry of a number."""
        from hmi_visit.check.reading import LOG, OWN_WORDING

        if path.startswith(OWN_WORDING):
            wording = self.form.wording.get(path.removeprefix(OWN_WORDING))
            return wording.label if wording else path
        if path == LOG:
            return f"Entry {line}" if line else "Evidence"
        field, spot = field_at(self.form, path), self.spot_of(path)
        if field is None:
            return "The visit"
        return self._item_words(spot[0], field) if spot and spot[0] else field.label

    def _item_words(self, place: int, field: Field) -> str:
        """What a field of an item is called: the paragraph's number, the topic's title, or which of its group it is."""
        outline = self.document.outline
        if number := outline.numbers.get(place):
            return f"Paragraph {number}"
        beside = outline.beside(place).index(place) + 1
        name = outline.name(place) or f"{outline.group[place].label} {beside}"
        return name if field is text_field(outline.group[place]) else f"{name}, {field.label}"

    async def go_to_query(self, query: Query) -> None:
        """Put the cursor at the words of a query, or as near as one can come."""
        from hmi_visit.check.mending import hit_of
        from hmi_visit.check.reading import LOG, OWN_WORDING

        path = query.field or ""
        if path.startswith(OWN_WORDING) and path.removeprefix(OWN_WORDING) in self.form.wording:
            from hmi_visit.tui.screens.wording import show_wording

            show_wording(self, self.form.wording[path.removeprefix(OWN_WORDING)])
            return
        if path == LOG and query.line:
            await self._open_numbered(query.line)
            return
        spot = self.spot_of(path)
        if spot is None:
            self.app.notify(f"This means the visit as a whole: {query.message}")
            return
        view = await self._show_spot(*spot)
        hit = hit_of(self.form, self.visit.db, self.checked.snapshot, query)
        editor = getattr(view, "editor", None)
        if view is not None and hit is not None and isinstance(editor, Editor):
            at = view.start_of(hit.line + 1) + hit.start
            editor.select_span(at, at)

    async def _open_numbered(self, number: int) -> None:
        from hmi_visit.visit import entries

        found = next((entry for entry in entries.read(self.visit.db) if entry.number == number), None)
        if found is not None:
            await self.open_entry(found)

    async def _show_spot(self, place: int, name: str) -> FieldView | None:
        """Show a field, opening the items that it stands in; its view."""
        outline = self.document.outline
        if not place:
            await self.go_to_field(name)
            return self.focused_view()
        small = [item for item in (*outline.above(place), place) if self.document.shape_of(item) is Shape.ITEMS]
        if not small:
            await self.go_to(place, name)
            return self.focused_view()
        home = outline.parent[small[0]]
        group = outline.group[small[0]]
        await (self.go_to(home, group.name) if home else self.go_to_field(group.name))
        view = None
        for item in small:
            group = outline.group[item]
            title = f"{group.label}, {outline.beside(item).index(item) + 1}"
            screen = await self.open_item(Slot(group, outline.parent[item]), item, title)
            view = screen.show_field(name if item == place else "")
        return view
