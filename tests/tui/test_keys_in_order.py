"""Keys are done in the order in which they were pressed."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static, TextArea

from hmi_visit.tui import keys_in_order
from hmi_visit.tui.driver import parser_class
from hmi_visit.tui.keys_in_order import LOST_AFTER, KeysInOrder


class Deep(KeysInOrder[None]):
    """An editor under several containers: a bound key has far to bubble."""

    def compose(self) -> ComposeResult:
        """Two editors."""
        with Vertical(), Vertical(), Vertical():
            yield TextArea(id="one")
            yield TextArea(id="two")


KEYS = st.lists(st.sampled_from(["a", "b", "backspace", "left", "right", "home", "end", "delete"]), max_size=25)


def expected(keys: list[str]) -> str:
    """What stands in a line after these keys."""
    text, at = "", 0
    for key in keys:
        match key:
            case "backspace":
                text, at = text[: max(at - 1, 0)] + text[at:], max(at - 1, 0)
            case "delete":
                text = text[:at] + text[at + 1 :]
            case "left":
                at = max(at - 1, 0)
            case "right":
                at = min(at + 1, len(text))
            case "home":
                at = 0
            case "end":
                at = len(text)
            case _:
                text, at = text[:at] + key + text[at:], at + 1
    return text


async def typed(keys: list[str]) -> str:
    """The text after keys that came all at once."""
    app = Deep()
    async with app.run_test() as pilot:
        app.screen.set_focus(app.query_one("#one"))
        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(60):
            await pilot.pause()
            if not app._coming and not app._marked:
                break
        return app.query_one("#one", TextArea).text


async def test_a_character_does_not_overtake_backspace() -> None:
    """`ab`, Backspace, `c` that come at once are `ac`."""
    assert await typed(["a", "b", "backspace", "c"]) == "ac"


@settings(max_examples=12)
@given(KEYS)
async def test_any_keys_that_come_at_once_are_done_in_order(keys: list[str]) -> None:
    """Characters, arrows and deletions in a heap leave the text that they leave one by one."""
    assert await typed(keys) == expected(keys)


async def test_what_is_typed_after_tab_goes_to_the_next_editor() -> None:
    """Characters before Tab stay in the first editor, those after it are in the second."""
    app = Deep()
    async with app.run_test() as pilot:
        for editor in app.query(TextArea):
            editor.tab_behavior = "focus"
        app.screen.set_focus(app.query_one("#one"))
        for key in ("a", "tab", "b", "c"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause(0.2)
        assert [editor.text for editor in app.query(TextArea)] == ["a", "bc"]


async def test_keys_go_on_after_a_widget_that_has_gone() -> None:
    """A mark that never comes back because its widget was removed holds nothing up for long."""
    app = Deep()
    async with app.run_test() as pilot:
        app._mark, app._marked = 1, True
        app.screen.set_focus(app.query_one("#one"))
        app.post_message(events.Key("a", "a"))
        await pilot.pause(0.8)
        assert app.query_one("#one", TextArea).text == "a"


async def test_a_busy_widget_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command does not overtake what was typed before it, however slow the machine."""
    monkeypatch.setattr(keys_in_order, "LOST_AFTER", 0.01)
    seen: list[str] = []

    class Slow(TextArea):
        async def _on_key(self, event: events.Key) -> None:
            await asyncio.sleep(0.1)  # the stock handler runs after this one

    class Busy(KeysInOrder[None]):
        BINDINGS = [Binding("f5", "note", priority=True)]

        def compose(self) -> ComposeResult:
            """One editor that takes its time over each character."""
            yield Slow()

        def action_note(self) -> None:
            """What stands there when the command runs."""
            seen.append(self.query_one(Slow).text)

    app = Busy()
    async with app.run_test():
        app.screen.set_focus(app.query_one(Slow))
        for key in ("a", "b", "f5", "c"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
            await asyncio.sleep(0.02)
        for _ in range(100):
            await asyncio.sleep(0.02)
            if seen:
                break
    assert seen == ["ab"]


class Chosen(Message):
    """A row says that it was chosen."""


class Asked(Message):
    """Its list asks for it to be opened."""


class Row(Static, can_focus=True):
    """Enter and Alt+N choose it."""

    BINDINGS = [("enter,alt+n", "choose", "Choose")]

    def action_choose(self) -> None:
        """Say so."""
        self.post_message(Chosen())


class RowList(Vertical):
    """Asks the app for what was chosen."""

    def on_chosen(self) -> None:
        """Ask."""
        self.post_message(Asked())


class Page(Screen[None]):
    """What a row opens: an editor."""

    def compose(self) -> ComposeResult:
        """The editor."""
        yield TextArea()

    def on_mount(self) -> None:
        """The cursor stands in it."""
        self.set_focus(self.query_one(TextArea))


class Opening(KeysInOrder[None]):
    """A row that opens by two messages, as the items of a group do, on a machine that takes its time."""

    def __init__(self, takes: float) -> None:
        super().__init__()
        self.takes = takes

    def compose(self) -> ComposeResult:
        """The row in its list."""
        with Vertical(), RowList():
            yield Row("a row")

    async def on_asked(self) -> None:
        """Open it, slowly."""
        await asyncio.sleep(self.takes)
        await self.push_screen(Page())


@pytest.mark.parametrize("sent", ["\r", "\x1bn"], ids=["enter", "alt+n"])
@pytest.mark.parametrize("takes", [0.0, 2 * LOST_AFTER])
async def test_what_is_typed_right_after_a_key_that_opens_is_in_what_it_opens(takes: float, sent: str) -> None:
    """A key on a row and five letters that come with it, as a terminal sends them: they stand in the page it opened."""
    app = Opening(takes)
    async with app.run_test() as pilot:
        app.screen.set_focus(app.query_one(Row))
        for key in parser_class()().feed(sent + "hello"):
            app.post_message(key)
        for _ in range(200):
            await pilot.pause(0.02)
            if isinstance(app.screen, Page) and not app._coming and not app._marked:
                break
        assert app.screen.query_one(TextArea).text == "hello"
