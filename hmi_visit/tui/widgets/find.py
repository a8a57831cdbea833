"""Finding a text in an editor: a bar that searches as one types, and the search itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.document._document import Location, Selection
from textual.widgets import Label

from hmi_visit.tui.widgets.editor import Editor


def matches(lines: Sequence[str], wanted: str) -> list[Selection]:
    """Every place, in order, where a text stands in lines, whatever its case; the places do not overlap."""
    if not wanted:
        return []
    pattern = re.compile(re.escape(wanted), re.IGNORECASE)
    return [
        Selection((row, match.start()), (row, match.end()))
        for row, line in enumerate(lines)
        for match in pattern.finditer(line)
    ]


class FindBar(Horizontal):
    """Finds text in the editor that it was opened on.

    What is typed is selected in the editor at once, from the place where the cursor stood. Enter and down go to the
    next place, up to the one before, both round the ends. Escape goes back to where one was; leaving the bar in any
    other way leaves the cursor at the place found.
    """

    BINDINGS = [
        Binding("enter,down", "step(1)", "Next", show=True),
        Binding("up", "step(-1)", "Previous", show=True),
        Binding("escape", "close(True)", "Back", show=True),
    ]
    DEFAULT_CSS = """
    FindBar { height: 1; display: none; }
    FindBar.-open { display: block; }
    FindBar Editor { border: none; padding: 0; height: 1; width: 1fr; }
    FindBar Editor:focus { border: none; }
    FindBar Label { padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._editor: Editor | None = None
        self._came_from = Selection()

    def compose(self) -> ComposeResult:
        """The words before, the line to type into, the count."""
        yield Label("Find:")
        yield Editor(single=True, id="find-text")
        yield Label("", id="find-count", markup=False)

    def open(self, editor: Editor) -> None:
        """Open on an editor; what is selected there is what is first looked for."""
        self._editor = editor
        self._came_from = editor.selection
        chosen = editor.selected_text
        self.add_class("-open")
        line = self.query_one("#find-text", Editor)
        if chosen and "\n" not in chosen:
            line.load(chosen)
        line.select_all()
        self.screen.set_focus(line)
        self._look()

    @property
    def found(self) -> list[Selection]:
        """Every place where the text stands."""
        if self._editor is None:
            return []
        return matches(self._editor.document.lines, self.query_one("#find-text", Editor).text)

    @on(Editor.Changed, "#find-text")
    def _changed(self, event: Editor.Changed) -> None:
        event.stop()
        self._look()

    def _look(self) -> None:
        """Go to the first place at or after where one came from."""
        places = self.found
        starts = [place.start for place in places]
        at = bisect_left(starts, min(self._came_from))
        self._go(places, at % len(places) if places else -1)

    @on(Editor.Submitted, "#find-text")
    def _next(self, event: Editor.Submitted) -> None:
        event.stop()
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Go to the next place, or the one before."""
        if self._editor is None or not (places := self.found):
            return
        here: Location = min(self._editor.selection)
        starts = [place.start for place in places]
        at = bisect_left(starts, here)
        if by > 0 and at < len(starts) and starts[at] == here:
            at += 1
        self._go(places, (at if by > 0 else at - 1) % len(places))

    def action_close(self, back: bool) -> None:
        """Give the keyboard back to the editor, where one came from or at the place found."""
        self.remove_class("-open")
        if self._editor is not None:
            if back:
                self._editor.selection = self._came_from
            self.screen.set_focus(self._editor)

    def on_descendant_blur(self) -> None:
        """The cursor went elsewhere: the bar closes, and the place found stays."""
        self.remove_class("-open")

    def _go(self, places: Sequence[Selection], index: int) -> None:
        """Select a place, and say which of how many it is."""
        if self._editor is None:
            return
        wanted = self.query_one("#find-text", Editor).text
        says = f"{index + 1} of {len(places)}" if places else "not found" if wanted else ""
        self.query_one("#find-count", Label).update(says)
        self._editor.selection = places[index] if places else self._came_from
