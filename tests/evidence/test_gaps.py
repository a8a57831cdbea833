"""The gaps that were left are named exactly: areas, contradictions, entries unused, sentences on nothing."""

from __future__ import annotations

from pathlib import Path

from hmi_visit.evidence.gaps import as_json, gaps
from hmi_visit.form.model import Field, Form, Kind, Role
from hmi_visit.visit.model import Entry, Link, Snapshot
from hmi_visit.visit.sentences import Place

FORM = Form(
    "f",
    "F",
    (),
    {
        "asked": Field("asked", Kind.LIST, "Asked", role=Role.AREAS),
        "found": Field("found", Kind.PROSE, "Found", role=Role.FINDINGS),
        "other": Field("other", Kind.PROSE, "Other"),
    },
    {},
    Path(),
)
LOG = (
    Entry(1, "a", "", activity="meeting", about=(2,), sign="+"),
    Entry(2, "b", "", activity="documents", about=(2, 9), sign="-"),
    Entry(3, "c", "", sign="?"),
    Entry(4, "d", "", about=(1,)),
)
TEXT = "One is so. Two is so.\n\nThree is so.\n\nFour is so. Five is so."


def visit(*links: Link) -> Snapshot:
    """A visit with three areas, four entries and three paragraphs of findings."""
    return Snapshot("f", {"asked": ["x", "y", "z"], "found": TEXT, "other": "Not a finding."}, LOG, links)


def test_the_planted_gaps_are_named() -> None:
    """The exact gaps, as programs are told them."""
    found = gaps(FORM, visit(Link("found", 1, ("e1", "e2"), 2), Link("found", 3, ("e4",))))
    assert as_json(found) == {
        "areas": [
            {"area": 1, "entries": ["e4"], "sources": {"other": 1}, "plus": 0, "minus": 0},
            {"area": 2, "entries": ["e1", "e2"], "sources": {"meeting": 1, "documents": 1}, "plus": 1, "minus": 1},
            {"area": 3, "entries": [], "sources": {}, "plus": 0, "minus": 0},
        ],
        "contradictions": [2],
        "unused": ["e3"],
        "follow_up": ["e3"],
        "unsupported": ["found:2"],
        "loose": [],
    }
    assert found.unsupported == (("found", Place(1, 1)), ("found", Place(2, 1)))
    assert [area.number for area in found.thin] == [1, 3]
    assert [entry.name for entry in found.unknown] == ["e2"]


def test_what_is_loose_or_in_the_bin_supports_nothing() -> None:
    """A loose link, and one that rests on an entry that is gone, are told and count for nothing."""
    loose, binned = Link("found", 1, ("e1",), loose=True), Link("found", 2, ("e7",))
    found = gaps(FORM, visit(loose, binned))
    assert as_json(found)["loose"] == ["found:1"]
    assert as_json(found)["unsupported"] == ["found:1", "found:2", "found:3"]
    assert "e1" in as_json(found)["unused"]
    assert found.binned == (binned,)


def test_a_visit_with_nothing_has_no_gaps_to_name() -> None:
    """A form without areas or findings, and a visit without answers, are no fault."""
    assert as_json(gaps(Form("f", "F", (), {}, {}, Path()), Snapshot("f", {})))["areas"] == []
    assert as_json(gaps(FORM, Snapshot("f", {})))["unsupported"] == []
