"""A line of a visit's text and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from hmi_visit.check.lines import Sort, lines_of
from hmi_visit.check.text import Text, text_of
from hmi_visit.form.model import Field, Item, Kind, Role, Value
from hmi_visit.form.values import LIST_KINDS


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of text and where it stands."""

    field: Field | None
    """None for a standard paragraph in the visit's own words."""
    path: str
    line: int
    of: int
    """How many lines the field has."""
    sort: Sort
    start: int
    """Where the line begins in its field's text; 0 in a list."""
    text: Text

    @property
    def role(self) -> Role | None:
        """The role of its field."""
        return self.field.role if self.field else None

    @property
    def in_list(self) -> bool:
        """Whether it is an item of a list field."""
        return self.field is not None and self.field.kind in LIST_KINDS


def lines_of_field(field: Field, path: str, value: Value | None) -> Iterator[Passage]:
    """The lines of an answer; those of a group with the path to each."""
    if field.kind is Kind.GROUP and isinstance(value, list):
        for index, answers in enumerate(cast("list[Item]", value)):
            for inner in field.fields:
                yield from lines_of_field(inner, f"{path}[{index}].{inner.name}", answers.get(inner.name))
    elif field.kind in LIST_KINDS and isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield Passage(field, path, number, len(value), Sort.ITEM, 0, text_of(str(item)))
    elif field.kind is Kind.PROSE and isinstance(value, str):
        yield from lines_of_prose(field, path, value)
    elif field.kind is Kind.LINE and isinstance(value, str) and value.strip():
        yield Passage(field, path, 1, 1, Sort.PARAGRAPH, 0, text_of(value))


def lines_of_prose(field: Field | None, path: str, value: str) -> list[Passage]:
    """The lines of a prose text."""
    lines = lines_of(value)
    return [
        Passage(field, path, number, len(lines), line.sort, line.start, text_of(line.text))
        for number, line in enumerate(lines, 1)
    ]
