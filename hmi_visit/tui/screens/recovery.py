"""A damaged visit: what was found, in plain words, and the ways on. Whatever is chosen, both sides are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from hmi_visit.problems import Problem, shortened

if TYPE_CHECKING:
    from hmi_visit.tui.app import VisitApp
    from hmi_visit.visit.backups import Backup
    from hmi_visit.visit.compare import Change
    from hmi_visit.visit.model import Snapshot
    from hmi_visit.visit.salvage import Salvaged

_NAMED, _SIDE = 20, 160
"""So many places are told, and so many characters of each side."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found of a damaged visit."""

    path: Path
    damage: str
    salvaged: Salvaged
    backup: Backup | None
    backed_up: Snapshot | None
    changes: Sequence[Change]
    """From what can be read to the backup."""


def look_at(path: Path) -> Look | None:
    """Look at a visit that would not open; None where it is not damaged, or where there is nothing to offer."""
    from hmi_visit.visit.backups import newest_sound
    from hmi_visit.visit.compare import compare
    from hmi_visit.visit.file import snapshot_of
    from hmi_visit.visit.salvage import damage, preview

    what = damage(path)
    if not what:
        return None
    salvaged = preview(path)
    try:
        backup = newest_sound(path)
        backed_up = snapshot_of(backup.path) if backup else None
    except Problem:  # the drive with the backups is not there
        backup, backed_up = None, None
    if backup is None and salvaged.snapshot is None:
        return None
    both = salvaged.snapshot is not None and backed_up is not None
    changes = compare(salvaged.snapshot, backed_up) if both and salvaged.snapshot and backed_up else []
    return Look(path, what, salvaged, backup, backed_up, changes)


def told(look: Look) -> str:
    """What was found, for a person."""
    return "\n".join(_told(look))


def _told(look: Look) -> Iterator[str]:
    yield f"{look.path.name}: {look.damage}."
    yield "Nothing is written to the damaged file, and it is kept, whatever you choose."
    yield ""
    found = look.salvaged
    yield f"What can still be read of it: {_size(found.snapshot)}."
    told = (
        ("Missing", found.missing),
        ("Taken from the visit's own history", found.from_history),
        ("Doubtful, and taken over as it reads now", found.doubtful),
    )
    for heading, names in told:
        if names:
            more = f"; and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            yield f"{heading}: {'; '.join(names[:_NAMED])}{more}."
    yield ""
    if look.backup is None:
        yield "There is no sound backup of it."
        return
    yield f"The newest sound backup was made on {look.backup.made_at.replace('T', ' at ')}: {_size(look.backed_up)}."
    if found.snapshot is None:
        return
    if not look.changes:
        yield "It says the same as what can be read."
        return
    yield f"It differs from what can be read in {len(look.changes)} place{'s' if len(look.changes) != 1 else ''}:"
    for change in look.changes[:_NAMED]:
        yield f"  {change.place}"
        yield f"    read now:   {_side(change.before)}"
        yield f"    the backup: {_side(change.after)}"
    if len(look.changes) > _NAMED:
        yield f"  and {len(look.changes) - _NAMED} more"


def _size(visit: Snapshot | None) -> str:
    if visit is None:
        return "nothing"
    entries = len(visit.entries)
    return f"{len(visit.answers)} answers and {entries} evidence {'entry' if entries == 1 else 'entries'}"


def _side(words: str) -> str:
    return shortened(" ".join(words.split()), _SIDE) or "nothing"


class RecoveryScreen(ModalScreen[str | None]):
    """Shows what was found; `b` the backup, `s` what can be read, Escape leaves it."""

    BINDINGS = [
        ("b", "choose('backup')", "The backup"),
        ("s", "choose('salvage')", "What can be read"),
        ("escape", "dismiss(None)", "Leave it"),
    ]

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look

    def compose(self) -> ComposeResult:
        """What was found, and the keys that there are."""
        with Vertical(classes="dialog -large"):
            yield Static("This visit is damaged", classes="question", markup=False)
            with VerticalScroll():
                yield Static(told(self.look), markup=False, id="told")
            keys = ["b: open the backup in its place"] if self.look.backup else []
            keys += ["s: open what can be read, as a new visit beside it"] if self.look.salvaged.snapshot else []
            yield Static("\n".join([*keys, "Esc: leave it as it is"]), classes="keys", markup=False)

    def action_choose(self, way: str) -> None:
        """Take one of the ways that there are."""
        if self.look.backup if way == "backup" else self.look.salvaged.snapshot:
            self.dismiss(way)


async def offer_recovery(app: VisitApp, path: Path) -> bool:
    """Show what can be done about a visit that would not open; False where it is not damaged or nothing can."""
    try:
        look = await asyncio.to_thread(look_at, path)
    except Problem:
        return False
    if look is None:
        return False

    def chosen(way: str | None) -> None:
        if way:
            app.call_later(_recover, app, look, way)

    await app.push_screen(RecoveryScreen(look), chosen)
    return True


async def _recover(app: VisitApp, look: Look, way: str) -> None:
    """Do what was chosen, say where the other side is kept, and open the visit."""
    from hmi_visit.visit.restore import restore
    from hmi_visit.visit.salvage import salvage

    try:
        if way == "backup" and look.backup is not None:
            done = await asyncio.to_thread(restore, look.path, look.backup.path)
            path, kept = done.path, done.kept
        else:
            path = (await asyncio.to_thread(salvage, look.path)).path or look.path
            kept = look.path
    except Problem as problem:
        app.notify(str(problem), severity="error", timeout=15)
        return
    app.notify(f"The damaged file is kept: {kept}. hmi-visit salvage reads what can be read of it.", timeout=15)
    await app.open_visit(path)
