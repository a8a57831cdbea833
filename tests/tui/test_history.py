"""Earlier states on the screen: kept at pauses, shown, brought back; undo that goes on over closing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from textual.widgets import Static

from hmi_visit.form.load import load_form
from hmi_visit.tui.pauses import LOOKS
from hmi_visit.tui.screens.entry import EntryScreen
from hmi_visit.tui.screens.history import HistoryScreen
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.editor_past import change_between, step_back
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import answers, entries
from hmi_visit.visit.file import Visit
from hmi_visit.visit.history import states_of, states_of_entry
from hmi_visit.visit.model import Entry
from tests.tui.conftest import Opened, type_text, until, words_on

SIZE = (100, 30)


def put_sessions(path: Path, field: str, *texts: str) -> None:
    """Let a field have had these texts, each in a session of its own."""
    for text in texts:
        with Visit.open(path) as visit:
            visit.put(load_form("every-kind").fields[field], text)


def texts(path: Path, field: str) -> list[object]:
    """What a field was, oldest first."""
    with Visit.open(path, writing=False) as visit:
        return [state.value for state in states_of(visit.db, load_form("every-kind").fields[field])]


async def test_a_pause_keeps_a_state(opened: Opened, every_kind: Path) -> None:
    """Keys alone keep none; the last of some looks without a key does, and then no more."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        subject = screen.form.fields["subject"]
        assert screen._watching
        screen._watching.stop()  # this test looks by itself
        await type_text(pilot, "abc")
        screen.pauses.look()
        for _ in range(LOOKS - 1):
            screen.pauses.look()
        assert states_of(screen.visit.db, subject) == ()
        screen.pauses.look()
        assert [s.value for s in states_of(screen.visit.db, subject)] == ["abc"]
        changes = screen.visit.db.total_changes
        for _ in range(3 * LOOKS):
            screen.pauses.look()
        assert screen.visit.db.total_changes == changes


