"""A new visit: which form, which school, which day. A name is made from them."""

from __future__ import annotations

from pathlib import Path

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Form, Role
from hmi_visit.form.values import spoken, understand
from hmi_visit.problems import Problem
from hmi_visit.tui.screens.base import ENTER
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.folder import free_path, make_folder, name_for, new_visit
from hmi_visit.visit.times import now


class NewVisit(ModalScreen[Path | None]):
    """Asks for what a visit begins with; returns the path of the one that was made."""

    BINDINGS = [("escape", "dismiss(None)", "Leave it"), ("up", "move(-1)"), ("down", "move(1)"), ENTER]

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.forms: list[Form] = []

    def compose(self) -> ComposeResult:
        """The forms, the school, the date."""
        for name in form_names():
            try:
                self.forms.append(load_form(name))
            except Problem as problem:
                self.app.notify(f"{problem}. See hmi-visit forms --check.", severity="error", timeout=15)
        with Vertical(classes="dialog -list"):
            yield Static("A new visit", classes="question")
            yield Static("Form: arrows choose, Enter takes it", classes="hint")
            yield Rows(self.row, count=len(self.forms), empty="There are no forms: see hmi-visit forms.", id="forms")
            yield Static("School", classes="hint", id="subject-label")
            yield Editor(single=True, id="subject")
            yield Static("Date", classes="hint")
            yield Editor(single=True, id="date", placeholder="27/6/14, 27 June, today")
            yield Static("", id="understood", markup=False)
            yield Static("Enter: next, then begin    Tab: next    Esc: leave it", classes="keys")

    def on_mount(self) -> None:
        """Begin at the forms."""
        self.set_focus(self.query_one("#forms"))
        self.name_subject()

    @property
    def form(self) -> Form | None:
        """The form under the cursor."""
        cursor = self.query_one("#forms", Rows).cursor
        return self.forms[cursor] if cursor < len(self.forms) else None

    def understood(self, typed: str) -> str:
        """The day, or the month where the form's visits have no more, that was meant; empty where none can be."""
        field = self.form.with_role(Role.DATE) if self.form else None
        value = understand(field, typed, now().date()) if field else None
        return str(value or "")

    def spoken(self, typed: str) -> str:
        """The day or month that was meant, in words."""
        field = self.form.with_role(Role.DATE) if self.form else None
        return spoken(field, self.understood(typed)) if field else ""

    def row(self, index: int) -> str:
        """A form in the list."""
        return self.forms[index].title

    def name_subject(self) -> None:
        """Ask for the subject in the form's own words: a school, an authority."""
        field = self.form.with_role(Role.SUBJECT) if self.form else None
        if field:
            self.query_one("#subject-label", Static).update(field.label)
            self.query_one("#subject", Editor).placeholder = field.prompt

    def on_rows_highlighted(self, _event: Rows.Highlighted) -> None:
        """Another form asks for its subject in its own words."""
        self.name_subject()

    def on_rows_selected(self, _event: Rows.Selected) -> None:
        """A click on a form goes on to the school."""
        self.set_focus(self.query_one("#subject"))

    def action_enter(self) -> None:
        """Enter goes on; in the date, the editor answers it when it has all that was typed."""
        if self.focused is self.query_one("#date"):
            raise SkipAction
        self.focus_next()

    def action_move(self, by: int) -> None:
        """Up and down walk through the lines."""
        self.focus_next() if by > 0 else self.focus_previous()

    def on_text_area_changed(self, event: Editor.Changed) -> None:
        """Say which day was understood."""
        if event.text_area.id == "date":
            said = self.spoken(event.text_area.text) or "This is not a date yet: try 27/6/14, 27 June or today."
            self.query_one("#understood", Static).update(said if event.text_area.text.strip() else "")

    def on_editor_submitted(self, event: Editor.Submitted) -> None:
        """Enter after the date begins."""
        event.stop()
        self.begin()

    def begin(self) -> None:
        """Make the visit, or say what is wanted still."""
        form = self.form
        subject = self.query_one("#subject", Editor).text.strip()
        typed = self.query_one("#date", Editor).text.strip()
        day = self.understood(typed or "today")
        said = self.query_one("#understood", Static)
        if form is None:
            self.set_focus(self.query_one("#forms"))
        elif not subject:
            said.update("A name is wanted here first.")
            self.set_focus(self.query_one("#subject"))
        elif not day:
            said.update(f"“{typed}” is no day: try 27/6/14, 27 June or today.")
        else:
            try:
                make_folder(self.folder)
                path = free_path(self.folder, name_for(subject, day))
                new_visit(form, subject, day, path).close()
            except Problem as problem:
                said.update(str(problem))
            else:
                self.dismiss(path)
