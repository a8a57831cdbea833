"""Sees when nothing was typed for some seconds: then earlier states are kept, and never at a key in a text."""

from __future__ import annotations

from hmi_visit.tui.keeper import Keeper

LOOK_EVERY = 1.0
"""Seconds between looks at whether something was typed."""
LOOKS = 3
"""So many looks in a row without anything written are a pause."""


class Pauses:
    """Watches what a keeper writes, from whichever screen it comes."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self._seen = keeper.writes
        self._quiet = 0

    def look(self) -> None:
        """Have states kept where this look is the last of a pause."""
        if self.keeper.writes != self._seen:
            self._seen, self._quiet = self.keeper.writes, 0
            return
        self._quiet += 1
        if self._quiet == LOOKS:
            self.keeper.keep_states()
            self._seen = self.keeper.writes
