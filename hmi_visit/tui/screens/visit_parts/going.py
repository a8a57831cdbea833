"""The way to what a query means: a field, an item of a group at any depth, an entry, a standard paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hmi_visit.check.query import Query
from hmi_visit.form.shape import Shape
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

    def spot_of(self, query: Query) -> tuple[int, str] | None:
        """The place and the field's name of a query; None where it means no field, or one that is gone."""
        outline, place, name = self.document.outline, TOP, ""
        if not query.field or field_at(self.form, query.field) is None:
            return None
        for name, index in parts(query.field) or ():
            if index is None:
                break
            items = outline.items.get((place, name), [])
            if index >= len(items):
                return None
            place = items[index]
        return place, name

    def place_of(self, query: Query) -> str:
        """Where a query stands, in a person's words: the field, the paragraph's number or item, the line."""
        from hmi_visit.check.reading import LOG, OWN_WORDING

        path = query.field or ""
        if path.startswith(OWN_WORDING):
            wording = self.form.wording.get(path.removeprefix(OWN_WORDING))
            words = wording.label if wording else path
        elif path == LOG:
            return f"Entry {query.line}" if query.line else "Evidence"
        elif field := field_at(self.form, path):
            spot = self.spot_of(query)
            words = field.label
            if spot and spot[0]:
                outline = self.document.outline
                number = outline.numbers.get(spot[0])
                beside = outline.beside(spot[0]).index(spot[0]) + 1
                words = f"{number}" if number else f"{outline.group[spot[0]].label} {beside}, {field.label}"
        else:
            return "The visit"
        return f"{words}, {query.line}" if query.line and (query.line > 1 or query.offset is not None) else words

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
        spot = self.spot_of(query)
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
