"""Opening a visit for the screen: to write where that can be, else to read, and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hmi_visit.problems import Problem
from hmi_visit.visit.file import Visit
from hmi_visit.visit.finality import Finalised
from hmi_visit.visit.lock import Lock
from hmi_visit.visit.sniff import check_is_visit


def open_for_screen(path: Path, warn: Callable[[str], None], *, take_over: bool = False) -> Visit:
    """A visit to write, held by this window; or to read alone, where it cannot be written or is open elsewhere.

    `warn` is told why it is to be read alone. Raises a Problem where it cannot be opened at all.
    """
    check_is_visit(path)
    lock = Lock(path)
    holder = lock.take(force=take_over)
    if holder is not None:
        visit = Visit.open(path, writing=False)
        more = "" if holder.here else " Alt+K takes it over, if you know that it is closed there."
        warn(f"{holder}. It is opened to read: what is typed there appears here.{more}")
        return visit
    try:
        visit = Visit.open(path)
        visit.lock = lock
        return visit
    except Finalised as final:
        lock.release()
        warn(f"This visit was finalised on {final.event.moment}. It is opened to read; Alt+U reopens it.")
        return Visit.open(path, writing=False)
    except Problem as problem:
        lock.release()
        try:
            visit = Visit.open(path, writing=False)
        except Problem:
            raise problem from None
        warn(str(problem))
        return visit
