"""Checks while one writes: counted on the steps, marked in the texts, mended and set aside by a key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Item
from hmi_visit.tui.screens.dialogs import Ask, Listing
from hmi_visit.tui.screens.item import ItemScreen
from hmi_visit.tui.screens.queries import QueriesScreen
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.tui.widgets.bars import StatusBar
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.margin import Margin
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.history import states_of
from tests.tui.conftest import Opened, type_text, until, words_on

SLIP = "I met the the head. They were glad."


def on(pilot: Pilot[Any]) -> VisitScreen:
    """The visit that is open."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, VisitScreen))


async def checked(pilot: Pilot[Any], *, code: str, stands: bool = True) -> None:
    """Check now, and wait until a rule asks, or asks no more."""
    on(pilot).check_now()
    await until(pilot, lambda: (code in {q.code for q in on(pilot).checked.stand}) is stands)
    await pilot.pause()


ROOMS = """
[fields.rooms]
kind = "group"
[fields.rooms.fields.name]
kind = "line"
[fields.rooms.fields.story]
kind = "prose"
"""


@pytest.fixture
def slip(every_kind: Path) -> Path:
    """A visit with a doubled word in its prose, in an item of a list, and in items of two sorts of groups."""
    folder = every_kind.parent.parent / "forms" / "every-kind"
    words = (folder / "form.toml").read_text(encoding="utf-8").replace('"parts"]', '"parts", "rooms"]')
    (folder / "form.toml").write_text(words + ROOMS, encoding="utf-8")
    load_form.cache_clear()
    form = load_form("every-kind")
    every_kind.unlink()
    with Visit.create(every_kind, form) as visit:
        visit.put(form.fields["subject"], "Quay School")
        visit.put(form.fields["words"], SLIP)
        visit.put(form.fields["points"], ["Read more.", "Write to to them."])
        parts: list[Item] = [{"name": "One", "text": "All is well."}, {"text": "To the the end."}]
        visit.put(form.fields["parts"], parts)
        rooms: list[Item] = [{"name": "Hall"}, {"name": "Library", "story": "I saw the the books."}]
        visit.put(form.fields["rooms"], rooms)
    return every_kind


def code_of(slip: Path) -> str:
    """The rule about doubled words."""
    from hmi_visit.check.engine import queries

    found = queries(load_form("every-kind"), snapshot_of(slip))
    return next(query.code for query in found if query.field == "words" and query.mend is not None)


async def test_a_pause_marks_what_a_reader_would_say(opened: Opened, slip: Path, size: tuple[int, int]) -> None:
    """Without a key: the step is counted, the row has a sign, the words are underlined, and the line says why."""
    async with opened(slip.parent, size, slip) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: on(pilot).checked.stand)
        await pilot.pause()
        editor = pilot.app.focused
        assert isinstance(editor, Editor)
        assert "~" in next(row for row in words_on(on(pilot).query_one(StepList)).splitlines() if "Long" in row)
        assert "~ I met" in words_on(editor)
        ink = [seg for strip in editor.render_lines(editor.size.region) for seg in strip if seg.style]
        under = "".join(seg.text for seg in ink if seg.style and seg.style.underline)
        assert under.split() == ["the", "the"] or under.split() == ["the"]
        editor.move_cursor((0, SLIP.index("the the") + 5))
        await pilot.pause()
        assert str(on(pilot).query_one(StatusBar).render()).startswith("~ ")


async def test_typing_moves_the_marks(opened: Opened, slip: Path) -> None:
    """Marks stay under their words while one types before them."""
    async with opened(slip.parent, (80, 24), slip) as pilot:
        await pilot.press("f4")
        code = code_of(slip)
        await checked(pilot, code=code)
        editor = pilot.app.focused
        assert isinstance(editor, Editor)
        assert editor.margin is not None
        before = {mark.query.text for mark in editor.margin.queries if mark.query}
        await pilot.press("ctrl+home")
        await type_text(pilot, "So ")
        assert {editor.get_text_range(m.start, m.stop) for m in editor.margin.queries} == before


async def test_what_is_overtaken_is_dropped(opened: Opened, slip: Path) -> None:
    """A run of the checks during which something is typed shows nothing."""
    async with opened(slip.parent, (80, 24), slip) as pilot:
        await checked(pilot, code=code_of(slip))
        shown = on(pilot).checked
        on(pilot).check_now()
        on(pilot).checks.drop()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert on(pilot).checked is shown


async def test_one_key_mends_at_the_cursor(opened: Opened, slip: Path) -> None:
    """Exactly the words meant are replaced; undo brings them back, and the history has both."""
    form = load_form("every-kind")
    async with opened(slip.parent, (80, 24), slip) as pilot:
        await pilot.press("f4")
        await checked(pilot, code=code_of(slip))
        editor = pilot.app.focused
        assert isinstance(editor, Editor)
        editor.move_cursor((0, SLIP.index("the the") + 5))
        await pilot.press("alt+shift+y")
        assert snapshot_of(slip).answers["words"] == "I met the head. They were glad."
        await pilot.press("ctrl+z")
        assert snapshot_of(slip).answers["words"] == SLIP
        await pilot.press("ctrl+y")
        texts = [state.value for state in states_of(on(pilot).visit.db, form.fields["words"], 0)]
        assert texts[-2:] == [SLIP, "I met the head. They were glad."]


