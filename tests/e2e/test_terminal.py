"""The program in a real terminal: odd bytes, keys in a heap, a small window, a large paste. What the screen
promises is in `tests/promises`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Kind
from hmi_visit.visit.exchange import import_file
from hmi_visit.visit.file import snapshot_of
from hmi_visit.where import templates_folder

if TYPE_CHECKING:
    from tests.pty_terminal import Terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pty is POSIX's")

WORDS = "Zephyr words"


@pytest.fixture
def visit(own_machine: Path) -> Path:
    """A visit from a sample."""
    source = templates_folder() / "ri-monitoring-2015" / "sample.json"
    with import_file(source, own_machine / "visits") as visit:
        return visit.path


@pytest.fixture
def terminal(visit: Path) -> Iterator[Terminal]:
    """The program open at the end of a prose field."""
    from tests.pty_terminal import Terminal

    with Terminal([sys.executable, "-m", "hmi_visit", str(visit)], rows=24, columns=80) as terminal:
        terminal.wait_for("Visit details")
        terminal.press("f4", "f4")
        terminal.wait_for("Guidance: Context")
        yield terminal


def prose(visit: Path) -> str:
    """All prose of the visit as the file has it."""
    fields = load_form("ri-monitoring-2015").fields
    answers = snapshot_of(visit).answers
    return "\n".join(str(answers.get(name, "")) for name, field in fields.items() if field.kind is Kind.PROSE)


def test_a_byte_that_is_not_utf_8_does_not_end_the_program(terminal: Terminal, visit: Path) -> None:
    """A Latin-1 é from the keyboard becomes a mark, and typing goes on."""
    terminal.write(b"caf\xe9 ")
    terminal.type(WORDS)
    terminal.wait_for(WORDS)
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    assert f"caf\N{REPLACEMENT CHARACTER} {WORDS}" in prose(visit)


def test_keys_in_a_heap_leave_what_they_would_one_by_one(terminal: Terminal, visit: Path) -> None:
    """Characters, Backspace and arrows sent in one piece are done in their order."""
    terminal.type(" Zepx\x7fhur\x7f\x7fyr\x1b[D\x1b[D\x1b[D\x1b[D-\x1b[F!")
    terminal.wait_for("!")
    terminal.settle()
    assert "Zephyr!".replace("Ze", "Ze-", 1) in prose(visit)


def test_a_small_window_says_so_and_comes_back(terminal: Terminal) -> None:
    """Shrunk too far the screen says so; grown again it is as it was."""
    terminal.resize(8, 30)
    terminal.wait_for("too small")
    terminal.resize(24, 80)
    terminal.wait_for("Guidance: Context")


def test_fifty_kilobytes_are_pasted_exactly(terminal: Terminal, visit: Path) -> None:
    """A large bracketed paste arrives to the last character."""
    text = "".join(f"Sentence {n} about “pupils’ work” & more. " for n in range(1200))
    terminal.paste(text)
    terminal.wait_for("Sentence 1199")
    assert text in prose(visit)
