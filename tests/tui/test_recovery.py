"""Backups by themselves, and the way out of a damaged visit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from hmi_visit.form.load import load_form
from hmi_visit.problems import Problem
from hmi_visit.tui import backer
from hmi_visit.tui.app import VisitApp
from hmi_visit.tui.screens.home import HomeScreen
from hmi_visit.tui.screens.recovery import RecoveryScreen, look_at, told
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.visit import backups
from hmi_visit.visit.backups import back_up, backups_of
from hmi_visit.visit.file import Visit, snapshot_of
from tests.tui.conftest import Opened, until


def said(pilot: Pilot[Any]) -> str:
    """What the program has said so far."""
    return "\n".join(str(n.message) for n in pilot.app._notifications)


def the_app(pilot: Pilot[Any]) -> VisitApp:
    """The program."""
    assert isinstance(pilot.app, VisitApp)
    return pilot.app


def open_visit(pilot: Pilot[Any]) -> Visit:
    """The visit on the screen."""
    screen = pilot.app.screen
    assert isinstance(screen, VisitScreen)
    return screen.visit


@pytest.fixture
def damaged(every_kind: Path) -> Path:
    """A visit with a backup that says "before"; it said "after" when two of its bytes changed."""
    fields = load_form("every-kind").fields
    with Visit.open(every_kind) as visit:
        visit.put(fields["subject"], "Made-up School")
        visit.put(fields["words"], "before")
    back_up(every_kind)
    with Visit.open(every_kind) as visit:
        visit.put(fields["words"], "after some more words")
    every_kind.write_bytes(every_kind.read_bytes().replace(b"some more", b"sOme mOre"))
    return every_kind


async def recovery(pilot: Pilot[Any]) -> RecoveryScreen:
    """The dialog that opening the only visit brings up."""
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
    screen = pilot.app.screen
    assert isinstance(screen, RecoveryScreen)
    return screen


async def test_a_damaged_visit_says_what_was_found(opened: Opened, damaged: Path) -> None:
    """The dialog says that nothing is written, what can be read, when the backup was made, and both sides."""
    data = damaged.read_bytes()
    async with opened(damaged.parent, (80, 24)) as pilot:
        screen = await recovery(pilot)
        words = str(screen.query_one("#told", Static).render())
        assert "Nothing is written to the damaged file" in words
        assert "read now:   after sOme mOre words" in words
        assert "the backup: before" in words
        assert backups_of(damaged)[0].made_at[:10] in words
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    assert damaged.read_bytes() == data
    assert [p.name for p in damaged.parent.glob("*.sqlite")] == [damaged.name]


async def test_the_backup_is_opened_and_the_damaged_file_kept(opened: Opened, damaged: Path) -> None:
    """`b` puts the backup in the place of the damaged file, whose bytes are kept among the backups."""
    data = damaged.read_bytes()
    async with opened(damaged.parent, (80, 24)) as pilot:
        await recovery(pilot)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        assert open_visit(pilot).snapshot().answers["words"] == "before"
        assert ".damaged" in said(pilot)
    kept = list((damaged.parent / "backups").glob("*.damaged"))
    assert [p.read_bytes() for p in kept] == [data]


async def test_what_can_be_read_is_opened_beside(opened: Opened, damaged: Path) -> None:
    """`s` opens a new visit with what could be read; the damaged file and its backup stay as they are."""
    data, before = damaged.read_bytes(), backups_of(damaged)
    async with opened(damaged.parent, (80, 24)) as pilot:
        await recovery(pilot)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        visit = open_visit(pilot)
        assert visit.path == damaged.with_name("one-salvaged.sqlite")
        assert visit.snapshot().answers["words"] == "after sOme mOre words"
    assert damaged.read_bytes() == data
    assert all(b.path.exists() for b in before)


def test_a_lost_file_offers_its_backup_alone(damaged: Path) -> None:
    """A file of zero bytes has nothing to be read; a foreign file without a backup has nothing to offer."""
    damaged.write_bytes(b"")
    look = look_at(damaged)
    assert look is not None
    assert (look.salvaged.snapshot, look.backup) == (None, backups_of(damaged)[0])
    assert "can still be read of it: nothing" in told(look)
    foreign = damaged.with_name("words.sqlite")
    foreign.write_bytes(b"no visit")
    assert look_at(foreign) is None


async def test_a_backup_is_made_by_itself(opened: Opened, every_kind: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a visit makes a backup; an interval makes another where something changed, and none where nothing did."""
    monkeypatch.setattr(backer, "AFTER_OPENING", 0.01)
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        await until(pilot, lambda: len(backups_of(every_kind)) == 1)
        await pilot.press("x")
        the_app(pilot).back_up_visits()
        await until(pilot, lambda: len(backups_of(every_kind)) == 2)
        assert snapshot_of(backups_of(every_kind)[0].path).answers["subject"] == "x"


async def test_a_backup_that_fails_is_told_once_and_tried_again(
    opened: Opened, every_kind: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While no backup can be made it is said once, typing goes on, and the next interval makes one."""
    tries = []

    def fail(path: Path) -> None:
        tries.append(path)
        raise Problem("no backup could be made (No space left on device)")

    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(backups, "back_up", fail)
            for number in (1, 2):
                the_app(pilot).back_up_visits()
                await until(pilot, lambda: len(tries) == number)  # noqa: B023
            await pilot.press("x")
            await until(pilot, lambda: "no backup could be made" in said(pilot))
            assert said(pilot).count("no backup could be made") == 1
        the_app(pilot).back_up_visits()
        await until(pilot, lambda: len(backups_of(every_kind)) == 1)
        assert snapshot_of(every_kind).answers["subject"] == "x"