async def test_the_list_mends_and_undoes(opened: Opened, slip: Path, size: tuple[int, int]) -> None:
    """In the list one key mends a text, a list's item and an item of a group, each as one change that undoes."""
    async with opened(slip.parent, size, slip) as pilot:
        code = code_of(slip)
        await checked(pilot, code=code)
        await pilot.press("alt+t")
        screen = pilot.app.screen
        assert isinstance(screen, QueriesScreen)
        doubled = [n for n, row in enumerate(screen.rows) if row.query.code == code]
        assert len(doubled) == 4
        await pilot.press(*["down"] * doubled[0], "m", "m", "m", "m")
        answers = snapshot_of(slip).answers
        assert answers["words"] == "I met the head. They were glad."
        assert answers["points"] == ["Read more.", "Write to them."]
        assert answers["parts"] == [{"name": "One", "text": "All is well."}, {"text": "To the end."}]
        assert answers["rooms"] == [{"name": "Hall"}, {"name": "Library", "story": "I saw the books."}]
        await until(pilot, lambda: code not in {row.query.code for row in screen.rows})
        await pilot.press("u", "u", "u", "u")
        assert snapshot_of(slip).answers["words"] == SLIP
        await pilot.press("escape")
        await pilot.pause()


async def test_words_that_changed_are_left_alone(opened: Opened, slip: Path) -> None:
    """A mend whose words another program has changed since writes nothing, and says so."""
    async with opened(slip.parent, (80, 24), slip) as pilot:
        code = code_of(slip)
        await checked(pilot, code=code)
        await pilot.press("alt+t")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QueriesScreen)
        with Visit.open(slip) as other:
            other.put(load_form("every-kind").fields["words"], "I met these the heads.")
        await pilot.press(*["down"] * next(n for n, row in enumerate(screen.rows) if row.query.code == code), "m")
        await pilot.pause()
        assert snapshot_of(slip).answers["words"] == "I met these the heads."
        assert any("no longer stand" in str(n.message) for n in pilot.app._notifications)


async def test_setting_aside_takes_a_reason_and_goes_back(opened: Opened, slip: Path) -> None:
    """It is kept with its reason, neither counted nor marked, and one key asks again; `w` says why the rule asks."""
    async with opened(slip.parent, (80, 24), slip) as pilot:
        code = code_of(slip)
        await checked(pilot, code=code)
        await pilot.press("alt+t")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, QueriesScreen)
        await pilot.press(*["down"] * next(n for n, row in enumerate(screen.rows) if row.query.code == code), "w")
        assert isinstance(pilot.app.screen, Listing)
        assert "Why:" in words_on(pilot.app.screen.query(Static)[1])
        await pilot.press("escape", "s", "enter")
        await pilot.pause()
        assert snapshot_of(slip).asides == ()
        await pilot.press("s")
        assert isinstance(pilot.app.screen, Ask)
        await type_text(pilot, "her own words\n")
        await until(pilot, lambda: on(pilot).checked.aside)
        (aside,) = snapshot_of(slip).asides
        assert (aside.code, aside.reason) == (code, "her own words")
        await pilot.press("end", "b")
        await until(pilot, lambda: not on(pilot).checked.aside)
        assert snapshot_of(slip).asides == ()


async def test_enter_goes_to_the_words(opened: Opened, slip: Path, size: tuple[int, int]) -> None:
    """Into a text at its column, an item of a list at its line, and an item of a group, which opens."""
    async with opened(slip.parent, size, slip) as pilot:
        code = code_of(slip)
        await checked(pilot, code=code)
        found = [query for query in on(pilot).checked.stand if query.code == code]
        assert len(found) == 4
        for query in found:
            await on(pilot).go_to_query(query)
            await pilot.pause()
            editor = pilot.app.focused
            assert isinstance(editor, Editor)
            row, column = editor.cursor_location
            assert editor.document.get_line(row)[column:].startswith(query.text)
            assert isinstance(pilot.app.screen, ItemScreen) is str(query.field).startswith("rooms[1]")
            if isinstance(pilot.app.screen, ItemScreen):
                await pilot.press("escape")


async def test_reading_ease_is_shown(opened: Opened, slip: Path) -> None:
    """Sentence lengths, the formula by its name, the hardest sentences."""
    async with opened(slip.parent, (80, 24), slip) as pilot:
        await pilot.press("alt+shift+r")
        assert isinstance(pilot.app.screen, Listing)
        assert "Flesch" in words_on(pilot.app.screen.query(Static)[1])


def test_margin_has_both_signs() -> None:
    """The query's sign stands before the evidence's; the gravest of a row is shown."""
    from hmi_visit.check.query import Query, Severity

    margin = Margin()
    lines = ["one two three", "four"]
    margin.set(lines, [(0, 7, "•")])
    asked = [
        Query("HV1", severity, "f", 1, 1, text, "", None, 0)
        for severity, text in ((Severity.CONSIDER, "one"), (Severity.MUST, "two"))
    ]
    margin.ask(lines, [(0, asked[0]), (4, asked[1])])
    assert [margin.sign(0, 0, 13), margin.sign(1, 0, 4)] == ["!•", "  "]
    assert margin.under(0, 13) == [(0, 3), (4, 7)]
    mark = margin.query_at((0, 5))
    assert mark is not None
    assert mark.query is asked[1]
    margin.ask(["one tw"], [(4, asked[1])])
    assert margin.queries == []
