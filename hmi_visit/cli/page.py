"""A visit as a page of plain text: read from above, it is the walk."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from hmi_visit.form.model import Field, Form, Kind, Role, Shows, Step, Value
from hmi_visit.form.values import LIST_KINDS, is_empty, spoken
from hmi_visit.visit.loose import Loose
from hmi_visit.visit.model import Entry, Snapshot
from hmi_visit.visit.progress import missing, visit_progress
from hmi_visit.visit.times import clock

_WIDTH = 88
_INDENT = "  "
MISSING = "not yet answered"
WITHOUT_FIELD = "Answers without a field in this form"


def page(form: Form, visit: Snapshot, unclear: Mapping[str, str], loose: Sequence[Loose] = ()) -> str:
    """The whole visit. `unclear` has what was typed in fields where it is not understood yet, `loose` the answers that
    the form has no field for."""
    subject, day = (form.with_role(role) for role in (Role.SUBJECT, Role.DATE))
    done = visit_progress(form, visit.answers)
    lines = [
        *(
            spoken(field, visit.answers.get(field.name)) or f"{field.label}: {MISSING}"
            for field in (subject, day)
            if field
        ),
        form.title,
        f"{done.done} of {done.of} required answers given",
    ]
    for step in form.steps:
        lines += ["", step.title, "─" * len(step.title), *_step(form, step, visit, unclear)]
    if loose:
        lines += ["", WITHOUT_FIELD, "─" * len(WITHOUT_FIELD), *(line for answer in loose for line in _loose(answer))]
    return "\n".join(lines)


def _step(form: Form, step: Step, visit: Snapshot, unclear: Mapping[str, str]) -> Iterator[str]:
    for field in form.step_fields(step):
        typed = unclear.get(field.name)
        yield from _answer(field, visit.answers.get(field.name), f"“{typed}” is not understood yet" if typed else "")
    if step.shows is Shows.ENTRIES:
        for entry in visit.entries:
            yield from _entry(entry)
        if not visit.entries:
            yield "No evidence entries."
    if step.shows is Shows.LETTER:
        left = missing(form, visit.answers)
        yield f"Not yet answered: {', '.join(left)}" if left else "Every required answer is given."


def _answer(field: Field, value: Value | None, note: str, depth: int = 0) -> Iterator[str]:
    """One field: on one line where it is short, else below its label."""
    indent = _INDENT * depth
    head = f"{indent}{field.label} ({field.name}):" if depth == 0 else f"{indent}{field.label}:"
    if note or value is None or is_empty(value):
        yield f"{head} {note or (MISSING if field.required else '–')}"
    elif field.kind is Kind.GROUP and isinstance(value, list):
        yield head
        for number, item in enumerate(value, 1):
            yield f"{indent}{_INDENT}{number}."
            for inner in field.fields:
                if isinstance(item, dict) and inner.name in item:
                    yield from _answer(inner, item[inner.name], "", depth + 2)
    elif field.kind in LIST_KINDS and isinstance(value, list):
        yield head
        for number, line in enumerate(value, 1):
            mark = f"{number}. " if field.kind is Kind.LIST else ""
            yield from _wrapped(f"{mark}{line}", f"{indent}{_INDENT}", " " * len(mark))
    elif field.kind is Kind.PROSE:
        yield head
        yield from _wrapped(str(value), f"{indent}{_INDENT}")
    else:
        yield f"{head} {spoken(field, value)}"


def _loose(answer: Loose) -> Iterator[str]:
    yield f"{answer.label} ({answer.where}):"
    yield from _wrapped(answer.words, _INDENT)


def _entry(entry: Entry) -> Iterator[str]:
    about = f"about {', '.join(map(str, entry.about))}" if entry.about else ""
    whom = f"with {', '.join(entry.with_whom)}" if entry.with_whom else ""
    known = (f"{entry.when[:10]} {clock(entry.when)}".strip(), entry.activity, whom, about, entry.sign)
    yield "  ".join([entry.name, *(part for part in known if part)])
    yield from _wrapped(entry.text, _INDENT)


def _wrapped(text: str, indent: str, hang: str = "") -> Iterator[str]:
    """Lines no wider than the page; a word that is wider stands whole."""
    for line in text.split("\n"):
        wrapped = textwrap.wrap(
            line, _WIDTH, initial_indent=indent, subsequent_indent=indent + hang, expand_tabs=False,
            replace_whitespace=False, break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        yield from wrapped or [""]
