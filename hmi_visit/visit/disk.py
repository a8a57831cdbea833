"""What a visit needs to know of the file system: whether it may write, and which file it has."""

from __future__ import annotations

import os
from pathlib import Path


def can_write(path: Path) -> bool:
    """Whether a visit's file and folder are ones that this user may write to."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
