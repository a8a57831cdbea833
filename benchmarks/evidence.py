"""Evidence: a new entry opened, search, and the screen of what is missing: `python benchmarks/evidence.py [--runs N]`.

The keys are pressed in a real pty. An entry's time runs from the key for a new entry, with a first character right
behind it, until that character has been read; the screen's from its key until its lists have been read. Search is
measured at the index itself, for each key of words that are typed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, print_figures
from benchmarks.keys import RARE, percentile
from benchmarks.visits import sample_visit
from hmi_visit.evidence.find import Index
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Role
from hmi_visit.visit import entries, links
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.model import ACTIVITIES, Entry, Link
from tests.pty_terminal import Terminal

ROWS, COLUMNS = 40, 120
OPENED, FRAME, MANY, MISSING = 50.0, 16.7, 150.0, 100.0
"""Milliseconds: an entry open with its first character; a key of a search at 10,000 and at 100,000 entries; the screen
of what is missing."""
TYPED = ("governors target", "@headteacher read", "#2 write - length", "books of the lowest", "10:4 pupils")
_SAID = "pupils books governors headteacher reading targets write length lowest attainers check plan lesson progress"
_WORDS = _SAID.split()


def visit_of(path: Path, count: int, tied: int = 0) -> Path:
    """A visit with so many entries, and so many paragraphs of its findings tied to some of them."""
    with Visit.open(sample_visit(path)) as visit:
        form = load_form(visit.form_name)
        with visit.together():
            for number in range(count):
                words = " ".join(_WORDS[(number * step) % len(_WORDS)] for step in range(1, 13))
                said = Entry(
                    0,
                    f"{words} {number}.",
                    "2014-06-26T09:10:00+01:00",
                    "2014-06-26T09:05+01:00",
                    [*ACTIVITIES][number % len(ACTIVITIES)],
                    (("headteacher", "chair of governors")[number % 2],),
                    (number % 4 + 1,),
                    "+-?"[number % 3],
                )
                entries.add(visit.db, said)
        findings = form.with_role(Role.FINDINGS)
        if tied and findings:
            visit.put(findings, "\n\n".join(f"Finding {n} is so. It is shown by books." for n in range(tied)))
            with visit.together():
                for number in range(1, tied + 1):
                    links.tie(visit.db, Link(findings.name, number, (f"e{number}", f"e{number + 7}"), 1))
    return path


def open_entries(path: Path, runs: int) -> list[float]:
    """Milliseconds from the key for a new entry to its first character, each time."""
    found = []
    with Terminal([sys.executable, "-m", "hmi_visit", str(path)], rows=ROWS, columns=COLUMNS) as terminal:
        terminal.wait_for("Ctrl+P", 60)
        terminal.settle(1.5)
        for number in range(-2, runs):
            character = RARE[number % len(RARE)]
            milliseconds = _until(terminal, b"\x1b[20~" + character.encode(), character.encode())
            if number >= 0:
                found.append(milliseconds)
            _silence(terminal)
            terminal.press("escape")
            _silence(terminal)
    return found


def open_missing(path: Path, runs: int) -> list[float]:
    """Milliseconds from the key to the screen of what is missing."""
    found = []
    with Terminal([sys.executable, "-m", "hmi_visit", str(path)], rows=ROWS, columns=COLUMNS) as terminal:
        terminal.wait_for("Ctrl+P", 60)
        terminal.settle(1.5)
        for number in range(-2, runs):
            milliseconds = _until(terminal, b"\x1by", b"Sentences")
            if number >= 0:
                found.append(milliseconds)
            _silence(terminal)
            terminal.press("escape")
            _silence(terminal)
    return found


def search(count: int) -> list[float]:
    """Milliseconds for each key of the words that are typed, in an index of so many entries."""
    with tempfile.TemporaryDirectory() as name:
        index = Index()
        index.renew(snapshot_of(visit_of(Path(name) / "visit.sqlite", count)))
    found = []
    for words in TYPED:
        for end in range(1, len(words) + 1):
            begun = time.perf_counter()
            index.find(words[:end])
            found.append((time.perf_counter() - begun) * 1000)
    return found


def _until(terminal: Terminal, keys: bytes, wanted: bytes) -> float:
    seen, begun = b"", time.perf_counter()
    terminal.write(keys)
    while wanted not in seen:
        data = terminal.read(10)
        if not data:
            raise SystemExit(f"{wanted!r} never came to the screen")
        seen += data
    return (time.perf_counter() - begun) * 1000


def _silence(terminal: Terminal) -> None:
    while terminal.read(0.3):
        pass


def _said(what: str, times: Sequence[float]) -> None:
    print(
        f"  {what:44} median {statistics.median(times):7.1f} ms   p95 {percentile(times, 0.95):7.1f}   ({len(times)})"
    )


def measure(runs: int) -> list[Figure]:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few = open_entries(visit_of(folder / "few.sqlite", 10), runs)
        many = open_entries(visit_of(folder / "many.sqlite", 10_000), runs)
        missing = open_missing(visit_of(folder / "missing.sqlite", 1_000, tied=60), runs)
    middling, large = search(10_000), search(100_000)
    for what, times in (
        ("a new entry and its first character, of 10", few),
        ("a new entry and its first character, of 10,000", many),
        ("what is missing, 1,000 entries and 60 links", missing),
        ("a key of a search, 10,000 entries", middling),
        ("a key of a search, 100,000 entries", large),
    ):
        _said(what, times)
    return [
        Figure("entry: p95 of opening, 10 entries / 50 ms", percentile(few, 0.95) / OPENED, 1.0),
        Figure("entry: p95 of opening, 10,000 entries / 50 ms", percentile(many, 0.95) / OPENED, 1.0),
        Figure("search: p95 of a key, 10,000 entries / one frame", percentile(middling, 0.95) / FRAME, 1.0),
        Figure("search: p95 of a key, 100,000 entries / 150 ms", percentile(large, 0.95) / MANY, 1.0),
        Figure("missing: median of opening / 100 ms", statistics.median(missing) / MISSING, 1.0),
    ]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=30)
    print_figures(measure(parser.parse_args().runs))


if __name__ == "__main__":
    main()
