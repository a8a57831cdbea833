"""Finalising a visit and reopening it: deliberate, and recorded in the visit."""

from __future__ import annotations

import contextlib
import sqlite3

from hmi_visit.problems import Problem
from hmi_visit.visit import finality
from hmi_visit.visit.connection import together
from hmi_visit.visit.file import Visit
from hmi_visit.visit.finality import Event, What


def finalise(visit: Visit, why: str = "") -> Event:
    """Save the visit, keep its states, and lock it against change. Raises a Problem, and locks nothing, where that
    cannot be done or where it is final already. `why` is recorded with it."""
    if event := visit.final:
        raise finality.Finalised(event, visit.path)
    visit.save()
    with together(visit.db):
        visit.keep_states()
        event = finality.record(visit.db, What.FINALISED, why)
    with contextlib.suppress(sqlite3.Error):  # it is in the log, and closing brings it into the one file
        visit.save()
    return event


def reopen(visit: Visit, reason: str) -> Event:
    """Open a final visit to change again, and record why. Raises a Problem where there is no reason, or nothing to
    reopen."""
    if not reason.strip():
        raise Problem("a visit is reopened for a reason, which is recorded", mend="say why")
    if not visit.final:
        raise Problem("this visit is not finalised: it is open to change", where=str(visit.path))
    return finality.record(visit.db, What.REOPENED, reason.strip())
