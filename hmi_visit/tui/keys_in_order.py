"""Keys are done in the order in which they were pressed, however fast they come.

Textual hands a character straight to the widget with the cursor, but lets a key that is bound (Backspace, an arrow, a
command) bubble through every widget above it and back to the app before it runs. Characters typed right after such a
key overtake it: `ab`, Backspace, `c` typed while the machine is busy becomes `ab`. Here a key that may bubble is done
before the next one begins: a mark is sent after it by the same way, and what comes meanwhile waits until it is back.

A key may also open something by messages (a row says that it was chosen, its group that an item is to be opened),
and what is typed right after it is meant for what it opens. So where the cursor is in nothing that takes characters
when the mark is back, it is sent again, after those messages, a few times: else they went nowhere, in silence.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, TypeVar

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

_Result = TypeVar("_Result")

LOST_AFTER = 0.5
"""Seconds after which a mark is looked for: it is lost where the widget that it was sent to has gone."""
GIVEN_UP_AFTER = 10.0
"""Seconds after which a mark is taken for lost wherever it is, so that no key ever stops for good."""
ROUNDS = 5
"""How often a mark is sent where nothing takes characters: once for each message from a key to what it opens."""


class Passed(Message):
    """The mark: everything that was sent before it, by the same way, has been done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class _Between(events.Event):
    """Something to be done between two keys."""

    def __init__(self, do: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.do = do


class KeysInOrder(App[_Result]):
    """An app that does one key after the other."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._coming: deque[events.Event] = deque()
        self._mark = 0
        self._marked = False
        """Whether a mark is under way."""
        self._typed = False
        """Whether characters have been handed on since the last mark."""
        self._lost: Timer | None = None
        self._bearer: MessagePump | None = None
        """What the mark was sent to."""
        self._sent = 0.0
        """When: seconds of the clock that never jumps."""
        self._rounds = 0
        """How often a mark was sent since the last key."""

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes in; all else goes its way."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._coming.append(event)
            if self._marked and self._lost is None:
                self._look_later()
            await self._go_on()
        else:
            await super().on_event(event)

    def _look_later(self) -> None:
        number = self._mark
        self._lost = self.set_timer(LOST_AFTER, lambda: self._look_for(number))

    def _look_for(self, number: int) -> None:
        """Go on without a mark that can never come back; a busy machine is waited for."""
        bearer = self._bearer
        alive = bearer is not None and bearer.is_running and bearer.is_attached
        if number != self._mark or not self._marked:
            return
        if alive and monotonic() - self._sent < GIVEN_UP_AFTER:
            self._look_later()
        else:
            self.post_message(Passed(number))

    async def on_passed(self, message: Passed) -> None:
        """The mark is back: go on."""
        if message.number == self._mark:
            self._marked = False
            if self._lost is not None:
                self._lost.stop()
                self._lost = None
            if self._rounds < ROUNDS and not self._takes_characters():
                self._send_mark()
                if self._coming:
                    self._look_later()
            else:
                await self._go_on()

    async def between_keys(self, do: Callable[[], Awaitable[None]]) -> None:
        """Do something when every key that came before is done; keys that come meanwhile wait until it is done too."""
        self._coming.append(_Between(do))
        await self._go_on()

    async def _go_on(self) -> None:
        while self._coming and not self._marked:
            event = self._coming[0]
            straight = isinstance(event, events.Paste) or _is_typed(event)
            if not straight and self._typed:
                self._rounds = ROUNDS - 1  # characters open nothing
                self._send_mark()
                return
            self._coming.popleft()
            if isinstance(event, _Between):
                self._marked = True
                self._mark += 1
                self._bearer, self._sent = self.screen, monotonic()
                try:
                    await event.do()
                finally:
                    self._marked = False
                continue
            await super().on_event(event)
            if straight:
                self._typed = True
            else:
                self._rounds = 0
                self._send_mark()

    def _send_mark(self) -> None:
        """Send a mark to the widget with the cursor; it bubbles back."""
        self._typed = False
        self._marked = True
        self._mark += 1
        self._rounds += 1
        self._bearer, self._sent = self.focused or self.screen, monotonic()
        self._bearer.post_message(Passed(self._mark))

    def _takes_characters(self) -> bool:
        """Whether a character typed now would stand in a text."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")


def _is_typed(event: events.Event) -> bool:
    """Whether a key is a character to be typed. Alt with a letter says that it is one; it is a command all the same."""
    return isinstance(event, events.Key) and event.is_printable and not event.key.startswith("alt+")
