"""What a careful reader would say, while one writes: counts on the steps, marks in the texts, and a list of it all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widgets import TextArea

from hmi_visit.check.query import Query, Severity
from hmi_visit.form.model import Form, Shows, Step
from hmi_visit.problems import shortened
from hmi_visit.tui.check_work import Checked, ChecksReady, CheckWork
from hmi_visit.tui.screens.visit_parts.going import GoingPart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.tui.widgets.margin import SIGNS, Mark
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.visit.answers import TOP

if TYPE_CHECKING:
    from hmi_visit.visit.file import Visit

CHECK_AFTER = 1.0
"""Seconds without a change after which the visit is checked."""


class CheckingPart(GoingPart):
    """Checks at a pause, in a worker, and shows what was found; nothing is ever in the way of writing."""

    def __init__(self, visit: Visit, form: Form) -> None:
        super().__init__(visit, form)
        self.checks = CheckWork(self)
        self.checked = Checked()
        """What the checks said last."""
        self.asked: dict[tuple[int, str], list[Query]] = {}
        """The same by place and field."""
        self.until_checked: Timer | None = None
        self._told: Query | None = None
        self.reason = ""
        """The reason that was given last for setting a query aside."""

    def checks_wanted(self) -> None:
        """Something changed: check at the next pause; what is being checked now is out of date."""
        self.checks.drop()
        if self.until_checked is None:
            self.until_checked = self.set_interval(CHECK_AFTER, self.check_now, pause=True)
        self.until_checked.reset()
        self.until_checked.resume()

    def check_now(self) -> None:
        """Check in a worker."""
        if self.until_checked is not None:
            self.until_checked.pause()
        if not self.let_go:
            self.checks.run()

    def on_checks_ready(self, event: ChecksReady) -> None:
        """Show what was found; a fault in the office's own list of words is told, and the last queries stay."""
        from hmi_visit.tui.screens.queries import QueriesScreen

        if self.let_go:
            return
        if event.checked is None:
            self.say(event.problem)
            return
        self.checked = event.checked
        self.show_queries()
        if isinstance(self.app.screen, QueriesScreen):
            self.app.screen.take()

    def show_queries(self) -> None:
        """Show the counts on the steps, and the marks in the texts."""
        self.asked = {}
        counts: dict[str | int, Counter[Severity]] = {}
        for query in self.checked.stand:
            place, name = self.spot_of(query.field or "") or (TOP, "")
            self.asked.setdefault((place, name), []).append(query)
            step = step_of(self.form, query)
            keys: tuple[str | int, ...] = (
                step.name if step else "",
                *((*self.document.outline.above(place), place) if place else ()),
            )
            for key in keys:
                counts.setdefault(key, Counter())[query.severity] += 1
        self.query_one(StepList).show_counts({key: counted(found) for key, found in counts.items()})
        self.show_margins()
        self.show_words()

    def show_margins(self) -> None:
        """Mark the words that queries mean too, in every text that is built."""
        super().show_margins()
        for view in self.query(FieldView).results(FieldView):
            editor = next((e for e in view.query(Editor).results(Editor) if e.margin is not None), None)
            if editor is not None:  # there is none yet where the text is being built
                found = self.asked.get((view.slot.place, view.field.name), ())
                spans = ((view.start_of(q.line or 1) + q.offset, q) for q in found if q.offset is not None)
                editor.show_queries(sorted(spans, key=lambda span: span[0]))

    # at the cursor

    @property
    def _at_cursor(self) -> Mark | None:
        return self.focused.query_here if isinstance(self.focused, Editor) else None

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """What the query under the cursor says follows the cursor."""
        mark = event.text_area.query_here if isinstance(event.text_area, Editor) else None
        query = mark.query if mark else None
        if query is not self._told:
            self._told = query
            self.show_words()

    def query_words(self) -> str:
        """What the query at the cursor says; without one, what must or should be mended in the field as a whole."""
        mark = self._at_cursor
        if mark is not None and mark.query is not None:
            query = mark.query
            return f"{mark.sign} {query.message}{'' if query.mend is None else f' Alt+Shift+Y: {mend_words(query)}'}"
        view = self.focused_view()
        found = self.asked.get((view.slot.place, view.field.name), ()) if view else ()
        whole = (q for q in found if q.offset is None and q.severity is not Severity.CONSIDER)
        return next((f"{SIGNS[q.severity]} {q.message}" for q in whole), "")

    def action_mend_here(self) -> None:
        """Put the mend of the query at the cursor in the place of its words; undo takes that back."""
        mark, editor = self._at_cursor, self.focused
        if not isinstance(editor, Editor) or mark is None or mark.query is None:
            self.say("Put the cursor into underlined words first; Alt+T lists them all.")
        elif not self.visit.writable:
            self.say(self.why_read_only())
        elif mark.query.mend is None:
            self.say(f"This has no one right mend, and is left to you: {mark.query.message}")
        elif editor.get_text_range(mark.start, mark.stop) != mark.query.text:
            self.say("These words were changed since; the next pause looks at them again.")
        else:
            self.keeper.keep_states()
            editor.history.checkpoint()
            editor.replace(mark.query.mend, mark.start, mark.stop)
            editor.history.checkpoint()
            self.keeper.keep_states()
            if editor.margin is not None:
                editor.margin.queries = [m for m in editor.margin.queries if m.query is not mark.query]
            editor.refresh()
            self.show_words()

    # all of them

    async def action_queries(self) -> None:
        """Everything that a careful reader would say: go there, mend it, or set it aside with a reason."""
        from hmi_visit.tui.screens.queries import QueriesScreen

        editor = self.focused if isinstance(self.focused, Editor) else None
        cursor = editor.cursor_location if editor else None
        mark = self._at_cursor

        async def closed(query: Query | None) -> None:
            if screen.mended:
                self.show_texts()
                await self.arranged()
                if editor is not None and cursor is not None:
                    editor.move_cursor(cursor)
            if query is not None:
                self.call_later(self.go_to_query, query)

        screen = QueriesScreen(self, mark.query if mark else None)
        await self.app.push_screen(screen, closed)
        self.check_now()

    async def action_reading_ease(self) -> None:
        """How hard the text is to read: to know, and nothing to mend."""
        from hmi_visit.check.reading_page import reading_page
        from hmi_visit.tui.screens.dialogs import Listing

        page = reading_page(self.form, self.visit.snapshot(), self.field_words)
        await self.app.push_screen(Listing("How hard it is to read", page.split("\n"), ""))

    def stop_checks(self) -> None:
        """Check no more: the visit is being closed."""
        self.checks.drop()
        if self.until_checked is not None:
            self.until_checked.stop()
        self.checks.gate.close()


def step_of(form: Form, query: Query) -> Step | None:
    """The step that a query belongs to: its field's; the log's for one about entries, the letter's for the rest."""
    from hmi_visit.check.reading import LOG

    if found := form.step_of(query.top):
        return found
    shows = Shows.ENTRIES if query.top == LOG or query.code.startswith("HV3") else Shows.LETTER
    return next((step for step in form.steps if step.shows is shows), form.steps[-1] if form.steps else None)


def counted(found: Counter[Severity]) -> str:
    """How many must and how many should be mended: 2!1~; empty where nothing is."""
    asked = (Severity.MUST, Severity.SHOULD)
    return "".join(f"{found[severity]}{SIGNS[severity]}" for severity in asked if found[severity])


def mend_words(query: Query) -> str:
    """What a mend writes, in a few words."""
    if not query.mend:
        return "take it out"
    return f"“{shortened(query.mend)}”"
