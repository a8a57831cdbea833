"""Home: the visits in the folder, newest first; type to filter, Enter opens."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from hmi_visit.problems import Problem
from hmi_visit.tui.commands import ANYWHERE, HOME, bindings
from hmi_visit.tui.screens.visit_files import VisitFiles
from hmi_visit.tui.widgets.bars import KeyBar, StatusBar, TitleBar, short_when
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.listing import BIN, Listed, Summary, list_visits, summarise

FORMS_AFTER = 1.0
"""Seconds after which the forms are checked: reading them all would hold up the first screen."""
_EMPTY = """\
No visits here yet.

  Ctrl+N   begin a visit: its form, its school and its date
  Ctrl+O   import one from an exchange file
  F1       every key
  Ctrl+Q   leave

Everything is kept as you type it. There is no key for saving."""


class HomeScreen(VisitFiles):
    """The folder of visits, or its bin."""

    OWN_COMMANDS = HOME
    BINDINGS = [
        *bindings(HOME),
        ("escape", "no_filter"),
        ("up", "move(-1)"),
        ("down", "move(1)"),
        ("pageup", "move(-10)"),
        ("pagedown", "move(10)"),
    ]

    class Read(Message):
        """Some more summaries have been read."""

        def __init__(self, summaries: list[Summary]) -> None:
            super().__init__()
            self.summaries = summaries

    def __init__(self, folder: Path, last: Path | None = None) -> None:
        super().__init__()
        self.last = last
        """The visit that was open last: the cursor stands on it."""
        self.folder = folder
        self.visits: list[Listed] = []
        self.shown: list[Listed] = []
        self.summaries: dict[Listed, Summary] = {}

    def compose(self) -> ComposeResult:
        """Title, filter, list, keys."""
        with Horizontal(classes="top"):
            yield TitleBar("Visits", markup=False)
        yield Editor(single=True, placeholder="Type to filter: school, form, date", id="filter")
        yield Rows(self.row, empty=_EMPTY, id="visits")
        yield StatusBar(id="status", markup=False)
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Fill the list before the first paint."""
        self.query_one("#visits", Rows).can_focus = False
        self.query_one(KeyBar).show((*ANYWHERE[:2], *HOME, *ANYWHERE[2:]), dict(self.app._keymap))
        self.set_focus(self.query_one("#filter", Editor))
        self.read_folder(self.last)
        self.set_timer(FORMS_AFTER, lambda: self.run_worker(self._check_forms, thread=True, group="forms"))

    def on_screen_resume(self) -> None:
        """Coming back from a visit: it may have changed."""
        if self.is_mounted:
            self.read_folder(self.last)
            self.last = None

    def read_folder(self, select: Path | None = None) -> None:
        """Read the folder again; `select` puts the cursor on a visit."""
        rows = self.query_one("#visits", Rows)
        select = select or (self.shown[rows.cursor].path if self.shown else None)
        folder = self.folder / BIN if self.in_bin else self.folder
        try:
            self.visits = list_visits(folder)
        except Problem as problem:
            self.visits = []
            self.app.notify(str(problem), severity="error", timeout=15)
        for listed in self.visits[: self.app.size.height]:  # what is in sight is read before the first paint
            if listed not in self.summaries:
                self.summaries[listed] = summarise(listed)
        self.query_one(TitleBar).update("The bin" if self.in_bin else "Visits")
        self.narrow(select)
        rest = [listed for listed in self.visits if listed not in self.summaries]
        if rest:
            self.run_worker(lambda: self._read_rest(rest), thread=True, exclusive=True, group="summaries")

    def _check_forms(self) -> None:
        """Say at the start, off the keyboard's path, which forms have a fault."""
        from hmi_visit.form.load import form_names, load_form

        for name in form_names():
            try:
                load_form(name)
            except Problem as problem:
                words = f"{problem}. See hmi-visit forms --check."
                self.app.call_from_thread(self.app.notify, words, severity="error", timeout=20)

    def _read_rest(self, rest: list[Listed]) -> None:
        worker = get_current_worker()
        for start in range(0, len(rest), 50):
            if worker.is_cancelled:
                return
            self.post_message(self.Read([summarise(listed) for listed in rest[start : start + 50]]))

    def on_home_screen_read(self, event: Read) -> None:
        """Summaries have arrived: show them, and let the filter see them."""
        self.summaries.update({Listed(s.path, s.changed): s for s in event.summaries})
        if self.query_one("#filter", Editor).text.strip():
            self.narrow(None)
        else:
            self.query_one("#visits", Rows).refresh()

    def narrow(self, select: Path | None) -> None:
        """Show the visits that have every word of the filter."""
        words = self.query_one("#filter", Editor).text.casefold().split()
        self.shown = [v for v in self.visits if not words or all(w in self._words(v) for w in words)]
        rows = self.query_one("#visits", Rows)
        bare = "The bin is empty. Esc: back to the visits." if self.in_bin else _EMPTY
        rows.empty = f"Nothing here matches “{' '.join(words)}”. Esc takes the filter away." if words else bare
        rows.count = len(self.shown)
        rows.cursor = next((n for n, v in enumerate(self.shown) if v.path == select), 0)
        rows.refresh()
        count = f"{len(self.shown)} of {len(self.visits)}" if words else f"{len(self.visits)}"
        self.query_one(StatusBar).update(f"{count} in {self.folder / BIN if self.in_bin else self.folder}")

    def _words(self, listed: Listed) -> str:
        summary = self.summaries.get(listed)
        about = f"{summary.subject} {summary.form_title} {summary.date}" if summary else ""
        return f"{listed.path.stem} {about}".casefold()

    def row(self, index: int) -> Content:
        """A visit in the list: subject, form, date, how far along, last change."""
        listed = self.shown[index]
        summary = self.summaries.get(listed)
        width = max(self.size.width - 4, 40)
        when = short_when(listed.changed)
        if summary is None:
            return Content(f"{listed.path.stem:<{width - 12}.{width - 12}} {when:>11}")
        if summary.problem:
            return Content(f"! {listed.path.name}: {summary.problem}"[:width])
        done = (
            "final"
            if summary.final
            else "complete"
            if summary.progress.complete
            else f"{summary.progress.done} of {summary.progress.of}"
        )
        rest = width - 11 - 11 - 12
        title = summary.form_title if width > 110 else ""
        name = summary.subject or listed.path.stem
        first = rest if not title else rest * 2 // 5
        form = f" {title:<{rest - first - 1}.{rest - first - 1}}" if title else ""
        return Content(f"{name:<{first}.{first}}{form} {summary.date:<10} {done:<10} {when:>11}")

    def on_text_area_changed(self, _event: Editor.Changed) -> None:
        """Filter as one types."""
        if self.is_mounted:
            self.narrow(self.shown[self.query_one("#visits", Rows).cursor].path if self.shown else None)

    def on_editor_submitted(self, event: Editor.Submitted) -> None:
        """Enter opens the visit under the cursor."""
        event.stop()
        if listed := self.chosen():
            self.open(listed.path)

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """A click opens."""
        self.open(self.shown[event.index].path)

    def action_no_filter(self) -> None:
        """Take the filter away; with none there, go from the bin back to the visits."""
        editor = self.query_one("#filter", Editor)
        if editor.text:
            editor.clear()
        elif self.in_bin:
            self.action_show_bin()

    def chosen(self) -> Listed | None:
        """The visit under the cursor."""
        cursor = self.query_one("#visits", Rows).cursor
        return self.shown[cursor] if cursor < len(self.shown) else None

    def open(self, path: Path) -> None:
        """Open a visit, or bring it back where this is the bin."""
        from hmi_visit.visit.folder_bin import unbin_visit

        if self.in_bin:
            self._file_work(lambda: unbin_visit(path), "Back among the visits: {}")
        else:
            self.last = path
            self.app.call_later(self.app.open_visit, path)  # type: ignore[attr-defined]

    def action_move(self, by: int) -> None:
        """Walk in the list while the cursor stays in the filter."""
        rows = self.query_one("#visits", Rows)
        rows.cursor = min(max(rows.cursor + by, 0), max(len(self.shown) - 1, 0))

    def action_show_bin(self) -> None:
        """Show the bin, or the visits again."""
        self.in_bin = not self.in_bin
        self.read_folder()

    def guidance(self) -> str:
        """How the list works."""
        return "The visits in this folder, newest first. Type to filter, arrows choose, Enter opens."
