"""`python -m tests.faults --layer pty|storage|power --count N --seed S`; its last line is `0 of N lost`, or exit 1."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from tests.faults.report import Tally, lines
from tests.faults.rounds import rounds, run_round, size_of


def main() -> int:
    """Run the trials and say what was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--layer", choices=("pty", "storage", "power"), required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="begin with this trial (or with its round)")
    parser.add_argument("--jobs", type=int, default=1, help="how many trials at a time")
    parser.add_argument("--seconds", type=float, default=0, help="begin no round after so many seconds")
    options = parser.parse_args()
    begun = time.monotonic()
    whole = Tally()
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        todo = rounds(options.first, options.count, size_of(options.layer))
        running: set[Future[Tally]] = set()
        while True:
            late = options.seconds and time.monotonic() - begun > options.seconds
            while len(running) < options.jobs and not late and (following := next(todo, None)):
                running.add(pool.submit(run_round, options.layer, options.seed, *following))
            if not running:
                break
            done = next(as_completed(running))
            running.remove(done)
            whole.add(done.result())
            if sys.stderr.isatty():
                print(f"\r{whole.trials} trials, {len(whole.losses)} lost", end="\r", file=sys.stderr)
    print(f"{options.layer}, seed {options.seed}: {time.monotonic() - begun:.0f} s")
    print("\n".join(lines(options.layer, options.seed, whole)))
    return 1 if whole.losses or not whole.trials else 0


if __name__ == "__main__":
    sys.exit(main())
