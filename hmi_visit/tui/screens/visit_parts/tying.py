"""What rests on what: from a sentence to its entries, from an entry to its sentences, and the marks in the margin."""

from __future__ import annotations

import sqlite3

from textual.actions import SkipAction

from hmi_visit.form.model import Kind
from hmi_visit.tui.screens.visit_parts.evidence import EvidencePart
from hmi_visit.tui.screens.visit_parts.order import OrderPart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_rows import EntryRows
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.tui.widgets.margin import IN_BIN, RESTS
from hmi_visit.tui.widgets.text_field import ProseField
from hmi_visit.visit import entries, links
from hmi_visit.visit.model import Entry, Link
from hmi_visit.visit.paths import field_at, path_of
from hmi_visit.visit.sentences import Place, place_at, span_of


class TyingPart(EvidencePart, OrderPart):
    """Ties sentences to entries, and goes from one to the other."""

    def show_margins(self) -> None:
        """Mark the sentences that rest on evidence, in every text that is built."""
        found, binned = links.spans(self.visit.db), entries.binned_names(self.visit.db)
        for view in self.query(ProseField).results(ProseField):
            here = found.get((view.slot.place, view.field.name), [])
            marks = [(*span, IN_BIN if binned.intersection(names) else RESTS) for span, names in here]
            for editor in view.query(Editor).results(Editor):  # there is none yet where the text is being built
                editor.show_marks(marks)

    # from a sentence

    async def action_tie(self) -> None:
        """What the sentence at the cursor rests on."""
        await self._tie(whole=False)

    async def action_tie_paragraph(self) -> None:
        """What the paragraph at the cursor rests on."""
        await self._tie(whole=True)

    async def _tie(self, *, whole: bool) -> None:
        if isinstance(self.focused, EntryRows):
            raise SkipAction
        view, editor = self.focused_view(), self.focused
        if not isinstance(editor, Editor) or view is None or view.field.kind is not Kind.PROSE:
            self.say("Put the cursor into a sentence first; then this shows what it rests on.")
            return
        at = place_at(editor.text, editor.offset_of_cursor)
        if at is None:
            self.say("There is no sentence at the cursor: put it into one first.")
            return
        await self.tie_at(view, editor, at, whole=whole)

    async def tie_at(self, view: FieldView, editor: Editor, at: Place, *, whole: bool = False) -> None:
        """Show what a sentence rests on, to tie and untie; a quotation goes in at the cursor."""
        from hmi_visit.tui.screens.tie import TieScreen, Where, quoted

        where = Where(view.slot.place, view.field.name, editor.text, at)

        def closed(quote: Entry | None) -> None:
            if quote is not None:
                self._put_in(view, editor, quoted(quote), quote)
            self.show_margins()

        screen = TieScreen(self.keeper, where, self.areas())
        if whole:
            screen.at = Place(at.paragraph)
        await self.app.push_screen(screen, closed)

    def _put_in(self, view: FieldView, editor: Editor, words: str, entry: Entry) -> None:
        """Put words of an entry in at the cursor, and tie the sentence that they stand in."""
        at = editor.offset_of_cursor
        before, after = editor.text[:at][-1:], editor.text[at : at + 1]
        lead = "" if not before or before.isspace() else " "
        editor.insert(f"{lead}{words}{'' if not after or after.isspace() else ' '}")
        place = place_at(editor.text, at + len(lead))
        if place:
            link = Link(view.field.name, place.paragraph, (entry.name,), place.sentence, place=view.slot.place)

            def write(db: sqlite3.Connection) -> None:
                links.tie(db, link)

            self.keeper.change(write)
        self.changed()

    # from an entry

    async def on_entry_rows_rests(self, event: EntryRows.Rests) -> None:
        """The sentences that rest on an entry; go to the one that is chosen."""
        from hmi_visit.evidence.resting import resting_on
        from hmi_visit.tui.screens.dialogs import Pick

        event.stop()
        found = resting_on(links.read(self.visit.db), event.entry.name)
        if not found:
            self.app.notify(f"Nothing rests on {event.entry.name} yet. In a text, Alt+L ties a sentence to it.")
            return

        def picked(index: int | None) -> None:
            if index is not None:
                self.call_later(self.go_to_link, found[index])

        await self.app.push_screen(
            Pick(f"What rests on {event.entry.name}", [self.sentence_row(n) for n in found]), picked
        )

    def sentence_row(self, link: Link) -> str:
        """A link in a list: its field, paragraph and words."""
        path = path_of(self.visit.db, link.place, link.field) or link.field
        field = field_at(self.form, path)
        gone = " (these words are gone)" if link.loose else ""
        return f"{field.label if field else path} {link.paragraph}: {link.words}{gone}"

    async def go_to_link(self, link: Link) -> None:
        """Put the cursor where a link's words stand; where they are gone, offer the sentence most like them."""
        from hmi_visit.evidence.resting import most_like

        await self.go_to_sentence(link.place, link.field, Place(link.paragraph, link.sentence))
        view, editor = self.focused_view(), self.focused
        if link.loose and view is not None and isinstance(editor, Editor):
            at = most_like(editor.text, link.words)
            if at is None:
                self.app.notify("The text of this link is empty now: there is nothing to tie it to.")
                return
            self._put_cursor(editor, at)
            await self.tie_at(view, editor, at, whole=link.sentence is None)

    async def go_to_sentence(self, place: int, field: str, at: Place) -> None:
        """Show a field, and put the cursor at the beginning of a sentence of it; what stands over the visit goes."""
        while self.app.screen is not self:
            await self.app.pop_screen()
        if place:
            await self.go_to(place)
        else:
            await self.go_to_field(field)
        if isinstance(self.focused, Editor):
            self._put_cursor(self.focused, at)

    def _put_cursor(self, editor: Editor, at: Place) -> None:
        if span := span_of(editor.text, at):
            editor.select_span(span.start, span.start)
