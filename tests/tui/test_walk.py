"""The walk: home, new visit, steps, palette, evidence, letter and export, at a small and a large size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from hmi_visit.tui.screens.dialogs import Ask, Pick
from hmi_visit.tui.screens.entry import EntryScreen
from hmi_visit.tui.screens.help import HelpScreen
from hmi_visit.tui.screens.home import HomeScreen
from hmi_visit.tui.screens.new_visit import NewVisit
from hmi_visit.tui.screens.visit import LOOK_EVERY, VisitScreen
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.letter_view import LetterView
from hmi_visit.tui.widgets.rows import Rows
from hmi_visit.tui.widgets.side_panel import Side, SidePanel
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.listing import list_visits
from tests.tui.conftest import Opened, type_text, until, words_on

Size = tuple[int, int]


def sample(folder: Path) -> Path:
    """One of the visits in the folder: the one with the most evidence."""
    return max((v.path for v in list_visits(folder)), key=lambda path: len(snapshot_of(path).entries))


def screen_of(pilot: Pilot[Any]) -> VisitScreen:
    """The visit on the screen."""
    assert isinstance(pilot.app.screen, VisitScreen)
    return pilot.app.screen


async def test_an_empty_folder_says_what_to_press(opened: Opened, own_machine: Path, size: Size) -> None:
    """Nothing has to be dismissed: the empty list itself names the keys."""
    async with opened(own_machine / "none", size) as pilot:
        said = words_on(pilot.app.screen.query_one("#visits"))
        assert "Ctrl+N" in said
        assert "F1" in said


async def test_the_list_shows_school_date_and_progress_and_narrows(opened: Opened, folder: Path, size: Size) -> None:
    """The visits are listed with what they are about; typing narrows the list; Enter opens."""
    visit = sample(folder)
    school = visit.stem.split("-")[0].capitalize()
    async with opened(folder, size) as pilot:
        rows = pilot.app.screen.query_one("#visits", Rows)
        assert rows.count == len(list_visits(folder))
        assert "complete" in words_on(rows)
        await type_text(pilot, "no such school")
        assert rows.count == 0
        await pilot.press(*["backspace"] * 14)
        await type_text(pilot, f"{school} 2015")
        await pilot.pause()
        assert rows.count == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))


async def test_a_new_visit_is_named_after_school_and_day(opened: Opened, own_machine: Path, size: Size) -> None:
    """Form, school and date make a visit, which opens at its first step."""
    folder = own_machine / "made"
    async with opened(folder, size) as pilot:
        await pilot.press("ctrl+n")
        assert isinstance(pilot.app.screen, NewVisit)
        await pilot.press("enter")
        await type_text(pilot, "St Ives's School\n31/2/24\n")
        assert isinstance(pilot.app.screen, NewVisit)
        await pilot.press(*["backspace"] * 7)
        await type_text(pilot, "27/6/24\n")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
    assert [v.path.name for v in list_visits(folder)] == ["st-ivess-school-2024-06-27.sqlite"]


async def test_visits_are_renamed_binned_brought_back_and_followed(opened: Opened, folder: Path, size: Size) -> None:
    """What can be done to a visit in the list is done by keys, and nothing is deleted."""
    before = len(list_visits(folder))
    async with opened(folder, size) as pilot:
        home = pilot.app.screen
        assert isinstance(home, HomeScreen)
        await pilot.press("ctrl+r")
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("ctrl+u")
        await type_text(pilot, "another name\n")
        await until(pilot, lambda: pilot.app.screen is home)
        assert (folder / "another name.sqlite").exists()
        await pilot.press("ctrl+d")
        assert (folder / "bin" / "another name.sqlite").exists()
        await pilot.press("ctrl+t", "enter")
        assert (folder / "another name.sqlite").exists()
        await pilot.press("ctrl+t", "ctrl+f")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
    assert len(list_visits(folder)) == before + 1


async def test_a_case_is_imported_and_a_faulty_one_says_where(opened: Opened, own_machine: Path) -> None:
    """Import makes a visit of an exchange file, or names the place of its fault and writes nothing."""
    good, bad = own_machine / "good.json", own_machine / "bad.json"
    head = '{"format": "hmi-visit", "version": 1, "form": "ri-monitoring-2015", "answers": '
    good.write_text(head + '{"school": "Northgate"}}', encoding="utf-8")
    bad.write_text(head + '{"schol": "Northgate"}}', encoding="utf-8")
    folder = own_machine / "imports"
    async with opened(folder, (80, 24)) as pilot:
        await pilot.press("ctrl+o")
        await type_text(pilot, f"{bad}\n")
        await until(pilot, lambda: pilot.app._notifications)
        assert "did you mean school?" in str([n.message for n in pilot.app._notifications])
        assert list_visits(folder) == []
        await pilot.press("ctrl+o")
        await type_text(pilot, f"{good}\n")
        await until(pilot, lambda: list_visits(folder))


async def test_the_walk_goes_on_back_and_to_what_is_not_done(opened: Opened, folder: Path, size: Size) -> None:
    """Steps are walked by keys, and the next thing not done is found from anywhere."""
    path = sample(folder)
    with Visit.open(path) as visit:
        form_field = next(f for f in screen_fields(visit) if f.required and f.kind == "prose")
        visit.put(form_field, "")
    async with opened(folder, size, path) as pilot:
        screen = screen_of(pilot)
        await pilot.press("f4", "f4", "f3")
        assert screen.step is screen.form.steps[1]
        await pilot.press("f8")
        view = screen.focused_view()
        assert view is not None
        assert view.field.name == form_field.name
        await type_text(pilot, "Now it is.")
        await pilot.press("f8")
        assert snapshot_of(path).answers[form_field.name] == "Now it is."
        await until(pilot, lambda: all(p.complete for p in screen.query_one(StepList).progress.values()))


def screen_fields(visit: Visit) -> list[Any]:
    """The fields of a visit's form."""
    from hmi_visit.form.load import load_form

    return list(load_form(visit.form_name).fields.values())


