"""Changes one after the other, each in one transaction, and the way back through them and forth again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit import history
from hmi_visit.visit.change import Change, Draft, undone
from hmi_visit.visit.connection import together
from hmi_visit.visit.followers import keep_with, leaders
from hmi_visit.visit.outline import Outline

Work = Callable[[Draft, Outline], "tuple[str, dict[int, int]]"]
"""Makes a change in a draft; what it did in words, and which item stands for which from now on."""


class Undoing:
    """The changes made since a visit was opened. What a text was before each of them is among its earlier states."""

    def __init__(self, form: Form, db: sqlite3.Connection, session: int) -> None:
        self.form, self.db, self.session = form, db, session
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self.touched: tuple[int, ...] = ()
        """What the last change that was undone or done again touched; first the items whose answers it changed."""

    @property
    def last(self) -> str:
        """What the last change did, that an undo would undo; empty where there is none."""
        return self._done[-1].words if self._done else ""

    def touched_last(self, item: int) -> bool:
        """Whether the last change made or changed this item, or an answer of it."""
        return bool(self._done) and item in {*self._done[-1].stands, *(place for place, _ in self._done[-1].answers)}

    def undo(self) -> str:
        """Undo the last change; what it had done. Raises a Problem where there is none, or it cannot be undone."""
        return self._turn(self._done, self._undone, "there is nothing to undo")

    def redo(self) -> str:
        """Do again what was undone last; what it did."""
        return self._turn(self._undone, self._done, "there is nothing to do again")

    def _turn(self, source: list[Change], target: list[Change], nothing: str) -> str:
        if not source:
            raise Problem(nothing)
        with together(self.db):
            history.keep_states(self.db, self.session)
            change = undone(self.db, source[-1])
            history.keep_states(self.db, self.session)
        source.pop()
        target.append(change)
        self.touched = tuple(dict.fromkeys((*(place for place, _ in change.answers), *change.stands)))
        return change.words

    def _change(self, work: Work) -> None:
        with together(self.db):
            history.keep_states(self.db, self.session)
            before = Outline(self.form, self.db)
            stood = leaders(before)
            draft = Draft(self.db)
            words, instead = work(draft, before)
            keep_with(draft, stood, Outline(self.form, self.db), instead)
            history.keep_states(self.db, self.session)
            change = draft.done(words)
        self._done.append(change)
        self._undone.clear()
