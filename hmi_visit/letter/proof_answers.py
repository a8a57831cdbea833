"""What each answer that a form prints has to say in the letter: its characters, the marks of prose taken away.

Held against the letter for the kinds that are text, and for dates, whose day, month and year have to stand there. How a
number, a flag or a choice is said is the template's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hmi_visit.form.counting import counts
from hmi_visit.form.dates import MONTHS
from hmi_visit.form.model import Field, Form, Kind, Value
from hmi_visit.form.values import is_empty

_BULLET = re.compile(r"[-*•][ \t]+(?=[^ \t])")
_NUMBER = re.compile(r"([0-9]{1,9})\.[ \t]+(?=[^ \t])")
_RULE = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)*(?:[ \t]*:?-+:?[ \t]*)?\Z")
_REFERENCE = re.compile(r"\[\^[\w.-]{1,40}\]|\[@[^\[\]\n@]{1,80}\]")
_NOTE = re.compile(r"[ \t]*\[\^[\w.-]{1,40}\]:[ \t]*")
_STARS = re.compile(r"\*+")
_MOST_CELLS = 63


@dataclass(frozen=True, slots=True)
class Answer:
    """A printed answer: where it stands for a person, and its lines as the letter has to say them."""

    name: str
    """The field's name, in a group `sections.topics.title`."""
    place: str
    """`Main findings`; in a group `Sections 2, Topics 4, Title`."""
    lines: tuple[str, ...]
    marked: bool
    """Whether stars in it may be marks: then it is prose."""
    cites: bool
    """Whether its references print as something else: then it is the prose of a report."""
    conditional: bool = False
    """Whether the letter may leave it out."""


def printed_answers(form: Form, answers: Mapping[str, Value]) -> Iterator[Answer]:
    """Every answer that the form declares it prints and that has words of its own, in its order, at any depth."""
    return _answers(form.fields.values(), answers, ("", ""), counts(form.fields.values()))


def lacking(answer: Answer, said: Words) -> list[int]:
    """The lines of an answer that a letter does not say, by their number from 0. They are looked for in order."""
    if not (missing := _missing(answer, said, said.last)):
        return []
    return _missing(answer, said, 0) if said.last else missing


def _missing(answer: Answer, said: Words, start: int) -> list[int]:
    missing = []
    at = start
    for number, line in enumerate(answer.lines):
        found = said.find(line, at, answer)
        if found < 0:
            missing.append(number)
        else:
            at = found
    if not missing:
        said.last = at
    return missing


class Words:
    """What a letter says, ready to be searched."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._text = "\n".join(lines)
        self._small = ""
        self.last = 0
        """Where the answer before this one ended: most stand in the letter in the order of the form."""

    def find(self, line: str, at: int, answer: Answer) -> int:
        """Where a line ends that stands behind a position, or -1. A template may have raised its letters."""
        if answer.cites and (note := _NOTE.match(line)):  # its words stand among the footnotes, or are cited in place
            line, at = line[note.end() :].strip(" \t"), 0
        if (found := self._text.find(line, at)) >= 0:
            return found + len(line)
        if (answer.marked and "*" in line) or (answer.cites and "[" in line):
            pattern = _pattern(line, answer)
            if match := re.compile(pattern).search(self._text, at):
                return match.end()
            return -1
        self._small = self._small or self._text.casefold()
        return at if line.casefold() in self._small else -1


def _answers(
    fields: Iterable[Field], answers: Mapping[str, Value], within: tuple[str, str], cites: bool
) -> Iterator[Answer]:
    """Those of some fields; `within` is what their names and places begin with."""
    for field in fields:
        value = answers.get(field.name)
        if not field.printed or value is None or is_empty(value):
            continue
        if field.kind is Kind.GROUP and isinstance(value, list):
            for number, item in enumerate(value, 1):
                if isinstance(item, dict):
                    inside = (f"{within[0]}{field.name}.", f"{within[1]}{field.label} {number}, ")
                    yield from _answers(field.fields, item, inside, cites)
        elif lines := tuple(_lines(field.kind, value)):
            prose = field.kind is Kind.PROSE
            name, place = f"{within[0]}{field.name}", f"{within[1]}{field.label}"
            yield Answer(name, place, lines, prose, prose and cites, field.conditional)


def _lines(kind: Kind, value: Value) -> Iterator[str]:
    match kind, value:
        case Kind.PROSE, str():
            yield from _prose(re.split("\r\n|\r|\n", value))
        case Kind.LINE, str():
            yield from _stripped(re.split("\r\n|\r|\n", value))
        case ((Kind.LINES | Kind.LIST), list()):
            yield from _stripped(line for item in value for line in re.split("\r\n|\r|\n", str(item)))
        case Kind.DATE, str():
            day = date.fromisoformat(value)
            yield from (str(day.day), MONTHS[day.month - 1][:3], str(day.year))
        case Kind.MONTH, str():
            year, month = value.split("-")
            yield from (MONTHS[int(month) - 1][:3], year.lstrip("0"))


def _stripped(lines: Iterable[str]) -> Iterator[str]:
    """The lines without the spaces around them; those that have words."""
    return (line for raw in lines if (line := raw.strip(" \t")))


def _prose(lines: list[str]) -> Iterator[str]:
    """The lines of prose: the mark of an item, the bars of a table and the rule under its header are no words."""
    number = 0
    columns = 0
    for raw, after in zip(lines, [*lines[1:], ""], strict=True):
        line = raw.strip(" \t")
        if not line:
            columns = 0
            continue
        cells = _cells(line)
        if columns and cells:
            if not (columns > 0 and _is_rule(line)):
                yield from filter(None, cells)
            columns = -1
            continue
        columns = 0
        if cells and _is_rule(after.strip(" \t")) and len(_cells(after.strip(" \t"))) == len(cells):
            yield from filter(None, cells)
            columns = len(cells)
        elif bullet := _BULLET.match(line):
            number = 0
            yield line[bullet.end() :]
        elif (item := _NUMBER.match(line)) and item[1] in ("1", str(number + 1)):
            number = int(item[1])
            yield line[item.end() :]
        else:
            yield line


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and bool(_RULE.match(line))


def _cells(line: str) -> list[str]:
    """The cells of a typed row, which has bars and no escapes."""
    if "|" not in line:
        return []
    cells = line.split("|")
    if not cells[0].strip(" \t"):
        del cells[0]
    if cells and not cells[-1].strip(" \t"):
        del cells[-1]
    return [cell.strip(" \t") for cell in cells] if len(cells) <= _MOST_CELLS else []


def _pattern(line: str, answer: Answer) -> str:
    """The line as a pattern: what a reference prints is not known here, and a star beside a word may be a mark."""
    if not answer.cites:
        return _starred(line)
    parts: list[str] = []
    at = 0
    for found in _REFERENCE.finditer(line):
        parts += [_starred(line[at : found.start()]), r"[^\n]{0,200}?"]
        at = found.end()
    return "".join([*parts, _starred(line[at:])])


def _starred(text: str) -> str:
    """A star between spaces or inside a word is a star; one at the edge of a word may be a mark, and then is gone."""
    parts: list[str] = []
    at = 0
    for stars in _STARS.finditer(text):
        parts.append(re.escape(text[at : stars.start()]))
        at = stars.end()
        before, after = text[: stars.start()][-1:], text[at : at + 1]
        literal = (not before.strip() and not after.strip()) or (before.isalnum() and after.isalnum())
        parts.append(re.escape(stars[0]) if literal else rf"\*{{0,{len(stars[0])}}}")
    return "".join([*parts, re.escape(text[at:])])
