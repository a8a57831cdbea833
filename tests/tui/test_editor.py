"""The editor: exact text, kept before it is painted, and nothing changed in silence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.strip import Strip

from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.visit.characters import unprintable


class Watched(Editor):
    """An editor that writes down what happens to it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, keep=self.note_kept, **options)
        self.kept: list[str] = []
        self.happened: list[str] = []

    def note_kept(self, text: str) -> None:
        """Keep."""
        self.kept.append(text)
        self.happened.append("kept")

    def render_line(self, y: int) -> Strip:
        """Paint."""
        self.happened.append(f"painted {y}")
        return super().render_line(y)


class OneEditor(App[None]):
    """An app with one editor, and keys of its own."""

    BINDINGS = [Binding("f6,f7,up,down", "note_key", show=False)]
    CSS = "Editor { height: 10; }"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__()
        self.editor = Watched(*args, **options)
        self.messages: list[str] = []
        self.keys = 0

    def compose(self) -> ComposeResult:
        """The editor."""
        yield self.editor

    def action_note_key(self) -> None:
        """A key came as far as the app."""
        self.keys += 1

    def on_editor_noticed(self, event: Editor.Noticed) -> None:
        """Something was said."""
        self.messages.append(event.message)

    def on_editor_submitted(self, event: Editor.Submitted) -> None:
        """Enter was pressed."""
        assert event.control is self.editor
        self.messages.append("submitted")


async def test_a_change_is_kept_before_it_is_painted() -> None:
    """Each key calls keep once with the whole text, and only then is a row drawn."""
    app = OneEditor("text")
    async with app.run_test() as pilot:
        for key, text in (("a", "atext"), ("b", "abtext"), ("backspace", "atext"), ("ctrl+z", "abtext")):
            app.editor.happened.clear()
            await pilot.press(key)
            await pilot.pause()
            assert app.editor.kept[-1] == text
            assert app.editor.happened[0] == "kept"
            assert app.editor.happened.count("kept") == 1
            assert any(what.startswith("painted") for what in app.editor.happened)


async def test_every_way_of_changing_the_text_keeps_it() -> None:
    """Paste, cut, replace, undo and redo keep the text that then stands there; load and moves keep nothing."""
    app = OneEditor()
    async with app.run_test() as pilot:
        editor = app.editor
        editor.load("one two")
        editor.action_cursor_right()
        assert editor.kept == []
        app.post_message(events.Paste("<p\n>"))
        await pilot.pause()
        editor.replace("1", (0, 0), (0, 1))
        editor.history.checkpoint()
        editor.action_delete_left()
        editor.action_undo()
        editor.action_redo()
        editor.select_all()
        editor.action_cut()
        editor.action_undo()
        assert editor.kept == [
            "o<p\n>ne two",
            "1<p\n>ne two",
            "1<p\nne two",
            "1<p\n>ne two",
            "1<p\nne two",
            "",
            "1<p\nne two",
        ]


async def test_load_begins_a_fresh_history() -> None:
    """After load nothing can be undone: undo never brings another field's text."""
    app = OneEditor("first")
    async with app.run_test() as pilot:
        await pilot.press("x")
        app.editor.load("second")
        await pilot.press("ctrl+z")
        assert app.editor.text == "second"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.text(max_size=10))
def test_text_comes_back_as_it_went_in(text: str, typed: str) -> None:
    """What XML can hold is exact, line separators and controls above U+0080 included; the rest has stand-ins."""
    editor = Editor(text)
    editor.insert(typed, editor.document.end)
    expected = [part.replace("\r\n", "\n").replace("\r", "\n") for part in (text, typed)]
    for part in expected:
        assert len(part) <= len(editor.text)
    whole = "".join(expected)
    assert len(editor.text) == len(whole)
    assert all(ours == theirs or unprintable(theirs) for ours, theirs in zip(editor.text, whole, strict=True))
    assert not unprintable(editor.text)


async def test_only_the_rows_touched_are_drawn() -> None:
    """A letter typed into a full window draws one row, a move to another row two."""
    app = OneEditor("\n".join(f"line {n}" for n in range(30)))
    async with app.run_test() as pilot:
        await pilot.press("down", "down")
        await pilot.pause()
        app.editor.happened.clear()
        await pilot.press("x")
        await pilot.pause()
        assert set(app.editor.happened) == {"kept", "painted 2"}
        app.editor.happened.clear()
        await pilot.press("down")
        await pilot.pause()
        assert set(app.editor.happened) == {"painted 2", "painted 3"}


