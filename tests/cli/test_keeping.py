"""Answers and evidence entries from the shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell

Exported = Callable[[Path], dict[str, Any]]


@pytest.mark.parametrize(
    ("field", "values", "kept"),
    [
        ("lamp", ["Näs & <Point>"], "Näs & <Point>"),
        ("lamp", [""], ""),
        ("day", ["27 June 2014"], "2014-06-27"),
        ("day", [""], ""),
        ("season", ["2/14"], "2014-02"),
        ("height", ["31"], 31),
        ("height", ["--", "-5"], -5),
        ("lit", ["no"], False),
        ("colour", ["red-white"], "red-white"),
        ("colour", ["all white"], "white"),
        ("colour", ["r"], "red-white"),
        ("keepers", ["one", "two"], ["one", "two"]),
        ("keepers", ["one\ntwo\r\nthree", "four"], ["one", "two", "three", "four"]),
        ("keepers", [""], []),
        ("hands", ["a", " b"], ["a", " b"]),
        ("story", ["First.\r\n\r\nSecond."], "First.\n\nSecond."),
    ],
)
def test_set_understands(
    shell: Shell, visit: Path, exported: Exported, field: str, values: list[str], kept: object
) -> None:
    """A VALUE is taken as it would be at the keyboard, and kept as the exchange file has it."""
    assert shell("set", visit, field, *values).status == 0
    assert exported(visit)["answers"][field] == kept


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("day", "31/2/14", "day: “31/2/14” is no date; 27/6/14, 27 June, today and 2014-06-27 are understood"),
        ("season", "winter", "season: “winter” is no month; 2/14, February 2014 and 2014-02 are understood"),
        ("height", "tall", "height: “tall” is no whole number"),
        ("height", "9" * 16, "height: “9999999999999999” is no whole number"),
        ("lit", "perhaps", "lit: “perhaps” is neither yes nor no"),
        ("colour", "whit", "colour: “whit” is not one of white, red-white; did you mean white?"),
        ("lamp", "a\nb", "lamp: this is one line and cannot hold a line end"),
        (
            "story",
            "a\nb\x0c",
            "story: U+000C at line 2, column 2 is a character that a letter cannot hold; take it out",
        ),
        ("rooms", "kitchen", "rooms: this field holds items with fields of their own; use the program"),
        ("stroy", "x", "stroy: no such field in form lighthouse; did you mean story?"),
        ("zzz", "x", "zzz: no such field in form lighthouse; hmi-visit show VISIT lists the fields"),
    ],
)
def test_set_refuses(shell: Shell, visit: Path, exported: Exported, field: str, value: str, told: str) -> None:
    """What makes no sense is refused by the field's name, and the visit stays as it was."""
    before = exported(visit)
    assert shell("set", visit, field, value).refusal.startswith(told)
    assert exported(visit) == before


def test_set_shows_what_was_understood(shell: Shell, visit: Path) -> None:
    """Where words become a value, the value is said; a text is not repeated."""
    assert shell("set", visit, "day", "27/6/14").out == "Day: Friday 27 June 2014\n"
    assert shell("set", visit, "keepers", "one", "two").out == "Keepers: one; two\n"
    assert shell("set", visit, "story", "Once.").out == ""


def test_set_reads_standard_input(shell: Shell, visit: Path, exported: Exported) -> None:
    """`-` is the text of standard input, without the line end that closes it."""
    assert shell("set", visit, "story", "-", stdin="Größe\r\n\r\nend\n\n".encode()).status == 0
    assert exported(visit)["answers"]["story"] == "Größe\n\nend\n"
    assert "standard input:2: this is not UTF-8 text" in shell("set", visit, "story", "-", stdin=b"a\n\xe9").refusal


def test_set_holds_a_megabyte(shell: Shell, visit: Path, exported: Exported) -> None:
    """A megabyte arrives whole in prose, in a line and in one item of a list."""
    text = "word " * 200_000
    for field in ("story", "lamp"):
        assert shell("set", visit, field, "-", stdin=text.encode()).status == 0
        assert exported(visit)["answers"][field] == text
    assert shell("set", visit, "keepers", "-", stdin=text.encode()).status == 0
    assert exported(visit)["answers"]["keepers"] == [text]
    assert len(shell("set", visit, "day", "-", stdin=text.encode()).refusal) < 200


def test_clear_makes_an_answer_absent(shell: Shell, visit: Path, exported: Exported) -> None:
    """--clear takes an answer out, where an empty VALUE keeps an empty one."""
    shell("set", visit, "story", "")
    assert exported(visit)["answers"]["story"] == ""
    for field in ("story", "lit"):
        assert shell("set", visit, field, "--clear").status == 0
    assert exported(visit)["answers"] == {"lamp": "Sand Point", "day": "2014-06-26"}


@pytest.mark.parametrize("words", [["story"], ["story", "two", "values"], ["story", "x", "--clear"], []])
def test_set_needs_one_value(shell: Shell, visit: Path, words: list[str]) -> None:
    """Too few or too many words are a matter of usage: status 2, and nothing is kept."""
    done = shell("set", visit, *words)
    assert (done.status, done.out) == (2, "")
    assert "Usage: hmi-visit set" in done.err


def test_note_keeps_what_was_said(shell: Shell, visit: Path, exported: Exported) -> None:
    """An entry has the text, the activity, everyone it was with, and the time on the day of the visit."""
    done = shell("note", visit, "Lamp *lit*.", "--activity", "meeting", "--with", "A", "--with", "B", "--at", "9.40")
    assert done.out == "e1\n"
    (entry,) = exported(visit)["evidence_log"]
    assert entry.pop("typed_at")
    assert entry == {
        "id": "e1",
        "observed_at": "2014-06-26T09:40+01:00",
        "activity": "meeting",
        "with": ["A", "B"],
        "text": "Lamp *lit*.",
    }


def test_note_alone_has_only_the_time_of_typing(shell: Shell, visit: Path, exported: Exported) -> None:
    """What was not said stays absent; entries are numbered in the order of entering."""
    assert shell("note", visit, "-", stdin=b"one\ntwo\n").out == "e1\n"
    assert shell("note", visit, "three").out == "e2\n"
    first, second = exported(visit)["evidence_log"]
    assert (first["text"], second["text"]) == ("one\ntwo", "three")
    assert first.keys() == {"id", "typed_at", "text"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["x", "--at", "25:00"], "--at: “25:00” is no time of day; 9.40, 14:05, 2pm, now"),
        (["x", "--at", ""], "--at: “” is no time of day"),
        (["a\x1bb"], "TEXT: U+001B at line 1, column 2"),
        (["x", "--with", "a\x08"], "--with: U+0008 at line 1, column 2"),
        (["x", "--activity", "a\udce9"], "--activity: U+DCE9 at line 1, column 2"),
        ([" \n"], "TEXT: there is nothing to note"),
    ],
)
def test_note_refuses(shell: Shell, visit: Path, exported: Exported, words: list[str], told: str) -> None:
    """What cannot be an entry is refused by its place, and none is added."""
    assert shell("note", visit, *words).refusal.startswith(told)
    assert "evidence_log" not in exported(visit)
