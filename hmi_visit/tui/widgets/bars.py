"""The one-line bars: what is open and how safe it is at the top, words and keys at the bottom."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static

from hmi_visit.tui.commands import Command
from hmi_visit.tui.keeper import Keeper, Safety
from hmi_visit.visit.times import now


class Bar(Static):
    """A bar whose size never follows its words: saying others paints it alone, where a new layout would paint all."""

    def update(self, content: VisualType = "", *, layout: bool = False) -> None:
        """Say something else; what is said already costs nothing."""
        if content != self.content:
            super().update(content, layout=layout)


class TitleBar(Bar):
    """What is open."""

    DEFAULT_CSS = "TitleBar { width: 1fr; height: 1; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }"


class SafetyMark(Bar):
    """How safe the text on the screen is: saved and when, a dot while only kept, or since when it is not on disk."""

    DEFAULT_CSS = """
    SafetyMark { width: 18; height: 1; padding: 0 1; text-align: right; }
    SafetyMark.-held { width: 28; background: $error; color: $text; text-style: bold reverse; }
    """

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(safety_text(keeper), markup=False)
        self.keeper = keeper

    def on_mount(self) -> None:
        """Follow the keeper."""
        self.keeper.watchers.append(self.show)
        self.show()

    def on_unmount(self) -> None:
        """Follow it no more."""
        self.keeper.watchers.remove(self.show)

    def show(self) -> None:
        """Say the truth about the text on the screen."""
        self.set_class(self.keeper.at_risk, "-held")
        self.update(safety_text(self.keeper))


def safety_text(keeper: Keeper) -> str:
    """`saved 14:32`; with a dot while newer text is safe from a kill and not yet from a power cut."""
    if not keeper.visit.writable:
        return "final" if keeper.visit.final else "read-only"
    time = f"{keeper.since:%H:%M:%S}"
    if keeper.at_risk:
        return f"{_not(keeper)} since {time}"
    return f"{'• ' if keeper.safety is Safety.KEPT else ''}saved {time}"


def _not(keeper: Keeper) -> str:
    return "NOT ON DISK" if keeper.safety is Safety.HELD else "NOT SAVED"


class Banner(Static):
    """Says across the whole width that text is not on disk or not saved, why, and what can be done; else not there."""

    DEFAULT_CSS = """
    Banner { display: none; height: auto; padding: 0 1; background: $error; color: $text; text-style: bold reverse; }
    Banner.-held { display: block; }
    """

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(markup=False)
        self.keeper = keeper

    def on_mount(self) -> None:
        """Follow the keeper."""
        self.keeper.watchers.append(self.show)
        self.show()

    def on_unmount(self) -> None:
        """Follow it no more."""
        self.keeper.watchers.remove(self.show)

    def show(self) -> None:
        """Come or go with the fault."""
        self.set_class(self.keeper.at_risk, "-held")
        if self.keeper.at_risk:
            what = _not(self.keeper)
            self.update(
                f"{what} since {self.keeper.since:%H:%M:%S}: {self.keeper.fault}. Go on typing: it is tried again by "
                f"itself. Alt+E writes what is {what.lower()} to another place."
            )


class StatusBar(Bar):
    """The letter's words and limits, or the last thing said."""

    DEFAULT_CSS = """
    StatusBar { height: 1; padding: 0 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    """


class KeyBar(Bar):
    """The keys that matter here, from the commands' own declaration."""

    DEFAULT_CSS = "KeyBar { height: 1; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis; }"

    def show(self, commands: Iterable[Command], keymap: dict[str, str]) -> None:
        """Show each command's first key and its short name."""
        parts = [(f"{c.binding_keys(keymap)[0]}", "bold") for c in commands if c.bar]
        words = [c.bar for c in commands if c.bar]
        pieces = [Content.assemble(part, f" {word}") for part, word in zip(parts, words, strict=True)]
        self.update(Content("  ").join(pieces))


def short_when(seconds: float) -> str:
    """A moment for a list: the time of today, else the day."""
    from datetime import datetime

    moment = datetime.fromtimestamp(seconds).astimezone()
    return f"{moment:%H:%M}" if moment.date() == now().date() else f"{moment.day} {moment:%b %Y}"
