"""Every kind of field in its own widget: typed, understood, kept."""

from __future__ import annotations

from pathlib import Path

from hmi_visit.form.model import Value
from hmi_visit.tui.screens.item import ItemScreen
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.tui.widgets.field_view import FieldView
from hmi_visit.visit.file import snapshot_of
from hmi_visit.visit.times import now
from tests.tui.conftest import Opened, type_text, until

Size = tuple[int, int]


def kept(path: Path) -> dict[str, Value]:
    """The answers as another program reads them from the file."""
    return dict(snapshot_of(path).answers)


async def test_short_fields_are_typed_one_after_the_other(opened: Opened, every_kind: Path, size: Size) -> None:
    """Enter goes on from line to line; dates and months are understood; choices and flags take one key."""
    async with opened(every_kind.parent, size, every_kind) as pilot:
        await type_text(pilot, "Northgate School\n27/6/14\n2/14\n12\n")
        await pilot.press("y", "tab", "b")
        await pilot.pause()
        assert kept(every_kind) == {
            "subject": "Northgate School",
            "day": "2014-06-27",
            "month": "2014-02",
            "count": 12,
            "sure": True,
            "colour": "blue",
        }
        shown = {v.field.name: str(v.query_one(".note").render()) for v in pilot.app.screen.query(FieldView).results()}
        assert shown["day"] == "Friday 27 June 2014"
        assert shown["month"] == "February 2014"


async def test_a_date_that_does_not_exist_is_kept_as_typed(opened: Opened, every_kind: Path, size: Size) -> None:
    """What is no date yet is kept as it was typed, said to be none, and is there again on opening."""
    async with opened(every_kind.parent, size, every_kind) as pilot:
        await pilot.press("tab")
        await type_text(pilot, "31/2/2024")
        view = pilot.app.screen.query(FieldView)[1]
        assert "not a date" in str(view.query_one(".note").render())
    assert kept(every_kind)["day"] == ""
    async with opened(every_kind.parent, size, every_kind) as pilot:
        assert pilot.app.screen.query(FieldView)[1].query_one("Editor").text == "31/2/2024"  # type: ignore[attr-defined]


async def test_a_date_is_shown_again_as_one_would_type_it(opened: Opened, every_kind: Path) -> None:
    """On opening, a date stands in words without its weekday, and the weekday below."""
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        await pilot.press("tab")
        await type_text(pilot, "27/6/14")
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        view = pilot.app.screen.query(FieldView)[1]
        assert view.query_one("Editor").text == "27 June 2014"  # type: ignore[attr-defined]
        assert str(view.query_one(".note").render()) == "Friday 27 June 2014"


async def test_today_is_understood(opened: Opened, every_kind: Path) -> None:
    """`today` is a date."""
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        await pilot.press("tab")
        await type_text(pilot, "today")
        assert kept(every_kind)["day"] == now().date().isoformat()


async def test_a_choice_can_be_taken_back(opened: Opened, every_kind: Path, size: Size) -> None:
    """Arrows walk through the choices and Backspace takes the answer back."""
    async with opened(every_kind.parent, size, every_kind) as pilot:
        await pilot.press(*["tab"] * 5, "r", "right")
        assert kept(every_kind)["colour"] == "blue"
        await pilot.press("backspace")
        assert kept(every_kind)["colour"] == ""


async def test_prose_is_kept_at_every_key(opened: Opened, every_kind: Path, size: Size) -> None:
    """After each key the file holds what stands on the screen, undo and redo included."""
    async with opened(every_kind.parent, size, every_kind) as pilot:
        await pilot.press("f4")
        text = ""
        for character in "You *do*":
            await type_text(pilot, character)
            text += character
            assert kept(every_kind)["words"] == text
        await pilot.press("ctrl+z")
        undone = str(kept(every_kind)["words"])
        assert undone != text
        assert text.startswith(undone)
        await pilot.press("ctrl+y")
        assert kept(every_kind)["words"] == text


async def test_undo_works_after_another_step(opened: Opened, every_kind: Path) -> None:
    """Going to another step and back keeps the text's history of undo."""
    async with opened(every_kind.parent, (80, 24), every_kind) as pilot:
        await pilot.press("f4")
        await type_text(pilot, "one")
        await pilot.press("f4", "f3", "ctrl+z")
        assert kept(every_kind)["words"] == ""


async def test_a_list_is_pasted_and_reordered(opened: Opened, every_kind: Path, size: Size) -> None:
    """Many lines are pasted at once, without the bullets of the document they come from, and moved by a key."""
    from textual.events import Paste

    async with opened(every_kind.parent, size, every_kind) as pilot:
        await pilot.press("f4", "f4")
        await type_text(pilot, "1 High Street\nTidewick")
        await pilot.press("tab")
        pilot.app.post_message(Paste("• first\r\n- second\n\n\u2022\tthird"))
        await until(pilot, lambda: "points" in kept(every_kind))
        assert kept(every_kind)["address"] == ["1 High Street", "Tidewick"]
        assert kept(every_kind)["points"] == ["first", "second", "third"]
        await pilot.press("alt+up")
        assert kept(every_kind)["points"] == ["first", "third", "second"]
        await pilot.press("ctrl+down")
        assert kept(every_kind)["points"] == ["first", "second", "third"]


async def test_a_group_is_worked_on_in_the_tree(opened: Opened, every_kind: Path, size: Size) -> None:
    """Its items are places under the step: added, typed, moved, taken out by keys; inner items open alone."""
    async with opened(every_kind.parent, size, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        await pilot.press("f4", "tab", "insert")
        await until(pilot, lambda: screen.place)
        await type_text(pilot, "Part one\nWords")
        await pilot.press("tab", "insert")
        await until(pilot, lambda: isinstance(pilot.app.screen, ItemScreen))
        await type_text(pilot, "inner")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert kept(every_kind)["parts"] == [{"name": "Part one", "text": "Words", "points": [{"point": "inner"}]}]
        await pilot.press("escape", "insert")
        await type_text(pilot, "Part two")
        await pilot.press("escape", "alt+up")
        assert [item["name"] for item in kept(every_kind)["parts"]] == ["Part two", "Part one"]  # type: ignore[union-attr, index]
        await pilot.press("delete")
        assert [item["name"] for item in kept(every_kind)["parts"]] == ["Part one"]  # type: ignore[union-attr, index]