async def test_leaving_a_field_keeps_a_state(opened: Opened, every_kind: Path) -> None:
    """Tab to the next field is enough."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        await type_text(pilot, "abc")
        await pilot.press("tab")
        await until(pilot, lambda: states_of(screen.visit.db, screen.form.fields["subject"]))


async def test_a_state_that_cannot_be_kept_stops_nothing(
    opened: Opened, every_kind: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While states cannot be written, typing goes on; the next pause keeps one."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)

        def fails() -> int:
            raise sqlite3.OperationalError("full")

        with monkeypatch.context() as broken:
            broken.setattr(screen.visit, "keep_states", fails)
            await type_text(pilot, "ab")
            screen.keeper.keep_states()
            await type_text(pilot, "c")
        assert answers.read_one(screen.visit.db, "subject") == ("abc", None)
        screen.keeper.keep_states()
        assert [s.value for s in states_of(screen.visit.db, screen.form.fields["subject"])] == ["abc"]


async def test_the_view_shows_when_how_much_and_what_differs(opened: Opened, every_kind: Path) -> None:
    """Each state has its time, its words and its change; below stands what differs from now, with marks."""
    put_sessions(every_kind, "subject", "one old word", "one new word here")
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        await pilot.press("alt+h")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
        await pilot.pause()
        rows = words_on(pilot.app.screen.query_one(Rows)).splitlines()
        assert "4 words  +2 −1  as it is now" in rows[0]
        assert "session 1" in rows[1]
        assert "3 words  +3 −0" in rows[1]
        await pilot.press("down")
        await pilot.pause()
        shown = pilot.app.screen.query_one("#difference", Static)
        assert words_on(shown).strip() == "one [-old-] {+new+} word {+here+}"


async def test_enter_brings_a_state_back_as_a_new_one(opened: Opened, every_kind: Path) -> None:
    """The text is in the field and the file; the one that it replaced is a state, and undo goes to it."""
    put_sessions(every_kind, "subject", "first", "second")
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        await pilot.press("alt+h")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert isinstance(screen.focused, Editor)
        assert screen.focused.text == "first"
        assert answers.read_one(screen.visit.db, "subject") == ("first", None)
        await pilot.press("ctrl+z")
        assert screen.focused.text == "second"
    assert texts(every_kind, "subject") == ["first", "second", "first", "second"]


async def test_escape_leaves_all_as_it_was(opened: Opened, every_kind: Path) -> None:
    """Looking changes nothing."""
    put_sessions(every_kind, "subject", "first", "second")
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        await pilot.press("alt+h")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
        await pilot.press("down", "escape")
        await until(pilot, lambda: pilot.app.screen is screen)
    assert texts(every_kind, "subject") == ["first", "second"]


async def test_a_choice_comes_back_too(opened: Opened, every_kind: Path) -> None:
    """A field without an editor has states as well."""
    put_sessions(every_kind, "colour", "red", "blue")
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        await screen.go_to_field("colour")
        await pilot.press("alt+h")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert answers.read_one(screen.visit.db, "colour") == ("red", None)
    assert texts(every_kind, "colour") == ["red", "blue", "red"]


async def test_an_entry_comes_back(opened: Opened, every_kind: Path) -> None:
    """An open entry shows its states; one that is chosen brings its words and all else back."""
    with Visit.open(every_kind) as visit:
        first = entries.add(visit.db, Entry(0, "Seen.", "", "2014-06-26T09:40+01:00", "meeting", ("A",), (1,), "+"))
        visit.keep_states()
        entries.change(visit.db, Entry(1, "Heard.", ""))
        heard = entries.read_one(visit.db, 1)
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        await screen.open_entry(heard)
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryScreen))
        entry = pilot.app.screen
        await pilot.press("alt+h")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.screen is entry)
        assert entries.read(screen.visit.db) == (first,)
        assert len(states_of_entry(screen.visit.db, 1)) >= 3


async def test_undo_goes_on_over_closing(opened: Opened, every_kind: Path) -> None:
    """Past the first change of this session, undo steps through the sessions before; redo comes all the way back."""
    put_sessions(every_kind, "subject", "one", "one two", "three")
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        editor = pilot.app.screen.focused
        assert isinstance(editor, Editor)
        await type_text(pilot, "!")
        seen = []
        for key in ["ctrl+z"] * 4 + ["ctrl+y"] * 3:
            await pilot.press(key)
            seen.append(editor.text)
        assert seen == ["three", "one two", "one", "one", "one two", "three", "three!"]
        assert isinstance(pilot.app.screen, VisitScreen)
        assert answers.read_one(pilot.app.screen.visit.db, "subject") == ("three!", None)


async def test_what_undo_went_back_to_is_kept(opened: Opened, every_kind: Path) -> None:
    """Undone over closing, then typed on: the text goes on from there, and what was left behind is a state."""
    put_sessions(every_kind, "subject", "one", "one two")
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        await pilot.press("ctrl+z")
        await type_text(pilot, "!")
    assert texts(every_kind, "subject") == ["one", "one two", "one!"]


async def test_a_locked_visit_undoes_nothing(opened: Opened, every_kind: Path) -> None:
    """A visit that is open to read keeps its text at Ctrl+Z."""
    put_sessions(every_kind, "subject", "one", "two")
    from hmi_visit.tui.app import VisitApp

    app = VisitApp(every_kind.parent, Visit.open(every_kind, writing=False))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+z")
        editor = app.screen.focused
        assert isinstance(editor, Editor)
        assert editor.text == "two"
        app.close_visits()


@pytest.mark.parametrize(
    ("text", "before", "found"),
    [("c", None, (2, "b")), ("b", None, (1, "a")), ("new", None, (3, "c")), ("b", 2, (1, "a")), ("a", 1, None)],
)
def test_the_step_back(text: str, before: int | None, found: tuple[int, str] | None) -> None:
    """The next earlier text that differs, from where one stands."""
    assert step_back([(1, "a"), (2, "b"), (3, "c")], text, before) == found


@pytest.mark.parametrize(
    ("before", "after"), [("", "a"), ("a\nb\nc", "a\nx\ny\nc"), ("a\n\nb", "a\nb"), ("same", "same and"), ("x", "")]
)
async def test_a_change_as_if_it_had_been_done(opened: Opened, every_kind: Path, before: str, after: str) -> None:
    """Undoing it makes the one text of the other, redoing it the other way, with line ends and all."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        editor = Editor(after)
        await pilot.app.screen.mount(editor)
        editor.history._undo_stack.append([change_between(before, after)])
        editor.undo()
        assert editor.text == before
        editor.redo()
        assert editor.text == after
