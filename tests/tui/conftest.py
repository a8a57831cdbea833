"""What the tests of screens share: a folder with the samples, the program on it at a size, and a form of every kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from hmi_visit.form.load import load_form
from hmi_visit.tui.app import VisitApp
from hmi_visit.visit.exchange import import_file
from hmi_visit.visit.file import Visit
from hmi_visit.where import templates_folder
from tests.laying import lay_form

Opened = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]

EVERY_KIND = """
title = "Every kind"
[[steps]]
name = "short"
fields = ["subject", "day", "month", "count", "sure", "colour"]
[[steps]]
name = "long"
fields = ["words", "parts"]
[[steps]]
name = "lists"
fields = ["address", "points"]
[[steps]]
name = "end"
shows = "letter"
[fields.subject]
kind = "line"
role = "subject"
required = true
[fields.day]
kind = "date"
role = "date"
[fields.month]
kind = "month"
[fields.count]
kind = "number"
[fields.sure]
kind = "flag"
[fields.colour]
kind = "choice"
choices = [{ value = "red", label = "Red", key = "r" }, { value = "blue", label = "Blue", key = "b" }]
[fields.words]
kind = "prose"
required = true
[fields.parts]
kind = "group"
[fields.parts.fields.name]
kind = "line"
[fields.parts.fields.text]
kind = "prose"
[fields.parts.fields.points]
kind = "group"
[fields.parts.fields.points.fields.point]
kind = "line"
[fields.address]
kind = "lines"
[fields.points]
kind = "list"
role = "areas"
"""


@pytest.fixture(params=[(80, 24), (200, 60)], ids=["80x24", "200x60"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The smallest common terminal, and a large one."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture
def folder(own_machine: Path) -> Path:
    """A folder with a visit from each form's sample."""
    folder = own_machine / "visits"
    for sample in sorted(templates_folder().glob("*/sample.json")):
        import_file(sample, folder).close()
    return folder


@pytest.fixture
def opened(own_machine: Path) -> Opened:
    """The program at a size, on a folder or on a visit."""

    @asynccontextmanager
    async def run(folder: Path, size: tuple[int, int], visit: Path | None = None) -> AsyncIterator[Pilot[Any]]:
        app = VisitApp(folder, Visit.open(visit) if visit else None)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot
            app.close_visits()

    return run


@pytest.fixture
def every_kind(own_machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new visit of a form that has a field of every kind: a folder of three files and nothing else."""
    forms = own_machine / "forms"
    letter = "# {{ subject }}\n\n{{ words }}\n"
    lay_form(forms, "every-kind", EVERY_KIND, letter=letter, guidance="## words\n\nWrite.\n")
    monkeypatch.setenv("HMI_VISIT_FORMS", str(forms))
    load_form.cache_clear()
    path = own_machine / "visits" / "one.sqlite"
    path.parent.mkdir()
    Visit.create(path, load_form("every-kind")).close()
    return path


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Type characters, each a key press of its own, as fast as the program takes them."""
    for character in text:
        key = "enter" if character == "\n" else _character_to_key(character)
        pilot.app.post_message(events.Key(key, "\r" if character == "\n" else character))
    await pilot.pause()


async def until(pilot: Pilot[Any], true: Callable[[], object]) -> None:
    """Let the program work until something is so."""
    for _ in range(200):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("this did not come about")


def words_on(widget: Widget) -> str:
    """The characters that a widget shows."""
    rows = widget.render_lines(widget.size.region)
    return "\n".join(row.text.rstrip() for row in rows)
