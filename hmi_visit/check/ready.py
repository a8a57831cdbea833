"""What stands between a visit and its being final. Whatever asks before finalising asks here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem, shortened
from hmi_visit.visit import answers, asides
from hmi_visit.visit.connection import together
from hmi_visit.visit.file import Visit
from hmi_visit.visit.finalise import finalise
from hmi_visit.visit.finality import Event
from hmi_visit.visit.progress import missing

if TYPE_CHECKING:
    from hmi_visit.check.query import Query

_MISSING = "HV101"
"""The rule about missing answers, which are named together here."""
_MOST = 8


@dataclass(frozen=True, slots=True)
class Ready:
    """How ready a visit is."""

    lines: tuple[str, ...]
    """What the visit lacks, a line each, in plain words."""
    musts: tuple[Query, ...]
    """What must be mended, or set aside with a reason, before it is final."""

    @property
    def asks(self) -> str:
        """What is wanted before it is final; empty where nothing is."""
        count = len(self.musts)
        many = "1 query must be mended, or set aside" if count == 1 else f"{count} queries must be mended, or set aside"
        return f"{many} with a reason" if count else ""


def readiness(form: Form, visit: Visit) -> Ready:
    """What must be mended before the visit is final, and what else a person is told first."""
    from hmi_visit.check.aside import parted
    from hmi_visit.check.engine import queries
    from hmi_visit.check.query import Severity

    snapshot = visit.snapshot()
    stand, _ = parted(queries(form, snapshot), snapshot.asides)
    musts = tuple(query for query in stand if query.severity is Severity.MUST)
    return Ready(tuple(_lines(form, visit, musts)), musts)


def finalise_with(visit: Visit, musts: tuple[Query, ...], reason: str) -> Event:
    """Set aside what still must be mended, all for one reason, and lock the visit; the event says how many and why.

    Raises a Problem where something must be mended and no reason is given.
    """
    if not musts:
        return finalise(visit)
    if not reason.strip():
        raise Problem(Ready((), musts).asks, where=str(visit.path))
    with together(visit.db):
        for code, field, words in dict.fromkeys((q.code, q.field, q.text) for q in musts):
            asides.add(visit.db, code, field, words, reason)
    return finalise(visit, f"{len(musts)} set aside: {reason.strip()}")


def _lines(form: Form, visit: Visit, musts: tuple[Query, ...]) -> Iterator[str]:
    if lacking := missing(form, answers.read_all(visit.db)):
        yield f"Not yet answered: {', '.join(lacking)}."
    for name, typed in answers.not_understood(visit.db):
        label = form.fields[name].label if name in form.fields else name
        yield f"Not understood, and so not in the letter: {label}, “{typed}”."
    told = [query for query in musts if query.code != _MISSING]
    for query in told[:_MOST]:
        words = f" “{shortened(query.text)}”" if query.text and query.text not in query.message else ""
        where = query.place or "the visit"
        yield f"To be mended, or set aside with a reason: {where}{words}: {query.message} ({query.code})"
    if len(told) > _MOST:
        yield f"And {len(told) - _MOST} more to be mended: hmi-visit check tells them."
