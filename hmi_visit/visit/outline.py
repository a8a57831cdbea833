"""The items of a visit's groups as a tree: their order, their numbers, their names, and how far each is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import cached_property, lru_cache

from hmi_visit.form.counting import counted
from hmi_visit.form.model import Field, Form, Kind, Value
from hmi_visit.form.values import is_empty, spoken
from hmi_visit.visit.answers import TOP, as_value
from hmi_visit.visit.words import count_words

_counted = lru_cache(maxsize=8192)(count_words)
"""A text that stayed as it was is not counted again: the tree is read after every pause in typing."""
Span = tuple[int, int]
"""The first and the last number of what stands in an item."""


class State(Enum):
    """How far an item is."""

    EMPTY = auto()
    """Nothing is written in it."""
    BEGUN = auto()
    """Something that the form requires is missing, or an item in it is empty."""
    DONE = auto()


class Outline:
    """The items as they stood when it was read. Places are those of the file; the top of the visit is `TOP`."""

    def __init__(self, form: Form, db: sqlite3.Connection) -> None:
        self._top = {f.name: f for f in form.fields.values()}
        self._form = form
        self.items: dict[tuple[int, str], list[int]] = {}
        """The items of the group that stands at a place under a name, in order."""
        self.parent: dict[int, int] = {}
        """The place in which an item stands."""
        self.group: dict[int, Field] = {}
        """The group of which something is an item."""
        self._read(db)
        self._db = db

    def _read(self, db: sqlite3.Connection) -> None:
        sql = "SELECT id, parent, field FROM place WHERE removed_at IS NULL ORDER BY position, id"
        inside: dict[int, list[tuple[int, str]]] = {}
        for number, parent, name in db.execute(sql):
            inside.setdefault(parent, []).append((number, name))
        waiting = [TOP]
        while waiting:
            place = waiting.pop()
            fields = {f.name: f for f in self.fields(place)}
            for item, name in inside.get(place, ()):
                if name in fields:
                    self.parent[item], self.group[item] = place, fields[name]
                    self.items.setdefault((place, name), []).append(item)
                    waiting.append(item)

    def __contains__(self, place: int) -> bool:
        return place in self.group

    def fields(self, place: int) -> tuple[Field, ...]:
        """The fields that are asked at a place."""
        return tuple(self._top.values()) if place == TOP else self.group[place].fields

    def of(self, place: int, group: Field) -> list[int]:
        """The items of a group at a place, in order."""
        return self.items.get((place, group.name), [])

    def inside(self, place: int) -> Iterator[int]:
        """Everything that stands in an item or at the top, at any depth, in the order of the form and of the items."""
        for field in self.fields(place):
            for item in self.of(place, field):
                yield item
                yield from self.inside(item)

    def above(self, place: int) -> list[int]:
        """The items that an item stands in, the outermost first."""
        way: list[int] = []
        while (place := self.parent.get(place, TOP)) != TOP:
            way.insert(0, place)
        return way

    def beside(self, place: int) -> list[int]:
        """The items of the group of which this is one, itself among them."""
        return self.of(self.parent[place], self.group[place])

    # numbers

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """The number of each item that is counted."""
        run = counted(self._top.values(), TOP, self.of)
        return {place: number for number, place in enumerate(run, 1)}

    def span(self, place: int) -> Span | None:
        """The first and last number of an item or of what stands in it; None where nothing in it is counted."""
        if place in self.numbers:
            return self.numbers[place], self.numbers[place]
        found = [self.numbers[item] for item in self.inside(place) if item in self.numbers]
        return (found[0], found[-1]) if found else None

    # what is written

    @cached_property
    def _answers(self) -> Mapping[int, Mapping[str, Value]]:
        answers: dict[int, dict[str, Value]] = {}
        sql = "SELECT place, field, kind, value FROM answer WHERE place != ? AND kind != ? AND value != ''"
        for place, name, kind, text in self._db.execute(sql, (TOP, Kind.GROUP.value)):
            answers.setdefault(place, {})[name] = as_value(Kind(kind), text)
        return answers

    def answers(self, place: int) -> Mapping[str, Value]:
        """What was answered in an item, groups apart."""
        return self._answers.get(place, {})

    def name(self, place: int) -> str:
        """What an item is called: the first line of its first answer that has words; empty where none has."""
        found = self.answers(place)
        texts = (spoken(f, found.get(f.name)) for f in self.group[place].fields if not f.names)
        return next((text.strip().partition("\n")[0] for text in texts if text.strip()), "")

    def words(self, place: int) -> int:
        """The words of an item's texts and lists, and of all that stands in it."""
        return sum(self._own_words(item) for item in (place, *self.inside(place)))

    @property
    def all_words(self) -> int:
        """The words of all items."""
        return sum(map(self._own_words, self.group))

    def _own_words(self, place: int) -> int:
        asked = {f.name for f in self.group[place].fields if f.kind in (Kind.PROSE, Kind.LIST)}
        texts = (value for name, value in self.answers(place).items() if name in asked)
        return sum(_counted(" ".join(map(str, text)) if isinstance(text, list) else str(text)) for text in texts)

    def state(self, place: int) -> State:
        """How far an item is."""
        everything = (place, *self.inside(place))
        if all(is_empty(value) for item in everything for value in self.answers(item).values()):
            return State.EMPTY
        return State.DONE if all(map(self._is_done, everything)) else State.BEGUN

    def _is_done(self, place: int) -> bool:
        found = self.answers(place)
        if all(is_empty(value) for value in found.values()) and not any(
            self.of(place, f) for f in self.group[place].fields
        ):
            return False
        needed = (f for f in self.group[place].fields if f.required)
        return all(bool(self.of(place, f)) or not is_empty(found.get(f.name)) for f in needed)
