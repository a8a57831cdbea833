"""A visit: the steps on the left, the fields in the middle, guidance or the letter beside them.

What the screen does stands part by part in `visit_parts`; here they are one screen that keeps up with the file.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from hmi_visit.form.model import Form, Role
from hmi_visit.tui.commands import ANYWHERE, DOCUMENT, VISIT, bindings
from hmi_visit.tui.last_step import remember_step
from hmi_visit.tui.pauses import LOOK_EVERY as LOOK_FOR_PAUSE
from hmi_visit.tui.pauses import Pauses
from hmi_visit.tui.rescue import leave_when_safe
from hmi_visit.tui.rubbish import take_in
from hmi_visit.tui.screens.base import ENTER
from hmi_visit.tui.screens.visit_parts.checking import CheckingPart
from hmi_visit.tui.screens.visit_parts.finality import FinalityPart
from hmi_visit.tui.screens.visit_parts.form import FormPart
from hmi_visit.tui.screens.visit_parts.letter import LetterPart
from hmi_visit.tui.screens.visit_parts.missing import MissingPart
from hmi_visit.tui.screens.visit_parts.safety import SafetyPart
from hmi_visit.tui.widgets.bars import Banner, KeyBar, SafetyMark, StatusBar, TitleBar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_log import EntryLog
from hmi_visit.tui.widgets.entry_rows import EntryRows
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.tui.widgets.find import FindBar
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.tui.widgets.side_panel import Side, SidePanel
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.tui.widgets.step_pane import StepPane
from hmi_visit.visit import answers
from hmi_visit.visit.file import Visit

LOOK_EVERY = 2.0
"""Seconds between looks at what another program has written to the file."""
BUILD_AFTER = 0.3
"""Seconds after which what is not to be seen yet is built: the visit comes first."""
PAUSE = 0.5
"""Seconds without a key after which steps, word counts and the letter are brought up to date."""

IN_STEPS = "In the steps. Esc: back to the visits. Enter: into the step. Typing goes on in the text."
IN_LONG_STEPS = "Esc: the visits. Enter: show. Left, Right: fold. Alt+Up, Alt+Down: move. Alt+N: another. Del: out."
"""What is said when the cursor comes to the steps."""


class VisitScreen(CheckingPart, MissingPart, LetterPart, SafetyPart, FinalityPart, FormPart):
    """The walk through one visit."""

    OWN_COMMANDS = (*VISIT, *DOCUMENT)
    BINDINGS = [*bindings((*VISIT, *DOCUMENT)), ENTER]

    def __init__(self, visit: Visit, form: Form) -> None:
        super().__init__(visit, form)
        self.pauses = Pauses(self.keeper)
        self._watching: Timer | None = None
        self._looking: Timer | None = None
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title and safety; steps, fields, side; words; keys."""
        self.take_width()
        with Horizontal(classes="top"):
            yield TitleBar("", markup=False)
            yield SafetyMark(self.keeper)
        yield Banner(self.keeper)
        with Horizontal(id="body"):
            yield StepList(self.document, self.type_on, id="steps", classes="-long" if self.document.long else "")
            with Vertical(id="work"):
                with Vertical(id="middle"):
                    yield Vertical(id="panes")
                    yield FindBar(id="find")
                yield SidePanel()
        yield StatusBar(id="status", markup=False)
        yield KeyBar(id="keys")

    async def on_mount(self) -> None:
        """Read the visit and begin at the step where it was left."""
        self.query_one(KeyBar).show((*ANYWHERE[:2], *VISIT, *ANYWHERE[2:]), dict(self.app._keymap))
        self._pause = self.set_interval(PAUSE, self.catch_up, pause=True)
        self._looking = self.set_interval(LOOK_EVERY, self.look_again)
        self._watching = self.set_interval(LOOK_FOR_PAUSE, self.pauses.look, pause=not self.visit.writable)
        self.catch_up()
        if self.visit.writable:
            self.saver.save()
        self.watch_form()
        there = self.left_place in self.document.outline
        await (self.show_place(self.left_place) if there else self.show_step(self.step))
        self.set_timer(BUILD_AFTER, self.prepare_entries)

    def guidance(self) -> str:
        """The form's own introduction."""
        return f"{self.form.title}\n{self.form.help.get('', self.form.about)}"

    async def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter in the steps goes there; on an entry opens it."""
        if isinstance(event.rows, StepList):
            branch = event.rows.branches[event.index]
            await (self.show_place(branch.place) if branch.place else self.show_step(branch.step))
        elif isinstance(event.rows, EntryRows):
            await self.open_entry(event.rows.chosen)

    def on_field_view_answered(self, _event: FieldView.Answered) -> None:
        """Something was typed: it is in the file; save it soon, and catch up at the next pause."""
        self.changed()

    def changed(self) -> None:
        """Something in the file changed."""
        if self._pause is not None:
            self._pause.reset()
            self._pause.resume()
            self.checks.drop()

    def catch_up(self) -> None:
        """Bring steps, marks, words and the letter up to date; then wait for the next change."""
        if self.let_go:
            return
        if self._pause is not None:
            self._pause.pause()
        self.answers = answers.read_all(self.visit.db)
        self.document.read()
        self.query_one(StepList).catch_up(self.answers)
        for view in self.pane.query(FieldView).results(FieldView) if self.pane else ():
            view.mark_missing()
        subject = self.form.with_role(Role.SUBJECT)
        name = self.answers.get(subject.name, "") if subject else ""
        since = f" · final since {final.moment}" if (final := self.visit.final) else ""
        self.query_one(TitleBar).update(f"{name or self.visit.path.stem}{since} · {self.form.title}")
        self.show_words()
        self.show_margins()
        self.letter_wanted()
        if self.query_one(SidePanel).showing is Side.AREAS:
            self.show_side()
        self.checks_wanted()

    def look_again(self) -> None:
        """Show what another program (the shell's `note`, say) has written to the file meanwhile."""
        if self.let_go or self.look_at_finality() or self.keeper.held:
            return
        version = self.visit.db.execute("PRAGMA data_version").fetchone()[0]
        if version != getattr(self, "_version", version):
            for pane in self.query(StepPane).results(StepPane):
                pane.reload()
            for log in self.query(EntryLog).results(EntryLog):
                log.reload()
            self.catch_up()
            self.call_later(self.arranged)
        self._version = version

    def action_find(self) -> None:
        """Find in the text under the cursor."""
        if isinstance(self.focused, Editor) and not self.focused.single:
            self.query_one(FindBar).open(self.focused)

    async def action_go_home(self) -> None:
        """From a text to the steps; from the steps to the visits."""
        steps, find = self.query_one(StepList), self.query_one(FindBar)
        if find.has_focus_within:
            find.action_close(True)
        elif self.focused is steps:
            await leave_when_safe(self.app, [self.keeper], self._leave)
        else:
            self.left = self.focused
            self.set_focus(steps)
            self.say(IN_LONG_STEPS if self.document.long else IN_STEPS)

    def _leave(self) -> None:
        self.close_visit()
        self.app.leave_visit(self.visit.path)  # type: ignore[attr-defined]

    def action_take_over(self) -> None:
        """Write to a visit that was opened to read because another machine is said to have it open."""
        if not self.visit.writable:
            self.open_again()

    def close_visit(self) -> None:
        """Bring everything into the one file and let go of it. Text that is held is tried once more."""
        self.let_go = True
        take_in()
        for timer in (self._looking, self._pause, self._watching, self.watching_form):
            if timer is not None:
                timer.stop()
        self.saver.stop()
        self.stop_checks()
        self.let_entry_screen_go()
        for gate in (self.letter.gate, self.app.backer.gate):  # type: ignore[attr-defined]
            gate.close()
        self.visit.close()
        remember_step(self.visit.id, f"{self.step.name}/{self.place}" if self.place else self.step.name)
