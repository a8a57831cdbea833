"""How far a visit is: what is answered, and what is not. Pure functions over a form and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hmi_visit.form.model import Field, Form, Step, Value
from hmi_visit.form.values import is_empty


@dataclass(frozen=True, slots=True)
class Progress:
    """Required answers given, of all that are required."""

    done: int
    of: int

    @property
    def complete(self) -> bool:
        """Whether nothing that is required is missing."""
        return self.done == self.of


def is_missing(field: Field, answers: Mapping[str, Value]) -> bool:
    """Whether a required answer is absent or empty."""
    return field.required and is_empty(answers.get(field.name))


def missing(form: Form, answers: Mapping[str, Value]) -> list[str]:
    """The labels of the required fields without an answer, in the order of the walk."""
    walk = (form.fields[name] for step in form.steps for name in step.fields)
    return [field.label for field in walk if is_missing(field, answers)]


def step_progress(form: Form, step: Step, answers: Mapping[str, Value]) -> Progress:
    """How far one step is."""
    needed = [f for f in form.step_fields(step) if f.required]
    return Progress(sum(not is_missing(f, answers) for f in needed), len(needed))


def visit_progress(form: Form, answers: Mapping[str, Value]) -> Progress:
    """How far the whole visit is."""
    needed = [f for f in form.fields.values() if f.required]
    return Progress(sum(not is_missing(f, answers) for f in needed), len(needed))
