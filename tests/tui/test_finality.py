"""Finalising and reopening on the screen: asked first, locked after, recorded, and no text lost in between."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from hmi_visit.form.load import load_form
from hmi_visit.tui.keeper import Safety
from hmi_visit.tui.screens.dialogs import Ask, Confirm, Listing
from hmi_visit.tui.screens.home import HomeScreen
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.tui.widgets.bars import Banner, SafetyMark, StatusBar, TitleBar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.finalise import finalise, reopen
from hmi_visit.visit.finality import events
from tests.tui.conftest import Opened, type_text, until, words_on

SIZE = (100, 30)


def on(pilot: Pilot[Any]) -> VisitScreen:
    """The visit on the screen."""
    assert isinstance(pilot.app.screen, VisitScreen)
    return pilot.app.screen


def turns(path: Path) -> list[str]:
    """What became of a visit."""
    with Visit.open(path, writing=False) as visit:
        return [f"{event.what} {event.why}".strip() for event in events(visit.db)]


async def test_finalising_asks_and_names_what_is_missing(opened: Opened, every_kind: Path) -> None:
    """What is not answered is named before, and wants a reason; Escape leaves everything as it was."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        await pilot.press("alt+shift+z")
        assert isinstance(pilot.app.screen, Ask)
        asked = words_on(pilot.app.screen.query_one(".question", Static))
        assert "Not yet answered: Subject, Words." in asked
        assert "must be mended, or set aside with a reason" in " ".join(asked.split())
        await pilot.press("enter")
        await pilot.pause()
        assert any("set aside with a reason" in str(n.message) for n in pilot.app._notifications)
        await pilot.press("alt+shift+z")
        await pilot.press("escape")
        await type_text(pilot, "abc")
    assert snapshot_of(every_kind).answers["subject"] == "abc"
    assert turns(every_kind) == []


async def test_a_final_visit_is_read_and_reopened(opened: Opened, every_kind: Path) -> None:
    """After finalising nothing is typed, and the screen says since when; reopening asks why, and typing goes on."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        await type_text(pilot, "abc")
        with Visit.open(every_kind) as other:
            other.put(load_form("every-kind").fields["words"], "All is well here.")
        before = on(pilot)
        await pilot.press("alt+shift+z")
        assert isinstance(pilot.app.screen, Confirm)
        assert "reopening it takes a reason" in words_on(pilot.app.screen.query_one(".question", Static))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen) and pilot.app.screen is not before)
        await pilot.pause()
        assert "final since" in str(on(pilot).query_one(TitleBar).render())
        assert str(on(pilot).query_one(SafetyMark).render()) == "final"
        await type_text(pilot, "x")
        assert "Alt+U reopens it" in str(on(pilot).query_one(StatusBar).render())
        assert isinstance(pilot.app.focused, Editor)
        assert pilot.app.focused.text == "abc"
        locked = on(pilot)
        await pilot.press("alt+u")
        assert isinstance(pilot.app.screen, Ask)
        await type_text(pilot, "a slip\n")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen) and pilot.app.screen is not locked)
        await pilot.pause()
        await type_text(pilot, "d")
        assert snapshot_of(every_kind).answers["subject"] == "abcd"
        await pilot.press("alt+j")
        assert isinstance(pilot.app.screen, Listing)
        assert "reopened: a slip" in words_on(pilot.app.screen.query(Static)[1])
    assert turns(every_kind) == ["finalised", "reopened a slip"]


async def test_reopening_without_a_reason_is_refused(opened: Opened, every_kind: Path) -> None:
    """Enter alone reopens nothing, and says what is wanted."""
    with Visit.open(every_kind) as visit:
        finalise(visit)
    async with opened(every_kind.parent, SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        await pilot.press("alt+u", "enter")
        await pilot.pause()
        assert any("reason" in str(n.message) for n in pilot.app._notifications)
    assert turns(every_kind) == ["finalised"]


async def test_text_typed_while_another_program_finalises_is_held(opened: Opened, every_kind: Path) -> None:
    """It is not lost: it stays on the screen, the banner says why it is not on disk, and reopening writes it."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = on(pilot)
        await type_text(pilot, "abc")
        with Visit.open(every_kind) as other:
            finalise(other)
        await type_text(pilot, " held")
        assert screen.keeper.safety is Safety.HELD
        assert "was finalised" in " ".join(words_on(screen.query_one(Banner)).split())
        screen.look_again()
        await pilot.pause()
        assert on(pilot) is screen
        assert isinstance(pilot.app.focused, Editor)
        assert pilot.app.focused.text == "abc held"
        assert snapshot_of(every_kind).answers["subject"] == "abc"
        with Visit.open(every_kind, though_final=True) as other:
            reopen(other, "there was more")
        await until(pilot, lambda: screen.keeper.safety is Safety.SAVED)
        assert snapshot_of(every_kind).answers["subject"] == "abc held"


@pytest.mark.parametrize("key", ["alt+u", ""], ids=["held", "idle"])
async def test_the_screen_follows_another_program(opened: Opened, every_kind: Path, key: str) -> None:
    """Finalised elsewhere, a screen with nothing held opens to read; one with held text reopens by its own key."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = on(pilot)
        with Visit.open(every_kind) as other:
            finalise(other)
        if key:
            await type_text(pilot, "x")
            await pilot.press(key)
            await type_text(pilot, "why\n")
        else:
            screen.look_again()
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen) and pilot.app.screen is not screen)
        assert on(pilot).visit.writable is bool(key)
    assert turns(every_kind) == (["finalised", "reopened why"] if key else ["finalised"])
    assert snapshot_of(every_kind).answers.get("subject", "") == ("x" if key else "")


async def test_the_letter_of_a_final_visit_is_recorded(opened: Opened, every_kind: Path) -> None:
    """It can be exported, again and again, over the letter that it wrote before."""
    with Visit.open(every_kind) as visit:
        visit.put(load_form("every-kind").fields["subject"], "abc")
        finalise(visit)
    async with opened(every_kind.parent, SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        await pilot.press("f12")
        await until(pilot, lambda: len(exports(every_kind)) == 1)
        await pilot.press("f12")
        await until(pilot, lambda: len(exports(every_kind)) == 2)


def exports(path: Path) -> list[str]:
    """The letters that a visit knows of."""
    with Visit.open(path, writing=False) as visit:
        return [export.path for export in visit.exports()]


async def test_the_list_says_which_visits_are_final(opened: Opened, every_kind: Path) -> None:
    """In the place of how far it is."""
    with Visit.open(every_kind) as visit:
        finalise(visit)
    async with opened(every_kind.parent, SIZE) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        assert "final" in words_on(pilot.app.screen.query_one("#visits"))
