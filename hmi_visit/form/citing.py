"""Citations of numbered paragraphs: `[@label]` in prose prints the number of the item that has this label.

Labels are ordinary answers: in a counted group, the line that the form declares with `names = true`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hmi_visit.form.counting import counted
from hmi_visit.form.model import Field, Item, Kind, Value

CITATION = re.compile(r"\[@([^\[\]\n@]{1,80})\]")
"""A citation in prose; its group is the label."""


def citation(label: str) -> str:
    """The mark-up that cites the item of this label."""
    return f"[@{label}]"


def plain_label(label: str) -> str:
    """A label as labels are compared: small letters, one space between words."""
    return " ".join(label.split()).casefold()


def numbers_of(fields: Mapping[str, Field], answers: Mapping[str, Value]) -> dict[int, int]:
    """The number of every counted item, by the item's identity: the first is 1."""
    return {id(item): number for number, item in enumerate(_items(fields, answers), 1)}


def numbers_by_label(fields: Mapping[str, Field], answers: Mapping[str, Value]) -> dict[str, int]:
    """The number of every counted item that has a label of its own; two with one label have none."""
    names = _naming(fields.values())
    found: dict[str, int] = {}
    twice: set[str] = set()
    for number, item in enumerate(_items(fields, answers), 1):
        for name in names & item.keys():
            label = plain_label(str(item[name]))
            if label in found:
                twice.add(label)
            elif label:
                found[label] = number
    return {label: number for label, number in found.items() if label not in twice}


def _items(fields: Mapping[str, Field], answers: Mapping[str, Value]) -> list[Item]:
    return list(counted(fields.values(), dict(answers), _of_group))


def _of_group(item: Item, group: Field) -> list[Item]:
    value = item.get(group.name)
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []


def _naming(fields: Iterable[Field]) -> set[str]:
    """The names of the fields that hold labels."""
    found: set[str] = set()
    for field in fields:
        if field.names:
            found.add(field.name)
        if field.kind is Kind.GROUP:
            found |= _naming(field.fields)
    return found
