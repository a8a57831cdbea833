"""The evidence base: dated, in order, by role, marks never shown, abbreviations written out, findings shown."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.evidence.base import evidence_base, in_order
from hmi_visit.evidence.base_written import as_csv, as_json, safe_cell
from hmi_visit.form.evidence import Evidence
from hmi_visit.form.model import Field, Form, Kind, Role, Value
from hmi_visit.visit.model import Entry, Link, Snapshot

FORM = Form(
    "f",
    "F",
    (),
    {
        "school": Field("school", Kind.LINE, "School", role=Role.SUBJECT),
        "day": Field("day", Kind.DATE, "Day", role=Role.DATE),
        "end": Field("end", Kind.DATE, "End", role=Role.END_DATE),
        "who": Field("who", Kind.LINE, "Who", role=Role.INSPECTOR),
        "asked": Field("asked", Kind.LIST, "Asked", role=Role.AREAS),
        "found": Field("found", Kind.PROSE, "Found", role=Role.FINDINGS),
    },
    {},
    Path(),
    evidence=Evidence(abbreviations={"SLT": "senior leadership team"}),
)
LOG = (
    Entry(1, "+ @chair of governors #2 SLT meet weekly.\n\n  The SLT's minutes\nare kept.", "2014-06-26T10:20:40+01:00",
          "2014-06-26T10:15+01:00", "meeting", ("chair of governors",), (2,), "+"),
    Entry(2, "written later", "2014-06-26T18:00:00+01:00", "2014-06-26T09:00+01:00"),
    Entry(3, "next day", "2014-06-27T08:00:00+01:00", "", "data", ("SLT",)),
)  # fmt: skip
ANSWERS: dict[str, Value] = {"school": "Quay", "day": "2014-06-26", "end": "2014-06-27", "who": "M. Ash",
           "asked": ["x", "y"],
           "found": "One two three four five six seven eight nine ten eleven twelve thirteen.\n\nShort."}  # fmt: skip
VISIT = Snapshot(
    "f",
    ANSWERS,
    LOG,
    (Link("found", 1, ("e1", "e3"), 1, "as said"), Link("found", 2, ("e1",), words="Gone.", loose=True)),
)


def test_the_whole_of_it() -> None:
    """Every key of the JSON, for a visit with a little of everything."""
    golden = Path(__file__).parent / "goldens" / "evidence.json"
    assert as_json(evidence_base(FORM, VISIT)) == golden.read_text(encoding="utf-8")


def test_every_key_is_documented() -> None:
    """docs/evidence.md shows each."""
    golden = json.loads((Path(__file__).parent / "goldens" / "evidence.json").read_text(encoding="utf-8"))
    told = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
    entry = golden["days"][0]["entries"][0] | golden["days"][0]["entries"][1]
    keys = {*golden, *golden["areas"][0], *golden["days"][0], *entry, *entry["findings"][0]}
    assert {key for key in keys if f'"{key}"' not in told} == set()


def order(*entries: Entry) -> list[int]:
    """The numbers of the entries as the document has them."""
    return [entry.number for entry in in_order(entries)]


@pytest.mark.parametrize(
    ("entries", "right"),
    [
        ([Entry(1, "", "2014-06-26T10:00:50+01:00"), Entry(2, "", "", "2014-06-26T10:00+01:00")], [1, 2]),
        ([Entry(1, "", "2014-06-26T12:00:00+01:00", "2014-06-26T11:00+01:00"),
          Entry(2, "", "2014-06-26T10:30:00+01:00")], [2, 1]),
        ([Entry(1, "", ""), Entry(2, "", "2014-06-26T10:30:00+01:00"), Entry(3, "", "")], [2, 1, 3]),
        # an hour that the clock showed twice: the offset says which came first
        ([Entry(1, "", "2014-10-26T01:10:00+00:00"), Entry(2, "", "2014-10-26T01:50:00+01:00")], [2, 1]),
        # two offsets about midnight: the days stay together
        ([Entry(1, "", "2014-06-27T00:10:00+03:00"), Entry(2, "", "2014-06-26T23:50:00+01:00")], [2, 1]),
    ],
)  # fmt: skip
def test_the_order(entries: list[Entry], right: list[int]) -> None:
    """Observed, else typed; entries of one minute, and those without a time, as they were entered."""
    assert order(*entries) == right


def test_a_table_for_excel() -> None:
    """UTF-8 with its mark, a row an entry, line ends kept inside the cell."""
    data = as_csv(evidence_base(FORM, VISIT))
    assert data.startswith("\ufeffentry,piece,day,".encode())
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["entry"] for row in rows] == ["e2", "e1", "e3"]
    assert rows[1]["text"] == "Senior leadership team meet weekly.\n\n  The senior leadership team's minutes\nare kept."
    assert rows[1]["findings that rest on it"].split("\n") == [
        "Found, paragraph 1, sentence 1: One two three four five six seven eight nine ten eleven twelve … – as said",
        "Found, paragraph 2: Gone. (these words are gone)",
    ]
    assert (rows[0]["written from memory"], rows[2]["with"]) == ("yes", "senior leadership team")


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-2", "@x", "\t=1", " =1", "\r=1", "\n-1", "＝1", "\u200b=1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    """An apostrophe stands before what Excel would compute, and the words stay."""
    assert safe_cell(text) == f"'{text}"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=50))
def test_any_text_comes_back_from_the_table(text: str) -> None:
    """Commas, quotes and line ends are no way out of a cell."""
    base = evidence_base(FORM, Snapshot("f", {}, (Entry(1, f"x {text}", ""),)))
    (row,) = csv.DictReader(io.StringIO(as_csv(base).decode("utf-8-sig"), newline=""))
    assert row["text"] == base["days"][0]["entries"][0]["text"]


def test_what_is_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    """Excel cuts a cell after 32,767 characters; all of the entry is there."""
    text = "".join(f"{n} " for n in range(20_000)).strip()
    rows = csv.DictReader(io.StringIO(as_csv(evidence_base(FORM, Snapshot("f", {}, (Entry(7, text, ""),)))).decode()))
    found = list(rows)
    assert "".join(row["text"] for row in found) == text
    assert [row["piece"] for row in found] == [f"{n} of 4" for n in range(1, 5)]
    assert {len(row) for row in found} == {13}


def test_an_empty_visit_has_an_empty_base() -> None:
    """A form without roles and a visit without entries are no fault."""
    base = json.loads(as_json(evidence_base(Form("f", "F", (), {}, {}, Path()), Snapshot("f", {}))))
    assert (base["days"], base["subject"], base["areas"]) == ([], "", [])