async def test_what_cannot_be_held_is_replaced_and_named() -> None:
    """Pasted control characters become visible, and the notice says how many and where in the text they stand."""
    app = OneEditor("ab")
    async with app.run_test() as pilot:
        await pilot.press("right")
        app.post_message(events.Paste("\x07c\r\nd\x00"))
        await pilot.pause()
        assert app.editor.text == "a␇c\nd␀b"
        (said,) = app.messages
        assert "2 characters" in said
        assert "line 1, column 2; line 2, column 2" in said


async def test_a_single_line_stays_one() -> None:
    """Enter submits; a paste of several lines is joined with spaces, which is said; nothing is lost."""
    app = OneEditor("", single=True)
    async with app.run_test() as pilot:
        await pilot.press("a", "enter")
        app.post_message(events.Paste("b\n\nc d\n"))
        await pilot.pause()
        assert app.editor.text == "ab c d"
        assert app.messages == ["submitted", "2 lines were joined into one, with spaces between them"]
        app.post_message(events.Paste("e\n"))
        await pilot.pause()
        assert app.editor.text == "ab c de"
        assert len(app.messages) == 2


async def test_up_and_down_leave_a_single_line() -> None:
    """At its first and last row the keys go on to the app; between the rows of a long one they move the cursor."""
    app = OneEditor("word " * 30, single=True)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("up")
        assert app.keys == 1
        await pilot.press("down")
        assert (app.keys, app.editor.cursor_location[1] > 0) == (1, True)
        await pilot.press("down", "down", "down")
        assert app.keys > 1


async def test_the_programs_own_keys_are_free() -> None:
    """F6 and F7 pass through to the app, the other keys of TextArea stay."""
    app = OneEditor("one two")
    async with app.run_test() as pilot:
        await pilot.press("f6", "f7")
        assert app.keys == 2
        assert app.editor.selected_text == ""
        await pilot.press("ctrl+e", "ctrl+w")
        assert app.editor.text == "one "


def test_words_follow_the_text() -> None:
    """The count is that of the text as it stands, marks alone not counted."""
    editor = Editor("- two words\n\n| a |\n- two words")
    assert editor.words == 5
    editor.insert("more ")
    assert editor.words == 6


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
@pytest.mark.parametrize("no_colour", [False, True])
async def test_cursor_and_selection_are_seen(monkeypatch: pytest.MonkeyPatch, theme: str, no_colour: bool) -> None:
    """In each theme, and without colours, the cursor and what is selected look unlike the text around them."""
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    app = OneEditor("one two three")
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.press("shift+right", "shift+right")
        await pilot.pause()
        y, x = app.editor.content_region.y, app.editor.content_region.x
        (strip,) = app.screen._compositor.render_strips()[y : y + 1]
        styles = [style_at(strip, x + column) for column in (0, 2, 5)]
        assert styles[1].reverse
        assert len(set(map(look, styles))) == 3
        if no_colour:
            assert styles[0].reverse


def style_at(strip: Strip, x: int) -> Style:
    """The style of a cell."""
    (segment,) = [segment for segment in strip.crop(x, x + 1) if segment.text]
    assert segment.style is not None
    return segment.style


def look(style: Style) -> tuple[object, ...]:
    """What a style looks like."""
    return style.color, style.bgcolor, style.reverse, style.underline


async def test_a_placeholder_is_shown_while_there_is_no_text() -> None:
    """It goes when something is typed and is never part of the text."""
    app = OneEditor(placeholder="What was seen [and heard]")
    async with app.run_test() as pilot:
        assert "What was seen [and heard]" in app.editor.render_line(0).text
        await pilot.press("x")
        assert app.editor.render_line(0).text.strip() == "x"
        assert app.editor.text == "x"


async def test_a_click_puts_the_cursor_where_it_points() -> None:
    """Behind a tab and a wide character too."""
    app = OneEditor("one\na\t字b")
    async with app.run_test() as pilot:
        left, top = app.editor.content_region.offset - app.editor.region.offset
        await pilot.click(app.editor, offset=(left + 6, top + 1))
        assert app.editor.cursor_location == (1, 3)
