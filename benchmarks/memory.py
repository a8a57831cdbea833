"""The memory of the open program on the sample visit, idle, against a bare app: `python benchmarks/memory.py`.

What is read is the resident set, as Linux tells it: what of the process is in memory, shared libraries included.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, in_turn, print_figures, print_medians, ratio
from benchmarks.start import BARE, BARE_APP, COLUMNS, HOME, ROOT, ROWS, VISIT, environment
from benchmarks.visits import folder_of, sample_visit
from tests.pty_terminal import Terminal

QUIET = 1.5
"""Seconds without output after which a program is idle."""


def resident_megabytes(pid: int) -> float:
    """The memory that a process holds now."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) / 1024


def megabytes_when_idle(command: list[str], ready: str, env: dict[str, str]) -> float:
    """Start a program, wait until it does nothing more, and look."""
    with Terminal(command, rows=ROWS, columns=COLUMNS, env=env, cwd=ROOT) as terminal:
        terminal.wait_for(ready, 60)
        terminal.settle(QUIET)
        found = resident_megabytes(terminal.process.pid)
        terminal.press("ctrl+q")
        terminal.wait()
    return found


def measure(runs: int) -> list[Figure]:
    """All three in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        home, visit = folder_of(50, folder / "visits"), sample_visit(folder / "sample.sqlite")
        started = {
            BARE: ([sys.executable, "-c", BARE_APP], "READY"),
            HOME.format(50): ([sys.executable, "-m", "hmi_visit", "--visits", str(home)], "Ctrl+P"),
            VISIT: ([sys.executable, "-m", "hmi_visit", str(visit)], "Ctrl+P"),
        }
        found = in_turn({name: partial(megabytes_when_idle, *of, env) for name, of in started.items()}, runs)
    print_medians(found, "MB")
    return [Figure("memory: the sample visit / bare", ratio(found, VISIT, BARE), 1.4)]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    print_figures(measure(parser.parse_args().runs))


if __name__ == "__main__":
    main()
