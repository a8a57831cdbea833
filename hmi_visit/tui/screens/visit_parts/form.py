"""The form of an open visit: a change of its files is seen at once; a fault in it is told, and the old form stays."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.timer import Timer

from hmi_visit.form.kept import digest_of, packed, stamps_of, unpacked
from hmi_visit.form.lint import with_line
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.tui.document import Document
from hmi_visit.tui.screens.visit_parts.walk import WalkPart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.tui.widgets.find import FindBar
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.visit.file import snapshot_of
from hmi_visit.visit.formed import form_of, loose_answers

if TYPE_CHECKING:
    from hmi_visit.tui.keys_in_order import KeysInOrder

LOOK_EVERY = 0.5
"""Seconds between looks at the files of the form."""


class FormPart(WalkPart):
    """Watches the form's files. Nothing is taken over while a dialog is open or while writing fails."""

    watching_form: Timer | None = None
    _as_it_was = ""
    """The form that the screen shows, packed: its templates too."""
    _stamps: Mapping[Path, object] | None = None
    """When its files were changed last, as far as that was looked at."""

    def watch_form(self) -> None:
        """Begin to look at the form's files."""
        if self.form.sources:
            self._as_it_was, self._stamps = packed(self.form), stamps_of(self.form)
            self.watching_form = self.set_interval(LOOK_EVERY, self.look_at_form)

    @property
    def _not_now(self) -> bool:
        """Whether something is under way that a change of the form would disturb."""
        finding = self.query_one(FindBar).has_class("-open")
        return self.let_go or self.app.screen is not self or bool(self.keeper.held) or finding

    def look_at_form(self) -> None:
        """Read the form again, in a worker, where one of its files has changed."""
        if self._not_now or self.visit.final:
            return
        now = stamps_of(self.form)
        if now != self._stamps:
            self._stamps = now
            self.run_worker(self._read_form, thread=True, exclusive=True, group="form")

    def _read_form(self) -> None:
        """The form as it is now, its letter tried too: a template can have a fault that its form.toml does not show."""
        from hmi_visit.letter.text import letter_text

        try:
            load_form.cache_clear()
            form = load_form(self.visit.form_name)
            with self.letter.gate.passing() as open_still:
                if not open_still:
                    return
                snapshot = snapshot_of(self.visit.path)
            for tried in (snapshot, replace(snapshot, answers={})):
                letter_text(form, tried)
        except Problem as problem:
            self.app.call_from_thread(self._stay, problem)
            return
        self.app.call_later(self.go_over, form)

    def _stay(self, problem: Problem) -> None:
        """Go on with the form as it was, its templates too, and say why."""
        self.letter.form = replace(unpacked(self._as_it_was, self.form.name), help=self.form.help)
        self.letter_wanted()
        words = f"The form has a fault, and the visit goes on with the form as it was: {with_line(problem)}"
        self.app.notify(words, severity="error", timeout=20)

    async def go_over(self, form: Form) -> None:
        """Show the visit under a form that has changed, or that is as it was again."""
        if self._not_now:
            self._stamps = None  # the next look tries again
            return
        now = packed(form)
        if digest_of(now) == digest_of(self._as_it_was):
            self.form = self.letter.form = form  # guidance alone, or a fault that was mended
            self.show_side()
            self.letter_wanted()
            return
        keys = cast("KeysInOrder[int]", self.app)
        await keys.between_keys(lambda: self._take(form, now))

    async def _take(self, form: Form, now: str) -> None:
        """Put the new form on the screen; the cursor stays in its field, at its character."""
        self.keeper.keep_states()  # of what was typed, before any of it goes over to another kind
        try:
            before, formed = self.form, form_of(self.visit, form)
        except (Problem, sqlite3.Error) as error:
            self.app.notify(f"The form has changed, and is not taken over yet: {error}", severity="error", timeout=15)
            self._stamps = None  # the next look tries again
            return
        self.form = self.letter.form = form
        self._as_it_was, self._stamps = now, stamps_of(form)
        if (before.fields, before.steps) == (form.fields, form.steps):
            self.show_side()
            self.letter_wanted()
        else:
            await self._build_anew()
        self.changed()
        words = "; ".join(formed.changes) or "its letter reads otherwise"
        kept = f". Kept, without a field: {', '.join(loose.label for loose in formed.loose)}" if formed.loose else ""
        self.app.notify(f"The form has changed: {words}{kept}.", severity="warning", timeout=12)

    async def _build_anew(self) -> None:
        """Every pane made again from the file, in which all that was typed is."""
        view, focused = self.focused_view(), self.focused
        in_steps = focused is self.query_one(StepList)
        at = focused.cursor_location if isinstance(focused, Editor) else None
        old = [*self.query_one("#panes").children]
        place, name = self.place, view.field.name if view else ""
        self.document = Document(self.form, self.visit)
        self.query_one(StepList).take(self.document)
        self.panes, self.page, self.left = {}, None, None
        if place in self.document.outline and place:
            await self.show_place(place, name)
        else:
            step = self.form.step_of(name) or next((s for s in self.form.steps if s.name == self.step.name), None)
            await self.show_step(step or self.form.steps[0], name)
        for pane in old:
            await pane.remove()
        if in_steps:
            self.set_focus(self.query_one(StepList))
            return
        if view is not None and self.pane is not None:  # of paragraphs, which have one field each, the one it was in
            there = self.pane.query(FieldView).results(FieldView)
            same = (v for v in there if v.slot.place == view.slot.place and v.field.name == name)
            if found := next(same, None):
                found.focus_end()
        view = self.focused_view()
        if at is not None and isinstance(self.focused, Editor) and view and view.field.name == name:
            self.focused.move_cursor(at)

    async def action_loose_answers(self) -> None:
        """Show the answers that the form has no field for: they are kept, and can be read and copied from here."""
        from hmi_visit.tui.screens.help import HelpScreen

        found = loose_answers(self.visit.db, self.form)
        rows = [f"{loose.label} ({loose.where})\n{loose.words}" for loose in found]
        text = "\n\n".join(["Answers without a field in this form. They are kept in the visit.", *rows])
        await self.app.push_screen(HelpScreen(text if rows else "Every answer has a field in this form."))
