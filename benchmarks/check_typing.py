"""What checking costs while one types: `python benchmarks/check_typing.py [--keys N]`.

A letter with 300 entries and 20 KB in the field typed in, open three times and typed at in turn (see `keys`): without
checks, with them at the pauses as they are, and with one check after the other all the time, so that each key falls
into one.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, print_figures
from benchmarks.keys import Program, prose, report
from benchmarks.keys import measure as type_at
from benchmarks.keys_visit import PARAGRAPH, SIZE, long_visit

RUN = """
import sys
from hmi_visit.tui.screens.visit_parts import checking
checking.CHECK_AFTER = float(sys.argv[1]) or checking.CHECK_AFTER
shown = checking.CheckingPart.on_checks_ready

def again(self, event):
    shown(self, event)
    self.check_now()

if checking.CHECK_AFTER < 0.1:
    checking.CheckingPart.on_checks_ready = again
from hmi_visit.__main__ import main
sys.exit(main(sys.argv[2:]))
"""
AFTER = {"no checks": 1e6, "at pauses": 0, "all the time": 0.001}
"""Seconds after a change at which the visit is checked; 0 is as it is."""


def measure(keys: int) -> list[Figure]:
    """Type at all three in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder, text = Path(name), prose(SIZE, PARAGRAPH)
        programs = []
        for number, (title, after) in enumerate(AFTER.items()):
            path = folder / f"{number}.sqlite"
            way = long_visit(path, text)
            command = [sys.executable, "-c", RUN, str(after), str(path)]
            programs.append(Program(title, command, "Ctrl+P", way, rows=(5, 34), columns=(40, 70)))
        type_at(programs, keys)
        report("20 KB, 300 entries", programs)
    never, pauses, always = (statistics.median(program.shown) for program in programs)
    return [
        Figure("key: checks at pauses / no checks", pauses / never, 1.05),
        Figure("key: checks all the time / no checks", always / never, 1.3),
    ]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=200)
    print_figures(measure(parser.parse_args().keys))


if __name__ == "__main__":
    main()
