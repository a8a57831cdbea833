"""Cutting off a piece of work before any of the calls by which it changes something on the disk. Linux only."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

CHANGES = "open,openat,write,pwrite64,ftruncate,fallocate,fsync,fdatasync,link,unlink,rename,mkdir,rmdir,chmod"
"""Every call that changes what is on the disk, and opening, which makes files."""
_CALL = re.compile(r"(\w+)\(")


def moments(work: Callable[[], object], folder: Path) -> list[tuple[str, int]]:
    """Each call of the work that changes something in the folder or syncs it: its name, and the how manieth it is."""
    record = folder.with_name("record")
    assert _run(work, ["-o", str(record), "-y", "-e", f"trace={CHANGES}"]) == 0
    seen: Counter[str] = Counter()
    found = []
    for line in record.read_text(encoding="utf-8", errors="replace").splitlines():
        if call := _CALL.match(line):
            seen[call[1]] += 1
            if str(folder) in line and ("open" not in call[1] or "O_CREAT" in line):
                found.append((call[1], seen[call[1]]))
    return found


def cut_off(work: Callable[[], object], moment: tuple[str, int]) -> None:
    """Do the work in a process that is killed before one of its calls."""
    call, number = moment
    status = _run(work, ["-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"])
    assert os.WIFSIGNALED(status), f"not killed before {call} {number}, but ended with {status}"
    assert os.WTERMSIG(status) == signal.SIGKILL


def spread(found: list[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """So many of the moments: those that change names, and others evenly."""
    names = [m for m in found if m[0] in ("link", "unlink", "rename", "mkdir", "rmdir")]
    rest = [m for m in found if m not in names]
    step = max(-(-len(rest) // max(most - len(names), 1)), 1)
    return [*names, *rest[::step]]


def _run(work: Callable[[], object], strace: list[str]) -> int:
    """Do the work in a forked process under strace; how it ended."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.close(writer)
            os.read(reader, 1)
            work()
            status = 0
        finally:
            os._exit(status)
    os.close(reader)
    with subprocess.Popen(["strace", "-p", str(process), *strace], stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        if "attached" not in said:
            os.kill(process, signal.SIGKILL)
            os.close(writer)
            os.waitpid(process, 0)
            pytest.skip(f"strace may not attach here: {said.strip()}")
        os.write(writer, b"!")
        os.close(writer)
        status = os.waitpid(process, 0)[1]
        tracer.communicate(timeout=20)
    return status
