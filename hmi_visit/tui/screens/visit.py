"""A visit: the steps on the left, the fields in the middle, guidance or the letter beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from hmi_visit.form.model import Form, Role, Shows, Step, Value
from hmi_visit.tui.commands import ANYWHERE, VISIT, bindings
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.letter_work import LetterReady, LetterWork
from hmi_visit.tui.pauses import LOOK_EVERY as LOOK_FOR_PAUSE
from hmi_visit.tui.pauses import Pauses
from hmi_visit.tui.rescue import leave_when_safe, send_elsewhere
from hmi_visit.tui.saver import Saver
from hmi_visit.tui.screens.base import ENTER, HouseScreen, Place
from hmi_visit.tui.widgets.bars import Banner, KeyBar, SafetyMark, StatusBar, TitleBar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_log import EntryLog
from hmi_visit.tui.widgets.field_view import FieldView, Slot
from hmi_visit.tui.widgets.find import FindBar
from hmi_visit.tui.widgets.group_field import GroupField
from hmi_visit.tui.widgets.letter_step import LetterStep
from hmi_visit.tui.widgets.letter_view import LetterView
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.tui.widgets.side_panel import Side, SidePanel
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.tui.widgets.step_pane import StepPane
from hmi_visit.visit import answers
from hmi_visit.visit.file import Visit
from hmi_visit.visit.progress import next_missing

LOOK_EVERY = 2.0
"""Seconds between looks at what another program has written to the file."""
PAUSE = 0.5
"""Seconds without a key after which steps, word counts and the letter are brought up to date."""


class VisitScreen(HouseScreen):
    """The walk through one visit."""

    OWN_COMMANDS = VISIT
    BINDINGS = [*bindings(VISIT), ENTER]

    def __init__(self, visit: Visit, form: Form) -> None:
        super().__init__()
        self.visit, self.form = visit, form
        self.saver = Saver(self, visit)
        self.keeper = self.saver.keeper
        self.letter = LetterWork(self, visit, form)
        self.step = form.steps[0]
        self.panes: dict[str, Widget] = {}
        self.answers: Mapping[str, Value] = {}
        self._left: Widget | None = None
        """What had the cursor before it went to the steps."""
        self._let_go = False
        self.pauses = Pauses(self.keeper)
        self._watching: Timer | None = None
        self._looking: Timer | None = None
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title and safety; steps, fields, side; words; keys."""
        self.take_width()
        with Horizontal(classes="top"):
            yield TitleBar("", markup=False)
            yield SafetyMark(markup=False)
        yield Banner(markup=False)
        with Horizontal(id="body"):
            yield StepList(self.form, self.type_on, id="steps")
            with Vertical(id="work"):
                with Vertical(id="middle"):
                    yield Vertical(id="panes")
                    yield FindBar(id="find")
                yield SidePanel()
        yield StatusBar(id="status", markup=False)
        yield KeyBar(id="keys")

    async def on_mount(self) -> None:
        """Read the visit and begin at its first step."""
        self.query_one(KeyBar).show((*ANYWHERE[:2], *VISIT, *ANYWHERE[2:]), dict(self.app._keymap))
        self._pause = self.set_interval(PAUSE, self.catch_up, pause=True)
        self._looking = self.set_interval(LOOK_EVERY, self.look_again)
        self._watching = self.set_interval(LOOK_FOR_PAUSE, self.pauses.look, pause=not self.visit.writable)
        self.catch_up()
        self.saver.show()
        await self.show_step(self.step)

    # the walk

    async def show_step(self, step: Step, field: str = "") -> None:
        """Put a step into the middle, and the cursor at the end of a field of it, the first or the one named.

        Keys that come meanwhile wait: what is typed after the key for a step is typed into that step.
        """
        self.step = step
        container = self.query_one("#panes")
        if step.name not in self.panes:
            self.panes[step.name] = _pane_of(self.form, step, self.keeper)
            await container.mount(self.panes[step.name])
        for name, pane in self.panes.items():
            pane.display = name == step.name
        self.query_one(StepList).point_to(step)
        self._focus_in(self.panes[step.name], field)
        self.show_side()
        self.letter_wanted()

    def _focus_in(self, pane: Widget, field: str) -> None:
        views = list(pane.query(FieldView).results(FieldView))
        view = next((v for v in views if v.field.name == field), views[0] if views else None)
        if view is not None:
            view.focus_end()
            self.call_after_refresh(view.scroll_visible, animate=False)
        else:
            focusable = (w for w in pane.walk_children(Widget, with_self=True) if w.focusable)
            self.set_focus(next(focusable, None))

    async def go_to_field(self, name: str) -> None:
        """Show the step of a field and put the cursor into it, at the end of its text."""
        if step := self.form.step_of(name):
            await self.show_step(step, name)

    def places(self) -> Iterable[Place]:
        """Every step and field, for the palette."""
        for step in self.form.steps:
            yield step.title, lambda step=step: self.show_step(step)  # type: ignore[misc]
            for field in self.form.step_fields(step):
                if field.label != step.title:
                    yield f"{field.label} ({step.title})", lambda name=field.name: self.go_to_field(name)  # type: ignore[misc]

    def guidance(self) -> str:
        """The form's own introduction."""
        return f"{self.form.title}\n{self.form.help.get('', self.form.about)}"

    async def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter in the steps goes there; on an entry opens it."""
        if isinstance(event.rows, StepList):
            await self.show_step(self.form.steps[event.index])
        elif isinstance(event.rows, EntryLog):
            await self.open_entry(event.rows.chosen)

    def type_on(self, characters: str) -> None:
        """What is typed while the cursor is in the steps goes on in the text that was left, or in the step's first."""
        pane = self.panes[self.step.name]
        if self._left is not None and pane in self._left.ancestors_with_self:
            self.set_focus(self._left)
        else:
            self._focus_in(pane, "")
        if isinstance(self.focused, Editor):
            self.focused.insert(characters)

    async def action_previous_step(self) -> None:
        """The step before."""
        await self._step_by(-1)

    async def action_next_step(self) -> None:
        """The next step."""
        await self._step_by(1)

    async def _step_by(self, by: int) -> None:
        at = self.form.steps.index(self.step) + by
        if 0 <= at < len(self.form.steps):
            await self.show_step(self.form.steps[at])

    async def action_enter(self) -> None:
        """Enter in a line goes on to the next field, and from the last line of a step to the next step."""
        for pane in self.panes[self.step.name].walk_children(StepPane, with_self=True):
            if not pane.enter():
                await self.action_next_step()
            return
        raise SkipAction

    async def action_go_to(self) -> None:
        """Choose a step or field by its name."""
        from hmi_visit.tui.screens.dialogs import Pick

        places = list(self.places())

        def picked(index: int | None) -> None:
            if index is not None:
                self.call_later(places[index][1])

        await self.app.push_screen(Pick("Go to which step or field?", [name for name, _ in places]), picked)

    async def action_next_missing(self) -> None:
        """Go to the next thing that is not answered."""
        self.answers = answers.read_all(self.visit.db)
        view = self.focused_view()
        field = next_missing(self.form, self.answers, view.field.name if view else "")
        if field:
            await self.go_to_field(field.name)
        else:
            self.say("Everything that the form requires is answered.")

    def focused_view(self) -> FieldView | None:
        """The field that has the cursor."""
        focused = self.focused
        if focused is None:
            return None
        return next((a for a in focused.ancestors_with_self if isinstance(a, FieldView)), None)

    # keeping

    def on_field_view_answered(self, _event: FieldView.Answered) -> None:
        """Something was typed: it is in the file; save it soon, and catch up at the next pause."""
        self.changed()

    def changed(self) -> None:
        """Something in the file changed."""
        if self._pause is not None:
            self._pause.reset()
            self._pause.resume()

    def catch_up(self) -> None:
        """Bring steps, marks, words and the letter up to date; then wait for the next change."""
        if self._let_go:
            return
        if self._pause is not None:
            self._pause.pause()
        self.answers = answers.read_all(self.visit.db)
        self.query_one(StepList).catch_up(self.answers)
        pane = self.panes.get(self.step.name)
        for view in pane.query(FieldView).results(FieldView) if pane else ():
            view.mark_missing()
        subject = self.form.with_role(Role.SUBJECT)
        name = self.answers.get(subject.name, "") if subject else ""
        self.query_one(TitleBar).update(f"{name or self.visit.path.stem} · {self.form.title}")
        self.show_words()
        self.letter_wanted()
        if self.query_one(SidePanel).showing is Side.AREAS:
            self.show_side()

    def look_again(self) -> None:
        """Show what another program (the shell's `note`, say) has written to the file meanwhile."""
        if self._let_go:
            return
        version = self.visit.db.execute("PRAGMA data_version").fetchone()[0]
        if version != getattr(self, "_version", version):
            for pane in self.query(StepPane).results(StepPane):
                pane.reload()
            for log in self.query(EntryLog).results(EntryLog):
                log.reload()
            self.catch_up()
        self._version = version

    # beside and below

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        """A field that is left has its state kept."""
        if self.visit.writable and not self._let_go:
            self.call_after_refresh(self.keep_states)

    def keep_states(self) -> None:
        """Keep a state of what was typed since the last."""
        if not self._let_go:
            self.keeper.keep_states()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Guidance and words follow the cursor."""
        self.show_side()
        self.show_words()

    def show_side(self) -> None:
        """Show guidance for this place, or the areas, or the letter."""
        view, panel = self.focused_view(), self.query_one(SidePanel)
        panel.show(self.form, self.step, view.field if view else None, self.answers)
        twice = panel.showing is Side.LETTER and self.step.shows is Shows.LETTER
        panel.display = panel.showing is not Side.NOTHING and not twice

    def action_side(self) -> None:
        """Go round: guidance, areas, letter, nothing."""
        self.query_one(SidePanel).turn_on()
        self.show_side()
        self.letter_wanted()

    def action_preview(self) -> None:
        """Show or hide the letter beside the text."""
        panel = self.query_one(SidePanel)
        panel.turn_to(Side.GUIDANCE if panel.showing is Side.LETTER else Side.LETTER)
        self.show_side()
        self.letter_wanted()

    def say(self, words: str) -> None:
        """Say something in the line at the bottom."""
        self.query_one(StatusBar).update(words)

    def show_words(self) -> None:
        """The words of the field with the cursor, its usual range, and the letter's words."""
        view = self.focused_view()
        parts = []
        editors = view.query(Editor).results(Editor) if view else ()
        for editor in editors:
            if not editor.single:
                parts.append(f"{editor.words} words")
        if view and view.field.words:
            parts.append(f"usually {view.field.words[0]} to {view.field.words[1]}")
        if self.letter.words:
            parts.append(f"the whole letter {self.letter.words} words")
        self.say(" · ".join(parts))

    # the letter

    def letter_views(self) -> list[LetterView]:
        """The places where the letter is to be seen now."""
        return [v for v in self.query(LetterView).results(LetterView) if v.display and v.size.width and v.is_on_screen]

    def letter_wanted(self) -> None:
        """Have the letter read again, in a worker, for the places that show it."""
        if self.is_mounted:
            self.call_after_refresh(lambda: self.letter.read([view.row_width for view in self.letter_views()]))

    def on_letter_view_resized(self, _event: LetterView.Resized) -> None:
        """Another width wants other rows."""
        self.letter_wanted()

    def on_letter_ready(self, event: LetterReady) -> None:
        """The letter has been read: show it."""
        if self._let_go:
            return
        for view in self.letter_views():
            if view.row_width in event.rows:
                view.show(event.rows[view.row_width])
                view.follow(self._words_at_cursor())
        for step in self.query(LetterStep).results(LetterStep):
            exports = self.visit.exports()
            step.say(event.missing, exports[-1].path if exports else "")
        if event.problem:
            self.say(event.problem)
        else:
            self.show_words()

    def _words_at_cursor(self) -> str:
        """The words just before the cursor, as the letter has them: without the marks of a list or of bold."""
        if not isinstance(self.focused, Editor):
            return ""
        row, column = self.focused.cursor_location
        line = self.focused.document.get_line(row)
        return (line[max(column - 40, 0) : column] or line[:40]).replace("*", "").lstrip("-•0123456789. ")

    def action_export_letter(self) -> None:
        """Write the letter to Word, in a worker."""
        self.letter.export(self.keeper, self.letter.path)

    async def action_export_elsewhere(self) -> None:
        """Ask for a path, and write the letter there."""
        from hmi_visit.tui.screens.dialogs import Ask

        def answered(name: str | None) -> None:
            if name:
                self.letter.export(self.keeper, Path(name).expanduser())

        await self.app.push_screen(Ask("Write the letter to which file?", str(self.letter.path)), answered)

    async def action_word_paragraph(self) -> None:
        """Word a standard paragraph in this visit's own way."""
        from hmi_visit.tui.screens.wording import choose_wording

        await choose_wording(self)

    # evidence

    def visit_day(self) -> date:
        """The day that times of day are on: the visit's, else today."""
        from hmi_visit.visit.times import now

        field = self.form.with_role(Role.DATE)
        try:
            return date.fromisoformat(str(self.answers.get(field.name, ""))) if field else now().date()
        except ValueError:
            return now().date()

    async def action_new_entry(self) -> None:
        """A new evidence entry, from anywhere."""
        if self.visit.writable:
            await self.open_entry(None)
        else:
            self.say("This visit is open to read alone: nothing is typed into it.")

    async def open_entry(self, entry: object) -> None:
        """Open an entry, or a new one; closing it returns to the very place left."""
        from hmi_visit.tui.screens.entry import EntryScreen
        from hmi_visit.visit.model import Entry

        def closed(again: bool | None) -> None:
            for log in self.query(EntryLog).results(EntryLog):
                log.reload()
            if again:
                self.call_later(self.action_new_entry)

        known = entry if isinstance(entry, Entry) else None
        await self.app.push_screen(EntryScreen(self.keeper, self.visit_day(), known), closed)

    async def on_group_field_opened(self, event: GroupField.Opened) -> None:
        """An item of a group opens as a small walk."""
        from hmi_visit.tui.screens.item import ItemScreen

        def closed(_: None) -> None:
            for view in self.query(GroupField).results(GroupField):
                view.reload()
            self.changed()

        await self.app.push_screen(ItemScreen(event.slot, event.item, event.title, self.keeper), closed)

    # other keys

    def action_find(self) -> None:
        """Find in the text under the cursor."""
        if isinstance(self.focused, Editor) and not self.focused.single:
            self.query_one(FindBar).open(self.focused)

    async def action_history(self) -> None:
        """What the field with the cursor was before, and the way back to it."""
        from hmi_visit.tui.screens.history import show_history

        await show_history(self, self.focused_view())

    def action_when_saved(self) -> None:
        """Say how safe the text is; and save it now."""
        from hmi_visit.tui.widgets.bars import safety_text

        self.saver.save()
        self.app.notify(f"Everything is kept as you type it: {safety_text(self.keeper)}.")

    def on_key(self, event: events.Key) -> None:
        """In a visit that is open to read, say so to whoever types."""
        if event.is_printable and not self.visit.writable:
            self.say("This visit is open to read alone: nothing is typed into it.")

    def action_take_over(self) -> None:
        """Write to a visit that was opened to read because another machine is said to have it open."""
        if not self.visit.writable:
            self.close_visit()
            self.app.call_later(self.app.reopen, self.visit.path)  # type: ignore[attr-defined]

    def on_editor_noticed(self, event: Editor.Noticed) -> None:
        """Say what became of text that did not go in as it came."""
        self.app.notify(event.message, severity="warning", timeout=10)

    async def action_go_home(self) -> None:
        """From a text to the steps; from the steps to the visits."""
        steps, find = self.query_one(StepList), self.query_one(FindBar)
        if find.has_focus_within:
            find.action_close(True)
        elif self.focused is steps:
            await leave_when_safe(self.app, [self.keeper], self._leave)
        else:
            self._left = self.focused
            self.set_focus(steps)
            self.say("In the steps. Esc: back to the visits. Enter: into the step. Typing goes on in the text.")

    def _leave(self) -> None:
        self.close_visit()
        self.app.leave_visit(self.visit.path)  # type: ignore[attr-defined]

    async def action_send_elsewhere(self) -> None:
        """Write what is not on disk to a file in another place."""
        await send_elsewhere(self, self.keeper)

    def close_visit(self) -> None:
        """Bring everything into the one file and let go of it. Text that is held is tried once more."""
        self._let_go = True
        for timer in (self._looking, self._pause, self._watching):
            if timer is not None:
                timer.stop()
        self.saver.stop()
        for gate in (self.letter.gate, self.app.backer.gate):  # type: ignore[attr-defined]
            gate.close()
        self.visit.close()


def _pane_of(form: Form, step: Step, keeper: Keeper) -> Widget:
    """What stands in the middle for a step: its fields, and the log or the letter where the step shows them."""
    if step.shows is Shows.LETTER:
        return LetterStep()
    pane = StepPane((Slot(field) for field in form.step_fields(step)), keeper)
    if step.shows is Shows.ENTRIES:
        return Vertical(pane, EntryLog(keeper), classes="with-log") if step.fields else EntryLog(keeper)
    return pane
