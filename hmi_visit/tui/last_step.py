"""At which step each visit was left, so that it opens there again: ids and names of steps, and nothing else.

Kept among this machine's own state and not in the visit: where somebody looked is no change of it.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from hmi_visit.where import steps_file

MOST = 500
"""So many visits are remembered, those that were left last."""


def last_step(visit_id: str) -> str:
    """The name of the step at which a visit was left; empty where that is not known."""
    return _read(steps_file()).get(visit_id, "")


def remember_step(visit_id: str, step: str) -> None:
    """Remember at which step a visit is left. Where that cannot be written, it is forgotten."""
    path = steps_file()
    known = _read(path)
    if not visit_id or list(known.items())[-1:] == [(visit_id, step)]:
        return
    known.pop(visit_id, None)
    known[visit_id] = step
    draft = path.with_name(f".{os.urandom(8).hex()}.new")
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
                json.dump(dict(list(known.items())[-MOST:]), file)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, str]:
    """What is remembered; nothing where it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(key): str(step) for key, step in found.items()} if isinstance(found, dict) else {}
