"""The keyboard never waits for the disk: what syncs is never the thread of the screen. Watched by strace, in a pty."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hmi_visit.visit.exchange import import_file
from hmi_visit.where import templates_folder

KEYS, BETWEEN = 60, 0.06
"""Keys typed, and seconds between them: over several saves."""


def strace() -> list[str]:
    """The command that runs another one and writes down its syncs, with thread and time; skips where there is none."""
    if os.name != "posix" or not shutil.which("strace"):
        pytest.skip("strace is not here")
    if subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace may not watch a process here")
    return ["strace", "-f", "-qq", "-ttt", "-e", "trace=execve,fsync,fdatasync,sync_file_range,msync"]


def test_no_key_press_syncs(own_machine: Path, tmp_path: Path) -> None:
    """While keys come, saves sync in threads of their own, and the thread of the screen syncs nothing."""
    watching = strace()
    from tests.pty_terminal import Terminal

    with import_file(templates_folder() / "ri-monitoring-2015" / "sample.json", own_machine / "visits") as visit:
        path = visit.path
    log = tmp_path / "syncs"
    command = [*watching, "-o", str(log), sys.executable, "-m", "hmi_visit", str(path)]
    with Terminal(command, rows=24, columns=80) as terminal:
        terminal.wait_for("Visit details", 60)
        terminal.press("f4", "f4")
        terminal.wait_for("Guidance: Context", 60)
        terminal.settle(1.0)  # the first save begins the log
        begun = time.time()
        for number in range(KEYS):
            terminal.type("abcdefghij "[number % 11])
            terminal.settle(BETWEEN)
        terminal.settle(1.5, 3)
        ended = time.time()
        terminal.press("ctrl+q")
        terminal.wait(60)
    lines = [line.split(maxsplit=2) for line in log.read_text().splitlines()]
    screen = next(thread for thread, _, call in lines if call.startswith("execve("))
    synced = [(thread, call) for thread, when, call in lines if begun < float(when) < ended and "sync" in call]
    assert len(synced) > 4
    assert [call for thread, call in synced if thread == screen] == []
