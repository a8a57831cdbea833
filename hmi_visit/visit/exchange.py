"""The exchange file: a visit as UTF-8 JSON, for other machines, for people and for tests.

What is not known is refused by its name and place; nothing is dropped in silence. Importing an export gives the same
visit back, to the last character.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form, Role
from hmi_visit.form.values import check_value
from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.visit import answers
from hmi_visit.visit.characters import unprintable
from hmi_visit.visit.file import Visit
from hmi_visit.visit.folder import free_path, make_folder, name_for
from hmi_visit.visit.times import is_moment, stamp

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


def exported(visit: Visit) -> dict[str, Any]:
    """The visit as the exchange file has it; what is empty or absent as a whole is left out."""
    db = visit.db
    case: dict[str, Any] = {"format": FORMAT, "version": VERSION, "form": visit.form_name}
    order = {name: n for n, name in enumerate(load_form(visit.form_name).fields)}
    found = answers.read_all(db)
    case["answers"] = {name: found[name] for name in sorted(found, key=lambda n: order.get(n, len(order)))}
    rows = db.execute("SELECT * FROM entry WHERE removed_at IS NULL ORDER BY id")
    if log := [_entry_out(row) for row in rows]:
        case["evidence_log"] = log
    rows = db.execute("SELECT * FROM link ORDER BY id")
    if links := [_link_out(row) for row in rows]:
        case["links"] = links
    if wording := dict(db.execute("SELECT name, text FROM wording ORDER BY rowid").fetchall()):
        case["wording"] = wording
    return case


def as_text(case: Mapping[str, Any]) -> str:
    """The exchange file's text."""
    return json.dumps(case, ensure_ascii=False, indent=2) + "\n"


def read_case(text: str, where: str) -> tuple[dict[str, Any], Form]:
    """An exchange file, checked to its last name, and its form. Raises a Problem naming the place."""
    try:
        case = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Problem(f"this is not JSON: {error.msg}", where=f"{where}:{error.lineno}:{error.colno}") from None
    except (ValueError, RecursionError) as error:
        what = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise Problem(what, where=where) from None
    if not isinstance(case, dict) or case.get("format") != FORMAT:
        raise Problem('this is not the exchange file of a visit: its "format" is not "hmi-visit"', where=where)
    if case.get("version") != VERSION:
        mend = "use a newer hmi-visit"
        raise Problem(f"the version of this exchange file is not {VERSION}", where=f"{where}: version", mend=mend)
    _check_keys(case, _TOP, "")
    for key in ("form", "answers"):
        if key not in case:
            raise Problem("this is missing from the exchange file", where=key)
    form = load_form(case["form"])
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
    for place, words in _texts(case, ""):
        if bad := unprintable(words):
            line, column, code = bad[0]
            what = f"U+{code:04X} at line {line}, column {column} is a character that a letter cannot hold"
            raise Problem(what, where=place, mend="take it out")
    return case, form


def imported(case: Mapping[str, Any], form: Form, path: Path) -> Visit:
    """A new visit file from a case that `read_case` has checked."""

    def fill(db: sqlite3.Connection) -> None:
        answers.put_all(db, form.fields.values(), case["answers"])
        db.executemany(
            "INSERT INTO entry (id, text, typed_at, observed_at, activity, with_whom, about, sign, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_entry_in(entry) for entry in case.get("evidence_log", [])],
        )
        db.executemany(
            "INSERT INTO link (field, paragraph, sentence, entries, why, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (k["field"], k["paragraph"], k.get("sentence"), json.dumps(k["entries"]), k.get("why"), stamp())
                for k in case.get("links", [])
            ],
        )
        now = stamp()
        db.executemany(
            "INSERT INTO wording (name, text, changed_at) VALUES (?, ?, ?)",
            [(name, words, now) for name, words in case.get("wording", {}).items()],
        )

    return Visit.create(path, form, fill)