async def test_going_to_a_field_puts_the_cursor_at_its_end(opened: Opened, folder: Path, size: Size) -> None:
    """Every step and field is found by its name, and a prose field is gone on with where it ends."""
    async with opened(folder, size, sample(folder)) as pilot:
        screen = screen_of(pilot)
        prose = [f for f in screen.form.fields.values() if f.kind == "prose"][2]
        await pilot.press("ctrl+g")
        assert isinstance(pilot.app.screen, Pick)
        await type_text(pilot, prose.label)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen) and screen.focused_view())
        await until(pilot, lambda: screen.focused_view().field.name == prose.name)  # type: ignore[union-attr]
        editor = pilot.app.focused
        assert isinstance(editor, Editor)
        assert editor.cursor_location == editor.document.end


async def test_the_palette_finds_commands_and_fields(opened: Opened, folder: Path, size: Size) -> None:
    """Both keys of the palette open it; it knows every command of the screen and every field."""
    from textual.command import CommandPalette

    async with opened(folder, size, sample(folder)) as pilot:
        screen = screen_of(pilot)
        await pilot.press("f2", "escape", "ctrl+p")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await type_text(pilot, "external sup")
        await pilot.pause(0.6)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        await until(pilot, lambda: screen.step.title == "External support")


async def test_an_entry_is_noted_from_anywhere_and_the_place_is_kept(opened: Opened, folder: Path, size: Size) -> None:
    """F9 opens a new entry, typing begins at once, and Escape returns to the very place left."""
    path = sample(folder)
    before = len(snapshot_of(path).entries)
    async with opened(folder, size, path) as pilot:
        await pilot.press("f4", "f4", "f4", "ctrl+home", "right", "right")
        editor = pilot.app.focused
        assert isinstance(editor, Editor)
        place = editor.cursor_location
        await pilot.press("f9")
        await type_text(pilot, "The chair knows.")
        assert isinstance(pilot.app.screen, EntryScreen)
        entry = snapshot_of(path).entries[-1]
        assert entry.text == "The chair knows."
        assert entry.observed_at
        await pilot.press("tab", "ctrl+u", *"10:40", "tab", "m", "tab", *"chair", "tab", *"12", "tab", "-")
        entry = snapshot_of(path).entries[-1]
        assert (entry.observed_at[11:16], entry.activity, entry.with_whom) == ("10:40", "meeting", ("chair",))
        assert (entry.about, entry.sign) == ((12,), "-")
        await pilot.press("escape")
        assert pilot.app.focused is editor
        assert editor.cursor_location == place
    assert len(snapshot_of(path).entries) == before + 1


