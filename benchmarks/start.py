"""From the start of the process to the first painted screen, in a real pty: `python benchmarks/start.py [--runs N]`.

A program is started, and its time runs until the bytes of a text that its first full screen ends with have been read.
What it is held against are two apps of stock Textual widgets, started in turn with it. Byte code lies ready, as it does
in an installation.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, in_turn, print_figures, print_medians, ratio
from benchmarks.visits import NAMED, folder_of, sample_visit, school
from hmi_visit.visit.file import snapshot_of
from tests.pty_terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
ROWS, COLUMNS = 40, 120
BARE, SAME, HOME, VISIT = "bare, one TextArea", "same widgets, fixed content", "home, {} visits", "one visit"

BARE_APP = """
from textual.app import App
from textual.widgets import TextArea

class Bare(App):
    def compose(self):
        yield TextArea("All READY")

Bare().run()
"""
"""The least app that one could type in. The cursor cuts the first word off the rest, so it is waited for the second."""

SAME_APP = """
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import OptionList, Static, TextArea

class Same(App):
    CSS = '''
    .top { height: 1; background: $panel; padding: 0 0 0 1; }
    .top Static { width: 1fr; text-style: bold; }
    TextArea, TextArea:focus { height: 1; border: none; padding: 0 1; }
    OptionList { height: 1fr; border: none; padding: 0 1; }
    .bar { height: 1; padding: 0 1; }
    '''
    def compose(self):
        with Horizontal(classes="top"):
            yield Static("Visits")
        yield TextArea(placeholder="Type to filter: school, form, date", compact=True)
        yield OptionList(*[f"Measured School {n:04}   2012-06-27   12 of 14   27 Jun 2012" for n in (1, 2, 3)])
        yield Static("3 in the folder of visits", classes="bar")
        yield Static("F1 help  F2 commands  F9 new  F8 import  Ctrl+Q leave", classes="bar")
    def on_mount(self):
        self.query_one(TextArea).focus()

Same().run()
"""
"""The home screen's widgets with fixed content. They are stock ones, because ours bring the program's own modules with
them: title, status and keys are Static, the filter is TextArea (ours is one), the list is OptionList."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program to start, and the text that its first full screen has."""

    command: Sequence[str]
    ready: str


def environment(folder: Path) -> dict[str, str]:
    """An environment whose settings, forms and byte code lie in a folder of their own."""
    return {
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONUNBUFFERED": "",
        "XDG_CONFIG_HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
    }


def milliseconds_to_first_screen(program: Program, env: Mapping[str, str], *, cpu: bool = False) -> float:
    """Start the program, wait for its first screen, leave it by its key. With `cpu`, what the processor spent on it."""
    wanted, seen = program.ready.encode(), b""
    begun = time.perf_counter()
    with Terminal(program.command, rows=ROWS, columns=COLUMNS, env=env, cwd=ROOT) as terminal:
        while wanted not in seen:
            data = terminal.read(30)
            if not data:
                raise SystemExit(f"{program.ready!r} never came to the screen: {seen[-500:]!r}")
            seen += data
        taken = processor_seconds(terminal.process.pid) if cpu else time.perf_counter() - begun
        terminal.press("ctrl+q")
        terminal.wait()
    return taken * 1000


def processor_seconds(pid: int) -> float:
    """What the processor has spent on all threads of a process."""
    return sum(int(task.read_text().split()[0]) for task in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9


def lowest(command: Sequence[str], env: Mapping[str, str], texts: Iterable[str]) -> str:
    """Which of these texts stands lowest on the first screen, once nothing more comes."""
    with Terminal(command, rows=ROWS, columns=COLUMNS, env=env, cwd=ROOT) as terminal:
        terminal.wait_for("Ctrl+P", 60)
        terminal.settle(1.0)
        screen = terminal.screen
        terminal.press("ctrl+q")
        terminal.wait()
    return max(texts, key=screen.rfind)


def programs(folder: Path, env: Mapping[str, str]) -> dict[str, Program]:
    """What is started in turn."""
    python = sys.executable
    found = {BARE: Program([python, "-c", BARE_APP], "READY"), SAME: Program([python, "-c", SAME_APP], school(3))}
    for count in (3, 10, 50, 1000):
        command = [python, "-m", "hmi_visit", "--visits", str(folder_of(count, folder / str(count)))]
        found[HOME.format(count)] = Program(command, lowest(command, env, map(school, range(1, NAMED + 1))))
    visit = sample_visit(folder / "sample.sqlite")
    command = [python, "-m", "hmi_visit", str(visit)]
    lines = [text for text in snapshot_of(visit).answers.values() if isinstance(text, str) and 0 < len(text) < 20]
    found[VISIT] = Program(command, lowest(command, env, lines))
    return found


def measure(runs: int, *, cpu: bool = False) -> list[Figure]:
    """Start everything so many times in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        started = programs(folder, env).items()
        work = {name: partial(milliseconds_to_first_screen, program, env, cpu=cpu) for name, program in started}
        found = in_turn(work, runs)
    print_medians(found, "ms")
    return [
        Figure("start: home / same widgets", ratio(found, HOME.format(3), SAME), 1.15),
        Figure("start: home / bare", ratio(found, HOME.format(3), BARE), 1.35),
        Figure("start: 50 visits listed / bare", ratio(found, HOME.format(50), BARE), 1.6),
        Figure("start: 1,000 visits / 10 visits", ratio(found, HOME.format(1000), HOME.format(10)), 1.5),
    ]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--cpu", action="store_true", help="the processor's time: steadier on a machine that is busy")
    options = parser.parse_args()
    print_figures(measure(options.runs, cpu=options.cpu))


if __name__ == "__main__":
    main()
