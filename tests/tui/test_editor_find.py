"""Finding text in an editor."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Label

from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.find import FindBar, matches

TEXT = "Reading is good.\nMore reading (and reading) is READ.\nNothing else."


class Finding(App[None]):
    """An editor and a bar to find in it."""

    BINDINGS = [("ctrl+f", "find", "Find")]

    def compose(self) -> ComposeResult:
        """The editor above, the bar below."""
        yield Editor(TEXT, id="text")
        yield FindBar()

    def on_mount(self) -> None:
        """Begin in the editor."""
        self.query_one("#text", Editor).focus()

    def action_find(self) -> None:
        """Open the bar."""
        self.query_one(FindBar).open(self.query_one("#text", Editor))

    @property
    def state(self) -> tuple[str, str, tuple[int, int]]:
        """What is selected in the editor, what the bar says, where the cursor is."""
        editor = self.query_one("#text", Editor)
        return editor.selected_text, str(self.query_one("#find-count", Label).content), editor.selection.start


def test_matches_are_places_in_order_whatever_the_case() -> None:
    """What is looked for is text, not a pattern, and places do not overlap."""
    assert [place.start for place in matches(TEXT.split("\n"), "READ")] == [(0, 0), (1, 5), (1, 18), (1, 30)]
    assert matches(["aaa"], "aa")[0].end == (0, 2)
    assert len(matches(["aaa", "a.a"], "a.")) == 1
    assert matches(["abc"], "") == []


async def test_find_goes_along_with_the_typing_and_round_the_ends() -> None:
    """The first place is shown while one types; Enter, down and up go on, back and round."""
    app = Finding()
    async with app.run_test() as pilot:
        await pilot.press("down", "ctrl+f", *"read")
        await pilot.pause()
        assert app.state == ("read", "2 of 4", (1, 5))
        await pilot.press("enter", "down")
        await pilot.pause()
        assert app.state == ("READ", "4 of 4", (1, 30))
        await pilot.press("enter")
        await pilot.pause()
        assert app.state == ("Read", "1 of 4", (0, 0))
        await pilot.press("up")
        await pilot.pause()
        assert app.state == ("READ", "4 of 4", (1, 30))
        await pilot.press("x")
        await pilot.pause()
        assert app.state == ("", "not found", (1, 0))


async def test_escape_goes_back_and_tab_stays() -> None:
    """Escape leaves the cursor where it was before, tab at the place found; both give the keyboard to the editor."""
    app = Finding()
    async with app.run_test() as pilot:
        await pilot.press("right", "ctrl+f", *"noth", "escape")
        await pilot.pause()
        editor = app.query_one("#text", Editor)
        assert (editor.cursor_location, editor.has_focus) == ((0, 1), True)
        assert not app.query_one(FindBar).display
        await pilot.press("ctrl+f", *"noth", "tab")
        await pilot.pause()
        assert (editor.selected_text, editor.has_focus) == ("Noth", True)
        assert editor.text == TEXT
