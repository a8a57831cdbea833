"""Evidence from the shell: marks in notes, ties, gaps, search."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell

Exported = Callable[[Path], dict[str, Any]]
TEXT = "The lamp is lit. It turns.\n\nKeepers sleep."


@pytest.fixture
def noted(shell: Shell, visit: Path) -> Path:
    """A visit with two areas, two paragraphs of findings and three notes."""
    shell("set", visit, "keepers", "light", "fog")
    shell("set", visit, "story", TEXT)
    shell("note", visit, "+ @chair of governors #2 The horn works.", "--activity", "meeting")
    shell("note", visit, "- #2 The horn is faint.", "--activity", "documents", "--with", "harbour master")
    shell("note", visit, "? ask about oil")
    return visit


def test_a_note_s_marks_are_understood(noted: Path, exported: Exported) -> None:
    """Sign, role and area are what the marks say; the text is kept as it was typed."""
    first, second, third = exported(noted)["evidence_log"]
    assert (first["text"], first["sign"]) == ("+ @chair of governors #2 The horn works.", "+")
    assert (first["with"], first["about"], first["activity"]) == (["chair of governors"], [2], "meeting")
    assert (second["text"], second["sign"]) == ("- #2 The horn is faint.", "-")
    assert (second["with"], second["about"]) == (["harbour master"], [2])
    assert third["sign"] == "?"
    assert "with" not in third


def test_a_tie_is_kept_and_follows_its_words(shell: Shell, noted: Path, exported: Exported) -> None:
    """A paragraph or sentence is tied, its words are printed, and what is typed before it only moves its number."""
    assert shell("link", noted, "story:1.2", "e1", "--why", "seen").out == "It turns.\n"
    assert shell("link", noted, "story:2", "e2", "e1").out == "Keepers sleep.\n"
    shell("set", noted, "story", "Before.\n\n" + TEXT)
    assert exported(noted)["links"] == [
        {"field": "story", "paragraph": 2, "sentence": 2, "entries": ["e1"], "why": "seen"},
        {"field": "story", "paragraph": 3, "entries": ["e2", "e1"]},
    ]
    shell("link", noted, "story:3", "e1", "e2", "--untie")
    assert len(exported(noted)["links"]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["story:3", "e1"], "story:3: the text has no such paragraph or sentence"),
        (["story:1.9", "e1"], "story:1.9: the text has no such paragraph or sentence"),
        (["story", "e1"], "story: this is no FIELD:PARAGRAPH; name a field and a paragraph, counted from 1"),
        (["story:0", "e1"], "story:0: this is no FIELD:PARAGRAPH; name a field and a paragraph, counted from 1"),
        (["stroy:1", "e1"], "stroy: no such field in form lighthouse; did you mean story?"),
        (["keepers:1", "e1"], "keepers: only prose is tied to entries"),
        (["rooms[0].things[0].what:1", "e1"], "rooms[0].things[0].what:1: the text has no such paragraph or sentence"),
        (["story:1", "e1", "e9"], "there is no entry e9"),
    ],
)
def test_link_refuses(shell: Shell, noted: Path, exported: Exported, words: list[str], told: str) -> None:
    """What cannot be tied is refused by its place, and nothing is tied."""
    assert shell("link", noted, *words).refusal.startswith(told)
    assert "links" not in exported(noted)


def test_gaps_for_programs(shell: Shell, noted: Path) -> None:
    """Exactly what is missing, in the shape that programs are promised."""
    shell("link", noted, "story:1", "e1")
    assert json.loads(shell("gaps", noted, "--format", "json").out) == {
        "areas": [
            {"area": 1, "entries": [], "sources": {}, "plus": 0, "minus": 0},
            {"area": 2, "entries": ["e1", "e2"], "sources": {"meeting": 1, "documents": 1}, "plus": 1, "minus": 1},
        ],
        "contradictions": [2],
        "unused": ["e2", "e3"],
        "follow_up": ["e3"],
        "unsupported": ["story:2"],
        "loose": [],
    }


def test_gaps_for_people(shell: Shell, noted: Path) -> None:
    """Each gap is a line that names it; a visit without gaps says so."""
    out = shell("gaps", noted).out
    for line in ("#1 light", "   nothing", "   meeting 1, documents 1; 1 + 1 -  CONTRADICTION",
                 "Tied to no sentence: e1, e2, e3", "To be followed up: e3",
                 "Nothing under Story, paragraph 1, sentence 2"):  # fmt: skip
        assert line in out.splitlines()


def test_find(shell: Shell, noted: Path) -> None:
    """Entries and texts that have the words, each on a line; nothing found is told."""
    assert shell("find", noted, "horn").out.splitlines()[-1].endswith("+ meeting chair of governors: The horn works.")
    assert shell("find", noted, "keep").out == "Story, paragraph 2: Keepers sleep.\n"
    (hit,) = json.loads(shell("find", noted, "@chair", "#2", "--format", "json").out)
    assert hit == {"entry": "e1", "text": "The horn works.", "hits": []}
    assert shell("find", noted, "nowhere").refusal == "nowhere: nothing has all of these words"
