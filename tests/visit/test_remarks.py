"""What readers said in comments: kept once, answered, closed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit import exports, remarks
from hmi_visit.visit.digest import changed_rows
from hmi_visit.visit.file import Visit
from hmi_visit.visit.remarks import Remark

WHY = Remark("Ann Reader", "2014-06-30T09:00:00Z", "Why?", "main_findings", "It is slow.")


def test_a_remark_is_kept_once(form: Form, tmp_path: Path) -> None:
    """The same comment of a later draft is the same remark; another's words are another."""
    with Visit.create(tmp_path / "v.sqlite", form) as visit:
        assert remarks.add(visit.db, [WHY, WHY]) == 1
        other = replace(WHY, author="Ben")
        assert remarks.add(visit.db, [WHY, other]) == 1
        assert [(r.number, r.author) for r in remarks.read(visit.db)] == [(1, "Ann Reader"), (2, "Ben")]
        assert [*changed_rows(visit.db)] == []


def test_a_remark_is_answered_closed_and_opened_again(form: Form, tmp_path: Path) -> None:
    """Each change stays with the remark, under its digest; one that is not there is told."""
    with Visit.create(tmp_path / "v.sqlite", form) as visit:
        remarks.add(visit.db, [WHY])
        remarks.answer(visit.db, 1, " Mended. ")
        remarks.close(visit.db, 1)
        (kept,) = remarks.read(visit.db)
        assert (kept.answer, bool(kept.closed_at)) == ("Mended.", True)
        remarks.close(visit.db, 1, open_again=True)
        assert not remarks.read(visit.db)[0].closed_at
        assert [*changed_rows(visit.db)] == []
        with pytest.raises(Problem, match="no comment"):
            remarks.close(visit.db, 2)


def test_an_export_remembers_what_it_was_made_of(form: Form, tmp_path: Path) -> None:
    """The answers and wording of that moment, whatever becomes of them; nothing where nothing was kept."""
    with Visit.create(tmp_path / "v.sqlite", form) as visit:
        before = visit.snapshot()
        number = exports.add(visit.db, "a.docx", "d", before, "# text")
        visit.word("opening", "Other.")
        kept = exports.made_of(visit.db, number)
        assert kept is not None
        assert (kept.answers, kept.wording) == (before.answers, {})
        assert exports.made_of(visit.db, exports.add(visit.db, "b.docx", "d")) is None
        assert [*changed_rows(visit.db)] == []
