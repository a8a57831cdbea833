"""The bins on the screen: anything comes back by a key, and nothing is deleted for good without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Item
from hmi_visit.tui.screens.bin import BinScreen
from hmi_visit.tui.screens.home import HomeScreen
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.tui.widgets.bars import TitleBar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.group_field import GroupField
from hmi_visit.tui.widgets.list_field import LinesEditor
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import entries
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.folder_bin import bin_visit
from hmi_visit.visit.model import Entry
from tests.tui.conftest import Opened, type_text, until, words_on

SIZE = (100, 30)


def fill(path: Path) -> None:
    """Two entries in the bin, and a group of three items."""
    with Visit.open(path) as visit:
        for text in ("first words", "second words"):
            entries.remove(visit.db, entries.add(visit.db, Entry(0, text, "")).number)
        parts: list[Item] = [{"name": name} for name in ("one", "two", "three")]
        visit.put(load_form("every-kind").fields["parts"], parts)


def names(path: Path) -> list[object]:
    """The items of the group."""
    parts = snapshot_of(path).answers["parts"]
    assert isinstance(parts, list)
    return [part["name"] for part in parts if isinstance(part, dict)]


async def at_the_group(pilot: Pilot[Any]) -> GroupField:
    """The group, with the cursor in it."""
    await pilot.press("f4", "tab")
    group = pilot.app.screen.query_one(GroupField)
    await until(pilot, lambda: group.items.has_focus)
    return group


async def test_anything_in_the_bin_comes_back(opened: Opened, every_kind: Path) -> None:
    """Not only the last: the list shows all of it with its words, and Enter brings back what the cursor is on."""
    fill(every_kind)
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        group = await at_the_group(pilot)
        await pilot.press("delete", "alt+b")
        await until(pilot, lambda: isinstance(pilot.app.screen, BinScreen))
        screen = pilot.app.screen
        listed = words_on(screen.query_one(Rows))
        assert "Parts  one" in listed
        assert "Evidence e2  second words" in listed
        await pilot.press("down", "down")
        await until(pilot, lambda: "first words" in words_on(screen.query_one("#words", Static)))
        await pilot.press("enter")
        await until(pilot, lambda: [e.number for e in snapshot_of(every_kind).entries] == [1])
        await pilot.press("home", "enter")
        await until(pilot, lambda: screen.query_one(Rows).count == 1)
        await pilot.press("escape")
        await until(pilot, lambda: len(group.places) == 3)
    assert names(every_kind) == ["one", "two", "three"]


async def test_the_group_brings_back_its_last(opened: Opened, every_kind: Path) -> None:
    """Delete and Alt+Z, as often as there is something, each to its own place."""
    fill(every_kind)
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        group = await at_the_group(pilot)
        await pilot.press("down", "delete", "delete")
        assert names(every_kind) == ["one"]
        await pilot.press("alt+z", "alt+z", "alt+z")
        assert names(every_kind) == ["one", "two", "three"]
        assert len(group.places) == 3


async def test_the_bin_is_emptied_by_a_word_alone(opened: Opened, every_kind: Path) -> None:
    """The question says what goes and what keeps it; another word, or Escape, deletes nothing."""
    fill(every_kind)
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        await pilot.press("alt+b", "e")
        asked = " ".join(words_on(pilot.app.screen.query_one(".question", Static)).split())
        assert "Delete for good what is in the bin: 2 entries (e1, e2)?" in asked
        assert "Backups and copies made before have it still." in asked
        await type_text(pilot, "yes\n")
        await until(pilot, lambda: isinstance(pilot.app.screen, BinScreen))
        rows = pilot.app.screen.query_one(Rows)
        assert rows.count == 2
        await pilot.press("e")
        await type_text(pilot, "Empty\n")
        await until(pilot, lambda: rows.count == 0)
    assert b"second words" not in every_kind.read_bytes()


async def test_the_visits_in_the_bin_are_deleted_by_a_word(opened: Opened, every_kind: Path) -> None:
    """Alt+Y names them, and what stays; only the word deletes."""
    binned = bin_visit(every_kind)
    async with opened(every_kind.parent, SIZE) as pilot:
        await pilot.press("alt+b", "alt+y")
        asked = " ".join(words_on(pilot.app.screen.query_one(".question", Static)).split())
        assert "Delete for good what is in the bin: one?" in asked
        assert "backups and letters stay" in asked
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert binned.exists()
        await pilot.press("alt+y")
        await type_text(pilot, "empty\n")
        await until(pilot, lambda: not binned.exists())
        assert str(pilot.app.screen.query_one(TitleBar).render()) == "The bin"
        await pilot.press("alt+y")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_deleted_line_of_a_list_comes_back(opened: Opened, every_kind: Path) -> None:
    """By undo after closing and opening, and from the list's earlier states."""
    field = load_form("every-kind").fields["points"]
    with Visit.open(every_kind) as visit:
        visit.put(field, ["one", "two", "three"])
    with Visit.open(every_kind) as visit:
        visit.put(field, ["one", "three"])
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        await screen.go_to_field("points")
        await until(pilot, lambda: isinstance(pilot.app.focused, LinesEditor))
        await pilot.press("ctrl+z")
        assert snapshot_of(every_kind).answers["points"] == ["one", "two", "three"]
        await pilot.press("ctrl+y")
        assert snapshot_of(every_kind).answers["points"] == ["one", "three"]
        await pilot.press("alt+h")
        await until(pilot, lambda: pilot.app.screen is not screen)
        states = pilot.app.screen.query_one(Rows)
        await pilot.press(*["down"] * (states.count - 1), "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert isinstance(pilot.app.focused, Editor)
        assert snapshot_of(every_kind).answers["points"] == ["one", "two", "three"]


async def test_the_bin_of_a_visit_open_to_read_is_shown_alone(opened: Opened, every_kind: Path) -> None:
    """Nothing in it can be changed then."""
    from hmi_visit.visit.finalise import finalise

    fill(every_kind)
    with Visit.open(every_kind) as visit:
        finalise(visit)
    async with opened(every_kind.parent, SIZE) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        await pilot.press("alt+b", "enter", "e")
        assert isinstance(pilot.app.screen, BinScreen)
        assert pilot.app.screen.query_one(Rows).count == 2
    assert snapshot_of(every_kind).entries == ()
