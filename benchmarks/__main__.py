"""All benchmarks with small counts, and one table: `python -m benchmarks [--runs N]`."""

from __future__ import annotations

import argparse

from benchmarks import (
    check,
    check_typing,
    day,
    evidence,
    keys_visit,
    letter,
    memory,
    readback,
    report,
    report_walk,
    start,
    write,
)
from benchmarks.figures import print_figures

KEYS = 10
"""Keys typed for each round of the rest."""


def main() -> None:
    """Measure everything, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="rounds; 15 for figures to be quoted")
    runs = parser.parse_args().runs
    figures = [
        *start.measure(runs),
        *letter.measure(runs),
        *report.measure(runs),
        *memory.measure(min(runs, 5)),
        *readback.measure(runs),
        *day.measure(runs),
        *report_walk.measure(runs),
        *check.measure(runs),
    ]
    print_figures(
        [
            *figures,
            *keys_visit.measure(KEYS * runs),
            *check_typing.measure(KEYS * runs),
            *write.measure(KEYS * runs),
            *evidence.measure(runs),
        ]
    )


if __name__ == "__main__":
    main()
