"""Rows of a damaged visit made fit to be read again; what has to be taken out of one is given back, never dropped."""

from __future__ import annotations

import json

from hmi_visit.form.model import Form, Kind
from hmi_visit.form.values import LIST_KINDS
from hmi_visit.visit.characters import visible
from hmi_visit.visit.shapes import Record
from hmi_visit.visit.times import is_moment, stamp


def mend(table: str, record: Record, form: Form) -> tuple[Record | None, list[str]]:
    """A row that can be read, None where nothing can be made of it; and the texts that have no place in it."""
    row, beside = dict(record), list[str]()
    match table:
        case "answer":
            fit = _mend_answer(row, form, beside)
        case "entry":
            fit = _mend_entry(row, beside)
        case "link":
            fit = row["field"] is not None and _is_list(row["entries"], str)
        case "place" | "state":
            fit = row["rowid"] is not None
        case _:
            fit = True
    if not fit:
        return None, [value for value in record.values() if isinstance(value, str)]
    if not row["sure"]:
        row |= {name: visible(value) for name, value in row.items() if isinstance(value, str)}
    if row.get("changed_at", "") is None:
        row["changed_at"] = stamp()
    return row, beside


def _mend_answer(row: Record, form: Form, beside: list[str]) -> bool:
    if not isinstance(row["place"], int) or not row["field"] or row["value"] is None:
        return False
    if row["kind"] not in tuple(Kind):
        named = form.anywhere(str(row["field"]))
        row["kind"] = (named.kind if named else Kind.PROSE).value
    kind, text = Kind(str(row["kind"])), str(row["value"])
    if kind is Kind.GROUP and text != "[]":
        row["value"] = "[]"
        beside.append(text)
    elif kind in LIST_KINDS and text and not _is_list(text, str):
        lines = text.removeprefix('["').removesuffix('"]').split('", "')
        row["value"] = json.dumps(lines, ensure_ascii=False)
    elif kind in (Kind.NUMBER, Kind.FLAG) and text and not _is_plain(text, kind):
        row["value"] = ""
        beside += [str(row["typed"])] if row["typed"] else []
        row["typed"] = text
    return True


def _mend_entry(row: Record, beside: list[str]) -> bool:
    if row["text"] is None:
        return False
    for name, kind in (("with_whom", str), ("about", int)):
        if row[name] is not None and not _is_list(row[name], kind):
            beside.append(str(row[name]))
            row[name] = None
    for name in ("typed_at", "observed_at"):
        if row[name] and not is_moment(str(row[name])):
            row[name] = None
    return True


def _is_list(text: object, kind: type) -> bool:
    found = _loaded(text)
    return isinstance(found, list) and all(isinstance(item, kind) for item in found)


def _is_plain(text: str, kind: Kind) -> bool:
    found = _loaded(text)
    return isinstance(found, bool) if kind is Kind.FLAG else isinstance(found, int) and not isinstance(found, bool)


def _loaded(text: object) -> object:
    try:
        return json.loads(str(text))
    except (ValueError, RecursionError):
        return None
