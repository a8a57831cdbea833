"""The exchange file: a visit as UTF-8 JSON, for other machines, for people and for tests.

What is not known is refused by its name and place; nothing is dropped in silence. Importing an export gives the same
visit back, to the last character.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form, Role
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, entries, facts, links, paths
from hmi_visit.visit.case import FORMAT, VERSION, check_printable, entry_number, read_case
from hmi_visit.visit.connection import one_moment, reading
from hmi_visit.visit.file import Visit, put_wording, read_wording
from hmi_visit.visit.folder import free_path, make_folder, name_for
from hmi_visit.visit.formed import loose_answers
from hmi_visit.visit.loose import in_form
from hmi_visit.visit.model import Link
from hmi_visit.visit.paths import field_at
from hmi_visit.visit.sentences import Place

__all__ = ["FORMAT", "VERSION", "as_text", "check_printable", "exported", "import_file", "imported", "read_case"]

_OPTIONAL = ("evidence_log", "links", "wording")
_GIVEN_EMPTY = "given_empty"
"""The fact that keeps which of those an exchange file gave without anything in them."""


def exported(visit: Visit, form: Form | None = None) -> dict[str, Any]:
    """The visit as the exchange file has it; what is empty or absent as a whole is left out.

    What lies in the bin stays in the visit file, and a link to an entry there is left out with it; and so does what the
    form has no place for, because no import would take it (`left_out` names it). `form` is the one that the visit is
    read under, without which it is today's; where there is none, everything is there as it was given.
    """
    form = form or _today(visit.form_name)
    db = visit.db
    case: dict[str, Any] = {"format": FORMAT, "version": VERSION, "form": visit.form_name}
    with reading(visit.path), one_moment(db):
        found = answers.read_all(db)
        case["answers"] = in_form(found, form.fields) if form else found
        rows = db.execute("SELECT * FROM entry WHERE removed_at IS NULL ORDER BY id").fetchall()
        case["evidence_log"] = [_entry_out(row) for row in rows]
        there = {entry["id"] for entry in case["evidence_log"]}
        found_links = (_link_out(db, link, there) for link in links.read(db))
        case["links"] = [link for link in found_links if link and (form is None or field_at(form, link["field"]))]
        case["wording"] = {n: text for n, text in read_wording(db).items() if form is None or n in form.wording}
        empty = facts.read(db).get(_GIVEN_EMPTY)
    given = json.loads(empty) if empty else []
    return {key: value for key, value in case.items() if value or key not in _OPTIONAL or key in given}


def as_text(case: Mapping[str, Any]) -> str:
    """The exchange file's text."""
    return json.dumps(case, ensure_ascii=False, indent=2) + "\n"


def imported(case: Mapping[str, Any], form: Form, path: Path) -> Visit:
    """A new visit file from a case that `read_case` has checked."""

    def fill(db: sqlite3.Connection) -> None:
        answers.put_all(db, form.fields.values(), case["answers"])
        for entry in case.get("evidence_log", []):
            entries.keep_row(db, entry_number(entry["id"]), _entry_in(entry))
        for link in case.get("links", []):
            place, field = paths.place_at(db, link["field"]) or (0, link["field"])
            at = (link["paragraph"], link.get("sentence"))
            links.keep_row(db, place, field, at, json.dumps(link["entries"]), link.get("why"))
        for name, words in case.get("wording", {}).items():
            put_wording(db, name, words)
        if empty := [key for key in _OPTIONAL if key in case and not case[key]]:
            facts.put(db, _GIVEN_EMPTY, json.dumps(empty))

    return Visit.create(path, form, fill)


def import_file(source: Path, folder: Path) -> Visit:
    """A new visit in the folder from an exchange file, named after its subject and date."""
    try:
        data = source.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise Problem(f"it cannot be read ({os.strerror(error.errno or 0)})", where=str(source)) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Problem("this is not UTF-8 text", where=f"{source}:{line}") from None
    case, form = read_case(text, str(source))
    return imported(case, form, path_for(case, form, folder))


def path_for(case: Mapping[str, Any], form: Form, folder: Path) -> Path:
    """A free path in the folder, made there where it is missing, with a name from the case's subject and date."""
    make_folder(folder)
    subject, date = (form.with_role(role) for role in (Role.SUBJECT, Role.DATE))
    words = [str(case["answers"].get(field.name, "")) if field else "" for field in (subject, date)]
    return free_path(folder, name_for(*words))


def left_out(visit: Visit, form: Form) -> list[str]:
    """What the exchange file of a visit leaves out, because the form has no place for it, in a person's words."""
    found = [f"{loose.label} ({loose.where})" for loose in loose_answers(visit.db, form)]
    linked = {paths.path_of(visit.db, link.place, link.field) or "" for link in links.read(visit.db)}
    return found + [f"what {path} rests on" for path in sorted(linked) if path and not field_at(form, path)]


def _today(form_name: str) -> Form | None:
    try:
        return load_form(form_name)
    except Problem:
        return None


def _entry_in(entry: Mapping[str, Any]) -> entries.Row:
    lists = [json.dumps(entry[key], ensure_ascii=False) if key in entry else None for key in ("with", "about")]
    texts = [entry.get(key) for key in ("text", "typed_at", "observed_at", "activity")]
    return (*texts, *lists, entry.get("sign"))


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


def _link_out(db: sqlite3.Connection, link: Link, there: set[str]) -> dict[str, Any]:
    """A link with those of its entries that are there; nothing where it rested on others alone, or on words of an item
    in the bin. A loose link is of a paragraph that the text does not have: so it is loose again where it comes in."""
    field = paths.path_of(db, link.place, link.field)
    rests_on = [name for name in link.entries if name in there]
    if field is None or (link.entries and not rests_on):
        return {}
    at = links.beyond(db, link) if link.loose else Place(link.paragraph, link.sentence)
    values = {
        "field": field,
        "paragraph": at.paragraph,
        "sentence": at.sentence,
        "entries": rests_on,
        "why": link.why,
    }
    return {key: value for key, value in values.items() if value is not None}
