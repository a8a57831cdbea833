"""Drafts that come back, in the shell: shown, taken, their comments answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell
from tests.letter.back.drafts import edited, paragraph, retype


@pytest.fixture
def reworded(shell: Shell, visit: Path, tmp_path: Path) -> Path:
    """A letter of the lighthouse whose one paragraph and name were changed."""
    letter = shell("letter", visit, "-o", tmp_path / "letter.docx").path

    def change(body: Any) -> None:
        retype(paragraph(body, "The lamp at"), "was seen", "was inspected")

    return edited(letter, change)


def test_a_draft_is_shown_and_nothing_is_written(shell: Shell, visit: Path, reworded: Path) -> None:
    """What was taken out and put in stands in brackets; the visit's bytes stay the same."""
    before = visit.read_bytes()
    done = shell("readback", visit, reworded)
    assert done.status == 0
    assert "wording.greeting" in done.out
    assert "[-seen-] {+inspected+}" in done.out
    assert done.out.endswith("1 change\n")
    assert visit.read_bytes() == before


def test_a_change_is_taken_and_then_is_there_already(
    shell: Shell, visit: Path, reworded: Path, exported: Callable[[Path], dict[str, Any]]
) -> None:
    """It becomes this visit's wording; the same draft brings nothing more."""
    done = shell("readback", visit, reworded, "--take", "all")
    assert done.out.endswith("1 change; 1 change taken\n")
    assert exported(visit)["wording"] == {"greeting": "The lamp at Sand Point was inspected on 26 June 2014."}
    assert "in the visit already" in shell("readback", visit, reworded).out


def test_json_has_every_change_whole(shell: Shell, visit: Path, reworded: Path) -> None:
    """What it was, what it is, what the visit would say."""
    (change,) = json.loads(shell("readback", visit, reworded, "--format", "json").out)["changes"]
    assert change["was"] == "The lamp at Sand Point was seen on 26 June 2014."
    assert change["value"] == change["is"] == "The lamp at Sand Point was inspected on 26 June 2014."
    assert not change["taken"]


def test_the_same_words_changed_in_both_are_not_taken_with_all(shell: Shell, visit: Path, reworded: Path) -> None:
    """The rest is taken, what is left out is named, and the exit status says so."""
    shell("readback", visit, reworded, "--take", "all")
    letter = reworded.with_name("letter2.docx")
    shell("letter", visit, "-o", letter)
    again = edited(letter, lambda body: retype(paragraph(body, "The lamp at"), "inspected", "visited"))
    other = edited_copy(letter, again)
    assert shell("readback", visit, other, "--take", "all").status == 0
    third = edited(letter, lambda body: retype(paragraph(body, "The lamp at"), "inspected", "passed"))
    done = shell("readback", visit, third, "--take", "all")
    assert (done.status, "both changed the same" in done.out) == (1, True)
    assert "not taken: wording.greeting" in done.err


def edited_copy(letter: Path, made: Path) -> Path:
    """The edited letter under a name that the next one does not take."""
    return made.rename(letter.with_name("kept.docx"))


def test_a_hostile_file_is_refused_in_one_line(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """Plain words on standard error, and status 1."""
    (tmp_path / "a.docx").write_bytes(b"%PDF")
    assert "this is a PDF" in shell("readback", visit, tmp_path / "a.docx").refusal


def test_comments_are_listed_answered_and_closed(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """What no field can hold is kept as one; it is open until it is closed, and can be opened again."""
    letter = shell("letter", visit, "-o", tmp_path / "letter.docx").path

    def change(body: Any) -> None:
        from copy import deepcopy

        more = deepcopy(paragraph(body, "The lamp at"))
        for text in more.iter("{*}t"):
            text.text = "PS"
        body.insert(len(body) - 1, more)

    shell("readback", visit, edited(letter, change), "--take", "all")
    assert "PS" in shell("comments", visit).out
    assert "answered: Seen." in shell("comments", visit, "--answer", 1, "Seen.", "--close", 1).out
    assert shell("comments", visit).out == "no open comments\n"
    assert json.loads(shell("comments", visit, "--all", "--format", "json").out)[0]["answer"] == "Seen."
    shell("comments", visit, "--reopen", 1)
    assert "PS" in shell("comments", visit).out
    assert "no comment of this number" in shell("comments", visit, "--close", 9).refusal
