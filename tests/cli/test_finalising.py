"""Finalising and reopening from the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hmi_visit.visit.file import Visit
from hmi_visit.visit.formed import form_of
from tests.cli.conftest import Shell


@pytest.fixture
def final(shell: Shell, visit: Path) -> Path:
    """A visit that was finalised from the shell."""
    assert shell("set", visit, "story", "Once.").status == 0
    done = shell("finalise", visit)
    assert done.status == 0, done.err
    assert done.out.startswith("finalised on ")
    return visit


def test_nothing_is_changed_after_that(shell: Shell, final: Path) -> None:
    """Every command that writes refuses, and says when it was finalised and how to go on; the visit stays as it is."""
    before = shell("show", final, "--format", "json").out
    for words in (["set", final, "lamp", "x"], ["set", final, "lamp", "--clear"], ["note", final, "x"]):
        assert "was finalised on " in shell(*words).refusal
        assert "hmi-visit reopen" in shell(*words).refusal
    assert "was finalised on " in shell("finalise", final).refusal
    assert shell("show", final, "--format", "json").out == before
    assert shell("show", final).out.startswith("Final since ")


def test_the_letter_of_a_final_visit_is_written_and_recorded(shell: Shell, final: Path) -> None:
    """It can be written again over itself, which only a recorded letter can."""
    assert shell("letter", final, "-o", final.with_suffix(".md")).status == 0
    assert shell("letter", final, "-o", final.with_suffix(".md")).status == 0


def test_reopening_wants_a_reason(shell: Shell, final: Path) -> None:
    """Without one it is refused; with one, it is recorded, and the visit takes changes again."""
    assert shell("reopen", final).status == 2
    assert "reason" in shell("reopen", final, "--reason", "  ").refusal
    assert shell("reopen", final, "--reason", "A name was misspelt.").status == 0
    assert shell("note", final, "more").out == "e1\n"
    assert "not finalised" in shell("reopen", final, "--reason", "again").refusal


def test_history_shows_what_became_of_the_visit(shell: Shell, final: Path) -> None:
    """Without a field, `history` lists finalising and reopening with their moments and reasons."""
    shell("reopen", final, "--reason", "A name was misspelt.")
    lines = shell("history", final).out.splitlines()
    assert [line.split("  ", 1)[1] for line in lines] == ["finalised", "reopened: A name was misspelt."]
    told = json.loads(shell("history", final, "--format", "json").out)
    assert [event["what"] for event in told] == ["finalised", "reopened"]


def test_what_is_not_understood_is_asked_about(shell: Shell, visit: Path) -> None:
    """With nobody to ask, the visit is not finalised, unless that was said."""
    shell("set", visit, "story", "Once.")
    with Visit.open(visit) as opened:
        opened.put(form_of(opened).form.fields["height"], "", typed="tall")
    assert "--yes finalises it all the same" in shell("finalise", visit).err
    assert shell("finalise", visit, "--yes").status == 0


def test_what_must_be_mended_wants_a_reason(shell: Shell, visit: Path) -> None:
    """With nobody to ask, a visit in which something must be mended is not finalised; a reason is kept and recorded."""
    with Visit.open(visit) as opened:
        opened.put(form_of(opened).form.fields["height"], "", typed="tall")
    done = shell("finalise", visit)
    assert done.status == 1
    assert "Not yet answered: Story." in done.err
    assert "Not understood, and so not in the letter: Height, “tall”." in done.err
    assert "must be mended, or set aside with a reason" in done.err
    assert shell("note", visit, "still open").status == 0
    assert shell("finalise", visit, "--yes").status == 1
    assert shell("finalise", visit, "--reason", "The story was told.").status == 0
    assert "set aside: The story was told." in shell("history", visit).out
    assert shell("check", visit).status == 0