async def test_an_entry_is_opened_edited_binned_and_brought_back(opened: Opened, folder: Path, size: Size) -> None:
    """The log's entries are edited in place, go to the bin by a key and come back by another."""
    path = sample(folder)
    first = snapshot_of(path).entries[0]
    async with opened(folder, size, path) as pilot:
        await pilot.press("f4", "tab", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryScreen))
        await type_text(pilot, " More.")
        assert snapshot_of(path).entries[0].text == f"{first.text} More."
        await pilot.press("escape", "delete")
        assert snapshot_of(path).entries[0].number != first.number
        await pilot.press("alt+z")
        assert snapshot_of(path).entries[0].number == first.number


async def test_the_side_goes_round(opened: Opened, folder: Path, size: Size) -> None:
    """Guidance, areas and the letter stand beside the text in turn, from every step."""
    async with opened(folder, size, sample(folder)) as pilot:
        screen = screen_of(pilot)
        panel = screen.query_one(SidePanel)
        assert panel.showing is Side.GUIDANCE
        await pilot.press("f4", "f6")
        assert "1. " in str(panel.query_one(".words").render())
        await pilot.press("f6")
        view = panel.query_one(LetterView)
        await until(pilot, lambda: view.rows)
        assert any("Dear" in row.text for row in view.rows)
        await pilot.press("f6")
        assert not panel.display


async def test_the_letter_beside_the_text_follows_what_is_typed(opened: Opened, folder: Path, size: Size) -> None:
    """A moment after a pause the preview has the new words."""
    async with opened(folder, size, sample(folder)) as pilot:
        screen = screen_of(pilot)
        await pilot.press("f7", "f4", "f4")
        await type_text(pilot, " Zanzibar")
        view = screen.query_one(SidePanel).query_one(LetterView)
        await until(pilot, lambda: any("Zanzibar" in row.text for row in view.rows))


async def test_the_letter_is_written_to_word_from_its_step(opened: Opened, folder: Path, size: Size) -> None:
    """F12 writes the letter beside the visit; where it is stays on the letter's step."""
    path = sample(folder)
    async with opened(folder, size, path) as pilot:
        screen = screen_of(pilot)
        await pilot.press(*["f4"] * 7)
        await until(pilot, lambda: screen.query("#whole").first(LetterView).rows)
        await pilot.press("f12")
        await until(pilot, lambda: path.with_suffix(".docx").exists())
        await until(pilot, lambda: "Written to" in str(screen.query(".state").first().render()))
        assert path.with_suffix(".docx").name in str(screen.query(".state").first().render()).replace("\n", "")


async def test_a_paragraph_is_worded_in_the_visits_own_way(opened: Opened, folder: Path) -> None:
    """A standard paragraph is edited, kept as it is typed, and given back to the form by a key."""
    path = sample(folder)
    with Visit.open(path) as visit:
        for name in visit.snapshot().wording:
            visit.word(name, None)
    async with opened(folder, (80, 24), path) as pilot:
        await pilot.press("alt+w")
        await until(pilot, lambda: isinstance(pilot.app.screen, Pick))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.focused, Editor) and pilot.app.focused.text)
        await type_text(pilot, "X")
        assert len(snapshot_of(path).wording) == 1
        await pilot.press("f8")
        await pilot.pause()
        assert len(snapshot_of(path).wording) == 0


async def test_help_names_every_key(opened: Opened, folder: Path, size: Size) -> None:
    """F1 shows every command with its keys, remapped ones as they are."""
    from hmi_visit.tui.commands import EVERY_SET

    async with opened(folder, size, sample(folder)) as pilot:
        await pilot.press("f1")
        screen = pilot.app.screen
        text = screen.text if isinstance(screen, HelpScreen) else ""
        assert all(command.title in text for commands in EVERY_SET.values() for command in commands)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, VisitScreen)


async def test_keys_are_remapped_in_the_settings(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch, own_machine: Path
) -> None:
    """A command given another key in the settings runs by that key, and no longer by its first one."""
    config = own_machine / "config.toml"
    config.write_text('theme = "light"\n[keys]\nnext_step = "f11"\n', encoding="utf-8")
    monkeypatch.setenv("HMI_VISIT_CONFIG", str(config))
    async with opened(folder, (80, 24), sample(folder)) as pilot:
        screen = screen_of(pilot)
        await pilot.press("f4")
        assert screen.step is screen.form.steps[0]
        await pilot.press("f11")
        assert screen.step is screen.form.steps[1]
        assert pilot.app.theme == "textual-light"


