"""The bin of the folder of visits: a folder inside it. Visits are moved there and back, and deleted only on purpose."""

from __future__ import annotations

import os
from pathlib import Path

from hmi_visit.problems import Problem
from hmi_visit.visit.folder import free_path, make_folder, move, settle_alone
from hmi_visit.visit.listing import BIN, list_visits
from hmi_visit.visit.lock import lock_path


def bin_visit(path: Path) -> Path:
    """Move a visit to the bin of its folder; its path there."""
    make_folder(path.parent / BIN)
    return move(path, free_path(path.parent / BIN, path.name))


def unbin_visit(path: Path) -> Path:
    """Bring a visit back from the bin; its path in the folder."""
    return move(path, free_path(path.parent.parent, path.name))


def binned_visits(folder: Path) -> list[Path]:
    """The visits in the bin of a folder, last changed first."""
    return [listed.path for listed in list_visits(folder / BIN)]


def delete_binned(path: Path) -> None:
    """Delete a visit in the bin for good: its file and its log. Raises a Problem where somebody has it open.

    Backups of it and letters from it are no part of the bin, and stay.
    """
    if path.parent.name != BIN:
        raise Problem("this visit is not in the bin", where=str(path), mend="move it there first")
    settle_alone(path)
    try:
        for name in (Path(f"{path}-wal"), Path(f"{path}-shm"), lock_path(path), path):
            name.unlink(missing_ok=True)
    except OSError as error:
        raise Problem(f"it cannot be deleted ({os.strerror(error.errno or 0)})", where=str(path)) from None
