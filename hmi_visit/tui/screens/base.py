"""What every screen of the program has: its commands, its places for the palette, and a word when it is too small."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen
from textual.widgets import Static

from hmi_visit.tui.commands import ANYWHERE, Command
from hmi_visit.tui.painting import NarrowCompositor
from hmi_visit.tui.steady import Steady

MIN_WIDTH, MIN_HEIGHT = 60, 16
"""The smallest terminal that the screens fit, in cells."""

WIDE = 110
"""From this width on, in cells, what stands beside the text stands at its side and not below it."""

ENTER = Binding("enter", "enter", show=False, priority=True)
"""For a screen whose `action_enter` moves the cursor out of a line, and raises SkipAction elsewhere."""

Place = tuple[str, Callable[[], Awaitable[None]]]
"""Something the palette can go to: its name, and the way there."""


class Palette(Provider):
    """The palette's entries: the screen's commands, then its places."""

    def _entries(self) -> list[tuple[str, str, Callable[[], object]]]:
        screen = self.screen
        if not isinstance(screen, HouseScreen):
            return []
        keymap = dict(self.app._keymap)
        entries: list[tuple[str, str, Callable[[], object]]] = []
        for command in (*screen.OWN_COMMANDS, *ANYWHERE):
            keys = " or ".join(command.binding_keys(keymap))
            run = _runner(screen, command.name)
            entries.append((command.title, f"{keys}: {command.help}", run))
        return entries + [(name, "Go there", go) for name, go in screen.places()]

    async def discover(self) -> Hits:
        """Everything, in order, before anything is typed."""
        for title, help_text, run in self._entries():
            yield DiscoveryHit(title, run, help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for title, help_text, run in self._entries():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), run, help=help_text)


def _runner(screen: HouseScreen, name: str) -> Callable[[], object]:
    async def run() -> None:
        node = screen if hasattr(screen, f"action_{name}") else screen.app
        await screen.app.run_action(name, default_namespace=node)

    return run


class HouseScreen(Steady, Screen[None]):
    """A screen of the program."""

    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    """The commands that work here, declared in `commands`."""

    COMMANDS = {Palette}

    def __init__(self) -> None:
        super().__init__()
        self._compositor = NarrowCompositor()

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def take_width(self) -> None:
        """Take the class of the window's width before anything is mounted: Textual does so after, and styles twice."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        self.set_class(self.app.size.width < WIDE, "-narrow")

    def places(self) -> Iterable[Place]:
        """What the palette can go to from here."""
        return ()

    def guidance(self) -> str:
        """What the help says about this screen."""
        return ""

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the terminal is too small for the screen."""
        small = event.size.width < MIN_WIDTH or event.size.height < MIN_HEIGHT
        warnings = self.query("#too-small")
        if small and not warnings:
            what = f"This window is too small: make it {MIN_WIDTH} by {MIN_HEIGHT} characters or more. Nothing is lost."
            self.mount(Static(what, id="too-small"))
        elif not small and warnings:
            warnings.remove()
