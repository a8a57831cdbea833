"""What a person is told before a visit is finalised. Whatever asks before finalising asks here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from hmi_visit.form.model import Form
from hmi_visit.problems import shortened
from hmi_visit.visit import answers
from hmi_visit.visit.file import Visit
from hmi_visit.visit.progress import missing

_MISSING = "HV101"
"""The rule about missing answers, which are named together here."""
_MOST = 8


def concerns(form: Form, visit: Visit) -> list[str]:
    """What the visit lacks, a line each, in plain words.

    It may be finalised all the same: a letter says for itself what it waits for.
    """
    return list(_concerns(form, visit))


def _concerns(form: Form, visit: Visit) -> Iterator[str]:
    if lacking := missing(form, answers.read_all(visit.db)):
        yield f"Not yet answered: {', '.join(lacking)}."
    for name, typed in answers.not_understood(visit.db):
        label = form.fields[name].label if name in form.fields else name
        yield f"Not understood, and so not in the letter: {label}, “{typed}”."
    yield from _to_be_mended(form, visit)


def _to_be_mended(form: Form, visit: Visit) -> Iterator[str]:
    """What the checks say must be mended and nobody has set aside, apart from answers that are missing."""
    from hmi_visit.check.aside import parted
    from hmi_visit.check.engine import queries
    from hmi_visit.check.query import Severity

    snapshot = visit.snapshot()
    stand, _ = parted(queries(form, snapshot, ignore=[_MISSING]), snapshot.asides)
    musts = [query for query in stand if query.severity is Severity.MUST]
    for query in musts[:_MOST]:
        words = f" “{shortened(query.text)}”" if query.text and query.text not in query.message else ""
        where = query.place or "the visit"
        yield f"To be mended, or set aside with a reason: {where}{words}: {query.message} ({query.code})"
    if len(musts) > _MOST:
        yield f"And {len(musts) - _MOST} more to be mended: hmi-visit check tells them."
