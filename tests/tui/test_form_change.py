"""The form of an open visit changes on disk: the screen follows, and nothing that was typed is lost."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from hmi_visit.form.load import load_form
from hmi_visit.tui.screens.help import HelpScreen
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.visit.file import Visit, snapshot_of
from tests.tui.conftest import Opened, type_text, until

SIZE = (100, 30)


@pytest.fixture
def forms(every_kind: Path) -> Path:
    """The folder of the form that the visit is of."""
    assert every_kind.exists()
    return Path(os.environ["HMI_VISIT_FORMS"]) / "every-kind"


def change(path: Path, old: str, new: str) -> None:
    """Another text in a file of the form."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def screen_of(pilot: Pilot[Any]) -> VisitScreen:
    """The visit's screen."""
    screen = pilot.app.screen
    assert isinstance(screen, VisitScreen)
    return screen


def told(pilot: Pilot[Any], words: str) -> bool:
    """Whether a message with these words was shown."""
    return any(words in note.message for note in pilot.app._notifications)


async def in_words(pilot: Pilot[Any], text: str) -> VisitScreen:
    """The cursor in the field of prose, some text typed, three characters before its end."""
    screen = screen_of(pilot)
    await screen.go_to_field("words")
    await type_text(pilot, text)
    await pilot.press("left", "left", "left")
    return screen


async def test_a_new_field_appears_and_the_cursor_stays(opened: Opened, every_kind: Path, forms: Path) -> None:
    """The step has the new field; the cursor stands in its text where it stood, and typing goes on there."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = await in_words(pilot, "one two")
        change(forms / "form.toml", "[fields.subject]", '[fields.extra]\nkind = "line"\n[fields.subject]')
        change(forms / "form.toml", '"subject", "day"', '"subject", "extra", "day"')
        await until(pilot, lambda: "extra" in screen.form.fields)
        await until(pilot, lambda: told(pilot, "Extra (extra) is new"))
        await type_text(pilot, "!")
        await until(pilot, lambda: snapshot_of(every_kind).answers["words"] == "one !two")
        view = screen.focused_view()
        assert view is not None
        assert view.field.name == "words"


async def test_what_is_typed_while_the_form_changes_is_all_there(opened: Opened, every_kind: Path, forms: Path) -> None:
    """Characters before, during and after are kept, in their order."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = screen_of(pilot)
        await screen.go_to_field("words")
        change(forms / "form.toml", "[fields.subject]", '[fields.extra]\nkind = "line"\n[fields.subject]')
        change(forms / "form.toml", '"subject", "day"', '"subject", "extra", "day"')
        typed = ""
        for number in range(400):
            typed += (word := f"{number} ")
            await type_text(pilot, word)
            if "extra" in screen.form.fields and number > 40:
                break
        await until(pilot, lambda: snapshot_of(every_kind).answers.get("words") == typed)
        assert "extra" in screen.form.fields


async def test_wording_and_template_change_without_touching_the_fields(
    opened: Opened, every_kind: Path, forms: Path
) -> None:
    """The letter reads otherwise at once; the editor is the same, with its undo."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = await in_words(pilot, "one two")
        editor = screen.focused
        change(forms / "letter.md.j2", "# ", "# About ")
        await until(pilot, lambda: told(pilot, "its letter reads otherwise"))
        assert screen.focused is editor
        assert isinstance(editor, Editor)
        assert editor.is_attached


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("form.toml", 'kind = "prose"', 'kind = "porse"'), ("letter.md.j2", "{{ words }}", "{{ wrods }}")],
)
async def test_a_form_with_a_fault_leaves_the_old_one(
    opened: Opened, every_kind: Path, forms: Path, file: str, old: str, new: str
) -> None:
    """The fault is told with its place; typing and the letter go on with the old form; mended, all is as before."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = await in_words(pilot, "one two")
        before = screen.form
        change(forms / file, old, new)
        await until(pilot, lambda: told(pilot, "goes on with the form as it was"))
        assert told(pilot, file)
        assert screen.form is before
        await type_text(pilot, "!")
        pilot.app.clear_notifications()
        target = every_kind.with_suffix(".docx")
        await pilot.press("f12")
        await until(pilot, target.exists)
        change(forms / file, new, old)
        await until(pilot, lambda: screen.letter.form is screen.form and not screen.form.templates)
        assert snapshot_of(every_kind).answers["words"] == "one !two"


async def test_a_field_that_goes_keeps_its_answer_in_reach(opened: Opened, every_kind: Path, forms: Path) -> None:
    """Its answer is named, shown by a command, and back with the field."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = await in_words(pilot, "one two")
        text = (forms / "form.toml").read_text(encoding="utf-8")
        start = text.index("[fields.words]")
        end = text.index("[fields.", start + 1)
        without = (text[:start] + text[end:]).replace('"words", ', "").replace(', "words"', "")
        (forms / "letter.md.j2").write_text("# {{ subject }}\n", encoding="utf-8")
        (forms / "help.md").write_text("", encoding="utf-8")
        (forms / "form.toml").write_text(without, encoding="utf-8")
        await until(pilot, lambda: told(pilot, "Kept, without a field"))
        assert "words" not in screen.form.fields
        await screen.action_loose_answers()
        shown = pilot.app.screen
        assert isinstance(shown, HelpScreen)
        assert "one two" in shown.text
        await pilot.press("escape")
        (forms / "form.toml").write_text(text, encoding="utf-8")
        await until(pilot, lambda: told(pilot, "(words) is new"))
        assert snapshot_of(every_kind).answers["words"] == "one two"


async def test_a_form_that_is_removed_leaves_the_old_one(opened: Opened, every_kind: Path, forms: Path) -> None:
    """Taking the folder away under an open visit changes nothing of it."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = await in_words(pilot, "one two")
        forms.rename(forms.with_name("away"))
        await until(pilot, lambda: told(pilot, "there is no form every-kind"))
        await type_text(pilot, "!")
        assert "words" in screen.form.fields
        assert snapshot_of(every_kind).answers["words"] == "one !two"


async def test_a_visit_opens_without_its_form(opened: Opened, every_kind: Path, forms: Path) -> None:
    """It says so, and goes on with the form that it kept: the walk, typing, the letter."""
    forms.rename(forms.with_name("away"))
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        assert told(pilot, "open with the form as it kept it")
        await in_words(pilot, "still here")
        target = every_kind.with_suffix(".docx")
        await pilot.press("f12")
        await until(pilot, target.exists)
        assert snapshot_of(every_kind).answers["words"] == "still here"


async def test_what_has_no_field_any_more_is_told_on_opening(opened: Opened, every_kind: Path, forms: Path) -> None:
    """Each time the visit is opened, not only the first time after the change."""
    with Visit.open(every_kind) as visit:
        visit.put(load_form("every-kind").fields["count"], 7)
    text = (forms / "form.toml").read_text(encoding="utf-8")
    text = text.replace('"count", ', "").replace('[fields.count]\nkind = "number"\n', "")
    (forms / "form.toml").write_text(text, encoding="utf-8")
    load_form.cache_clear()
    for changed in (True, False):
        async with opened(every_kind.parent, SIZE, every_kind) as pilot:
            assert told(pilot, "Kept, without a field in the form: Count")
            assert told(pilot, "Count (count) is gone") == changed
            await pilot.press("alt+home")
            await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
            assert isinstance(pilot.app.screen, HelpScreen)
            assert "Count (count)\n7" in pilot.app.screen.text
