"""What the screen does when something is wrong: it says what, keeps what was typed, and goes on."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from hmi_visit.tui.keeper import Safety
from hmi_visit.tui.screens.dialogs import Confirm
from hmi_visit.tui.screens.home import HomeScreen
from hmi_visit.tui.screens.visit import LOOK_EVERY, VisitScreen
from hmi_visit.tui.widgets.bars import Banner, SafetyMark
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.visit import answers
from hmi_visit.visit.file import Visit, snapshot_of
from tests.tui.conftest import Opened, type_text, until, words_on


def said(pilot: Pilot[Any]) -> str:
    """What the program has said so far."""
    return "\n".join(str(n.message) for n in pilot.app._notifications)


async def test_files_that_are_no_visits_say_so_in_the_list(opened: Opened, every_kind: Path) -> None:
    """Foreign, empty and cut files stand in the list with what is wrong, and opening one leaves it as it is."""
    folder = every_kind.parent
    (folder / "empty.sqlite").write_bytes(b"")
    (folder / "words.sqlite").write_bytes(b"no visit")
    whole = every_kind.read_bytes()
    (folder / "cut.sqlite").write_bytes(whole[: len(whole) // 2])
    async with opened(folder, (80, 24)) as pilot:
        rows = pilot.app.screen.query_one("#visits", Rows)
        shown = words_on(rows)
        assert all(f"! {name}.sqlite" in shown for name in ("empty", "words", "cut"))
        await type_text(pilot, "cut\n")
        await until(pilot, lambda: "cut short" in said(pilot))
        assert isinstance(pilot.app.screen, HomeScreen)
    assert (folder / "cut.sqlite").read_bytes() == whole[: len(whole) // 2]


async def test_a_folder_that_goes_away_is_no_end(opened: Opened, folder: Path) -> None:
    """When the folder of visits is gone, the list is empty and the program goes on."""
    async with opened(folder, (80, 24)) as pilot:
        shutil.rmtree(folder)
        await pilot.press("ctrl+t", "ctrl+t")
        assert pilot.app.screen.query_one("#visits", Rows).count == 0


async def test_a_read_only_visit_is_opened_to_read(
    opened: Opened, every_kind: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visit that cannot be written opens all the same, says why, and takes no keys."""
    open_visit = Visit.open

    def refuse(cls: type[Visit], path: Path, *, writing: bool = True) -> Visit:
        if writing:
            from hmi_visit.problems import Problem

            raise Problem("this visit is read-only", where=str(path))
        return open_visit(path, writing=False)

    async with opened(every_kind.parent, (80, 24)) as pilot:
        monkeypatch.setattr(Visit, "open", classmethod(refuse))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        assert str(pilot.app.screen.query_one(SafetyMark).render()) == "read-only"
        assert "read-only" in said(pilot)
        await type_text(pilot, "x")
        editor = pilot.app.focused
        assert isinstance(editor, Editor)
        assert editor.text == ""