def import_file(source: Path, folder: Path) -> Visit:
    """A new visit in the folder from an exchange file, named after its subject and date."""
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem(f"it cannot be read ({os.strerror(error.errno or 0)})", where=str(source)) from None
    except UnicodeDecodeError:
        raise Problem("this is not UTF-8 text", where=str(source)) from None
    case, form = read_case(text, str(source))
    return imported(case, form, path_for(case, form, folder))


def path_for(case: Mapping[str, Any], form: Form, folder: Path) -> Path:
    """A free path in the folder, made there where it is missing, with a name from the case's subject and date."""
    make_folder(folder)
    subject, date = (form.with_role(role) for role in (Role.SUBJECT, Role.DATE))
    words = [str(case["answers"].get(field.name, "")) if field else "" for field in (subject, date)]
    return free_path(folder, name_for(*words))


def _check_log(log: list[Any]) -> None:
    last = 0
    for index, entry in enumerate(log):
        where = f"evidence_log[{index}]"
        _check_type(entry, dict, where)
        _check_keys(entry, _ENTRY, f"{where}.")
        number = _number(entry.get("id"))
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
        for key, kind in (("with", str), ("about", int)):
            for at, item in enumerate(entry.get(key, [])):
                _check_type(item, kind, f"{where}.{key}[{at}]")


def _check_links(case: Mapping[str, Any], form: Form) -> None:
    known = {entry["id"] for entry in case.get("evidence_log", [])}
    for index, link in enumerate(case.get("links", [])):
        where = f"links[{index}]"
        _check_type(link, dict, where)
        _check_keys(link, _LINK, f"{where}.")
        for key in ("field", "paragraph", "entries"):
            if key not in link:
                raise Problem("a link has a field, a paragraph and entries", where=f"{where}.{key}")
        if link["field"] not in form.fields:
            mend = did_you_mean(link["field"], list(form.fields))
            raise Problem(f"no such field in form {form.name}", where=f"{where}.field", mend=mend)
        for key in ("paragraph", "sentence"):
            if link.get(key, 1) < 1:
                raise Problem("paragraphs and sentences are counted from 1", where=f"{where}.{key}")
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


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Every text in a case with its place."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{where}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{where}.{key}" if where else key)


def _number(name: object) -> int:
    digits = name[1:] if isinstance(name, str) and name[:1] == "e" else ""
    return int(digits) if digits.isascii() and digits.isdigit() and digits[0] != "0" and len(digits) < 16 else 0


def _entry_in(entry: Mapping[str, Any]) -> tuple[object, ...]:
    lists = [json.dumps(entry[key], ensure_ascii=False) if key in entry else None for key in ("with", "about")]
    texts = [entry.get(key) for key in ("text", "typed_at", "observed_at", "activity")]
    return (_number(entry["id"]), *texts, *lists, entry.get("sign"), stamp())


def _entry_out(row: sqlite3.Row) -> dict[str, Any]:
    values = {
        "id": f"e{row['id']}",
        "observed_at": row["observed_at"],
        "typed_at": row["typed_at"],
        "activity": row["activity"],
        "with": json.loads(row["with_whom"]) if row["with_whom"] is not None else None,
        "about": json.loads(row["about"]) if row["about"] is not None else None,
        "sign": row["sign"],
        "text": row["text"],
    }
    return {key: value for key, value in values.items() if value is not None}


def _link_out(row: sqlite3.Row) -> dict[str, Any]:
    values = {
        "field": row["field"],
        "paragraph": row["paragraph"],
        "sentence": row["sentence"],
        "entries": json.loads(row["entries"]),
        "why": row["why"],
    }
    return {key: value for key, value in values.items() if value is not None}


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = next(key for key, _ in pairs if [k for k, _ in pairs].count(key) > 1)
        raise ValueError(f"the key {twice} stands twice in one object")
    return table


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no value of an exchange file")
