"""Draws the README's picture: the demo, open at a prose field with the letter beside it.

python scripts/picture.py
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from hmi_visit.tui.app import VisitApp
from hmi_visit.tui.widgets.letter_view import LetterView
from hmi_visit.visit.exchange import import_file
from hmi_visit.where import templates_folder

PICTURE = Path(__file__).parent.parent / "docs" / "visit.svg"


async def draw(folder: Path) -> None:
    """Open a sample, go to its main text, show the letter, and keep what the screen shows."""
    visit = import_file(templates_folder() / "ri-monitoring-2015" / "sample.json", folder)
    app = VisitApp(folder, visit)
    async with app.run_test(size=(132, 36)) as pilot:
        await pilot.press("f7", "f4", "f4", "f4")
        while not any(view.rows for view in app.screen.query(LetterView)):
            await pilot.pause(0.1)
        await pilot.pause(1)
        PICTURE.parent.mkdir(exist_ok=True)
        app.save_screenshot(str(PICTURE))
        app.close_visits()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(draw(Path(made)))
    sys.exit(0)
