"""An exchange file's text, checked to its last name: what is not known is refused by name and place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form
from hmi_visit.form.values import NUMBER_LIMIT, check_value
from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.visit.characters import unprintable
from hmi_visit.visit.paths import field_at
from hmi_visit.visit.times import is_moment

FORMAT, VERSION = "hmi-visit", 1
_TOP = {
    "format": str,
    "version": int,
    "form": str,
    "answers": dict,
    "evidence_log": list,
    "links": list,
    "wording": dict,
}
_ENTRY = {
    "id": str, "observed_at": str, "typed_at": str, "activity": str, "with": list, "about": list, "sign": str,
    "text": str,
}  # fmt: skip
_LINK = {"field": str, "paragraph": int, "sentence": int, "entries": list, "why": str}
_NAMES = {str: "a text", int: "a whole number", list: "a list", dict: "an object"}
_DIGITS = 20
"""So many are enough to see that a number is too large, and few enough for Python to read."""


def read_case(text: str, where: str) -> tuple[dict[str, Any], Form]:
    """An exchange file, checked to its last name, and its form. Raises a Problem naming the place."""
    case = _parsed(text.removeprefix("\ufeff"), where)
    if not isinstance(case, dict) or case.get("format") != FORMAT:
        raise Problem('this is not the exchange file of a visit: its "format" is not "hmi-visit"', where=where)
    if case.get("version") != VERSION:
        mend = "use a newer hmi-visit"
        raise Problem(f"the version of this exchange file is not {VERSION}", where=f"{where}: version", mend=mend)
    _check_keys(case, _TOP, "")
    for key in ("form", "answers"):
        if key not in case:
            raise Problem("this is missing from the exchange file", where=key)
    try:
        form = load_form(case["form"])
    except Problem as problem:
        raise Problem(problem.what, where=problem.where or "form", mend=problem.mend) from None
    for name, value in case["answers"].items():
        if name not in form.fields:
            mend = did_you_mean(name, list(form.fields))
            raise Problem(f"no such field in form {form.name}", where=f"answers.{name}", mend=mend)
        check_value(form.fields[name], value, f"answers.{name}")
    _check_log(case.get("evidence_log", []))
    _check_links(case, form)
    for name, words in case.get("wording", {}).items():
        if name not in form.wording:
            mend = did_you_mean(name, list(form.wording))
            raise Problem(f"no such standard paragraph in form {form.name}", where=f"wording.{name}", mend=mend)
        _check_type(words, str, f"wording.{name}")
    check_printable(case)
    return case, form


def check_printable(value: object, where: str = "") -> None:
    """Raise a Problem naming the place of the first character, at any depth, that no letter can hold."""
    for place, words in _texts(value, where):
        for line, column, code in unprintable(words):
            what = f"U+{code:04X} at line {line}, column {column} is a character that a letter cannot hold"
            raise Problem(what, where=place, mend="take it out")


def _parsed(text: str, where: str) -> Any:
    """The text as JSON with each key once. A number that none holds is refused later, by its place."""
    twice: list[tuple[dict[str, Any], str]] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                twice.append((found, key))
            found[key] = value
        return found

    def whole(digits: str) -> int:
        return int(digits[:_DIGITS])

    try:
        case = json.loads(text, object_pairs_hook=table, parse_int=whole)
        if twice:
            place = next((p for p, t in _tables(case, "") if t is twice[0][0]), "")
            raise Problem("this key stands twice", where=f"{place}.{twice[0][1]}" if place else twice[0][1])
    except json.JSONDecodeError as error:
        raise Problem(f"this is not JSON: {error.msg}", where=f"{where}:{error.lineno}:{error.colno}") from None
    except RecursionError:
        raise Problem("it is nested too deeply", where=where) from None
    return case


def _check_log(log: list[Any]) -> None:
    last = 0
    for index, entry in enumerate(log):
        where = f"evidence_log[{index}]"
        _check_type(entry, dict, where)
        _check_keys(entry, _ENTRY, f"{where}.")
        number = entry_number(entry.get("id"))
        if number <= last:
            what = "entries are e1, e2 … in the order of entering, each number once"
            raise Problem(what, where=f"{where}.id")
        last = number
        if "text" not in entry:
            raise Problem("an entry has a text", where=f"{where}.text")
        for key in ("observed_at", "typed_at"):
            if entry.get(key) and not is_moment(entry[key]):
                raise Problem(
                    "this is not a moment with its offset", where=f"{where}.{key}", mend="2014-06-27T09:40+01:00"
                )
        if entry.get("sign", "") not in ("", "+", "-", "?"):
            raise Problem("a sign is +, - or ?", where=f"{where}.sign")
        for at, item in enumerate(entry.get("with", [])):
            _check_type(item, str, f"{where}.with[{at}]")
        for at, item in enumerate(entry.get("about", [])):
            _check_count(item, "areas", f"{where}.about[{at}]")


def _check_links(case: Mapping[str, Any], form: Form) -> None:
    known = {entry["id"] for entry in case.get("evidence_log", [])}
    for index, link in enumerate(case.get("links", [])):
        where = f"links[{index}]"
        _check_type(link, dict, where)
        _check_keys(link, _LINK, f"{where}.")
        for key in ("field", "paragraph", "entries"):
            if key not in link:
                raise Problem("a link has a field, a paragraph and entries", where=f"{where}.{key}")
        if field_at(form, link["field"]) is None:
            mend = did_you_mean(link["field"], list(form.fields))
            raise Problem(f"no such field in form {form.name}", where=f"{where}.field", mend=mend)
        for key in ("paragraph", "sentence"):
            _check_count(link.get(key, 1), "paragraphs and sentences", f"{where}.{key}")
        for at, entry in enumerate(link["entries"]):
            _check_type(entry, str, f"{where}.entries[{at}]")
            if entry not in known:
                raise Problem(f"there is no entry {entry}", where=f"{where}.entries[{at}]")


def _check_keys(table: Mapping[str, Any], known: Mapping[str, type], prefix: str) -> None:
    for key, value in table.items():
        if key not in known:
            raise Problem(
                "the exchange file has no such key", where=f"{prefix}{key}", mend=did_you_mean(key, list(known))
            )
        _check_type(value, known[key], f"{prefix}{key}")


def _check_type(value: object, kind: type, where: str) -> None:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise Problem(f"this should be {_NAMES[kind]}", where=where)


def _check_count(value: object, noun: str, where: str) -> None:
    _check_type(value, int, where)
    if isinstance(value, int) and not 1 <= value <= NUMBER_LIMIT:
        raise Problem(f"{noun} are counted from 1", where=where)


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Every text in a value with its place."""
    if isinstance(value, str):
        yield where, value
    for place, inner in _parts(value, where):
        yield from _texts(inner, place)


def _tables(value: object, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in a value with its place."""
    if isinstance(value, dict):
        yield where, value
    for place, inner in _parts(value, where):
        yield from _tables(inner, place)


def _parts(value: object, where: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, list):
        yield from ((f"{where}[{index}]", item) for index, item in enumerate(value))
    elif isinstance(value, dict):
        yield from ((f"{where}.{key}" if where else key, item) for key, item in value.items())


def entry_number(name: object) -> int:
    """12 for e12; 0 for what is no entry's name."""
    digits = name[1:] if isinstance(name, str) and name[:1] == "e" else ""
    return int(digits) if digits.isascii() and digits.isdigit() and digits[0] != "0" and len(digits) < 16 else 0
