"""A form as frozen data: its steps, its fields and its standard wording. Nothing here knows any one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from hmi_visit.form.checks import Checks
from hmi_visit.form.evidence import Evidence

Value: TypeAlias = "str | int | bool | list[str] | list[Item]"
"""An answer as the exchange file has it: dates and months as ISO text, a group as a list of items."""

Item: TypeAlias = "dict[str, Value]"
"""One row of a group: the answers to the group's own fields."""


class Kind(StrEnum):
    """The kinds of field, as the exchange file and `form.toml` name them."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    MONTH = "month"
    NUMBER = "number"
    FLAG = "flag"
    CHOICE = "choice"
    PROSE = "prose"
    LIST = "list"
    GROUP = "group"


class Role(StrEnum):
    """What a field is to the program, whatever a form calls it. Commands and checks ask for roles."""

    SUBJECT = "subject"
    """The school or authority that the visit is about; a visit's name is made from it."""
    DATE = "date"
    """The (first) day of the visit."""
    END_DATE = "end-date"
    LETTER_DATE = "letter-date"
    HEAD = "head"
    """The person the letter is written to."""
    HEAD_ROLE = "head-role"
    """What that person is: headteacher, principal."""
    AUTHORITY = "authority"
    AREAS = "areas"
    """The areas for improvement of the last inspection, numbered, in reach from every step."""
    EVIDENCE = "evidence"
    """The letter's evidence paragraph."""
    JUDGEMENT = "judgement"
    ACTIONS = "actions"
    COPIES = "copies"
    INSPECTOR = "inspector"
    VISIT_NUMBER = "visit-number"
    PREVIOUS = "previous-inspection"
    """The month of the last inspection."""
    SALUTATION = "salutation"
    COLLEAGUES = "colleagues"
    """Who came along, "NAME, ROLE" a line."""
    SUBJECT_KIND = "subject-kind"
    """Who runs the school."""
    FINDINGS = "findings"
    """The prose that rests on the evidence entries."""


class Meaning(StrEnum):
    """What a choice means to the program, whatever a form calls its value."""

    NONE = ""
    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not-effective"
    MAINTAINED = "maintained"
    ACADEMY = "academy"


class FollowUp(StrEnum):
    """What becomes of an answer when a visit is duplicated as its follow-up."""

    KEEP = "keep"
    CLEAR = "clear"
    NEXT = "next"
    """A number that is one more than the last visit's."""


class Shows(StrEnum):
    """What a step shows beside its fields."""

    NOTHING = ""
    ENTRIES = "entries"
    """The log of evidence entries."""
    LETTER = "letter"
    """The letter itself, and its export."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a choice can take: the value kept, the words shown, the key that picks it."""

    value: str
    label: str
    key: str
    means: Meaning = Meaning.NONE


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks."""

    name: str
    kind: Kind
    label: str
    prompt: str = ""
    required: bool = False
    printed: bool = True
    """Whether the letter prints it; what is not printed is kept for the visit alone."""
    conditional: bool = False
    """Whether the letter prints it only where other answers ask for it. What is not there is told then, and else stops
    the letter (see `letter.proof`)."""
    default: Value | None = None
    """The answer that a new visit begins with."""
    role: Role | None = None
    follow_up: FollowUp = FollowUp.CLEAR
    choices: tuple[Choice, ...] = ()
    words: tuple[int, int] | None = None
    """The usual range of words, from and to."""
    fields: tuple[Field, ...] = ()
    """The fields of a group's items."""
    counted: bool = False
    """Whether a group's items share the one run of numbers that goes through the whole document (see `counting`)."""
    follows: str = ""
    """Of a number in a group's item: the group beside its own whose items it counts. This one stands after that many of
    them, and goes with the one it stands after where that moves."""
    names: bool = False
    """Of a line in a counted group's item: its text is the name by which prose cites the item (see `citing`)."""

    def choice(self, value: object) -> Choice | None:
        """The choice that has this value."""
        return next((c for c in self.choices if c.value == value), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One place of the walk."""

    name: str
    title: str
    fields: tuple[str, ...] = ()
    shows: Shows = Shows.NOTHING


@dataclass(frozen=True, slots=True)
class Wording:
    """A standard paragraph: a piece of Jinja that a visit can replace by words of its own."""

    name: str
    label: str
    text: str
    source: str = ""
    """The file and key that the text comes from, for messages."""
    leads: str = ""
    """The name of the list that it leads to, whose items go on its sentence."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of letter: what it asks, in which order, and the fixed sentences of its letter."""

    name: str
    title: str
    steps: tuple[Step, ...]
    fields: Mapping[str, Field]
    """Every field by name, in the order of the file: the order of the exchange file."""
    wording: Mapping[str, Wording]
    folder: Path
    about: str = ""
    help: Mapping[str, str] = field(default_factory=dict)
    """Guidance by the name of a step or field."""
    checks: Checks = field(default_factory=Checks)
    evidence: Evidence = field(default_factory=Evidence)
    table: Mapping[str, Any] = field(default_factory=dict)
    """What its files say, as one table; empty for a form that was made without files."""
    sources: tuple[Path, ...] = ()
    """The files it was read from, templates apart; some may not be there."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """The texts of its templates by name, where they are not to be read from its folder."""

    @property
    def template(self) -> Path:
        """The letter's template."""
        return self.folder / "letter.md.j2"

    def with_role(self, role: Role) -> Field | None:
        """The field that plays this role, if the form has one."""
        return next((f for f in self.fields.values() if f.role is role), None)

    def anywhere(self, name: str) -> Field | None:
        """A field of this name, at the top or in a group."""
        left = list(self.fields.values())
        while left:
            field = left.pop(0)
            if field.name == name:
                return field
            left += field.fields
        return None

    def step_of(self, field_name: str) -> Step | None:
        """The step at which a field is asked."""
        return next((s for s in self.steps if field_name in s.fields), None)

    def step_fields(self, step: Step) -> Iterator[Field]:
        """The fields of a step, in its order."""
        return (self.fields[name] for name in step.fields)
