"""What the Tab key offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.cli import COMMANDS
from tests.cli.conftest import Shell


@pytest.fixture
def complete(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> object:
    """The words that bash would be offered after `hmi-visit` and these words, the last one begun."""

    def offered(*words: str | Path) -> list[str]:
        monkeypatch.setenv("_HMI_VISIT_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(["hmi-visit", *map(str, words)]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        return [line.split(",", 1)[1] for line in shell().out.splitlines() if line.startswith("plain,")]

    return offered


def test_commands_and_visits_come_first(complete, visit: Path) -> None:  # type: ignore[no-untyped-def]
    """The first word is a command or a visit of the folder."""
    assert complete("--visits", visit.parent, "") == [*COMMANDS, "point"]
    assert complete("--visits", visit.parent, "po") == ["point"]


def test_visits_forms_and_fields(complete, visit: Path, lighthouse: str) -> None:  # type: ignore[no-untyped-def]
    """After a command come visits; after --form, forms; after a visit, the fields of its form."""
    assert complete("--visits", visit.parent, "show", "") == ["point"]
    assert lighthouse in complete("new", "--form", "l")
    assert complete("--visits", visit.parent, "set", "point", "h") == ["height", "hands"]


def test_faults_offer_nothing(complete, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A folder or a visit that is not there offers nothing, and says nothing."""
    assert complete("--visits", tmp_path / "none", "show", "") == []
    assert complete("set", "none", "h") == []


def test_the_script_for_bash(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documented variable prints the completion script, and opens no program."""
    monkeypatch.setenv("_HMI_VISIT_COMPLETE", "zsh_source")
    assert "#compdef hmi-visit" in shell().out
