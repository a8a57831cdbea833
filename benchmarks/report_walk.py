"""A report of 21,000 words in the terminal, held against a letter: `python benchmarks/report_walk.py [--runs N]`.

Both are opened and typed at in turn: in a paragraph of the report, and in the longest text of the letter. And a
section is moved to and fro by its key: its time runs from the write to the pty until its new numbers have been read.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, in_turn, print_figures, print_medians, ratio
from benchmarks.keys import Program, prose, report
from benchmarks.keys import measure as type_at
from benchmarks.keys_visit import long_visit
from benchmarks.start import COLUMNS, ROOT, ROWS, environment, lowest, milliseconds_to_first_screen
from benchmarks.start import Program as Started
from benchmarks.visits import sample_visit
from hmi_visit.form.load import load_form
from hmi_visit.visit.file import Visit, snapshot_of
from tests.pty_terminal import Terminal

REPORT = "lea-inspection-report"
SECTIONS, TOPICS, PARAGRAPHS, WORDS = 5, 8, 5, 105
"""Sections, topics in each, paragraphs in each of those, and words in each of these: 21,000 words."""
MOVED = 50.0
"""Milliseconds in which a section that is moved has its new numbers."""
DOWN, UP = b"\x1b[1;3B", b"\x1b[1;3A"


def report_visit(path: Path) -> Path:
    """A report of that size, of made-up words."""
    form = load_form(REPORT)
    text = " ".join(prose(WORDS * 7, WORDS * 7, seed=5).split()[1 : WORDS + 1])
    number = iter(range(10_000))
    sections: Any = [
        {
            "title": f"Section {s}",
            "topics": [
                {
                    "title": f"Topic {s}.{t}",
                    "paragraphs": [{"text": f"{next(number)} {text}"} for _ in range(PARAGRAPHS)],
                }
                for t in range(TOPICS)
            ],
        }
        for s in range(SECTIONS)
    ]
    with Visit.create(path, form) as visit:
        visit.put(form.fields["title"], ["INSPECTION OF", "SALTMARSH"])
        visit.put(form.fields["authority"], "Saltmarsh")
        visit.put(form.fields["month"], "2002-07")
        visit.put(form.fields["sections"], sections)
    return path


def started(path: Path, env: dict[str, str]) -> Started:
    """The program on a visit, and the text that its first screen ends with."""
    command = [sys.executable, "-m", "hmi_visit", str(path)]
    given = snapshot_of(path).answers.values()
    texts = [line for value in given for line in (value if isinstance(value, list) else [value])]
    short = [text for text in texts if isinstance(text, str) and 3 < len(text) < 20]
    return Started(command, lowest(command, env, short))


def opening(folder: Path, runs: int) -> Figure:
    """The report and the letter, opened in turn."""
    env = environment(folder)
    programs = {
        "letter": started(sample_visit(folder / "letter.sqlite"), env),
        "report": started(report_visit(folder / "report.sqlite"), env),
    }
    work = {name: partial(milliseconds_to_first_screen, program, env) for name, program in programs.items()}
    found = in_turn(work, runs)
    print_medians(found, "ms")
    return Figure("open: report / letter", ratio(found, "report", "letter"), 1.3)


def typing(folder: Path, keys: int) -> Figure:
    """A key in a paragraph of the report, and in a text of the letter of one topic's length."""
    letter, long = folder / "typed-letter.sqlite", folder / "typed-report.sqlite"
    way = long_visit(letter, prose(PARAGRAPHS * WORDS * 6, WORDS * 6))
    report_visit(long)
    steps = [step.fields for step in load_form(REPORT).steps].index(("sections",))
    python = [sys.executable, "-m", "hmi_visit"]
    programs = [
        Program("letter", [*python, str(letter)], "Ctrl+P", way, rows=(5, 20), columns=(52, 68)),
        Program("report", [*python, str(long)], "Ctrl+P", ["f4"] * (steps + 2), rows=(5, 20), columns=(57, 68)),
    ]
    type_at(programs, keys)
    report("one topic of a report", programs)
    in_letter, in_report = (statistics.median(program.shown) for program in programs)
    return Figure("key: report / letter", in_report / in_letter, 1.1)


def moving(folder: Path, runs: int) -> Figure:
    """The second section moved up over the first and back, from the steps."""
    path = report_visit(folder / "moved.sqlite")
    size = TOPICS * PARAGRAPHS
    after = {UP: f" 1–{size} ", DOWN: f" {size + 1}–{2 * size} "}
    command = [sys.executable, "-m", "hmi_visit", str(path)]
    taken: list[float] = []
    with Terminal(command, rows=ROWS, columns=COLUMNS, env=environment(folder), cwd=ROOT) as terminal:
        terminal.wait_for("Ctrl+P", 60)
        steps = [step.fields for step in load_form(REPORT).steps].index(("sections",))
        terminal.press("escape", *["down"] * (steps + 2))
        terminal.settle(1.0)
        for number in range(-1, runs):
            for key, wanted in after.items():
                terminal.settle(0.8)
                begun, seen = time.perf_counter(), b""
                terminal.write(key)
                while wanted.encode() not in seen:
                    data = terminal.read(10)
                    if not data:
                        raise SystemExit(f"{wanted!r} never came to the screen: {terminal.screen}")
                    seen += data
                if number >= 0:
                    taken.append((time.perf_counter() - begun) * 1000)
        terminal.press("ctrl+q")
        terminal.wait()
    print_medians({"section moved": taken}, "ms")
    return Figure("section moved / 50 ms", statistics.median(taken) / MOVED, 1.0)


def measure(runs: int) -> list[Figure]:
    """All three."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [opening(folder, runs), typing(folder, runs * 10), moving(folder, runs)]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    print_figures(measure(parser.parse_args().runs))


if __name__ == "__main__":
    main()
