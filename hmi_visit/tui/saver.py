"""Sees to it that what is kept is soon saved: syncs in a worker a moment after the first key, and says so."""

from __future__ import annotations

import sqlite3

from textual.screen import Screen
from textual.timer import Timer

from hmi_visit.tui.keeper import Keeper, Safety
from hmi_visit.tui.widgets.bars import Banner, SafetyMark
from hmi_visit.visit.file import Visit

SAVE_AFTER = 0.4
"""Seconds from the first unsaved character to a save: a power cut takes no more than a second's typing."""
TRY_AFTER = 1.0
"""Seconds between tries while writing fails."""


class Saver:
    """The keeper of one visit, its timer, and the marks on the screens that show how safe the text is."""

    def __init__(self, screen: Screen[None], visit: Visit) -> None:
        self.screen, self.visit = screen, visit
        self.keeper = Keeper(visit, self.show)
        self._timer: Timer | None = None

    def show(self) -> None:
        """Say the truth about the text on the screen, and see to it that it is saved soon."""
        for screen in self.screen.app.screen_stack:
            for mark in screen.query(SafetyMark).results(SafetyMark):
                mark.show(self.keeper)
            for banner in screen.query(Banner).results(Banner):
                banner.show(self.keeper)
        if self.keeper.safety is not Safety.SAVED:
            self._in(SAVE_AFTER)

    def save(self) -> None:
        """Write what is held, then sync in a worker: no key waits for the disk."""
        self._timer = None
        if self.keeper.try_again():
            writes = self.keeper.writes
            self.screen.run_worker(lambda: self._sync(writes), thread=True, group="save")
        else:
            self._in(TRY_AFTER)

    def stop(self) -> None:
        """Write what is held once more, and start nothing from now on: the visit is about to be closed."""
        self.keeper.try_again()
        if self._timer is not None:
            self._timer.stop()

    def _in(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = self.screen.set_timer(seconds, self.save)

    def _sync(self, writes: int) -> None:
        try:
            whole = self.visit.save()
        except sqlite3.Error:
            whole = False
        self.screen.app.call_from_thread(self._synced, writes, whole)

    def _synced(self, writes: int, whole: bool) -> None:
        if whole:
            self.keeper.saved(writes)
        if self.keeper.safety is not Safety.SAVED:
            self._in(SAVE_AFTER)
