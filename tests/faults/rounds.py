"""Trials in rounds, so that one of them can be done again without all those before, and several at a time."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from tests.faults.report import Tally


def size_of(layer: str) -> int:
    """How many trials of a layer make a round."""
    size: int = import_module(f"tests.faults.{layer}").ROUND
    return size


def rounds(first: int, count: int, size: int) -> Iterator[tuple[int, int]]:
    """The rounds, by number and how many trials of them, that hold these trials; a round begins at its beginning."""
    for number in range(first // size, (first + count - 1) // size + 1):
        yield number, min(size, first + count - number * size)


def run_round(layer: str, seed: int, number: int, trials: int) -> Tally:
    """Do a round of a layer, by name: what a process of its own is given to do."""
    tally: Tally = import_module(f"tests.faults.{layer}").run_round(seed, number, trials)
    return tally
