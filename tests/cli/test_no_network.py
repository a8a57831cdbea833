"""The program opens no socket."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hmi_visit.form.load import form_names, load_form

ROOT = Path(__file__).parents[2]
WATCHED = """
import sys

touched = []
sys.addaudithook(lambda event, args: touched.append(event) if event.startswith("socket.") else None)
{first}
from hmi_visit.__main__ import main

status = main(sys.argv[1:])
print(status, touched, file=sys.stderr)
"""


def watched(*arguments: str | Path, first: str = "") -> str:
    """Run a command line in a process that notes every use of a socket; the last line of its standard error."""
    command = [sys.executable, "-c", WATCHED.format(first=first), *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.stderr.splitlines()[-1]


def test_the_watch_sees_a_socket() -> None:
    """The watch would notice one, so that what follows means something."""
    assert "socket.__new__" in watched("paths", first="import socket; socket.socket().close()")


@pytest.mark.slow
@pytest.mark.parametrize("name", form_names())
def test_from_exchange_file_to_letter(tmp_path: Path, name: str) -> None:
    """Importing a visit, adding to it, showing it and writing its letter in Word touch no socket."""
    visit = tmp_path / "v.sqlite"
    commands = (
        ("import", load_form(name).folder / "sample.json", "-o", visit),
        ("note", visit, "x"),
        ("show", visit),
        ("letter", visit, "-o", tmp_path / "v.docx"),
    )
    for command in commands:
        assert watched(*command) == "0 []", command
    assert (tmp_path / "v.docx").stat().st_size > 0


def test_everything_else() -> None:
    """Nor do the commands that look about on this machine."""
    for command in (("forms", "--check"), ("paths",), ("demo", "--no-open")):
        assert watched(*command) == "0 []", command
