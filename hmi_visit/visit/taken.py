"""What is taken over of a damaged visit: its rows made fit, the gaps filled from its history, and all of it named."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Form, Kind
from hmi_visit.problems import Problem, shortened
from hmi_visit.visit.digest import COLUMNS
from hmi_visit.visit.earlier import Last, read_earlier
from hmi_visit.visit.found import Found
from hmi_visit.visit.history import Thing
from hmi_visit.visit.mending import mend
from hmi_visit.visit.shapes import Record, tables

_MOST = 100_000
"""Up to this number entries that are not there are named one by one."""


class Taken:
    """The rows for a new visit, and what has to be said about them."""

    def __init__(self, found: Found) -> None:
        self.missing: list[str] = []
        """What is known to have been there and could not be read."""
        self.doubtful: list[str] = []
        """What was read and is not as it was written, or may not be."""
        self.from_history: list[str] = []
        """What was lost and is as its last earlier state."""
        self.found = found
        facts = {r["name"]: r["value"] for r in found.rows.get("fact", [])}
        self.id = str(facts.get("id") or uuid.uuid4().hex)
        self.form = self._form(str(facts.get("form") or ""))
        self.earlier = read_earlier(found.rows.get("state", []))
        self.records: dict[str, list[Record]] = {"state": self.earlier.rows}
        self._beside: list[str] = []
        for table in tables():
            if not table.startswith("_") and table != "state":
                rows = [self._from_history(table, row) for row in found.rows.get(table, [])]
                self.records[table] = [row for row in (self._mended(table, row) for row in rows) if row]
        self._fill_gaps()
        self._rebuild_places()
        known = (v for rows in self.records.values() for r in rows for v in r.values() if isinstance(v, str))
        self.texts = [*self._beside, *found.texts([*known, *self.earlier.texts, *self._beside])]
        """Text that belongs nowhere that is known."""
        self._name_the_rest()

    @property
    def is_anything(self) -> bool:
        """Whether there is anything that was typed."""
        return bool(self.texts) or any(self.records[table] for table in ("answer", "entry", "wording"))

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

    def _from_history(self, table: str, row: Record) -> Record:
        """The row as its last state has it, where that is a state of the very row that was damaged."""
        if table == "entry" and row["rowid"] is None:  # its number is lost: a state of it says which
            numbers = [t.entry for t, last in self.earlier.last.items() if t.entry and last.made_of == row["digest"]]
            row = row | {"id": numbers[0] if len(numbers) == 1 else None}
        thing = _thing(table, row)
        last = self.earlier.last.get(thing) if thing else None
        if row["sure"] or not last or last.made_of != row["digest"]:
            return row
        mended = row | _columns(table, last) | {"sure": 1}
        self.from_history.append(self._called(table, mended))
        return mended

    def _mended(self, table: str, row: Record) -> Record | None:
        """The row fit to be read again; what had to be changed or is not sure is named."""
        mended, beside = mend(table, row, self.form)
        self._beside += beside
        if mended is None:
            self.missing.append(self._called(table, row))
        elif not row["sure"] or mended != row:
            self.doubtful.append(self._called(table, mended))
        return mended

    def _fill_gaps(self) -> None:
        """Take what is lost from its last state: an entry, or an answer that nobody took out."""
        read = {_thing(table, row) for table in ("answer", "entry") for row in self.records[table]}
        named = {Thing(0, place, field) for place, field in self.found.named}
        for thing, last in self.earlier.last.items():
            if thing in read or not (self.found.faulty or named - read):
                continue
            if thing.entry:
                row: Record = {"id": thing.entry, "removed_at": None}
            elif thing in named or not self.found.index_whole:
                row = {"id": None, "place": thing.place, "field": thing.field}
            else:
                continue
            table = "entry" if thing.entry else "answer"
            row |= _columns(table, last) | {"changed_at": last.kept_at, "sure": 1, "rowid": row["id"]}
            self.records[table].append(row)
            read.add(thing)
            self.from_history.append(f"{self._called(table, row)}, as it was on {last.kept_at.replace('T', ' at ')}")
        for thing in sorted(named - read):
            lost: Record = {"place": thing.place, "field": thing.field, "value": ""}
            self.missing.append(self._called("answer", lost))
        self.records["entry"].sort(key=lambda row: (row["id"] is None, row["id"] or 0))

    def _rebuild_places(self) -> None:
        """Put the items of groups whose own rows are lost where their fields say they belong."""
        there = {row["id"] for row in self.records["place"]}
        answers = self.records["answer"]
        for place in sorted({int(str(row["place"])) for row in answers if row["place"]} - there):
            inner = {str(row["field"]) for row in answers if row["place"] == place}
            groups = (field for field in self.form.fields.values() if field.kind is Kind.GROUP)
            group = next((field for field in groups if inner & {f.name for f in field.fields}), None)
            if group:
                item: Record = {"id": place, "parent": 0, "field": group.name, "position": place, "removed_at": None}
                self.records["place"].append(item)
                self.doubtful.append(f"an item of {group.label}: its place among the others")
            else:
                self._beside += [str(row["value"]) for row in answers if row["place"] == place]

    def _name_the_rest(self) -> None:
        """Name what numbers say was there and is not, and what nobody can say."""
        numbers = {int(str(row["id"])) for row in self.records["entry"] if row["id"]}
        if self.found.faulty and numbers:
            self.missing += [f"entry e{n}" for n in range(1, min(max(numbers), _MOST)) if n not in numbers]
        if self.earlier.lost:
            self.missing.append("some of the earlier states of the texts")
        if self.texts:
            self.doubtful.append("text without a place: it is in the last evidence entry")
        if self.found.faulty:
            pages = f"{self.found.faulty} part{'s' if self.found.faulty != 1 else ''} of the file"
            self.missing.append(f"whatever else stood in {pages} that could not be read as a whole")

    def _called(self, table: str, row: Record) -> str:
        """What a row is called in a message."""
        if table == "answer":
            name = str(row.get("field") or "a field whose name is lost")
            field = self.form.anywhere(name)
            words = "" if field else f" (“{shortened(str(row.get('value') or ''), 40)}”)"
            within = " of an item" if row.get("place") else ""
            return f"{field.label} ({name}){within}" if field else f"{name}{words}{within}"
        if table == "entry":
            return f"entry e{row['id']!s}" if row["id"] else "an entry whose number is lost"
        return " ".join(("the", table, str(row.get("name") or row.get("field") or row.get("rowid"))))


def _thing(table: str, row: Record) -> Thing | None:
    """What the states of a row are states of."""
    if table == "entry" and isinstance(row["id"], int):
        return Thing(row["id"])
    if table == "answer" and isinstance(row["place"], int):
        return Thing(0, row["place"], str(row["field"]))
    return None


def _columns(table: str, last: Last) -> Record:
    """A row's columns as its last state has them."""
    if table == "entry":
        return dict(zip(COLUMNS["entry"], json.loads(last.raw), strict=True))
    return {"kind": last.kind, "value": last.raw, "typed": last.typed}


def _loaded(name: str) -> Form | None:
    try:
        return load_form(name)
    except Problem:
        return None


def _nameless(name: str) -> Form:
    """Stands for a form that is not here, so that its visit can be kept all the same."""
    return Form(name, name, (), {}, {}, Path())
