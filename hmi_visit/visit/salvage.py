"""A damaged visit: what of it can be read goes into a new visit beside it, and what is missing or doubtful is named.

The damaged file is read as bytes and never written to. What was on a page that cannot be read any more is looked for in
the file's own index, so that it can be named; text that belongs to nothing known becomes an evidence entry.
"""

from __future__ import annotations

import json
import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Field, Form, Kind
from hmi_visit.form.values import LIST_KINDS
from hmi_visit.problems import Problem, shortened
from hmi_visit.visit.characters import visible
from hmi_visit.visit.connection import NotDone
from hmi_visit.visit.digest import _COLUMNS, digest
from hmi_visit.visit.entries import keep_row
from hmi_visit.visit.file import SUFFIX, Visit
from hmi_visit.visit.folder import free_path
from hmi_visit.visit.found import Found, Record, find_rows, tables
from hmi_visit.visit.model import Snapshot
from hmi_visit.visit.sniff import VERSION, check_is_visit
from hmi_visit.visit.sound import check_sound
from hmi_visit.visit.times import stamp

LOOSE_TEXT = "Found in the damaged file; where it belongs is not known:"
"""Begins the evidence entry that holds text without a place."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a damaged visit."""

    path: Path | None
    """The new visit; None where none was written, or nothing could be read."""
    snapshot: Snapshot | None
    missing: tuple[str, ...]
    """What is known to have been there and could not be read, in a person's words."""
    doubtful: tuple[str, ...]
    """What was read and is not as it was written, or may not be."""

    @property
    def count(self) -> int:
        """How many answers and entries there are."""
        return len(self.snapshot.answers) + len(self.snapshot.entries) if self.snapshot else 0


def damage(path: Path) -> str:
    """What is wrong with a visit that is damaged, in a person's words; empty where it is sound, is not there, cannot be
    read just now, or is of a newer version of the program."""
    try:
        if not path.is_file() or not os.access(path, os.R_OK):
            return ""
        check_is_visit(path)
        check_sound(path)
    except NotDone:
        return ""
    except Problem as problem:
        with path.open("rb") as file:
            head = file.read(100)
        version = int.from_bytes(head[60:64], "big")
        newer = head.startswith(b"SQLite format 3\0") and VERSION < version < 1000
        return "" if newer else problem.what
    return ""


def preview(path: Path) -> Salvaged:
    """What salvaging would find, in memory; writes nothing. Raises a Problem where the file cannot be read at all."""
    return _Salvage(path).shown()


def salvage(path: Path, to: Path | None = None) -> Salvaged:
    """Put what can be read of a damaged visit into a new one, `NAME-salvaged.sqlite` beside it unless `to` says where.

    Raises a Problem where the file cannot be read at all, or where the new one cannot be written.
    """
    work = _Salvage(path)
    shown = work.shown()
    if shown.snapshot is None:
        return shown
    to = to or free_path(path.parent, f"{path.stem.removesuffix(SUFFIX)}-salvaged{SUFFIX}")
    with Visit.create(to, work.form, work.fill):
        pass
    return Salvaged(to, shown.snapshot, shown.missing, shown.doubtful)


