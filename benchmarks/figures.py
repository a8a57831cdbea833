"""Figures in a table: what was measured, in which units, and the target it is held to."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio of two medians taken in one run, and the largest that it may be."""

    what: str
    measured: float
    target: float


def in_turn(work: Mapping[str, Callable[[], float]], runs: int, warm_up: int = 1) -> dict[str, list[float]]:
    """What each piece of work returns, over so many rounds.

    All take their turn in each round, so that what else the machine does weighs on all of them; the order turns from
    round to round, so that none is always behind the same one. The first rounds warm up and do not count.
    """
    found: dict[str, list[float]] = {name: [] for name in work}
    names = list(work)
    for number in range(-warm_up, runs):
        at = number % len(names)
        for name in (*names[at:], *names[:at]):
            measured = work[name]()
            if number >= 0:
                found[name].append(measured)
    return found


def ratio(found: Mapping[str, Sequence[float]], name: str, base: str) -> float:
    """The median of one over the median of another."""
    return statistics.median(found[name]) / statistics.median(found[base])


def print_medians(found: Mapping[str, Sequence[float]], unit: str) -> None:
    """Each median, with the smallest and the largest."""
    width = max(map(len, found))
    for name, values in found.items():
        least, most = min(values), max(values)
        print(f"  {name:{width}}  {statistics.median(values):8.1f} {unit}   ({least:.1f} to {most:.1f}, {len(values)})")


def print_figures(figures: Sequence[Figure]) -> None:
    """The table: what, measured, target."""
    width = max(len(figure.what) for figure in figures)
    print(f"{'what':{width}}  measured   target")
    for figure in figures:
        over = "" if figure.measured <= figure.target else "  over"
        print(f"{figure.what:{width}}  {figure.measured:8.2f}  ≤ {figure.target:5.2f}{over}", flush=True)
