"""Everything that a careful reader would say about the visit, in a list: go there, mend it, or set it aside.

The gravest come first, what was set aside last with its reason. Mends are one change each, which `u` undoes.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.check.query import Query, Severity
from hmi_visit.problems import Problem
from hmi_visit.tui.commands import QUERIES, bindings
from hmi_visit.tui.widgets.bars import Bar
from hmi_visit.tui.widgets.margin import SIGNS
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit.arranging import Arranger
from hmi_visit.visit.model import Aside

if TYPE_CHECKING:
    from hmi_visit.tui.screens.visit_parts.checking import CheckingPart

MENDED = "mended"
"""How the words of a change begin that mended something."""
_KEYS = "Enter: go  m: mend  u: undo  s: set aside  b: bring back  w: why  Esc: back"
_ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list."""

    query: Query
    aside: Aside | None = None


class QueryRows(Rows):
    """The queries."""

    BINDINGS = bindings(QUERIES)

    def __init__(self, owner: QueriesScreen) -> None:
        super().__init__(owner.row, empty="Nothing to mend.")
        self.owner = owner

    def action_mend(self) -> None:
        """Put the mend in the place of the words."""
        self.owner.mend()

    def action_undo_mend(self) -> None:
        """Undo the last mend."""
        self.owner.undo()

    async def action_set_aside(self) -> None:
        """Set it aside, with a reason."""
        await self.owner.set_aside()

    def action_ask_again(self) -> None:
        """Bring back what was set aside."""
        self.owner.ask_again()

    async def action_explain(self) -> None:
        """Say why the rule asks."""
        await self.owner.explain()


