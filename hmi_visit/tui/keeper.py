"""Keeps what is typed: into the file before it is painted, saved a moment later, and the truth about both.

A write that fails is held here and tried again by itself; typing goes on meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING

from hmi_visit.problems import Problem
from hmi_visit.visit.times import now

if TYPE_CHECKING:
    from hmi_visit.visit.file import Visit

Write = Callable[[sqlite3.Connection], None]


class Safety(Enum):
    """How safe what stands on the screen is."""

    SAVED = auto()
    """Synced, and in the one file that one would copy."""
    KEPT = auto()
    """In the file's log: safe from a kill, not yet from a power cut."""
    UNSAVED = auto()
    """In the file's log, but saving fails or the disk does not answer: no longer within the promise for a power cut."""
    HELD = auto()
    """Not on disk: writing fails. Held in memory and tried again."""


class Keeper:
    """Stands between the screen and the visit file; knows how safe the text on the screen is."""

    def __init__(self, visit: Visit, on_change: Callable[[], None]) -> None:
        self.visit = visit
        self.safety = Safety.SAVED if visit.is_whole() or not visit.writable else Safety.KEPT
        self.since: datetime = now()
        """When it was last saved; while writes are held, since when."""
        self.fault = ""
        """Why writing or saving fails, in a person's words, while it does."""
        self.ended = False
        """True once the visit is about to be closed: nothing reads it any more."""
        self._writes = 0
        self._states_at = 0
        """How many writes there had been when states were last kept."""
        self._held: dict[Hashable, tuple[Write, str]] = {}
        self._unsaved: dict[Hashable, str] = {}
        """The texts that were written since the last save."""
        self._others = 0
        """How many others are writing to the visit just now."""
        self.watchers: list[Callable[[], None]] = [on_change]
        """Told whenever `safety` changes: the marks on the screens that show how safe the text is."""

    def keep(self, key: Hashable, write: Write, words: str = "") -> None:
        """Write now. `key` says which text this is: a held write of the same key is replaced, never repeated.
        `words` is the text itself, by which it can be sent elsewhere while it is held.

        Never raises for a failing disk: the write is held and the screen told.
        """
        self._writes += 1
        if self._held:
            self._held[key] = (write, words)
            return
        try:
            write(self.visit.db)
        except sqlite3.Error as error:
            self._held[key] = (write, words)
            self._now(Safety.HELD, _said(error))
        else:
            self._unsaved[key] = words
            if self.safety is Safety.SAVED:
                self._now(Safety.KEPT)

    def change(self, write: Write) -> bool:
        """Write a change of structure (an item added, an entry moved), which is not held: False where it failed."""
        self._writes += 1
        if self._held and not self.try_again():
            return False
        try:
            write(self.visit.db)
        except sqlite3.Error as error:
            self.fault = _said(error)
            return False
        if self.safety is Safety.SAVED:
            self._now(Safety.KEPT)
        return True

    def keep_states(self) -> None:
        """Keep a state of what was written since states were last kept. Where it fails, the next pause does it."""
        if self._writes != self._states_at and not self._held and self.change(lambda _db: self._keep_states()):
            self._states_at = self._writes

    def _keep_states(self) -> None:
        self.visit.keep_states()

    def try_again(self) -> bool:
        """Write what is held; True when nothing is held any longer. Call it from the thread of the screen."""
        while self._held:
            key = next(iter(self._held))
            try:
                self._held[key][0](self.visit.db)
            except sqlite3.Error as error:
                self.fault = _said(error)
                return False
            self._unsaved[key] = self._held.pop(key)[1]
        if self.safety is Safety.HELD:
            self._now(Safety.KEPT)
        return True

    @property
    def held(self) -> bool:
        """Whether text is held here that is not on disk."""
        return bool(self._held)

    @property
    def at_risk(self) -> bool:
        """Whether what was typed is not on disk, or not safe there: what stands on the screen may be all there is."""
        return self.safety in (Safety.UNSAVED, Safety.HELD)

    @property
    def texts_at_risk(self) -> tuple[str, ...]:
        """The texts that are not on disk, or not saved."""
        held = {key: words for key, (_, words) in self._held.items()}
        return tuple(words for words in (self._unsaved | held).values() if words) if self.at_risk else ()

    @property
    def writes(self) -> int:
        """How many writes there have been: what `saved` needs to know."""
        return self._writes

    def saved(self, writes: int) -> None:
        """Told after a save that began when there had been so many writes, and was whole."""
        if self._held:
            return
        if writes == self._writes and not self._others:
            self._unsaved.clear()
            self._now(Safety.SAVED)
        elif self.safety is Safety.UNSAVED:
            self._now(Safety.KEPT)

    def another_writes(self) -> None:
        """Told before something else (a letter that is recorded) writes to the visit: until `another_wrote` it is not
        saved, because the one file changes under who copies it."""
        self._others += 1
        if self.safety is Safety.SAVED:
            self._now(Safety.KEPT)

    def another_wrote(self) -> None:
        """Told when it has."""
        self._others -= 1
        self._writes += 1

    def not_saved(self, fault: str) -> None:
        """Told when a save failed, or has not ended for too long."""
        if not self._held:
            self._now(Safety.UNSAVED, fault)

    def _now(self, safety: Safety, fault: str = "") -> None:
        self.safety, self.fault = safety, fault
        if safety in (Safety.SAVED, Safety.HELD):
            self.since = now()
        for tell in self.watchers:
            tell()


def _said(error: sqlite3.Error) -> str:
    """Why writing failed; which file it was stands at the top of the screen."""
    return error.what if isinstance(error, Problem) else str(error)
