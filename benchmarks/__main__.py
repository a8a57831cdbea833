"""All benchmarks with small counts, and one table: `python -m benchmarks [--runs N]`."""

from __future__ import annotations

import argparse

from benchmarks import letter, memory, start
from benchmarks.figures import print_figures


def main() -> None:
    """Measure everything; the keys print their own lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="rounds; what is quoted needs 15")
    runs = parser.parse_args().runs
    figures = [*start.measure(runs), *letter.measure(runs), *memory.measure(min(runs, 5))]
    print_figures(figures)


if __name__ == "__main__":
    main()