class QueriesScreen(ModalScreen[Query | None]):
    """Returns the query to go to, or nothing. Follows the checks while it is open."""

    BINDINGS = [("escape", "dismiss(None)", "Back")]
    DEFAULT_CSS = """
    QueriesScreen #said { height: 5; margin-bottom: 1; border-top: solid $surface-lighten-2; }
    """

    def __init__(self, owner: CheckingPart, at: Query | None = None) -> None:
        super().__init__()
        self.owner, self.at = owner, at
        self.rows: list[Row] = []
        self.mended = False
        """Whether a text of the visit was changed here."""

    def compose(self) -> ComposeResult:
        """How many there are, the list, and all of the one at the cursor."""
        with Vertical(classes="dialog -whole"):
            yield Bar("", classes="question", id="counts", markup=False)
            yield QueryRows(self)
            yield Static("", id="said", markup=False)
            yield Static(_KEYS, classes="keys", markup=False)

    def on_mount(self) -> None:
        """Begin at the query that the cursor of the text was on."""
        self.set_focus(self.query_one(QueryRows))
        self.take()

    # what is shown

    def take(self) -> None:
        """Show what the checks say now; the cursor stays at its query, or where that was."""
        rows = self.query_one(QueryRows)
        was = self.chosen or (Row(self.at) if self.at else None)
        checked = self.owner.checked
        self.rows = [Row(q) for q in sorted(checked.stand, key=lambda q: _ORDER.index(q.severity))]
        self.rows += [Row(query, aside) for query, aside in checked.aside]
        same = [n for n, row in enumerate(self.rows) if was is not None and _alike(row, was)]
        near = min(same, key=lambda n: abs(n - rows.cursor), default=rows.cursor)
        rows.show(len(self.rows), max(min(near, len(self.rows) - 1), 0))
        counts = Counter(q.severity for q in checked.stand)
        said = [f"{counts[severity]} {severity.value} ({SIGNS[severity]})" for severity in Severity]
        aside = f"   {len(checked.aside)} set aside" if checked.aside else ""
        self.query_one("#counts", Bar).update(f"To be mended: {'   '.join(said)}{aside}")
        self.say()

    @property
    def chosen(self) -> Row | None:
        """The row at the cursor."""
        at = self.query_one(QueryRows).cursor
        return self.rows[at] if at < len(self.rows) else None

    def row(self, index: int) -> Content:
        """A row: how much it matters, where, the words, what is said."""
        row = self.rows[index]
        room = self.query_one(QueryRows).size.width
        where, words = self.owner.place_of(row.query), " ".join(row.query.text.split())
        sign = "-" if row.aside else SIGNS[row.query.severity]
        said = f"set aside: {row.aside.reason}" if row.aside else row.query.message
        wide = min(max(room // 5, 18), 30)
        text = f"“{_cut(words, wide + 4)}” " if words and (row.aside or words not in said) else ""
        return Content.assemble((f"{sign} ", "bold"), (f"{_cut(where, wide):<{wide}} ", "dim"), text, said)

    def say(self) -> None:
        """Show all of the query at the cursor."""
        row = self.chosen
        lines = []
        if row:
            query = row.query
            lines = [f"{query.severity.value}, {query.code}, {self.owner.place_of(query)}: {query.message}"]
            if query.text:
                mend = (
                    "" if query.mend is None else f"   m writes “{query.mend}”" if query.mend else "   m takes it out"
                )
                lines.append(f"“{_cut(' '.join(query.text.split()), 160)}”{mend}")
            if row.aside:
                lines.append(f"Set aside: {row.aside.reason}")
        self.query_one("#said", Static).update("\n".join(lines))

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """What is said follows the cursor."""
        event.stop()
        self.say()

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Enter goes to the place."""
        event.stop()
        self.dismiss(self.rows[event.index].query)

    # what is done

    def mend(self) -> None:
        """Put the mend in the place of exactly the words meant, where they still stand."""
        from hmi_visit.check.mending import hit_of
        from hmi_visit.visit.replacing import replaced

        row, visit = self.chosen, self.owner.visit
        if row is None or row.aside or self._locked():
            return
        query = row.query
        if query.mend is None:
            self.app.notify("This has no one right mend. Enter goes there; s sets it aside with a reason.")
            return
        hit = hit_of(self.owner.form, visit.db, self.owner.checked.snapshot, query)
        if hit is None:
            self.app.notify("The words no longer stand there as they did, so nothing was changed. Enter goes there.")
            return
        counts: list[int] = []

        def work(arranger: Arranger) -> None:
            put, count = replaced(visit.db, [hit], query.mend or "")
            counts.append(count)
            arranger.put_all(put, f"{MENDED} “{_cut(query.text, 40)}” as “{_cut(query.mend or '', 40)}”")

        if self._do(work) and counts:
            self.rows.remove(row)
            self.query_one(QueryRows).count = len(self.rows)
            self.query_one(QueryRows).refresh()
            self.say()

    def undo(self) -> None:
        """Undo what was mended last."""
        if not self.owner.document.arranger.last.startswith(MENDED):
            self.app.notify("Nothing was mended last.")
        elif not self._locked():
            self._do(Arranger.undo)

    def _do(self, work: Callable[[Arranger], object]) -> bool:
        """Do a change of the texts; whether it was done. The checks look again at once."""
        owner = self.owner

        def doing(_db: sqlite3.Connection) -> None:
            work(owner.document.arranger)

        try:
            done = owner.keeper.change(doing)
        except Problem as problem:
            self.app.notify(str(problem), severity="warning")
            return False
        if not done:
            self.app.notify(f"This could not be written: {owner.keeper.fault}", severity="error")
            return False
        self.mended = True
        owner.document.read()
        owner.check_now()
        return True

    async def set_aside(self) -> None:
        """Set the query at the cursor aside, and others of the same words in the same field, with a reason."""
        from hmi_visit.tui.screens.dialogs import Ask
        from hmi_visit.visit import asides

        row = self.chosen
        if row is None or row.aside or self._locked():
            return
        query = row.query

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            if not reason.strip():
                self.app.notify("A query is set aside with a reason, which the visit keeps.", severity="warning")
                return
            self.owner.reason = reason.strip()
            self._record(lambda db: asides.add(db, query.code, query.field, query.text, reason))

        question = f"Why is this set aside? {query.message}"
        await self.app.push_screen(Ask(question, self.owner.reason, "The visit keeps the reason."), answered)

    def ask_again(self) -> None:
        """Bring the query at the cursor back."""
        from hmi_visit.visit import asides

        row = self.chosen
        if row is None or row.aside is None or self._locked():
            return
        aside = row.aside
        self._record(lambda db: asides.take_back(db, aside))

    def _record(self, write: Callable[[sqlite3.Connection], object]) -> None:
        def doing(db: sqlite3.Connection) -> None:
            write(db)

        if not self.owner.keeper.change(doing):
            self.app.notify(f"This could not be written: {self.owner.keeper.fault}", severity="error")
        self.owner.check_now()

    def _locked(self) -> bool:
        if not self.owner.visit.writable:
            self.app.notify(self.owner.why_read_only())
        return not self.owner.visit.writable

    async def explain(self) -> None:
        """Say why the rule asks, with an example."""
        from hmi_visit.check.registry import explained
        from hmi_visit.tui.screens.dialogs import Listing

        if row := self.chosen:
            title, *lines = explained(row.query.code).split("\n")
            await self.app.push_screen(Listing(title, lines[1:], ""))


def _alike(row: Row, other: Row) -> bool:
    """Whether two runs of the checks said the same of the same words, and both or neither were set aside."""
    same = (row.query.code, row.query.field, row.query.text) == (other.query.code, other.query.field, other.query.text)
    return same and (row.aside is None) == (other.aside is None)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
