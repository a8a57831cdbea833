"""What a person is told before a visit is finalised. Whatever asks before finalising asks here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from hmi_visit.form.model import Form
from hmi_visit.visit import answers
from hmi_visit.visit.file import Visit
from hmi_visit.visit.progress import missing


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
