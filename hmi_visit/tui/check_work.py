"""The checks' work off the keyboard's path: all rules over a snapshot, in a worker. What is overtaken is dropped."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

from hmi_visit.problems import Problem
from hmi_visit.tui.gate import Gate
from hmi_visit.visit.file import snapshot_of
from hmi_visit.visit.model import Aside, Snapshot

if TYPE_CHECKING:
    from hmi_visit.check.query import Query
    from hmi_visit.form.model import Form
    from hmi_visit.tui.screens.visit_parts.base import VisitPart


@dataclass(frozen=True)
class Checked:
    """What the checks said of a visit at one moment."""

    snapshot: Snapshot = field(default_factory=lambda: Snapshot("", {}))
    stand: tuple[Query, ...] = ()
    aside: tuple[tuple[Query, Aside], ...] = ()
    """What was set aside, with its reasons."""


class ChecksReady(Message):
    """The visit has been checked as it now reads."""

    def __init__(self, checked: Checked | None, problem: str = "") -> None:
        super().__init__()
        self.checked, self.problem = checked, problem


class CheckWork:
    """Checks one visit for its screen."""

    def __init__(self, screen: VisitPart) -> None:
        self.screen = screen
        self.gate = Gate()
        self._wish = 0

    def drop(self) -> None:
        """Something was typed: what is being checked is out of date, and the rules that were not asked yet are not."""
        self._wish += 1

    def run(self) -> None:
        """Check in a worker; `ChecksReady` follows, unless another wish or a change overtakes it."""
        self._wish += 1
        wish, form = self._wish, self.screen.form
        self.screen.run_worker(lambda: self._run(wish, form), thread=True, exclusive=True, group="checks")

    def _run(self, wish: int, form: Form) -> None:
        from hmi_visit.check.aside import parted
        from hmi_visit.check.engine import queries

        try:
            with self.gate.passing() as open_still:
                if not open_still:
                    return
                snapshot = snapshot_of(self.screen.visit.path)
            found = queries(form, snapshot, wanted=lambda: wish == self._wish)
        except (Problem, sqlite3.Error, OSError) as problem:
            self.screen.post_message(ChecksReady(None, str(problem)))
            return
        if wish == self._wish:
            stand, aside = parted(found, snapshot.asides)
            self.screen.post_message(ChecksReady(Checked(snapshot, tuple(stand), tuple(aside))))
