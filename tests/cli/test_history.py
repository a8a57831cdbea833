"""Earlier states in the shell."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Shell


def test_states_are_shown_with_what_changed(shell: Shell, visit: Path) -> None:
    """Each time a field was set is a state, told with its words and its difference from the one before."""
    for text in ("one old word", "one new word"):
        shell("set", visit, "story", text)
    lines = shell("history", visit, "story").out.splitlines()
    assert [line.split("  ", 1)[1] for line in lines[::2]] == ["session 2  3 words", "session 3  3 words"]
    assert lines[1::2] == ["  {+one old word+}", "  one [-old-] {+new+} word"]


def test_json_has_every_state_whole(shell: Shell, visit: Path) -> None:
    """--format json has the value and the text of each."""
    for text in ("a", "b"):
        shell("set", visit, "keepers", text)
    found = json.loads(shell("history", visit, "keepers", "--format", "json").out)
    assert [(state["value"], state["text"]) for state in found] == [(["a"], "a"), (["b"], "b")]


def test_an_entry_has_a_history_by_its_name(shell: Shell, visit: Path) -> None:
    """e1 is the first entry."""
    shell("note", visit, "Seen.")
    assert "{+Seen.+}" in shell("history", visit, "e1").out


def test_an_unknown_field_is_refused(shell: Shell, visit: Path) -> None:
    """A slip is told with the name that was meant."""
    assert "no such field" in shell("history", visit, "stori").refusal
