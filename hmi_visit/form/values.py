"""Whether a value is one that a field can hold. The exchange file, defaults and the shell are all held to this."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from hmi_visit.form.dates import british, british_month, read_date, read_month, weekday
from hmi_visit.form.model import Field, Kind, Value
from hmi_visit.problems import Problem, did_you_mean, shortened

TEXT_KINDS = frozenset({Kind.LINE, Kind.PROSE, Kind.DATE, Kind.MONTH, Kind.CHOICE})
"""Kinds whose value is one string."""
LIST_KINDS = frozenset({Kind.LINES, Kind.LIST})
"""Kinds whose value is a list of strings."""

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_ISO_MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])\Z")
NUMBER_LIMIT = 2**53
"""Whole numbers beyond this are not exact in JSON, and no visit counts so far."""


def check_value(field: Field, value: object, where: str) -> None:
    """Raise a Problem that names the place where `value` is not one of this field's.

    An empty text is a value of every kind that is text: a thing that was given and is empty.
    """
    match field.kind:
        case Kind.NUMBER:
            if isinstance(value, bool) or not isinstance(value, int) or abs(value) > NUMBER_LIMIT:
                raise _wrong(where, value, "a whole number")
        case Kind.FLAG:
            if not isinstance(value, bool):
                raise _wrong(where, value, "true or false")
        case Kind.LINES | Kind.LIST:
            if not isinstance(value, list):
                raise _wrong(where, value, "a list of texts")
            for index, item in enumerate(value):
                _check_text(item, f"{where}[{index}]", one_line=True)
        case Kind.GROUP:
            if not isinstance(value, list):
                raise _wrong(where, value, "a list of objects")
            for index, item in enumerate(value):
                _check_item(field, item, f"{where}[{index}]")
        case _:
            _check_text(value, where, one_line=field.kind is not Kind.PROSE)
            if value:
                _check_meaning(field, str(value), where)


def is_empty(value: Value | None) -> bool:
    """Whether there is nothing in an answer: absent, an empty text, or a list of nothing but empty texts."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(isinstance(item, str) and not item.strip() for item in value)
    return False


def understand(field: Field, typed: str, today: date) -> Value | None:
    """What was typed at the keyboard or the shell as a value of this field, or None where it makes no sense.

    Lists come as lines. Empty text is an empty value where the kind has one. Line ends of other systems become "\\n".
    """
    typed = typed.replace("\r\n", "\n").replace("\r", "\n")
    text = typed.strip()
    match field.kind:
        case Kind.PROSE:
            return typed
        case Kind.LINE:
            line = typed.strip("\n")
            return None if "\n" in line else line
        case Kind.LINES | Kind.LIST:
            return [line for line in typed.split("\n") if line.strip()]
        case Kind.DATE:
            day = read_date(text, today) if text else None
            return day.isoformat() if day else ("" if not text else None)
        case Kind.MONTH:
            day = None if read_month(text) else read_date(text, today)
            return (f"{day:%Y-%m}" if day else read_month(text)) if text else ""
        case Kind.NUMBER:
            return int(text) if re.fullmatch(r"[+-]?[0-9]{1,15}", text) else None
        case Kind.FLAG:
            return {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}.get(text.casefold())
        case Kind.CHOICE:
            if not text:
                return ""
            names = ({s.casefold() for s in (c.value, c.label, c.key)} for c in field.choices)
            return next(
                (c.value for c, known in zip(field.choices, names, strict=True) if text.casefold() in known), None
            )
        case _:
            return None


def spoken(field: Field, value: Value | None) -> str:
    """A short form of an answer for a person: a date in words, a choice by its label, a list by its lines."""
    if value is None or value == "":
        return ""
    if field.kind is Kind.DATE and (day := _iso_day(str(value))):
        return f"{weekday(day)} {british(day)}"
    if field.kind is Kind.MONTH and _ISO_MONTH.match(str(value)):
        return british_month(str(value))
    if field.kind is Kind.FLAG:
        return "yes" if value else "no"
    if field.kind is Kind.CHOICE:
        choice = field.choice(value)
        return choice.label if choice else str(value)
    if field.kind in LIST_KINDS and isinstance(value, list):
        return "\n".join(str(item) for item in value)
    if field.kind is Kind.GROUP and isinstance(value, list):
        return f"{len(value)} of them"
    return str(value)


def _check_item(group: Field, item: object, where: str) -> None:
    if not isinstance(item, Mapping):
        raise _wrong(where, item, "an object of named fields")
    inner = {f.name: f for f in group.fields}
    for name, value in item.items():
        if name not in inner:
            raise Problem(
                f"no such field in {group.name}",
                where=f"{where}.{name}",
                mend=did_you_mean(name, list(inner)),
            )
        check_value(inner[name], value, f"{where}.{name}")


def _check_text(value: object, where: str, *, one_line: bool) -> None:
    if not isinstance(value, str):
        raise _wrong(where, value, "a text")
    if one_line and ("\n" in value or "\r" in value):
        raise Problem("this is one line and cannot hold a line end", where=where)


def _check_meaning(field: Field, text: str, where: str) -> None:
    if field.kind is Kind.DATE and not _iso_day(text):
        raise Problem(f"there is no date “{shortened(text)}”", where=where, mend="write it as 2014-06-27")
    if field.kind is Kind.MONTH and not _ISO_MONTH.match(text):
        raise Problem(f"there is no month “{shortened(text)}”", where=where, mend="write it as 2014-02")
    if field.kind is Kind.CHOICE and field.choice(text) is None:
        known = [c.value for c in field.choices]
        what = f"“{shortened(text)}” is not one of {', '.join(known)}"
        raise Problem(what, where=where, mend=did_you_mean(text, known))


def _iso_day(text: str) -> date | None:
    """The day that `YYYY-MM-DD` names, where there is such a day."""
    try:
        return date.fromisoformat(text) if _ISO_DATE.match(text) else None
    except ValueError:
        return None


def _wrong(where: str, value: object, wanted: str) -> Problem:
    names = {
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number with a fraction",
        list: "a list",
        dict: "an object",
        type(None): "nothing",
        date: "a date of TOML without quotation marks",
    }
    found = names.get(type(value), f"a {type(value).__name__}")
    if isinstance(value, int) and wanted == "a whole number" and not isinstance(value, bool):
        found = "too large"
    return Problem(f"this should be {wanted}, and is {found}", where=where)
