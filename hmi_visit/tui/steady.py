"""Going on when the disk cannot be read: a read that fails is told and leaves the screen as it is; it ends nothing.

Textual ends the program at any exception of a handler, and with it would go what is not on disk.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

AGAIN_AFTER = 15.0
"""Seconds between two words about it: the screen looks at the file every few seconds."""


def is_of_the_disk(error: BaseException) -> bool:
    """Whether SQLite could not read or write, by no fault of the program's."""
    return isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError


class Steady(MessagePump):
    """What handles its messages, and tells of those for which the disk could not be read."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except sqlite3.DatabaseError as error:
            if not is_of_the_disk(error):
                raise
            tell(self.app, error)


def tell(app: App[Any], error: BaseException) -> None:
    """Say that the disk could not be read, now and then."""
    last: float = getattr(app, "_told_of_the_disk", 0.0)
    if time.monotonic() - last > AGAIN_AFTER or not last:
        app._told_of_the_disk = time.monotonic()  # type: ignore[attr-defined]
        words = f"The disk cannot be read just now ({error.__cause__ or error}). What was typed stays here."
        app.notify(words, severity="error", timeout=10)
