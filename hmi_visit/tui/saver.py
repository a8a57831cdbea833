"""Sees to it that what is kept is soon saved: syncs in a worker a moment after the first key, and tells the keeper."""

from __future__ import annotations

from textual.screen import Screen
from textual.timer import Timer

from hmi_visit.tui.keeper import Keeper, Safety
from hmi_visit.visit.connection import NotDone
from hmi_visit.visit.file import Visit

SAVE_AFTER = 0.4
"""Seconds from the first unsaved character to a save: a power cut takes no more than a second's typing."""
TRY_AFTER = 1.0
"""Seconds between tries while writing fails."""
LATE_AFTER = 2.0
"""Seconds after which a save that has not ended is told: the disk does not answer."""


class Saver:
    """The keeper of one visit, and the timer of its saves."""

    def __init__(self, screen: Screen[None], visit: Visit) -> None:
        self.screen, self.visit = screen, visit
        self.keeper = Keeper(visit, self.soon)
        self._timer: Timer | None = None
        self._late: Timer | None = None
        """Runs while a save is under way."""
        self._other = ""
        """Who else writes to the visit, as it was said."""

    def soon(self) -> None:
        """See to it that what is kept is saved soon."""
        if self.keeper.safety is not Safety.SAVED:
            self._in(SAVE_AFTER)

    def save(self) -> None:
        """Write what is held, then sync in a worker: no key waits for the disk."""
        self._timer = None
        if not self.keeper.try_again():
            self._in(TRY_AFTER)
        elif self._late is None:  # else one is under way, and is followed by another where that is needed
            writes = self.keeper.writes
            self._late = self.screen.set_timer(LATE_AFTER, self._is_late)
            self.screen.run_worker(lambda: self._sync(writes), thread=True, group="save")

    def stop(self) -> None:
        """Write what is held once more, and start nothing from now on: the visit is about to be closed."""
        self.keeper.ended = True
        self.keeper.try_again()
        for timer in (self._timer, self._late):
            if timer is not None:
                timer.stop()

    def _in(self, seconds: float) -> None:
        if self._timer is None:
            self._timer = self.screen.set_timer(seconds, self.save)

    def _is_late(self) -> None:
        self.keeper.not_saved("the disk does not answer")

    def _sync(self, writes: int) -> None:
        whole, fault = False, ""
        try:
            whole = self.visit.save()
        except NotDone as error:
            fault = error.what
        other = self.visit.lock.put_back() if self.visit.lock is not None else None
        self.screen.app.call_from_thread(self._synced, writes, whole, fault)
        if other is not None:
            self.screen.app.call_from_thread(self._tell_of, str(other))

    def _tell_of(self, other: str) -> None:
        """Say once that another window writes to the same visit: its lock was taken away under both."""
        if other != self._other:
            self._other = other
            what = (
                f"{other}, and writes to it too: what is typed in one takes the place of what was typed in the other."
            )
            self.screen.app.notify(
                f"{what} Close one of the two. Alt+H shows what a text was.", severity="error", timeout=60
            )

    def _synced(self, writes: int, whole: bool, fault: str) -> None:
        if self._late is not None:
            self._late.stop()
            self._late = None
        if fault:
            self.keeper.not_saved(fault)
        elif whole:
            self.keeper.saved(writes)
        if self.keeper.safety is not Safety.SAVED:
            self._in(TRY_AFTER if fault else SAVE_AFTER)
