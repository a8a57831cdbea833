"""A whole visit in a real terminal: from an empty folder, key by key, to the letter in Word."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hmi_visit.form.dates import british, british_month, read_date
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Field, Form, Kind, Role, Value
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.listing import list_visits
from hmi_visit.visit.times import now
from hmi_visit.where import templates_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a pty is POSIX's")

ROWS, COLUMNS = 40, 110


def as_keys(field: Field, value: Value) -> str:
    """What an inspector types for an answer; Enter is a carriage return."""
    match field.kind:
        case Kind.DATE:
            day = read_date(str(value), now().date())
            assert day is not None
            return british(day)
        case Kind.MONTH:
            return british_month(str(value))
        case Kind.CHOICE:
            choice = field.choice(value)
            assert choice is not None
            return choice.key
        case Kind.FLAG:
            return "y" if value else "n"
        case Kind.LINES | Kind.LIST:
            assert isinstance(value, list)
            return "\r".join(str(item) for item in value)
        case _:
            return str(value).replace("\n", "\r")


def type_visit(terminal: Any, form: Form, answers: dict[str, Value]) -> None:
    """Make a visit at the empty list and type every answer where the walk asks for it."""
    terminal.wait_for("No visits here yet")
    terminal.press("ctrl+n")
    terminal.wait_for("A new visit")
    terminal.press("home")
    for name in sorted({p.parent.name for p in templates_folder().glob("*/form.toml")}):
        if name == form.name:
            break
        terminal.press("down")
    terminal.press("enter")
    subject, date = form.with_role(Role.SUBJECT), form.with_role(Role.DATE)
    assert subject is not None
    assert date is not None
    terminal.type(f"{answers[subject.name]}\r{as_keys(date, answers[date.name])}\r")
    terminal.wait_for(form.steps[0].title)
    terminal.wait_for(str(answers[subject.name])[:20])
    there = {f.name: f.default for f in form.fields.values()} | {n: answers[n] for n in (subject.name, date.name)}
    for step in form.steps:
        for name in step.fields:
            value = answers.get(name)
            field = form.fields[name]
            if value not in (None, "", []) and value != there[name]:
                if there[name]:
                    terminal.press("ctrl+u")
                terminal.type(as_keys(field, value))
                terminal.settle(0.05)
            terminal.press("tab")
        terminal.press("f4")
        terminal.settle(0.1)


def walk(home: Path, case: dict[str, Any]) -> Path:
    """Type a case into the program in an empty folder and export it; the folder."""
    from tests.pty_terminal import Terminal

    folder = home / "visits"
    folder.mkdir()
    form = load_form(case["form"])
    command = [sys.executable, "-m", "hmi_visit", "--visits", str(folder)]
    with Terminal(command, rows=ROWS, columns=COLUMNS, env={"HMI_VISITS": str(folder)}) as terminal:
        type_visit(terminal, form, case["answers"])
        terminal.press("f12")
        terminal.wait_for("The letter is in")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0, terminal.screen
    return folder


def given(answers: Any) -> dict[str, Value]:
    """Answers without the empty ones: a field that nobody typed in may be absent or empty."""
    return {name: value for name, value in answers.items() if value not in ("", [])}


def test_a_real_case_is_typed_and_its_letter_is_word_for_word(own_machine: Path, cases: Path) -> None:
    """The first real case, typed key by key from an empty folder, comes out as the letter that was sent."""
    name = "ri-monitoring-2014-luton-infant"
    case = json.loads((cases / f"{name}.json").read_text(encoding="utf-8"))
    folder = walk(own_machine, case)
    (listed,) = list_visits(folder)
    assert given(snapshot_of(listed.path).answers) == given(case["answers"])
    tool = cases.parent / "tools" / "fidelity"
    command = [sys.executable, *map(str, (tool, listed.path.with_suffix(".docx"), cases / f"{name}.expected.txt"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "(100.00 %)" in done.stdout


def test_a_sample_is_typed_and_its_letter_is_that_of_the_import(own_machine: Path) -> None:
    """A fictional visit of another form, typed key by key, makes the same letter as its exchange file does."""
    from hmi_visit.letter.export import export_letter
    from hmi_visit.visit.exchange import import_file

    source = templates_folder() / "la-focused-inspections" / "sample.json"
    case = json.loads(source.read_text(encoding="utf-8"))
    folder = walk(own_machine, case)
    (listed,) = list_visits(folder)
    assert given(snapshot_of(listed.path).answers) == given(case["answers"])
    with import_file(source, own_machine / "imported") as visit:
        export_letter(visit, load_form(visit.form_name), own_machine / "imported.md")
    with Visit.open(listed.path) as visit:
        export_letter(visit, load_form(visit.form_name), own_machine / "typed.md")
    assert (own_machine / "typed.md").read_bytes() == (own_machine / "imported.md").read_bytes()
