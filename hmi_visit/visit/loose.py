"""Answers without a field in the form that their visit is read under, and what is left without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hmi_visit.form.model import Field, Kind, Value
from hmi_visit.form.values import is_empty
from hmi_visit.visit.bring_over import ASIDE


@dataclass(frozen=True, slots=True)
class Loose:
    """An answer without a field in the form that its visit is read under."""

    where: str
    """`actions`, `annex_areas[0].text`."""
    label: str
    value: Value

    @property
    def words(self) -> str:
        """The answer as a person reads it: a line for each item of a list, and for each answer inside a group."""
        return "\n".join(_said(self.value))


def without_field(
    found: Mapping[str, Any], fields: Mapping[str, Field], old: Sequence[Mapping[str, Field]], where: str
) -> Iterator[Loose]:
    """The answers that the fields have no place for, down to the items of groups; `old` are earlier versions of the
    fields, for the labels. What is empty is no answer."""
    for name, value in found.items():
        base = name.partition(ASIDE)[0]
        before = [known[base] for known in old if base in known]
        field = fields.get(name)
        if field is None and not is_empty(value):
            yield Loose(f"{where}{name}", before[0].label if before else base, value)
        elif field and field.kind is Kind.GROUP and isinstance(value, list):
            inner = {f.name: f for f in field.fields}
            known = [{f.name: f for f in b.fields} for b in before]
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from without_field(item, inner, known, f"{where}{name}[{index}].")


def in_form(found: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """The answers that the fields have a place for, in their order, down to the items of groups."""
    kept: dict[str, Any] = {}
    for name, field in fields.items():
        if name in found:
            value = found[name]
            if field.kind is Kind.GROUP and isinstance(value, list):
                inner = {f.name: f for f in field.fields}
                value = [_in_item(item, inner) for item in value]
            kept[name] = value
    return kept


def _in_item(item: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """An item's answers, in the order in which they were given."""
    known = in_form(item, fields)
    return {name: known[name] for name in item if name in known}


def _said(value: object, within: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _said(inner, f"{within}{name}: ")
    elif isinstance(value, list):
        for item in value:
            yield from _said(item, within)
    else:
        yield f"{within}{'yes' if value is True else 'no' if value is False else value}"
