"""A visit as the rules see it: its lines of text with where they stand, its facts by role, the names it knows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from hmi_visit.check.house import House
from hmi_visit.check.passage import Passage, lines_of_field, lines_of_prose
from hmi_visit.check.query import Query, Severity
from hmi_visit.form.model import Field, Form, Kind, Meaning, Role, Value
from hmi_visit.visit.model import Snapshot

OWN_WORDING = "wording."
"""Begins the path of a standard paragraph that the visit words in its own way."""
LOG = "evidence_log"
"""What queries about the log of entries name as their field; their line is the entry's number."""
_NAMES = frozenset({Role.COPIES, Role.COLLEAGUES})
"""Lists of people, which are no sentences."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Reading:
    """One visit at one moment, read for checking."""

    def __init__(self, form: Form, snapshot: Snapshot, house: House, last: Snapshot | None = None) -> None:
        self.form = form
        self.snapshot = snapshot
        self.house = house
        self.last = last
        """The last visit to the same school, where it is known."""
        self.kept: dict[str, Any] = {}
        """What a rule works out once for all its lines, by a name of its own."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every line of prose and lists that the letter prints, in the form's order, then the visit's own wording."""
        return tuple(p for p in self._lines if p.sort and not self._is_name(p))

    @cached_property
    def short(self) -> tuple[Passage, ...]:
        """Every line of the names, addresses and lists of people."""
        return tuple(p for p in self._lines if self._is_name(p))

    @cached_property
    def letter_words(self) -> frozenset[str]:
        """Every word of the passages, in small letters."""
        return frozenset().union(*(p.text.word_set for p in self.passages)) if self.passages else frozenset()

    @cached_property
    def known_names(self) -> frozenset[str]:
        """Every word, in small letters, of the names, places and people that the visit's own details give."""
        lines = [p.text.text for p in self.short]
        lines += [line for p in self._unprinted for line in [p.text.text]]
        lines += [self.text(role) for role in (Role.AUTHORITY, Role.SUBJECT, Role.HEAD)]
        return frozenset(word.lower() for line in lines for word in _WORD.findall(line))

    def field(self, role: Role) -> Field | None:
        """The form's field of this role."""
        return self.form.with_role(role)

    def value(self, role: Role) -> Value | None:
        """The answer to the field of this role; None where there is no such field, or no answer."""
        field = self.field(role)
        return self.snapshot.answers.get(field.name) if field else None

    def text(self, role: Role) -> str:
        """The answer to the field of this role as a text without space around it; empty where there is none."""
        value = self.value(role)
        return value.strip() if isinstance(value, str) else ""

    def items(self, role: Role) -> list[str]:
        """The items of the list of this role that are not empty."""
        value = self.value(role)
        return [str(item) for item in value if str(item).strip()] if isinstance(value, list) else []

    def means(self, role: Role) -> Meaning:
        """What the choice of this role means."""
        field = self.field(role)
        choice = field.choice(self.value(role)) if field else None
        return choice.means if choice else Meaning.NONE

    def of_role(self, role: Role) -> tuple[Passage, ...]:
        """The lines of the field of this role."""
        return self._by_role.get(role, ())

    def about(self, role: Role, message: str, text: str = "", mend: str | None = None) -> Query:
        """A query about the field of this role as a whole."""
        field = self.field(role)
        return self.query(field.name if field else None, message, text, mend)

    def query(self, path: str | None, message: str, text: str = "", mend: str | None = None) -> Query:
        """A query about a field as a whole; the engine gives it its rule's code and severity."""
        return Query("", Severity.CONSIDER, path, None, None, text, message, mend)

    @staticmethod
    def at(passage: Passage, start: int, stop: int, message: str, mend: str | None = None) -> Query:
        """A query about these characters of a line."""
        words = passage.text.text[start:stop]
        offset = passage.start + start
        return Query("", Severity.CONSIDER, passage.path, passage.line, start + 1, words, message, mend, offset)

    def at_span(self, role: Role, span: tuple[int, int], message: str) -> Iterator[Query]:
        """A query about these characters of the prose of this role, where they begin in a line of it."""
        start, stop = span
        passages = self.of_role(role)
        at = bisect_right(passages, start, key=lambda p: p.start)
        for passage in passages[max(at - 1, 0) : at + 1]:
            begin, length = passage.start, len(passage.text.text)
            if begin <= start < begin + length or (start < begin < stop):
                first = max(start - begin, 0)
                yield self.at(passage, first, min(stop - begin, length), message)
                return

    def day(self, role: Role) -> date | None:
        """The date of this role; None where none was given."""
        try:
            return date.fromisoformat(self.text(role))
        except ValueError:
            return None

    @cached_property
    def _by_role(self) -> dict[Role, tuple[Passage, ...]]:
        found: dict[Role, list[Passage]] = {}
        for passage in self._lines:
            if passage.role is not None:
                found.setdefault(passage.role, []).append(passage)
        return {role: tuple(passages) for role, passages in found.items()}

    @cached_property
    def _lines(self) -> tuple[Passage, ...]:
        found: list[Passage] = []
        for field in self.form.fields.values():
            if field.printed:
                found += lines_of_field(field, field.name, self.snapshot.answers.get(field.name))
        for name, words in self.snapshot.wording.items():
            found += lines_of_prose(None, OWN_WORDING + name, words)
        return tuple(found)

    @cached_property
    def _unprinted(self) -> tuple[Passage, ...]:
        fields = [f for f in self.form.fields.values() if not f.printed and f.kind in (Kind.LINE, Kind.LINES)]
        return tuple(p for f in fields for p in lines_of_field(f, f.name, self.snapshot.answers.get(f.name)))

    @staticmethod
    def _is_name(passage: Passage) -> bool:
        kind = passage.field.kind if passage.field else Kind.PROSE
        return passage.role in _NAMES or kind in (Kind.LINE, Kind.LINES)