async def test_typing_goes_on_while_the_disk_fails(
    opened: Opened, every_kind: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While writing fails the mark says since when it is not on disk; once it works, all of it is written by itself."""
    real, broken = answers.put, False

    def put(db: sqlite3.Connection, *rest: Any, **more: Any) -> None:
        if broken:
            raise sqlite3.OperationalError("database or disk is full")
        real(db, *rest, **more)

    monkeypatch.setattr(answers, "put", put)
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        await type_text(pilot, "before")
        broken = True
        await type_text(pilot, " held")
        mark = str(screen.query_one(SafetyMark).render())
        assert mark.startswith("NOT ON DISK since")
        assert "disk is full" in words_on(screen.query_one(Banner))
        editor = pilot.app.focused
        assert isinstance(editor, Editor)
        assert editor.text == "before held"
        assert snapshot_of(every_kind).answers["subject"] == "before"
        apart = every_kind.parent / "apart.txt"
        await pilot.press("alt+e", "ctrl+u")
        await type_text(pilot, f"{apart}\n")
        await until(pilot, apart.exists)
        assert apart.read_text(encoding="utf-8") == "Subject\nbefore held\n"
        await pilot.press("ctrl+q")
        assert [type(s) for s in pilot.app.screen_stack][-1] is Confirm
        await pilot.press("escape")
        assert [type(s) for s in pilot.app.screen_stack][-1] is VisitScreen
        broken = False
        await until(pilot, lambda: screen.keeper.safety is Safety.SAVED)
        assert snapshot_of(every_kind).answers["subject"] == "before held"


@pytest.mark.parametrize("steps", [0, 1], ids=["line", "prose"])
async def test_a_megabyte_is_pasted_and_kept(opened: Opened, every_kind: Path, steps: int) -> None:
    """A megabyte pasted into a line or into prose is kept to the last character, and typing goes on."""
    text = "word " * 200_000 + "end"
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        await pilot.press(*["f4"] * steps)
        pilot.app.post_message(events.Paste(text))
        name = ("subject", "words")[steps]
        await until(pilot, lambda: snapshot_of(every_kind).answers.get(name) == text)
        await type_text(pilot, "!")
        assert snapshot_of(every_kind).answers[name] == f"{text}!"


async def test_characters_that_no_letter_can_hold_are_marked_and_named(opened: Opened, every_kind: Path) -> None:
    """Control characters in a paste become visible marks, and the place of each is said."""
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        await pilot.press("f4")
        pilot.app.post_message(events.Paste("a\x01b\x00"))
        await until(pilot, lambda: "line 1, column 2" in said(pilot))
        assert snapshot_of(every_kind).answers["words"] == "a\N{SYMBOL FOR START OF HEADING}b\N{SYMBOL FOR NULL}"


async def test_a_fault_in_the_template_is_said_and_typing_goes_on(
    opened: Opened, every_kind: Path, own_machine: Path
) -> None:
    """A template that has a fault is named with its line, in place of the letter or beside it."""
    template = own_machine / "forms" / "every-kind" / "letter.md.j2"
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        template.write_text("# {{ subject }}\n\n{{ wrods }}\n", encoding="utf-8")
        await pilot.press("f7")
        status = pilot.app.screen.query_one("#status")
        notes = pilot.app._notifications
        await until(pilot, lambda: "letter.md.j2:3" in f"{status.render()} {[note.message for note in notes]}")
        await type_text(pilot, "on")
        assert snapshot_of(every_kind).answers["subject"] == "on"


async def test_a_faulty_form_is_named_on_opening(opened: Opened, every_kind: Path, own_machine: Path) -> None:
    """A visit whose form has a fault is opened under the form that it keeps, and the fault is named with its key."""
    from hmi_visit.form.load import load_form

    form = own_machine / "forms" / "every-kind" / "form.toml"
    form.write_text(form.read_text(encoding="utf-8").replace('kind = "month"', 'kind = "mnth"'), encoding="utf-8")
    load_form.cache_clear()
    async with opened(every_kind.parent, (80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "did you mean month?" in said(pilot))
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))


def test_a_fault_of_the_program_says_nothing_of_what_was_typed() -> None:
    """The line said of a crash has the place in the program, and no value of any variable."""
    from hmi_visit.tui.app import fault_line

    try:
        raise KeyError("an inspector's words")
    except KeyError as error:
        line = fault_line(error)
    assert "KeyError at test_faults.py" in line
    assert "inspector's" not in line


async def test_a_visit_open_elsewhere_is_opened_to_read(opened: Opened, every_kind: Path) -> None:
    """The second window says who holds the visit since when, reads, and shows what the first one types."""
    from hmi_visit.visit.lock import Lock

    lock = Lock(every_kind)
    assert lock.take() is None
    first = Visit.open(every_kind)
    async with opened(every_kind.parent, (80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        assert "has had it open in another window since" in said(pilot)
        await pilot.pause(LOOK_EVERY)
        first.put(screen.form.fields["words"], "typed in the first window")
        await pilot.press("f4")
        await until(pilot, lambda: "typed in the first window" in words_on(screen.query("ProseField Editor").last()))
    first.close()
    lock.release()
