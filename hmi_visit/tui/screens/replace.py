"""Find and replace through the whole document: every place in a list, with what stands around it."""

from __future__ import annotations

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.problems import Problem
from hmi_visit.tui.document import Document
from hmi_visit.tui.keeper import Keeper
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.arranging import Arranger
from hmi_visit.visit.replacing import Hit, Wanted, find, replaced

REPLACED = "replaced"
"""How the words of a change begin that replaced something."""


class Hits(Rows):
    """The places where it stands."""

    BINDINGS = [
        Binding("r", "replace(False)", "Replace this one", show=False),
        Binding("a", "replace(True)", "Replace all", show=False),
        Binding("u", "undo", "Undo", show=False),
        Binding("c", "turn_case", "Mind the case", show=False),
        Binding("w", "turn_words", "Whole words", show=False),
    ]

    def __init__(self, owner: ReplaceScreen) -> None:
        super().__init__(owner.row, empty="Nothing is found. Type what you look for above.")
        self.owner = owner

    def action_replace(self, all_of_them: bool) -> None:
        """Replace this one, or all."""
        self.owner.replace(all_of_them=all_of_them)

    def action_undo(self) -> None:
        """Undo what was replaced last."""
        self.owner.undo()

    def action_turn_case(self) -> None:
        """Mind the case, or do not."""
        self.owner.same_case = not self.owner.same_case
        self.owner.look()

    def action_turn_words(self) -> None:
        """Find whole words alone, or parts too."""
        self.owner.whole_words = not self.owner.whole_words
        self.owner.look()


class ReplaceScreen(ModalScreen[Hit | None]):
    """Returns the place to go to, or nothing. What it replaces is one change each time, which can be undone."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Back"), Binding("down", "to_hits", show=False)]

    def __init__(self, document: Document, keeper: Keeper, text: str = "") -> None:
        super().__init__()
        self.document, self.keeper, self.text = document, keeper, text
        self.same_case = self.whole_words = False
        self.hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        """What is looked for, what comes in its place, where it stands."""
        with Vertical(classes="dialog -large"):
            yield Static("Find and replace everywhere", classes="question")
            with Horizontal(classes="pair"):
                yield Static("Find", classes="label")
                yield Editor(self.text, single=True, id="wanted")
            with Horizontal(classes="pair"):
                yield Static("Replace by", classes="label")
                yield Editor(single=True, id="by", read_only=not self.keeper.visit.writable)
            yield Static("", id="count", classes="hint", markup=False)
            yield Hits(self)
            keys = "In the list: Enter goes there · r replaces this · a all · u undoes · c case · w whole words"
            yield Static(f"{keys} · Esc: back", classes="keys")

    def on_mount(self) -> None:
        """Typing begins at once."""
        self.set_focus(self.query_one("#wanted", Editor))
        self.query_one("#wanted", Editor).select_all()
        self.look()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        return Wanted(self.query_one("#wanted", Editor).text, self.same_case, self.whole_words)

    def look(self) -> None:
        """Look again, and show what is found."""
        self.hits = find(self.document.form, self.document.visit.db, self.wanted)
        rows = self.query_one(Hits)
        rows.show(len(self.hits), min(rows.cursor, max(len(self.hits) - 1, 0)))
        minded = (("the case counts", self.same_case), ("whole words", self.whole_words))
        texts = len({(hit.place, hit.field.name) for hit in self.hits})
        said = [f"{len(self.hits)} in {texts} texts", *(words for words, on in minded if on)]
        self.query_one("#count", Static).update(", ".join(said) if self.wanted.text else "")

    def row(self, index: int) -> Content:
        """Where a hit stands, and what stands around it."""
        hit, room = self.hits[index], self.query_one(Hits).size.width
        where = self._where(hit)[: room // 3]
        before, found, after = hit.around(max(room - len(where) - 6, 20))
        return Content.assemble((where, "dim"), "  ", before, (found, "bold reverse"), after)

    def _where(self, hit: Hit) -> str:
        if hit.place == TOP or hit.place not in self.document.outline:
            return hit.field.label
        outline = self.document.outline
        above = outline.above(hit.place)
        number = self.document.numbers(hit.place) if hit.place in outline.numbers else ""
        return " ".join(filter(None, (number, self.document.title(above[-1] if above else hit.place))))

    @on(Editor.Changed, "#wanted")
    def _changed(self, event: Editor.Changed) -> None:
        event.stop()
        self.look()

    def on_editor_submitted(self, event: Editor.Submitted) -> None:
        """Enter goes on: to what comes in its place, and to the list."""
        is_first = event.editor.id == "wanted"
        self.set_focus(self.query_one("#by", Editor) if is_first else self.query_one(Hits))

    def action_to_hits(self) -> None:
        """Down from a line goes into the list."""
        self.set_focus(self.query_one(Hits))

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter goes to the place."""
        self.dismiss(self.hits[event.index])

    def replace(self, *, all_of_them: bool) -> None:
        """Replace all, or the one at the cursor."""
        if not self.hits or not self.keeper.visit.writable:
            return
        hits = self.hits if all_of_them else [self.hits[self.query_one(Hits).cursor]]
        by, found = self.query_one("#by", Editor).text, self.wanted.text
        counts: list[int] = []

        def work(arranger: Arranger) -> None:
            put, count = replaced(self.document.visit.db, hits, by)
            counts.append(count)
            arranger.put_all(put, f"{REPLACED} (“{found}” by “{by}”, {count})")

        self._do(work)
        if counts:
            self.app.notify(f"{counts[0]} replaced; each text has an earlier state. u undoes it.")

    def undo(self) -> None:
        """Undo what was replaced last."""
        if not self.document.arranger.last.startswith(REPLACED):
            self.app.notify("Nothing was replaced last.")
            return
        self._do(Arranger.undo)

    def _do(self, work: Any) -> None:
        try:
            if not self.keeper.change(lambda _db: work(self.document.arranger) and None):
                self.app.notify(f"This could not be written: {self.keeper.fault}", severity="error")
        except Problem as problem:
            self.app.notify(str(problem), severity="warning")
        self.document.read()
        self.look()
