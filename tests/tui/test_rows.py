"""The list that draws only what is on the screen."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from hmi_visit.tui.widgets.rows import Rows


class Listed(App[None]):
    """A list of so many rows."""

    CSS = "Rows { height: 10; }"

    def __init__(self, count: int) -> None:
        super().__init__()
        self.asked: list[int] = []
        self.said: list[str] = []
        self.rows = Rows(self.row, count, empty="Press n for a new one.")

    def row(self, index: int) -> Content | str:
        """A plain string, every other one styled."""
        self.asked.append(index)
        return f"[{index}] plain\x1b" if index % 2 else Content.styled(f"row {index}", "bold")

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.rows

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """The cursor moved."""
        assert event.control is self.rows
        self.said.append(f"at {event.index}")

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """A row was chosen."""
        assert event.control is self.rows
        self.said.append(f"chose {event.index}")

    @property
    def screen_lines(self) -> list[str]:
        """What is on the screen."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def test_ten_thousand_rows_cost_what_ten_cost() -> None:
    """Only rows on the screen are asked for, and no widget is built for any."""
    app = Listed(10_000)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert set(app.asked) == set(range(10))
        assert not list(app.rows.children)
        app.asked.clear()
        await pilot.press("end")
        await pilot.pause()
        assert app.rows.cursor == 9_999
        assert {index for index in app.asked if index > 9} == set(range(9_990, 10_000))


async def test_the_keys_move_and_choose() -> None:
    """Each key moves as it says, stays within the list, and tells where it came to."""
    app = Listed(30)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("up", "down", "down", "pagedown", "enter", "end", "down", "pageup", "home")
        await pilot.pause()
        assert app.said == ["at 1", "at 2", "at 11", "chose 11", "at 29", "at 20", "at 0"]


async def test_a_move_draws_two_rows() -> None:
    """The row that the cursor left and the one that it came to."""
    app = Listed(30)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        app.asked.clear()
        await pilot.press("down")
        await pilot.pause()
        assert set(app.asked) == {0, 1}


@pytest.mark.parametrize("no_colour", [False, True])
async def test_the_cursor_row_is_marked(monkeypatch: pytest.MonkeyPatch, no_colour: bool) -> None:
    """By a mark that needs no colour; text is shown as it is, brackets and controls included."""
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    app = Listed(3)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert app.screen_lines[:4] == ["  row 0", "› [1] plain␛", "  row 2", ""]
        if no_colour:
            strip = app.screen._compositor.render_strips()[1]
            assert all(segment.style is not None and segment.style.reverse for segment in strip if segment.text)


async def test_a_click_moves_and_a_second_one_chooses() -> None:
    """A click below the last row does nothing."""
    app = Listed(4)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(app.rows, offset=(5, 2))
        assert app.said == ["at 2"]
        await pilot.click(app.rows, offset=(5, 8))
        await pilot.click(app.rows, offset=(5, 2))
        assert app.said == ["at 2", "chose 2"]


async def test_an_empty_list_says_what_to_do() -> None:
    """Its text stands there, keys and Enter do nothing, and rows that come take its place."""
    app = Listed(0)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("down", "enter", "end")
        assert app.said == []
        assert app.screen_lines[0].strip() == "Press n for a new one."
        app.rows.show(2, cursor=1)
        await pilot.pause()
        assert app.screen_lines[:2] == ["  row 0", "› [1] plain␛"]


async def test_a_shorter_list_keeps_the_cursor_within() -> None:
    """The cursor goes to the last row that there is."""
    app = Listed(50)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("end")
        app.rows.show(5, cursor=49)
        await pilot.pause()
        assert app.rows.cursor == 4
        assert app.screen_lines[4].startswith("› ")
