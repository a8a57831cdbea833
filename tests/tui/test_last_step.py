"""A visit opens at the step where it was left, and nothing of that is written into it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from hmi_visit.tui import last_step
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.visit.file import Visit
from hmi_visit.where import steps_file
from tests.tui.conftest import Opened

SIZE = (80, 24)


async def test_a_visit_opens_where_it_was_left(opened: Opened, every_kind: Path) -> None:
    """The step is remembered by the visit's id, whatever the file is called then; the file itself is as it was."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        await pilot.press("f4", "f4")
        assert isinstance(pilot.app.screen, VisitScreen)
        left = pilot.app.screen.step.name
    moved = every_kind.rename(every_kind.with_name("moved.sqlite"))
    before = moved.read_bytes()
    async with opened(moved.parent, SIZE, moved) as pilot:
        assert isinstance(pilot.app.screen, VisitScreen)
        assert pilot.app.screen.step.name == left != pilot.app.screen.form.steps[0].name
        await pilot.press("f3")
    assert moved.read_bytes() == before


@pytest.mark.parametrize("there", ["", "[", "[1]", '{"a": {"b": 1}}', '"x"'])
def test_what_cannot_be_read_is_forgotten(there: str) -> None:
    """Nobody is troubled by it, and it is written anew."""
    steps_file().parent.mkdir(parents=True)
    steps_file().write_text(there, encoding="utf-8")
    assert last_step.last_step("one") == ""
    last_step.remember_step("one", "end")
    assert last_step.last_step("one") == "end"


def test_the_last_ones_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit that is left again is new again; the file does not grow for ever, and is its owner's alone."""
    monkeypatch.setattr(last_step, "MOST", 2)
    for visit in ("one", "two", "one", "three"):
        last_step.remember_step(visit, f"step of {visit}")
    found = [last_step.last_step(visit) for visit in ("one", "two", "three")]
    if sys.platform != "win32":
        assert stat.S_IMODE(steps_file().stat().st_mode) == 0o600
    assert found == ["step of one", "", "step of three"]


async def test_a_step_that_the_form_has_no_more(opened: Opened, every_kind: Path) -> None:
    """The visit begins at the first."""
    with Visit.open(every_kind, writing=False) as visit:
        last_step.remember_step(visit.id, "gone")
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        assert isinstance(pilot.app.screen, VisitScreen)
        assert pilot.app.screen.step is pilot.app.screen.form.steps[0]


def test_a_disk_that_refuses_costs_nothing(own_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written, nothing is remembered and nothing said."""
    in_the_way = own_machine / "file"
    in_the_way.write_text("")
    monkeypatch.setattr(last_step, "steps_file", lambda: in_the_way / "steps.json")
    last_step.remember_step("one", "end")
    assert last_step.last_step("one") == ""
