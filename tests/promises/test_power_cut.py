"""The power goes: everything older than a second is kept, and the file is sound.

A power cut itself is simulated from the record of writes and syncs; in larger counts: `python -m tests.faults --layer
power`. That a save follows within a second is read from a record of the real program with the clock's times.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.promises.inspector import TRIALS, Inspector, needs_strace, tides

PROMISED = 1.0
"""Seconds: what is older is on the disk."""
_CALL = re.compile(r"\d+ +([\d.]+) (?:<\.\.\. )?(pwrite64|fdatasync|fsync)(?:\(\d+<([^>]*)>| resumed>)(.*)$")


@needs_strace
def test_after_a_power_cut_the_file_has_all_that_was_saved() -> None:
    """With any of the unsynced writes lost or torn, power cuts take nothing that was saved, and the file is sound."""
    from tests.faults.power import run_round

    tally = run_round(1, 0, max(TRIALS * 2, 80))
    assert tally.losses == []
    assert tally.notes["saved before"] > 20
    assert tally.notes["newer text only in the log"] > 20


@needs_strace
def test_what_is_older_than_a_second_has_been_synced(path: Path, tmp_path: Path) -> None:
    """While one types on and on, each write of the visit is followed within a second by a sync that was begun after it
    and has ended."""
    record = tmp_path / "record"
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        with recorded(inspector.process.pid, record):
            for n in range(12):
                inspector.writes(f"tide {n},")
                inspector.settle(timeout=0.2)
            inspector.until_saved()
        inspector.kill()
    assert "tide 11," in tides(path)
    waits = waited(record.read_text(encoding="utf-8").splitlines(), path.name)
    assert len(waits) > 10
    assert max(waits) < PROMISED


@contextmanager
def recorded(process: int, record: Path) -> Iterator[None]:
    """Record the writes and syncs of a running process, with the clock's times and the names of the files."""
    calls = "pwrite64,fdatasync,fsync"
    command = ["strace", "-f", "-ttt", "-y", "-s", "0", "-p", str(process), "-o", str(record), "-e", f"trace={calls}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        said = strace.stderr.readline()
        if "attached" not in said:
            pytest.skip(f"strace may not attach here: {said.strip()}")
        try:
            yield
        finally:
            strace.terminate()
            strace.communicate(timeout=20)


def waited(lines: list[str], name: str) -> list[float]:
    """For each write of the log of a visit, the seconds until it had been synced."""
    writes: list[float] = []
    waits: list[float] = []
    begun: dict[str, tuple[float, bool]] = {}
    for line in lines:
        found = _CALL.match(line)
        if not found:
            continue
        process, moment = line.split()[0], float(found[1])
        if found[2] == "pwrite64":
            if found[3] and found[3].endswith(f"{name}-wal"):
                writes.append(moment)
            continue
        if found[3] is not None:
            begun[process] = (moment, found[3].endswith(f"{name}-wal"))
            if "unfinished" in found[4]:
                continue
        since, ours = begun.pop(process)
        if ours:
            done = [at for at in writes if at < since]
            waits += [moment - at for at in done]
            writes = writes[len(done) :]
    ended = max(float(line.split()[1]) for line in lines)
    assert not [at for at in writes if at < ended - PROMISED], "a write that was never synced"
    return waits
