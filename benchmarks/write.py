"""What keeping costs a key: `python benchmarks/write.py [--keys N]`.

The program is typed at in a real pty beside the same program whose keeper keeps nothing, with texts of two sizes; and
beside itself while backups, checks of the whole file or readings of the history are made in a visit of 5 MB, in a
thread that works around each key. All are typed at in turn (see `keys`).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, print_figures
from benchmarks.keys import Program, percentile, prose, report
from benchmarks.keys import measure as type_at
from benchmarks.keys_visit import FRAME, PARAGRAPH, long_visit
from hmi_visit.visit import entries
from hmi_visit.visit.file import Visit
from hmi_visit.visit.model import Entry

SIZES = {"20 KB": 20_000, "200 KB": 200_000}
LARGE, PIECE = 5_000_000, 100_000
"""Characters of a large visit, and of each of the entries that make it large."""

RUN = "import runpy, sys; sys.argv[0] = 'hmi-visit'; runpy.run_module('hmi_visit', run_name='__main__')"
KEEPS_NOTHING = f"from hmi_visit.tui.keeper import Keeper; Keeper.keep = lambda *a, **k: None; {RUN}"
WHILE = """
import sys, threading, time
from contextlib import closing
from pathlib import Path
from hmi_visit.visit.backups import back_up
from hmi_visit.visit.connection import connect_reading
from hmi_visit.visit.history import states_of_entry
from hmi_visit.visit.sound import check_sound
path = Path(sys.argv[1])
def read_history(path):
    with closing(connect_reading(path)) as db:
        for number in range(1, 20):
            states_of_entry(db, number)
clicked = threading.Event()
def work_when_clicked():
    while clicked.wait():
        clicked.clear()
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            {work}(path)
threading.Thread(target=work_when_clicked, daemon=True).start()
from textual.widgets import TextArea
down = TextArea._on_mouse_down
async def mouse_down(area, event):
    clicked.set()
    await down(area, event)
TextArea._on_mouse_down = mouse_down
"""
WORK = {"a backup": "back_up", "a check": "check_sound", "a history": "read_history"}


def large_visit(path: Path, text: str) -> list[str]:
    """A visit with so much evidence that it is large; the keys that lead to its longest prose."""
    way = long_visit(path, text)
    with Visit.open(path) as visit:
        for number in range(LARGE // PIECE):
            entries.add(visit.db, Entry(0, prose(PIECE, PARAGRAPH, number), ""))
        visit.keep_states()
    return way


def program(name: str, code: str, path: Path, way: list[str]) -> Program:
    """The program, run by a line of Python, as `keys` types at it."""
    return Program(name, [sys.executable, "-c", code, str(path)], "Ctrl+P", way, rows=(5, 34), columns=(40, 70))


def cost(folder: Path, keys: int) -> list[Figure]:
    """The same keys with writing and without."""
    figures = []
    for size, length in SIZES.items():
        programs = []
        for name, code in (("no writing", KEEPS_NOTHING), ("writing", RUN)):
            path = folder / f"{size} {name}.sqlite"
            programs.append(program(name, code, path, long_visit(path, prose(length, PARAGRAPH))))
        type_at(programs, keys)
        report(size, programs)
        without, writing = (statistics.median(one.shown) for one in programs)
        figures.append(Figure(f"key: writing / no writing, {size}", writing / without, 1.15))
        figures.append(
            Figure(f"key: 99th percentile / frame, {size}", percentile(programs[1].shown, 0.99) / FRAME, 1.0)
        )
    return figures


def stalls(folder: Path, keys: int) -> list[Figure]:
    """The keys that wait longest while a large visit is read as a whole."""
    programs = []
    for name, work in {"quiet": "", **WORK}.items():
        path = folder / f"large {name}.sqlite"
        way = large_visit(path, prose(SIZES["20 KB"], PARAGRAPH))
        programs.append(program(name, (WHILE.replace("{work}", work) if work else "") + RUN, path, way))
    type_at(programs, keys)
    report("5 MB", programs)
    quiet, *others = (percentile(one.shown, 0.99) for one in programs)
    names = list(WORK)
    return [
        Figure(f"key: 99th percentile during {name} / quiet", p99 / quiet, 1.5)
        for name, p99 in zip(names, others, strict=True)
    ]


def measure(keys: int) -> list[Figure]:
    """Both, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        return [*cost(Path(name), keys), *stalls(Path(name), keys)]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=200)
    print_figures(measure(parser.parse_args().keys))


if __name__ == "__main__":
    main()
