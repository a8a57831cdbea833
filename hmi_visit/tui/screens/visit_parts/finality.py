"""Finalising the visit and reopening it, and what became of it so far."""

from __future__ import annotations

import sqlite3

from hmi_visit.check.query import Query
from hmi_visit.problems import Problem
from hmi_visit.tui.screens.visit_parts.base import VisitPart

LOCKED = "It is then locked against change. Its letter can still be written, and reopening it takes a reason."
TO_MEND = (
    "Esc, then Alt+T, goes through them one by one. A reason here sets all of them aside, and finalises the visit."
)
TOLD = 4
"""How much is told of what must be mended: there is a list."""
REASON = "Why all of that is set aside; the visit keeps the reason."


class FinalityPart(VisitPart):
    """Asks before it finalises, naming what is missing; asks for the reason before it reopens."""

    async def action_finalise(self) -> None:
        """Lock the visit against change, after asking."""
        from hmi_visit.check.ready import readiness
        from hmi_visit.tui.screens.dialogs import Ask, Confirm

        if not self.visit.writable or self.visit.final:
            self.say(self.why_read_only())
        elif not self.keeper.try_again():
            self.app.notify("Not everything that you typed is on disk: it is finalised when it is.", severity="error")
        else:
            ready = readiness(self.form, self.visit)

            def answered(said: bool | str | None) -> None:
                if said is not None and said is not False:
                    self._finalise(ready.musts, said if isinstance(said, str) else "")

            if ready.musts:
                more = len(ready.lines) - TOLD
                others = [f"And {more} more."] if more > 0 else []
                told = ["Before this visit is final:", *ready.lines[:TOLD], *others, f"{ready.asks}. {TO_MEND}"]
                await self.app.push_screen(Ask("\n".join(told), "", REASON), answered)
            else:
                question = "\n\n".join(["Finalise this visit?", *ready.lines, LOCKED])
                await self.app.push_screen(Confirm(question, "finalise it"), answered)

    def _finalise(self, musts: tuple[Query, ...], reason: str) -> None:
        from hmi_visit.check.ready import finalise_with

        try:
            finalise_with(self.visit, musts, reason)
        except (Problem, sqlite3.Error) as problem:
            self.app.notify(f"It could not be finalised: {problem}", severity="error", timeout=15)
        else:
            self.open_again()

    async def action_reopen_final(self) -> None:
        """Open a final visit to change again, after asking why."""
        from hmi_visit.tui.screens.dialogs import Ask

        if not self.visit.final:
            self.say("This visit is not finalised: there is nothing to reopen.")
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                self._reopen(reason)

        await self.app.push_screen(Ask("Why is this visit reopened? The reason is recorded in it."), answered)

    def _reopen(self, reason: str) -> None:
        from hmi_visit.visit.file import Visit
        from hmi_visit.visit.finalise import reopen

        try:
            if self.visit.writable:  # finalised by another program while it was open here
                reopen(self.visit, reason)
            else:
                with Visit.open(self.visit.path, though_final=True) as visit:
                    reopen(visit, reason)
        except (Problem, sqlite3.Error) as problem:
            self.app.notify(f"It could not be reopened: {problem}", severity="error", timeout=15)
        else:
            self.open_again()

    def look_at_finality(self) -> bool:
        """Whether another program has finalised or reopened the visit meanwhile. It is then opened anew, but not while
        text is not on disk: that stays on the screen, and the banner says why."""
        if self.was_final == bool(self.visit.final) or self.keeper.held or self.app.screen is not self:
            return False
        self.open_again()
        return True

    def open_again(self) -> None:
        """Open the visit anew, to read or to write as it now can be. What is held is written first."""
        if self.keeper.try_again():
            self.close_visit()
            self.app.call_later(self.app.reopen, self.visit.path)  # type: ignore[attr-defined]

    async def action_events(self) -> None:
        """When the visit was finalised, and when and why reopened."""
        from hmi_visit.tui.screens.dialogs import Listing
        from hmi_visit.visit.finality import events

        lines = [f"{e.moment}  {e.what}{': ' if e.why else ''}{e.why}" for e in reversed(events(self.visit.db))]
        empty = "It was never finalised, and nothing was taken out of it for good."
        await self.app.push_screen(Listing("What became of this visit", lines, empty))
