"""Painting a part of the screen, and what else would come between a key and its character."""

from __future__ import annotations

import gc
from pathlib import Path
from unittest.mock import patch

from textual._compositor import Compositor
from textual.geometry import Region

from hmi_visit.tui import rubbish
from hmi_visit.tui.painting import NarrowCompositor
from hmi_visit.tui.screens.visit import VisitScreen
from tests.tui.conftest import Opened, type_text

SIZE = (120, 40)
PARTS = [
    {Region(0, 0, 120, 1)},
    {Region(40, 12, 30, 1)},
    {Region(100, 0, 20, 1), Region(45, 20, 25, 2)},
    {Region(3, 5, 50, 9), Region(60, 30, 60, 10), Region(0, 39, 120, 1)},
]


async def test_a_part_is_painted_as_the_stock_compositor_paints_it(opened: Opened, folder: Path) -> None:
    """The same characters go to the terminal, whichever regions are painted."""
    async with opened(folder, SIZE, sorted(folder.glob("*.sqlite"))[0]) as pilot:
        compositor, console = pilot.app.screen._compositor, pilot.app.console
        assert isinstance(compositor, NarrowCompositor)
        for parts in PARTS:
            compositor._dirty_regions = {*parts}
            narrow = compositor.render_partial_update()
            compositor._dirty_regions = {*parts}
            stock = Compositor.render_partial_update(compositor)
            assert narrow
            assert stock
            assert narrow.render_segments(console) == stock.render_segments(console) != ""


async def test_a_key_and_the_mark_of_what_is_kept_bring_no_new_layout(opened: Opened, every_kind: Path) -> None:
    """The first key after a save changes the mark too; the screen is not laid out again for it."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, VisitScreen)
        with patch.object(VisitScreen, "_refresh_layout", autospec=True) as laid_out:
            await type_text(pilot, "a")
            screen._on_timer_update()
        assert screen.keeper.writes
        assert not laid_out.called


def test_the_search_for_rubbish_leaves_out_the_screens_until_they_go() -> None:
    """What there is when a screen stands is left out, and taken in again."""
    rubbish.leave_out()
    try:
        assert gc.get_freeze_count()
    finally:
        rubbish.take_in()
    assert not gc.get_freeze_count()
