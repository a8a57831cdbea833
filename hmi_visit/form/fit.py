"""How a form differs from an earlier version of itself, and what of an answer fits a field that has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hmi_visit.form.model import Field, Form, Kind, Value
from hmi_visit.form.values import LIST_KINDS, check_value
from hmi_visit.problems import Problem

_NUMBER = re.compile(r"(0|-?[1-9][0-9]{0,14})\Z")


def differences(before: Form, after: Form) -> list[str]:
    """What was added to a form, what is gone from it and what changed its kind, in a person's words; then whether its
    standard wording changed. Empty where answers and letter are what they were."""
    found = list(_fields(before.fields, after.fields, ""))
    words = [after.wording[name].label for name in after.wording if name in before.wording
             and after.wording[name].text != before.wording[name].text]  # fmt: skip
    found += [f"its standard wording changed: {', '.join(words)}"] if words else []
    gone = [wording.label for name, wording in before.wording.items() if name not in after.wording]
    return found + ([f"a standard paragraph is gone: {', '.join(gone)}"] if gone else [])


def fits(field: Field, value: Value) -> bool:
    """Whether this is a value of the field."""
    try:
        check_value(field, value, field.name)
    except Problem:
        return False
    return True


def as_kind_of(field: Field, kind: Kind, value: Value) -> Value | None:
    """An answer of another kind as an answer to this field, where nothing of it is lost; None where it is no answer.

    A line is prose and a list of one; lines are prose of as many lines, and back; a number or a date is a line.
    """
    if kind is Kind.GROUP or field.kind is Kind.GROUP:
        return None
    for candidate in _candidates(field.kind, value):
        if fits(field, candidate):
            return candidate
    return None


def _candidates(to: Kind, value: Value) -> Iterator[Value]:
    yield value
    text = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
    if isinstance(value, bool):
        return
    if to in LIST_KINDS and all(line.strip() for line in text.split("\n")):  # a list would drop a blank line
        yield text.split("\n")
    elif to is Kind.NUMBER and _NUMBER.match(text):
        yield int(text)
    elif to in (Kind.PROSE, Kind.LINE, Kind.DATE, Kind.MONTH, Kind.CHOICE):
        yield text


def _fields(before: Mapping[str, Field], after: Mapping[str, Field], within: str) -> Iterator[str]:
    for name, field in after.items():
        place = f"{within}{name}"
        old = before.get(name)
        if old is None:
            yield f"{field.label} ({place}) is new"
        elif old.kind is not field.kind:
            yield f"{field.label} ({place}) was of the kind {old.kind} and is {field.kind}"
        else:
            gone = [c.label for c in old.choices if field.choice(c.value) is None]
            if gone:
                yield f"{field.label} ({place}) has no choice {', '.join(gone)} any more"
            inner = ({f.name: f for f in old.fields}, {f.name: f for f in field.fields})
            yield from _fields(*inner, f"{place}.")
    for name, field in before.items():
        if name not in after:
            yield f"{field.label} ({within}{name}) is gone"
