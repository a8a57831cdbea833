"""Answers as a template sees them: each by its kind, printed as British letters print it, and never as mark-up."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NoReturn, TypeAlias

from hmi_visit.form.dates import british, british_month
from hmi_visit.form.model import Field, Item, Kind, Value
from hmi_visit.form.values import is_empty
from hmi_visit.letter.escape import literal
from hmi_visit.letter.prose import bullets, prose
from hmi_visit.letter.rendering import CURRENT, note
from hmi_visit.letter.trace import Source

Path: TypeAlias = "tuple[str | int, ...]"
"""Where an answer stands: see `trace.Source`."""


class Prose(str):
    """Prose: the only kind whose own small mark-up is kept."""

    __slots__ = ()


class Line(str):
    """One line: what any text is, and known from other texts of the same words."""

    __slots__ = ()


class Lines(list[str]):
    """The lines of an address: printed one under the other."""


class Items(list[str]):
    """The items of a list: printed as bullets."""


class Chosen(str):
    """A choice: compares as its value, prints as its label."""

    label: str

    def __new__(cls, value: str, label: str) -> Chosen:
        """A choice of this value, shown by this label."""
        chosen = super().__new__(cls, value)
        chosen.label = label
        return chosen


class Day(datetime.date):
    """A date."""

    def __str__(self) -> str:
        return british(self)


class Month(str):
    """A month, `2014-02` inside."""

    __slots__ = ()

    def __str__(self) -> str:
        return british_month(str.__str__(self))


class Record:
    """One item of a group: its fields by name."""

    __slots__ = ("_number", "_values")

    def __init__(self, values: Mapping[str, object], number: int = 0) -> None:
        self._values = values
        self._number = number

    def __getitem__(self, name: str) -> object:
        return self._values[name]


def names_of(record: Record) -> list[str]:
    """The names of the fields that an item has."""
    return list(record._values)


def number_of(record: Record) -> int:
    """The number of a counted item; 0 for any other."""
    return record._number


def numbers_within(value: object) -> Iterator[int]:
    """The numbers of all counted items in a value: an item, a group, or anything that holds them; in order."""
    if isinstance(value, Record):
        if value._number:
            yield value._number
        for inner in value._values.values():
            yield from numbers_within(inner)
    elif isinstance(value, list) and not isinstance(value, (Lines, Items)):
        for inner in value:
            yield from numbers_within(inner)


class Unanswered:
    """A known field without an answer: nothing in tests and loops, a place held open where the letter prints it."""

    __slots__ = ("field", "within")

    def __init__(self, field: Field, within: str = "") -> None:
        self.field = field
        self.within = within

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[NoReturn]:
        return iter(())

    def __eq__(self, other: object) -> bool:
        self.note()  # a sentence that hangs on this answer was chosen without it
        return False

    def __hash__(self) -> int:
        return hash(self.field.name)

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__

    def __getattr__(self, name: str) -> Unanswered:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def note(self) -> None:
        """Name it among what the letter waits for, where it is needed."""
        note(self.field, self.within)

    @property
    def placeholder(self) -> str:
        """What stands in the letter: highlighted where the answer is needed, nothing where it is not."""
        if not self.field.required:
            return ""
        return f'[{literal(f"[{self.field.label}: not yet answered]")}]{{custom-style="Missing"}}'


def wrapped(field: Field, value: Value | None, within: str = "", path: Path = ()) -> object:
    """An answer as a template sees it; `within` says for a person of which item it is, where it is in one, and `path`
    says it for the program."""
    seen = _wrapped(field, value, within, path)
    rendering = CURRENT.get()
    if rendering and rendering.trace:
        if type(seen) is str:
            seen = Line(seen)  # an object of its own, to be known again
        if isinstance(seen, (str, Lines, Items, Day, Unanswered)):
            held_open = isinstance(seen, Unanswered)
            rendering.trace.know(seen, Source((*path, field.name), field, held_open))
    return seen


def _wrapped(field: Field, value: Value | None, within: str, path: Path) -> object:
    if value is None or is_empty(value):
        return Unanswered(field, within)
    match field.kind, value:
        case Kind.PROSE, str():
            return Prose(value)
        case Kind.DATE, str():
            return Day.fromisoformat(value)
        case Kind.MONTH, str():
            return Month(value)
        case Kind.CHOICE, str():
            choice = field.choice(value)
            return Chosen(value, choice.label if choice else value)
        case Kind.LINES, list():
            return Lines(str(item) for item in value)
        case Kind.LIST, list():
            return Items(str(item) for item in value if str(item).strip())
        case Kind.GROUP, list():
            before = f"{within}, " if within else ""
            return [
                _record(field, item, f"{before}{field.label} {place}", (*path, field.name, place - 1))
                for place, item in enumerate(value, 1)
                if isinstance(item, dict)
            ]
        case (Kind.NUMBER, int()) | (Kind.FLAG, bool()) | (Kind.LINE, str()):
            return value
    return Unanswered(field)  # of another kind than the field is now


def _record(group: Field, item: Item, within: str, path: Path) -> Record:
    rendering = CURRENT.get()
    number = rendering.numbers.get(id(item), 0) if rendering else 0
    return Record({f.name: wrapped(f, item.get(f.name), within, path) for f in group.fields}, number)


def markdown_of(value: object) -> str:
    """A value as the letter's Markdown. Whatever is no prose is literal, what a template computed from it included."""
    return traced(value, _markdown_of(value))


def traced(value: object, markdown: str) -> str:
    """The Markdown of a value, marked as its own where the rendering is traced."""
    rendering = CURRENT.get()
    return rendering.trace.answer(value, markdown) if rendering and rendering.trace else markdown


def _markdown_of(value: object) -> str:
    match value:
        case Unanswered():
            value.note()
            return value.placeholder
        case Prose():
            return prose(value)
        case Chosen():
            return literal(value.label)
        case Items():
            return bullets(value)
        case Lines() | list() | tuple():
            return literal("\n".join(str(item) for item in value).strip("\n"))
        case bool():
            return "yes" if value else "no"
        case None:
            return ""
        case _:
            return literal(str(value))
