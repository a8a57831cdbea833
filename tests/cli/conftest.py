"""The shell's door in the tests: command lines run in this process, and a small form of every kind of field."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from hmi_visit.__main__ import main
from tests.laying import lay_form

FORM_TOML = """
title = "Visit to a lighthouse"
about = "Every kind of field, none of a real form."

[[steps]]
name = "first"
fields = ["lamp", "day", "season", "height", "lit", "colour", "keepers"]

[[steps]]
name = "log"
fields = ["story", "rooms"]
shows = "entries"

[[steps]]
name = "out"
fields = ["hands"]
shows = "letter"

[fields.lamp]
kind = "line"
required = true
role = "subject"
[fields.day]
kind = "date"
required = true
role = "date"
[fields.season]
kind = "month"
[fields.height]
kind = "number"
[fields.lit]
kind = "flag"
default = true
[fields.colour]
kind = "choice"
choices = [
  { value = "white", label = "All white", key = "w" },
  { value = "red-white", label = "Red and white", key = "r" },
]
[fields.keepers]
kind = "list"
role = "areas"
[fields.hands]
kind = "lines"
[fields.story]
kind = "prose"
required = true
role = "findings"
[fields.rooms]
kind = "group"
[fields.rooms.fields.name]
kind = "line"
[fields.rooms.fields.windows]
kind = "number"
[fields.rooms.fields.things]
kind = "group"
[fields.rooms.fields.things.fields.what]
kind = "prose"
[fields.rooms.fields.things.fields.seen]
kind = "date"

[wording.greeting]
text = "The lamp at {{ lamp }} was seen on {{ day | span }}."
"""


@dataclass(frozen=True)
class Done:
    """What a command line came to."""

    status: int
    out: str
    err: str

    @property
    def refusal(self) -> str:
        """The one line on standard error of a command that could not do what it was told."""
        assert self.status == 1, (self.status, self.out, self.err)
        assert self.out == ""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        return self.err.rstrip("\n")

    @property
    def path(self) -> Path:
        """The path that a command printed."""
        assert self.status == 0, self.err
        return Path(self.out.rstrip("\n"))


Shell: TypeAlias = Callable[..., Done]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Runs `hmi-visit` with these arguments, and `stdin` as its standard input."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        status = main([str(a) for a in arguments])
        return Done(status, *capsys.readouterr())

    return run


@pytest.fixture
def lighthouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A form made of three files in a folder of one's own forms; its name."""
    guidance = "# Guidance\n\nLook up.\n\n## lamp\nIts name on the chart.\n"
    lay_form(tmp_path / "forms", "lighthouse", FORM_TOML, letter="{{ wording.greeting }}\n", guidance=guidance)
    monkeypatch.setenv("HMI_VISIT_FORMS", str(tmp_path / "forms"))
    return "lighthouse"


@pytest.fixture
def visit(shell: Shell, lighthouse: str, tmp_path: Path) -> Path:
    """A new visit to the lighthouse."""
    path = tmp_path / "point.sqlite"
    done = shell("new", "--form", lighthouse, "--subject", "Sand Point", "--date", "26/6/14", "-o", path)
    assert done.path == path
    return path


@pytest.fixture
def exported(shell: Shell) -> Callable[[Path], dict[str, Any]]:
    """What a visit holds, as its exchange file has it."""

    def read(path: Path) -> dict[str, Any]:
        case = json.loads(shell("export", path).out)
        assert isinstance(case, dict)
        return case

    return read
