"""Makes backups of the visits that are open: soon after opening and at intervals, in a worker, so that no key waits."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from hmi_visit.problems import Problem
from hmi_visit.tui.gate import Gate

if TYPE_CHECKING:
    from textual.app import App

    from hmi_visit.visit.file import Visit

AFTER_OPENING = 1.0
"""Seconds from opening a visit to its first backup: the screen comes first."""
EVERY = 600.0
"""Seconds between backups of a visit that changes."""


class Backer:
    """The backups of one program. A failure is told once, until one has worked again; every interval tries again."""

    def __init__(self, app: App[int]) -> None:
        self.app = app
        self.gate = Gate()
        self._told: set[Path] = set()

    def opened(self, visit: Visit) -> None:
        """Back a visit up soon: it has just been opened to write, or is final since now."""
        if visit.writable or visit.final:
            self.gate = Gate()
            self.app.set_timer(AFTER_OPENING, lambda: self.back_up(visit.path))

    def back_up(self, path: Path) -> None:
        """Make a backup in a worker, if anything changed since the last one."""
        self.app.run_worker(lambda: self._back_up(path), thread=True, group=f"backup {path}", exclusive=True)

    def _back_up(self, path: Path) -> None:
        from hmi_visit.visit.backups import back_up

        try:
            with self.gate.passing() as open_still:
                if open_still:
                    back_up(path)
        except (Problem, OSError, sqlite3.Error) as error:
            if path not in self._told:
                self._told.add(path)
                what = f"{error} Everything is kept in the visit itself; a backup is tried again by itself."
                self.app.notify(what, title="No backup", severity="warning", timeout=15)
        else:
            self._told.discard(path)
