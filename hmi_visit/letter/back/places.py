"""Answers by their paths in a visit, and what a person calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, cast

from hmi_visit.form.model import Field, Form, Item, Value
from hmi_visit.letter.trace import Source

Way: TypeAlias = "tuple[str | int, ...]"
"""The path of an answer, as `trace.Source` has it."""


def answer_at(answers: Mapping[str, Value], way: Way) -> Value | None:
    """What an answer says; None where there is none."""
    held: object = answers
    for step in way:
        if isinstance(step, int):
            held = held[step] if isinstance(held, list) and step < len(held) else None
        else:
            held = cast("Item", held).get(step) if isinstance(held, Mapping) else None
    return cast("Value | None", held)


def label_of(form: Form, source: Source) -> str:
    """What a person calls an answer or paragraph: its label, and the items that it stands in."""
    if source.field is None:
        wording = form.wording.get(str(source.path[0]))
        return wording.label if wording else str(source.path[0])
    fields: Mapping[str, Field] = form.fields
    labels: list[str] = []
    for step in source.path:
        if isinstance(step, int):
            labels[-1] += f" {step + 1}"
        elif step in fields:
            labels.append(fields[step].label)
            fields = {inner.name: inner for inner in fields[step].fields}
    return ", ".join(labels)
