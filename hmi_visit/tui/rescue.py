"""While the disk fails: writing what is not on disk to another place, and asking before it would be left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen

from hmi_visit.files import write_synced
from hmi_visit.tui.keeper import Keeper


async def send_elsewhere(screen: Screen[None], keeper: Keeper) -> None:
    """Ask for a file in another place and write there what is not on disk."""
    keeper.try_again()
    if not keeper.at_risk:
        screen.app.notify("Everything is on disk: there is nothing to write elsewhere.")
        return

    def answered(name: str | None) -> None:
        if name:
            try:
                write_apart(Path(name).expanduser(), keeper.texts_at_risk)
            except OSError as error:
                why = os.strerror(error.errno or 0)
                screen.app.notify(f"{name}: it cannot be written ({why}); try another place.", severity="error")
            else:
                screen.app.notify(f"What is not on disk is in {name}, and is still tried here.", timeout=12)

    proposed = Path.home() / f"{keeper.visit.path.stem}-unsaved.txt"
    from hmi_visit.tui.screens.dialogs import Ask

    await screen.app.push_screen(Ask("Write what is not on disk to which file?", str(proposed)), answered)


def write_apart(path: Path, texts: Sequence[str]) -> None:
    """Write texts to a new file that its owner alone can read, synced. Raises OSError."""
    write_synced(path, ("\n\n".join(texts) + "\n").encode())


async def leave_when_safe(app: App[Any], keepers: Sequence[Keeper], leave: Callable[[], None]) -> None:
    """Leave; but ask first where text is not on disk and would be gone."""
    for keeper in keepers:
        keeper.try_again()
    at_risk = [keeper for keeper in keepers if keeper.at_risk]
    if not at_risk:
        leave()
        return

    def answered(yes: bool | None) -> None:
        if yes:
            leave()

    count = sum(len(keeper.texts_at_risk) for keeper in at_risk)
    what = "1 text is" if count == 1 else f"{count} texts are"
    question = f"{what} not safe on the disk and may be lost. Alt+E in the visit writes them to another place."
    from hmi_visit.tui.screens.dialogs import Confirm

    await app.push_screen(Confirm(question, "leave, and perhaps lose it"), answered)
