"""What a check has to say about one place of a visit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a query matters."""

    MUST = "must"
    """A wrong fact, or a part that is missing."""
    SHOULD = "should"
    """It has one right mend."""
    CONSIDER = "consider"
    """A matter of judgement."""


@dataclass(frozen=True, slots=True)
class Query:
    """One place, the reason, and the mend where there is one. What does not apply is None."""

    code: str
    severity: Severity
    field: str | None
    """The field's name, or the path to it in a group (`rooms[2].story`) or to a paragraph's own wording
    (`wording.opening`); None where the whole visit is meant."""
    line: int | None
    """The paragraph, list item or row of a table, counted from 1."""
    column: int | None
    """The character of the line at which the words begin, counted from 1."""
    text: str
    """The words meant; empty where none are there."""
    message: str
    """One plain sentence."""
    mend: str | None = None
    """What to write in the place of the words; empty where they are to go."""
    offset: int | None = None
    """The character at which the words begin, counted from 0: in a prose field's own text, else in the list's item."""

    def as_json(self) -> dict[str, str | int | None]:
        """The query as the shell prints it: every key is always there."""
        keys = ("code", "severity", "field", "line", "column", "text", "message", "mend")
        return {key: getattr(self, key) for key in keys} | {"severity": self.severity.value}

    @property
    def top(self) -> str:
        """The name of the form's field in which it stands, or of which an item is meant; empty where there is none.

        A step's queries are those whose `top` is one of its fields.
        """
        return re.split(r"[.\[]", self.field or "", maxsplit=1)[0]

    @property
    def place(self) -> str:
        """`field:line:column`, as far as there are any."""
        return ":".join(str(part) for part in (self.field, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Find:
    """What a rule found in one line of text: from where to where, and what it says."""

    start: int
    stop: int
    message: str
    mend: str | None = None
    severity: Severity | None = None
    """Where this find is of another severity than its rule."""
