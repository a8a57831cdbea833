"""What differs between two states of a visit, place by place, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Field, Item, Kind, Value
from hmi_visit.form.values import spoken
from hmi_visit.problems import Problem
from hmi_visit.visit.model import Entry, Snapshot


class Change(NamedTuple):
    """One place that differs."""

    place: str
    before: str
    """In words; empty where there is nothing."""
    after: str


def compare(before: Snapshot, after: Snapshot) -> list[Change]:
    """Every field, item, entry, link and wording that differs, in the order of the form; an empty answer and none count
    as the same."""
    old, new = dict(_places(before)), dict(_places(after))
    pairs = [(key, old.get(key, ""), new.get(key, "")) for key in {**new, **old}]
    return [Change(key[1], was, now) for key, was, now in pairs if was != now]


_Place = tuple[str, str]
"""What tells a place from every other, and what it is called."""


def _places(visit: Snapshot) -> Iterator[tuple[_Place, str]]:
    try:
        fields = dict(load_form(visit.form).fields)
    except Problem:  # the form is gone: its names are all there is
        fields = {}
    unknown = [Field(name, Kind.PROSE, name) for name in visit.answers if name not in fields]
    yield from _answers([*fields.values(), *unknown], visit.answers, ("", ""))
    for entry in visit.entries:
        yield (entry.name, f"entry {entry.name}"), _of_entry(entry)
    for number, link in enumerate(visit.links):
        at = f"paragraph {link.paragraph}" + (f", sentence {link.sentence}" if link.sentence else "")
        yield (f"link {number}", f"link of {link.field}, {at}"), " ".join((*link.entries, link.why or "")).strip()
    for name, words in visit.wording.items():
        yield (f"wording {name}", f"wording of {name}"), words


def _answers(fields: Iterable[Field], answers: Mapping[str, Value], within: _Place) -> Iterator[tuple[_Place, str]]:
    for field in fields:
        value = answers.get(field.name)
        place = (f"{within[0]}.{field.name}", f"{within[1]}{field.label}")
        if field.kind is Kind.GROUP and isinstance(value, list):
            for number, item in enumerate(value, 1):
                inside = (f"{place[0]} {number}", f"{place[1]} {number}: ")
                yield from _answers(field.fields, cast("Item", item), inside)
        elif value is not None:
            yield place, spoken(field, value)


def _of_entry(entry: Entry) -> str:
    about = ", ".join(map(str, entry.about))
    known = (entry.text, entry.activity, ", ".join(entry.with_whom), entry.observed_at, about, entry.sign)
    return " · ".join(part for part in known if part)
