"""Feedback sheets are kept whole, each once, in a final visit too; a damaged one is not taken for what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.form.load import load_form
from hmi_visit.visit import facts, sheets
from hmi_visit.visit.file import Visit
from hmi_visit.visit.finality import What, record
from hmi_visit.visit.folder import new_visit


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    """A new visit."""
    return new_visit(load_form("ri-monitoring-2015"), "Saltmarsh Lane", "2014-06-26", tmp_path / "visit.sqlite")


def test_each_is_kept_once(visit: Visit) -> None:
    """The same words again are the same sheet; other words are the next, and the first ones again the third."""
    for number, text in ((1, "a"), (1, "a"), (2, "b"), (3, "a")):
        assert sheets.keep(visit.db, "x.docx", {"points": [text]}).number == number
    assert [kept.sheet["points"] for kept in sheets.read(visit.db)] == [["a"], ["b"], ["a"]]
    visit.close()
    with Visit.open(visit.path, writing=False) as again:
        assert [kept.path for kept in sheets.read(again.db)] == ["x.docx"] * 3


def test_a_final_visit_takes_them(visit: Visit) -> None:
    """As it takes the letters that are written from it."""
    record(visit.db, What.FINALISED)
    visit.close()
    with Visit.open(visit.path, though_final=True) as final:
        assert sheets.keep(final.db, "x", {}).number == 1


def test_a_damaged_one_is_left_out(visit: Visit) -> None:
    """What cannot be read is not what was said."""
    facts.put(visit.db, "feedback:1", "{")
    facts.put(visit.db, "feedback:x", "{}")
    facts.put(visit.db, "feedback:2", "[]")
    assert sheets.read(visit.db) == []
    visit.close()
