"""A small report in a real terminal: built from nothing by keys, put in order, and exported."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from hmi_visit.form.load import load_form
from hmi_visit.visit.file import snapshot_of
from hmi_visit.visit.listing import list_visits
from tests.visit.report import write_report_form

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pty is POSIX's")

TABLE = "Ships that passed:\n\n| Year | Ships |\n|---|---|\n| 1901 | 12 |\n| 1902 | 14 |"
ALT = {"add": b"\x1bn", "inside": b"\x1bi"}
MOVE_DOWN = b"\x1b[1;3B"


def test_a_small_report_is_built_from_nothing_and_exported(own_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sections, five topics, a table, three recommendations; a topic moved to the other section, and the export."""
    from tests.pty_terminal import Terminal

    write_report_form(own_machine / "forms")
    monkeypatch.setenv("HMI_VISIT_FORMS", str(own_machine / "forms"))
    load_form.cache_clear()
    folder = own_machine / "visits"
    folder.mkdir()
    env = {"HMI_VISITS": str(folder), "HMI_VISIT_FORMS": str(own_machine / "forms")}
    command = [sys.executable, "-m", "hmi_visit", "--visits", str(folder)]

    with Terminal(command, rows=28, columns=112, env=env) as terminal:

        def topic(title: str, *texts: str) -> None:
            """Type a new topic's title and its paragraphs, the first right after the title."""
            terminal.type(f"{title}\r")
            terminal.wait_for("it is kept as you")
            for number, text in enumerate(texts):
                if number:
                    terminal.write(ALT["add"])
                    terminal.wait_for("it is kept as you")
                terminal.type(text.replace("\n", "\r"))
                terminal.wait_for(text[-12:])

        def another(command: str) -> None:
            """From the text to the steps, and there another one, beside or inside."""
            terminal.press("escape")
            terminal.write(ALT[command])
            terminal.wait_for("Title *")

        def recommendation(aim: str) -> None:
            """What follows the paragraph with the cursor."""
            terminal.write(ALT["inside"])
            terminal.wait_for("Esc: back to the list")
            terminal.type(f"{aim}\r")
            terminal.press("escape")
            terminal.wait_for("Recommendations: " + aim[:8])

        terminal.wait_for("No visits here yet")
        terminal.press("ctrl+n")
        terminal.wait_for("A new visit")
        terminal.press("home")
        names = sorted(load_names(own_machine))
        terminal.press(*["down"] * names.index("lighthouse-report"), "enter")
        terminal.type("Tidewick\r1 May 2024\r")
        terminal.wait_for("2 Report")
        terminal.press("f4")
        another("add")
        terminal.type("The lamp")
        terminal.wait_for("Title                    The lamp")
        terminal.write(ALT["inside"])
        terminal.wait_for("Title *")
        topic("Oil", "Oil is bought in casks.", "It burns well.")
        recommendation("Buy larger casks")
        another("add")
        topic("Wick", "Wicks are trimmed daily.")
        recommendation("Trim at dusk")
        another("add")
        topic("Ships", TABLE)
        terminal.press("escape", "left")
        terminal.write(ALT["add"])
        terminal.wait_for("Title *")
        terminal.type("The sea")
        terminal.wait_for("Title                    The sea")
        terminal.write(ALT["inside"])
        terminal.wait_for("Title *")
        topic("Fog", "Fog comes in autumn.")
        recommendation("Ring the bell")
        another("add")
        topic("Tides", "Tides are high.", "They are told in a book.")
        terminal.wait_for("6–7")
        terminal.press("escape", "up", "up", "up")
        terminal.write(MOVE_DOWN)
        terminal.settle(0.3)
        terminal.press("f12")
        terminal.wait_for("The letter is in")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0, terminal.screen

    (listed,) = list_visits(folder)
    sections: Any = snapshot_of(listed.path).answers["sections"]
    assert [(s["title"], [t["title"] for t in s["topics"]]) for s in sections] == [
        ("The lamp", ["Oil", "Wick"]),
        ("The sea", ["Ships", "Fog", "Tides"]),
    ]
    assert sections[1]["topics"][0]["paragraphs"] == [{"text": TABLE}]
    topics = [topic for section in sections for topic in section["topics"]]
    assert [(note["aim"], note["after"]) for topic in topics for note in topic.get("notes", [])] == [
        ("Buy larger casks", 2),
        ("Trim at dusk", 1),
        ("Ring the bell", 1),
    ]
    word = words_of(listed.path.with_suffix(".docx"))
    for text in ("The lamp", "It burns well.", "1902", "Ring the bell", "They are told in a book."):
        assert text in word


def load_names(home: Path) -> list[str]:
    """The names of the forms there are."""
    from hmi_visit.where import templates_folder

    return [p.parent.name for root in (home / "forms", templates_folder()) for p in root.glob("*/form.toml")]


def words_of(path: Path) -> str:
    """All the words of a Word document."""
    from docx import Document

    document = Document(str(path))
    return "\n".join(text.text or "" for text in document.element.body.iter() if text.tag.endswith("}t"))
