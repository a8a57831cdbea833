"""From a key press to its character on the screen, in a real pty: `python benchmarks/keys.py [--keys N]`.

Programs run side by side and are typed at in turn, so that what else the machine does weighs on all. A key is one
character that stands nowhere else, typed at a place clicked at random; its time runs from the write to the pty until
the bytes of that character have been read (and, as "settled", until the last byte before 30 ms of silence).

By itself it compares the editor with Textual's TextArea. `measure()` takes any command line and the text to wait for.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.pty_terminal import Terminal

ROWS, COLUMNS = 40, 120
QUIET = 0.03
RARE = [chr(code) for code in (*range(0x100, 0x250), *range(0x3B1, 0x3C9), *range(0x410, 0x450))]
"""Characters of one cell that no text here has, each used once in a round."""


@dataclass
class Program:
    """A program to type at."""

    name: str
    command: Sequence[str]
    ready: str
    """Text on its screen that says that it is ready."""
    before: Sequence[str] = ()
    """Keys that bring the cursor into the editor."""
    rows: tuple[int, int] = (4, ROWS - 4)
    columns: tuple[int, int] = (6, COLUMNS - 12)
    """The part of the screen that the editor fills: where to click."""
    shown: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)


def measure(programs: Sequence[Program], keys: int, seed: int = 1) -> None:
    """Type `keys` characters at each program in turn, and put the milliseconds into `shown` and `settled`."""
    rng = random.Random(seed)
    terminals = [Terminal(program.command, rows=ROWS, columns=COLUMNS) for program in programs]
    try:
        for program, terminal in zip(programs, terminals, strict=True):
            terminal.wait_for(program.ready, 60)
            terminal.press(*program.before)
            terminal.settle(0.5)
        for number in range(-5, keys):  # the first five warm up
            character = RARE[number % len(RARE)]
            for program, terminal in zip(programs, terminals, strict=True):
                terminal.click(rng.randint(*program.columns), rng.randint(*program.rows))
                _silence(terminal, 0.05)
                shown, settled, size = _one_key(terminal, character)
                if number >= 0:
                    program.shown.append(shown * 1000)
                    program.settled.append(settled * 1000)
                    program.sizes.append(size)
    finally:
        for terminal in terminals:
            terminal.close()


def _silence(terminal: Terminal, quiet: float) -> None:
    while terminal.read(quiet):
        pass


def _one_key(terminal: Terminal, character: str) -> tuple[float, float, int]:
    """Seconds until the character was read, seconds until the last byte, and how many bytes came."""
    wanted, seen, shown = character.encode(), b"", 0.0
    begun = last = time.perf_counter()
    terminal.write(wanted)
    while data := terminal.read(QUIET if shown else 10):
        last = time.perf_counter()
        seen += data
        if not shown and wanted in seen:
            shown = last - begun
    if not shown:
        raise SystemExit(f"{character!r} never came to the screen")
    return shown, last - begun, len(seen)


def percentile(times: Sequence[float], part: float) -> float:
    """The time that this part of all times does not exceed."""
    return sorted(times)[min(len(times) - 1, int(part * len(times)))]


def report(title: str, programs: Sequence[Program]) -> None:
    """Print medians, 99th percentiles and the ratio of each median to the first program's."""
    base = statistics.median(programs[0].shown)
    for program in programs:
        median, settled = statistics.median(program.shown), statistics.median(program.settled)
        print(
            f"{title:24} {program.name:10} shown {median:6.2f} ms  p99 {percentile(program.shown, 0.99):6.2f}"
            f"  settled {settled:6.2f}  p99 {percentile(program.settled, 0.99):6.2f}"
            f"  {statistics.median(program.sizes):6.0f} bytes  ratio {median / base:4.2f}",
            flush=True,
        )


_WORDS = "pupils make steady progress in reading because teachers check what they know and plan the next step"


def prose(size: int, paragraph: int, seed: int = 2) -> str:
    """So many characters of made-up prose in paragraphs of about so many."""
    rng = random.Random(seed)
    words = _WORDS.split()
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < size:
        line = ""
        while len(line) < min(paragraph, size):
            line += rng.choice(words) + " "
        paragraphs.append(line.strip() + ".")
    return "READY " + "\n\n".join(paragraphs)


APP = """
import sys
from textual.app import App
if sys.argv[1] == "stock":
    from textual.widgets import TextArea as Area
else:
    from hmi_visit.tui.widgets.editor import Editor as Area
class Bare(App):
    def compose(self):
        yield Area(open(sys.argv[2], encoding="utf-8").read())
    def on_mount(self):
        self.query_one(Area).focus()
Bare().run()
"""


def main() -> None:
    """Compare the editor with TextArea on texts of several shapes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--only", default="", help="only the texts whose name holds this")
    options = parser.parse_args()
    shapes = {
        "20 KB, paragraphs": (20_000, 1_200),
        "200 KB, paragraphs": (200_000, 1_200),
        "20 KB, one paragraph": (20_000, 20_000),
        "200 KB, one paragraph": (200_000, 200_000),
        "1 MB, one paragraph": (1_000_000, 1_000_000),
    }
    with tempfile.TemporaryDirectory() as folder:
        for title, (size, paragraph) in shapes.items():
            if options.only not in title:
                continue
            file = Path(folder) / "text"
            file.write_text(prose(size, paragraph), encoding="utf-8")
            programs = [
                Program(name, [sys.executable, "-c", APP, name, str(file)], "READY") for name in ("stock", "editor")
            ]
            if paragraph > 20_000:  # TextArea takes seconds for a key
                programs = programs[1:]
            measure(programs, options.keys)
            report(title, programs)


if __name__ == "__main__":
    main()
