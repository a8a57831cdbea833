"""Looking over all of it: what is missing, search, the draft of the evidence paragraph, the points for feedback."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hmi_visit.form.model import Role
from hmi_visit.problems import Problem
from hmi_visit.tui.screens.visit_parts.tying import TyingPart
from hmi_visit.tui.widgets.text_field import ProseField

if TYPE_CHECKING:
    from hmi_visit.evidence.find import Index
    from hmi_visit.form.model import Form
    from hmi_visit.visit.model import Entry, Snapshot


class MissingPart(TyingPart):
    """Screens over the whole visit."""

    index: Index | None = None
    """What is searched; made when a search begins, and kept."""

    async def action_missing(self) -> None:
        """What is missing before the site is left."""
        from hmi_visit.tui.screens.gaps import GapsScreen

        await self.app.push_screen(GapsScreen(self))

    async def action_find_all(self) -> None:
        """Search entries and texts."""
        from hmi_visit.evidence.find import Index
        from hmi_visit.tui.screens.search import SearchScreen

        if self.index is None:
            self.index = Index()
        await self.app.push_screen(SearchScreen(self, self.index))

    async def action_feedback(self) -> None:
        """The main points, with their evidence."""
        from hmi_visit.tui.screens.drafting import FeedbackScreen

        lines = [*feedback_lines(self.form, self.visit.snapshot())]
        await self.app.push_screen(FeedbackScreen(lines or ["No findings and no signed entries yet."]))

    # the draft

    def action_draft_evidence(self) -> None:
        """Draft the paragraph of evidence in a worker; it never takes the place of a text unasked."""
        if not self.visit.writable:
            self.say(self.why_read_only())
        elif self.form.with_role(Role.EVIDENCE) is None or not self.form.evidence.draft:
            self.say("This form drafts no paragraph of evidence.")
        elif self.keeper.try_again():
            self.run_worker(self._draft, thread=True, exclusive=True, group="draft")

    def _draft(self) -> None:
        from hmi_visit.letter.draft import draft
        from hmi_visit.visit.file import snapshot_of

        try:
            with self.letter.gate.passing() as open_still:
                if not open_still:
                    return
                snapshot = snapshot_of(self.visit.path)
            text = draft(self.form, snapshot)
        except (Problem, sqlite3.Error, OSError) as problem:
            self.app.call_from_thread(self.app.notify, str(problem), severity="error")
            return
        self.app.call_from_thread(self.call_later, self.drafted, text)

    async def drafted(self, text: str) -> None:
        """Put the draft into an empty field; where there is text, show the difference first."""
        from hmi_visit.tui.screens.drafting import DraftScreen

        field = self.form.with_role(Role.EVIDENCE)
        if field is None or not text:
            self.app.notify("The log has nothing yet that this form's paragraph of evidence speaks of.")
            return
        await self.go_to_field(field.name)
        view = self.focused_view()
        if not isinstance(view, ProseField):
            return
        there = view.editor.text

        def take(yes: bool | None) -> None:
            if yes:
                view.editor.replace(text, (0, 0), view.editor.document.end)
                self.keeper.keep_states()
                self.app.notify("Drafted from the log. Ctrl+Z takes it back.")

        if not there.strip():
            take(True)
        elif there.strip() == text.strip():
            self.app.notify("What stands there is what the log says.")
        else:
            self.keeper.keep_states()
            await self.app.push_screen(DraftScreen(field.label, there, text), take)


def feedback_lines(form: Form, visit: Snapshot) -> Iterator[str]:
    """The sheet of the main points as lines to read, each with its entries; then what is signed and unused."""
    from hmi_visit.evidence.feedback import feedback

    sheet = feedback(form, visit)
    log = {entry.name: entry for entry in visit.entries}
    if sheet["judgement"]:
        yield from (f"Judgement: {sheet['judgement']}", "")
    for number, point in enumerate(sheet["points"], 1):
        yield f"{number}. {point['text']}"
        yield from (_under(log[name]) for name in point["entries"])
        if not point["entries"]:
            yield "      nothing is tied to this yet"
        yield ""
    used = {name for link in visit.links if not link.loose for name in link.entries}
    for sign, title in (("+", "Strengths noted that no finding rests on"), ("-", "Weaknesses, the same")):
        if free := [entry for entry in visit.entries if entry.sign == sign and entry.name not in used]:
            yield from (title, *map(_under, free), "")
    if sheet["actions"]:
        yield "What the school should do next"
        yield from (f"   - {action}" for action in sheet["actions"])


def _under(entry: Entry) -> str:
    from hmi_visit.evidence.base import first_words
    from hmi_visit.evidence.marks import bare

    who = ", ".join(filter(None, (entry.activity, *entry.with_whom)))
    return f"      {entry.sign or '·'} {entry.name}{f' ({who})' if who else ''}: {first_words(bare(entry), 24)}"
