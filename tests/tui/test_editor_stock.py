"""The editor does what Textual's own TextArea does, and leaves no row on the screen as it was when it changed."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.widgets import TextArea

from hmi_visit.tui.widgets.editor import Editor

WORDS = ["a", "word", " ", " ", "– ", "long-and-unbroken-word", "字", "e\u0301", "(", ")", "\n", "two\nlines "]
TEXT = st.lists(st.sampled_from(WORDS), max_size=25).map("".join)
MOVES = ("up", "down", "left", "right", "word_left", "word_right", "line_start", "line_end")
DELETES = ("left", "right", "word_left", "word_right", "line", "to_start_of_line", "to_end_of_line")
STEP = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(WORDS)),
    st.tuples(st.sampled_from([f"cursor_{move}" for move in MOVES]), st.booleans()),
    st.tuples(
        st.sampled_from(
            [
                *(f"delete_{what}" for what in DELETES),
                *("undo", "redo", "cut", "paste", "select_all", "select_line", "cursor_page_up", "cursor_page_down"),
            ]
        )
    ),
)


class Both(App[None]):
    """The editor beside Textual's text area, of the same size."""

    CSS = "Editor, TextArea { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        """One and the other."""
        with Horizontal():
            yield Editor(id="ours")
            yield TextArea(id="stock", highlight_cursor_line=False)

    @property
    def areas(self) -> tuple[Editor, TextArea]:
        """Both of them."""
        return self.query_one("#ours", Editor), self.query_one("#stock", TextArea)


def do(area: TextArea, step: tuple[object, ...]) -> None:
    """Do one thing in a text area."""
    name, *arguments = step
    if name == "type":
        text = str(arguments[0])
        area.replace(text, *area.selection, maintain_selection_offset=False)
    else:
        getattr(area, f"action_{name}")(*arguments)


def drawn(area: TextArea) -> list[str]:
    """What a text area draws now, row by row, without the mark that TextArea puts on selected empty lines."""
    area._theme.apply_css(area)
    return [area.render_line(y).text.replace("▌", " ").rstrip() for y in range(area.content_size.height)]


def assert_same(ours: Editor, stock: TextArea) -> None:
    """Same text, selection, rows, scroll and cells."""
    assert ours.text == stock.text
    assert ours.selection == stock.selection
    assert ours.wrapped_document.location_to_offset(ours.cursor_location) == ours._cursor_offset
    assert stock.wrapped_document.location_to_offset(stock.cursor_location) == ours._cursor_offset
    assert ours.scroll_offset == stock.scroll_offset
    assert ours.wrapped_document.lines == stock.wrapped_document.lines
    assert ours.wrapped_document.height == stock.wrapped_document.height
    assert drawn(ours) == drawn(stock)


async def test_edits_and_moves_end_where_they_end_in_textarea() -> None:
    """Any sequence of edits, moves, undo and redo gives the same text, cursor, scroll, rows and drawing."""
    app = Both()
    async with app.run_test(size=(50, 10)) as pilot:
        ours, stock = app.areas
        ours.focus()
        await pilot.pause()

        @settings(max_examples=120, deadline=None)
        @given(TEXT, st.lists(STEP, max_size=12))
        def same_for(text: str, steps: list[tuple[object, ...]]) -> None:
            app.copy_to_clipboard("pasted text, \nof two lines")
            ours.load(text)
            stock.load_text(text)
            for step in steps:
                do(ours, step)
                do(stock, step)
                stock.scroll_cursor_visible()  # which it forgets when an edit adds rows at the end
                assert_same(ours, stock)

        same_for()


async def test_no_row_on_the_screen_is_stale() -> None:
    """After each of many edits and moves the screen shows the cursor, and what drawing all of it anew would show."""
    app = Both()
    rng = random.Random(7)
    async with app.run_test(size=(50, 12)) as pilot:
        ours, _stock = app.areas
        ours.load(" ".join(rng.choices(WORDS, k=120)))
        ours.focus()
        await pilot.pause()
        everything = Region(0, 0, *ours.outer_size)
        for number in range(150):
            kind = rng.random()
            if kind < 0.5:
                do(ours, ("type", rng.choice(WORDS)))
            elif kind < 0.8:
                do(ours, (f"cursor_{rng.choice(MOVES)}", rng.random() < 0.4))
            else:
                do(ours, (rng.choice(["undo", "redo", "delete_left", "delete_word_left", "cut", "select_line"]),))
            if number == 75:
                await pilot.resize_terminal(60, 14)
                everything = Region(0, 0, *ours.outer_size)
            await pilot.pause()
            assert 0 <= ours._cursor_offset[1] - ours.scroll_offset.y < ours.content_size.height
            shown = ours.render_lines(everything)
            ours._styles_cache.clear()
            assert shown == ours.render_lines(everything)


async def test_a_resize_and_a_long_paste_give_the_same_rows() -> None:
    """The rows are TextArea's after another width, a paste of many lines, its undo and its redo."""
    app = Both()
    async with app.run_test(size=(50, 12)) as pilot:
        ours, stock = app.areas
        ours.focus()
        paste = "\n".join("word " * n for n in range(40))
        for area in (ours, stock):
            area.insert(paste)
        await pilot.pause()
        assert_same(ours, stock)
        await pilot.resize_terminal(76, 20)
        await pilot.pause()
        stock.scroll_cursor_visible()  # TextArea leaves the cursor outside the window
        assert_same(ours, stock)
        ours.undo()  # TextArea itself raises here: its cursor is beyond the text when the scroll bar goes
        await pilot.pause()
        assert (ours.text, ours.scroll_offset.y, drawn(ours)[0]) == ("", 0, "")
        ours.redo()
        await pilot.pause()
        assert_same(ours, stock)