class _Salvage:
    """One damaged file's rows, made fit for a new one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        log = Path(f"{path}-wal")
        try:
            data, logged = path.read_bytes(), log.read_bytes() if log.is_file() else b""
        except OSError as error:
            raise Problem(f"it cannot be read ({os.strerror(error.errno or 0)})", where=str(path)) from None
        self.found: Found = find_rows(data, logged)
        self.missing: list[str] = []
        self.doubtful: list[str] = []
        facts = {r["name"]: r["value"] for r in self.found.rows.get("fact", [])}
        self.id = str(facts.get("id") or uuid.uuid4().hex)
        self.form = self._form(str(facts.get("form") or ""))
        self.records = {table: list(self._mended(table)) for table in tables() if not table.startswith("_")}
        self._name_what_is_missing()

    def shown(self) -> Salvaged:
        """What there is, as a visit in memory; no snapshot where there is nothing."""
        missing, doubtful = tuple(dict.fromkeys(self.missing)), tuple(dict.fromkeys(self.doubtful))
        if not any(self.records[table] for table in ("answer", "entry", "wording")) and not self.found.fragments:
            return Salvaged(None, None, missing, doubtful)
        from hmi_visit.visit.schema import bring_up

        with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
            db.row_factory = sqlite3.Row
            bring_up(db)
            db.execute("INSERT INTO fact (name, value) VALUES ('id', ?), ('form', ?)", (self.id, self.form.name))
            self.fill(db)
            return Salvaged(None, Visit(self.path, db, writable=False).snapshot(), missing, doubtful)

    def fill(self, db: sqlite3.Connection) -> None:
        """Put every row that was read into a new visit."""
        db.execute("UPDATE fact SET value = ? WHERE name = 'id'", (self.id,))
        for table, records in self.records.items():
            for record in records:
                if table != "fact" or record["name"] not in ("id", "form", "made_at"):
                    _insert(db, table, record)
        if self.found.fragments:
            text = visible("\n\n".join([LOOSE_TEXT, *self.found.fragments]))
            keep_row(db, None, (text, stamp(), None, None, None, None, None))

    def _form(self, name: str) -> Form:
        """The visit's form; where its name is lost, the one that has most of the fields."""
        if name in form_names():
            return _loaded(name) or _nameless(name)
        fields = {str(r["field"]) for r in self.found.rows.get("answer", [])}
        forms = [form for form in map(_loaded, form_names()) if form]
        likely = max(forms, key=lambda form: len(fields & set(form.fields)), default=None)
        if name or likely is None or not fields & set(likely.fields):
            return _nameless(name)
        self.doubtful.append(f"the form: it was not readable, and is taken to be {likely.name}")
        return likely

    def _mended(self, table: str) -> Iterator[Record]:
        """The rows of a table, fit to be read again; what had to be changed or is not sure is named."""
        if table == "state" and (self.found.faulty or not all(r["sure"] for r in self.found.rows.get(table, []))):
            if self.found.rows.get(table):
                self.missing.append("the earlier states of the texts: their chain is broken")
            return
        for record in self.found.rows.get(table, []):
            mend = {"answer": self._mend_answer, "entry": _mend_entry, "link": _mend_link}.get(table)
            before = dict(record)
            if mend and not mend(record):
                self.missing.append(self._called(table, before))
                continue
            if not record["sure"] or record != before:
                self.doubtful.append(self._called(table, record))
            for column in tables()[table]:
                value = record[column.name]
                if isinstance(value, str) and not record["sure"]:
                    record[column.name] = visible(value)
                if value is None and column.name == "changed_at":
                    record[column.name] = stamp()
            yield record

    def _mend_answer(self, record: Record) -> bool:
        """Make an answer one that can be read; False where nothing of it is left."""
        name, value = str(record["field"] or ""), record["value"]
        field = _field(self.form, name)
        if record["kind"] not in tuple(Kind):
            record["kind"] = (field.kind if field else Kind.PROSE).value
        kind = Kind(str(record["kind"]))
        if not isinstance(record["place"], int) or not name or value is None:
            return False
        text = str(value)
        if kind is Kind.GROUP:
            record["value"] = "[]"
        elif kind in LIST_KINDS and not _is_list(text, str):
            record["value"] = json.dumps([line.strip('[]", ') for line in text.split('", "')], ensure_ascii=False)
        elif kind in (Kind.NUMBER, Kind.FLAG) and text and not _is_plain(text, kind):
            record["value"], record["typed"] = "", record["typed"] or text
        return True

    def _name_what_is_missing(self) -> None:
        """Name what the index, the items and the numbers of entries say was there, and is not."""
        read = {(r["place"], r["field"]) for r in self.records["answer"]}
        for place, name in sorted(self.found.named - read):
            self.missing.append(self._called("answer", {"place": place, "field": name, "value": ""}))
        places = {r["id"] for r in self.records["place"]}
        for place in sorted({int(str(r["place"])) for r in self.records["answer"] if r["place"]} - places):
            self._rebuild(place)
        numbers = {int(str(r["id"])) for r in self.records["entry"]}
        if self.found.faulty and numbers:
            self.missing += [f"entry e{n}" for n in range(1, min(max(numbers), 100_000)) if n not in numbers]
        if self.found.fragments:
            self.doubtful.append("text without a place: it is in the last evidence entry")
        if self.found.faulty:
            pages = f"{self.found.faulty} part{'s' if self.found.faulty != 1 else ''} of the file"
            self.missing.append(f"whatever else stood in {pages} that could not be read as a whole")

    def _rebuild(self, place: int) -> None:
        """An item of a group whose own row is lost: put where its fields say it belongs."""
        inner = {str(r["field"]) for r in self.records["answer"] if r["place"] == place}
        groups = [f for f in self.form.fields.values() if f.kind is Kind.GROUP and inner & {i.name for i in f.fields}]
        if groups:
            self.records["place"].append(
                {"id": place, "parent": 0, "field": groups[0].name, "position": place, "removed_at": None}
            )
            self.doubtful.append(f"an item of {groups[0].label}: its place among the others")
            return
        for record in [r for r in self.records["answer"] if r["place"] == place]:
            self.found.fragments.append(str(record["value"]))

    def _called(self, table: str, record: Record) -> str:
        """What a row is called in a message."""
        if table == "answer":
            name = str(record.get("field") or "a field whose name is lost")
            field = _field(self.form, name)
            words = "" if field else f" (“{shortened(str(record.get('value') or ''), 40)}”)"
            within = " of an item" if record.get("place") else ""
            return f"{field.label} ({name}){within}" if field else f"{name}{words}{within}"
        if table == "entry":
            return "entry e" + str(record["id"])
        return " ".join(("the", table, str(record.get("name") or record.get("field") or record.get("rowid"))))


def _insert(db: sqlite3.Connection, table: str, record: Record) -> None:
    names = [column.name for column in tables()[table]]
    if table in _COLUMNS:
        record = record | {"digest": digest(*(record[name] for name in _COLUMNS[table]))}  # type: ignore[arg-type]
    sql = f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
    try:
        taken = "id" in names and db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (record["id"],)).fetchone()
        db.execute(sql, [None if taken and name == "id" else record[name] for name in names])
    except sqlite3.IntegrityError:  # a value that is lost and may not be: named already
        return


def _mend_entry(record: Record) -> bool:
    if record["text"] is None:
        return False
    for name, kind in (("with_whom", str), ("about", int)):
        if record[name] is not None and not _is_list(str(record[name]), kind):
            record[name] = None
    return True


def _mend_link(record: Record) -> bool:
    return record["field"] is not None and _is_list(str(record["entries"]), str)


def _is_list(text: str, kind: type) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, list) and all(isinstance(item, kind) for item in found)


def _is_plain(text: str, kind: Kind) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, bool) if kind is Kind.FLAG else isinstance(found, int) and not isinstance(found, bool)


def _field(form: Form, name: str) -> Field | None:
    """A field of this name, at the top or in a group."""
    left = list(form.fields.values())
    while left:
        field = left.pop(0)
        if field.name == name:
            return field
        left += field.fields
    return None


def _loaded(name: str) -> Form | None:
    try:
        return load_form(name)
    except Problem:
        return None


def _nameless(name: str) -> Form:
    """Stands for a form that is not here, so that its visit can be kept all the same."""
    return Form(name, name, (), {}, {}, Path())
