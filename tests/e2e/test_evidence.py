"""A day's evidence in a real terminal: thirty entries typed, findings tied to them, and the gaps named."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from hmi_visit.evidence.gaps import as_json, gaps
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Role
from hmi_visit.visit.exchange import import_file
from hmi_visit.visit.file import snapshot_of
from hmi_visit.where import templates_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pty is POSIX's")

ROWS, COLUMNS = 32, 100
KINDS = {"alt+m": "meeting", "alt+l": "lesson visit", "alt+d": "documents"}
SENTENCES = ["Mathematics is taught better.", "Writing is stronger.", "Leaders of subjects lead.", "Nobody knows this."]


def planted() -> list[tuple[str, str]]:
    """What is typed, each with the key of its activity: area 1 from three kinds of source, 2 from one alone, 3 with
    strengths and weaknesses, 4 with nothing; the last three are tied to nothing, two of them still open."""
    keys = list(KINDS)
    day = [(f"#1 Books in maths {n}: harder work.", keys[n % 3]) for n in range(9)]
    day += [(f"+ @headteacher #2 Writes at length {n}.", "alt+m") for n in range(9)]
    day += [(f"{'+-'[n % 2]} #3 Subject leader {n} checks.", keys[n % 3]) for n in range(9)]
    return [*day, ("? Ask about attendance.", "alt+m"), ("? #9 See the register.", "alt+d"), ("A calm lunch.", "alt+o")]


def begun(home: Path) -> Path:
    """A fictional visit before its day: four areas, no evidence, no findings."""
    case = json.loads((templates_folder() / "ri-monitoring-2012" / "sample.json").read_text(encoding="utf-8"))
    case |= {"evidence_log": [], "links": []}
    findings = load_form(case["form"]).with_role(Role.FINDINGS)
    assert findings
    del case["answers"][findings.name]
    source = home / "case.json"
    source.write_text(json.dumps(case), encoding="utf-8")
    with import_file(source, home / "visits") as visit:
        return visit.path


def type_day(terminal: Any) -> None:
    """Type the entries, each from where the last one ended."""
    terminal.press("f9")
    terminal.wait_for("New evidence")
    for number, (text, key) in enumerate(planted(), 1):
        terminal.type(text)
        terminal.press(key)
        if number < len(planted()):
            terminal.press("f9")
    terminal.wait_for(f"Evidence e{number} ")
    terminal.press("escape")
    terminal.wait_for("With whom", gone=True)


def tie(terminal: Any, sentence: str, narrowed: str, count: int) -> None:
    """Tie the sentence at the cursor to the first entries of a narrowed list."""
    terminal.press("alt+l")
    terminal.wait_for("What this sentence rests on")
    terminal.wait_for(sentence)
    terminal.type(narrowed)
    for _ in range(count):
        terminal.press("enter", "down")
    terminal.press("escape")
    terminal.wait_for("What this sentence rests on", gone=True)


def test_thirty_entries_in_a_day_and_the_gaps_that_were_planted(own_machine: Path) -> None:
    """Typed, tied and looked over by keys alone; the screen names exactly what was left open."""
    from tests.pty_terminal import Terminal

    path = begun(own_machine)
    form = load_form(snapshot_of(path).form)
    findings = form.with_role(Role.FINDINGS)
    assert findings
    step = form.step_of(findings.name)
    assert step
    with Terminal([sys.executable, "-m", "hmi_visit", str(path)], rows=ROWS, columns=COLUMNS) as terminal:
        terminal.wait_for("Ctrl+P")
        terminal.press(*["f4"] * form.steps.index(step))
        terminal.wait_for(findings.label)
        type_day(terminal)
        terminal.type("\r\r".join(SENTENCES))
        terminal.press("ctrl+home")
        for number, sentence in enumerate(SENTENCES[:3], 1):
            tie(terminal, sentence, f"#{number}", 9)
            terminal.press("down", "down")
        terminal.press("alt+y")
        screen = terminal.wait_for("What is missing")
        screen = terminal.wait_for(f"Main findings 4.1: {SENTENCES[3]}")
        terminal.press("escape", "ctrl+q")
        assert terminal.wait() == 0, terminal.screen
    visit = snapshot_of(path)
    assert [entry.text for entry in visit.entries] == [text for text, _ in planted()]
    found = as_json(gaps(form, visit))
    assert {area["area"]: len(area["sources"]) for area in found["areas"]} == {1: 3, 2: 1, 3: 3, 4: 0}
    assert (found["contradictions"], found["unsupported"], found["loose"]) == ([3], [f"{findings.name}:4"], [])
    assert (found["unused"], found["follow_up"]) == (["e28", "e29", "e30"], ["e28", "e29"])
    for line in (
        "No source: #4",
        "One kind of source alone: #2",
        "Both strengths and weaknesses: #3",
        "Entries that no sentence rests on: 3  e28 e29 e30",
        "Still to be followed up: 2  e28 e29",
        "About a number without an area: 1  e29",
        "Sentences with nothing under them: 1",
    ):
        assert line in screen, screen