async def test_escape_goes_to_the_steps_and_then_home(opened: Opened, folder: Path, size: Size) -> None:
    """Escape leaves a text for the steps, and the steps for the visits; the visit is then one whole file."""
    path = sample(folder)
    async with opened(folder, size, path) as pilot:
        await type_text(pilot, "x")
        await pilot.press("escape")
        assert pilot.app.focused is pilot.app.screen.query_one("#steps")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert not Path(f"{path}-wal").exists()


async def test_a_window_too_small_says_so(opened: Opened, folder: Path) -> None:
    """In a window that cannot hold the screen it says so, and is as before when the window grows."""
    async with opened(folder, (80, 24), sample(folder)) as pilot:
        await pilot.resize_terminal(30, 8)
        await until(pilot, lambda: pilot.app.screen.query("#too-small"))
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: not pilot.app.screen.query("#too-small"))


async def test_each_change_is_followed_by_steps_words_and_areas(opened: Opened, every_kind: Path) -> None:
    """After every pause, the second as the first, the counts and the areas are those of the file."""
    async with opened(every_kind.parent, (120, 40), every_kind) as pilot:
        screen = screen_of(pilot)
        steps = screen.query_one(StepList)
        await type_text(pilot, "Northgate")
        await until(pilot, lambda: steps.progress["short"].complete)
        await pilot.press("f4")
        await type_text(pilot, "three more words")
        await until(pilot, lambda: steps.progress["long"].complete)
        await until(pilot, lambda: "3 words" in str(screen.query_one("#status").render()))
        await pilot.press("f4", "tab", "f6")
        await type_text(pilot, "an area")
        await until(pilot, lambda: "1. an area" in str(screen.query_one(SidePanel).query_one(".words").render()))


async def test_what_is_typed_in_the_steps_goes_on_in_the_text(opened: Opened, every_kind: Path) -> None:
    """After a stray Escape nothing typed is swallowed: it goes on where the text was left."""
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        await pilot.press("f4")
        await type_text(pilot, "before")
        await pilot.press("left", "left", "escape")
        await type_text(pilot, "XYZ")
        await until(pilot, lambda: snapshot_of(every_kind).answers["words"] == "befoXYZre")


async def test_entries_follow_each_other_by_one_key(opened: Opened, folder: Path) -> None:
    """F9 inside an entry begins the next one."""
    path = sample(folder)
    before = len(snapshot_of(path).entries)
    async with opened(folder, (80, 24), path) as pilot:
        await pilot.press("f9")
        await type_text(pilot, "one")
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryScreen) and not pilot.app.screen.entry.number)
        await type_text(pilot, "two")
        await pilot.press("escape")
        assert [e.text for e in snapshot_of(path).entries[before:]] == ["one", "two"]


async def test_a_filter_that_matches_nothing_says_so(opened: Opened, folder: Path) -> None:
    """No match is not an empty folder, and Escape takes the filter away."""
    async with opened(folder, (80, 24)) as pilot:
        rows = pilot.app.screen.query_one("#visits", Rows)
        await type_text(pilot, "nowhere")
        assert "Nothing here matches" in words_on(rows)
        await pilot.press("escape")
        assert rows.count == len(list_visits(folder))


async def test_the_mark_tells_when_it_is_saved(opened: Opened, folder: Path) -> None:
    """A dot while the newest text is only kept, none once it is synced into the one file."""
    from hmi_visit.tui.widgets.bars import SafetyMark

    async with opened(folder, (80, 24), sample(folder)) as pilot:
        mark = pilot.app.screen.query_one(SafetyMark)
        await type_text(pilot, "x")
        assert str(mark.render()).startswith("• saved")
        await until(pilot, lambda: str(mark.render()).startswith("saved"))


async def test_what_another_program_notes_appears(opened: Opened, folder: Path) -> None:
    """An entry noted from the shell while the visit is open appears in the log by itself."""
    from hmi_visit.tui.widgets.entry_log import EntryLog
    from hmi_visit.visit import entries
    from hmi_visit.visit.model import Entry

    path = sample(folder)
    async with opened(folder, (80, 24), path) as pilot:
        await pilot.press("f4")
        log = pilot.app.screen.query_one(EntryLog)
        await pilot.pause(LOOK_EVERY)
        with Visit.open(path) as other:
            entries.add(other.db, Entry(0, "from the shell", ""))
        await until(pilot, lambda: log.count and log.entry_at(log.count - 1).text == "from the shell")  # type: ignore[union-attr]
