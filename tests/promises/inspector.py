"""An inspector at the program in a real terminal: types, looks at the screen, and reads its mark of safety."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from hmi_visit.visit.connection import connect_reading
from hmi_visit.visit.file import snapshot_of
from tests.pty_terminal import Terminal

TRIALS = int(os.environ.get("HMI_VISIT_EXAMPLES", "40"))
"""How often what has trials is tried; raised by hand."""
PROGRAM = (sys.executable, "-m", "hmi_visit")
_SAVED = re.compile(r"(?<!• )\bsaved \d\d:\d\d:\d\d *$")

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="faults of the disk are injected by strace")


class Inspector(Terminal):
    """The program in a terminal of 24 by 100, and who sits at it."""

    def __init__(self, *words: str | Path, command: Sequence[str] = PROGRAM) -> None:
        super().__init__([*command, *map(str, words)], rows=24, columns=100)

    def __enter__(self) -> Inspector:
        return self

    def at_the_prose(self) -> Inspector:
        """Go to the prose of the form's second step; what is typed goes there."""
        self.wait_for("Guidance")
        self.press("f4")
        self.wait_for("Guidance: Tides")
        return self

    def writes(self, words: str) -> None:
        """Type words and see them on the screen."""
        self.type(words)
        self.wait_for(words)

    def until_saved(self, timeout: float = 20) -> None:
        """Wait until the mark says saved, without the dot that stands for newer text."""
        until = time.monotonic() + timeout
        while not self.says_saved():
            assert time.monotonic() < until, f"never saved:\n{self.screen}"
            self.settle(0.05, timeout=0.1)

    def says_saved(self) -> bool:
        """Whether the header says so now."""
        return bool(_SAVED.search(self.lines[0]))

    def said(self) -> str:
        """What the message at the side says, as one line."""
        parts = (line.partition("▌")[2].strip(" ▌─│") for line in self.lines)
        return " ".join(part for part in parts if part)

    def watch(self, seconds: float) -> Iterator[str]:
        """The screen after each change in so many seconds."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if data := self.read(min(left, 0.05)):
                self._show(data)
            yield self.screen

    def kill(self) -> None:
        """`kill -9`."""
        self.process.kill()
        self.process.wait()

    def leaves(self) -> None:
        """Ctrl+Q, and wait until the program has ended."""
        self.press("ctrl+q")
        assert self.wait() == 0


def tides(path: Path) -> str:
    """The prose that the visit has, its log included."""
    return str(snapshot_of(path).answers.get("tides", ""))


def alone(path: Path) -> Path:
    """A copy of the one file without its log, in a folder of its own."""
    folder = path.parent.parent / "stick"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return Path(shutil.copyfile(path, folder / path.name))


def is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong."""
    with closing(connect_reading(path)) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


@contextmanager
def disk_that(fault: str, process: int) -> Iterator[None]:
    """While inside, the disk of a running process does what strace's `inject` is told: `fsync,fdatasync:error=EIO`."""
    calls = fault.split(":")[0]
    command = ["strace", "-f", "-p", str(process), "-o", os.devnull, "-e", f"trace={calls}", "-e", f"inject={fault}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        said = strace.stderr.readline()
        if "attached" not in said:
            pytest.skip(f"strace may not attach here: {said.strip()}")
        try:
            yield
        finally:
            strace.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                strace.communicate(timeout=20)


def eventually(true: Callable[[], object], timeout: float = 20) -> None:
    """Wait until something is so."""
    until = time.monotonic() + timeout
    while not true():
        assert time.monotonic() < until, "this did not come about"
        time.sleep(0.02)
