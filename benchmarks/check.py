"""All rules over a letter and over a text as long as a report: `python benchmarks/check.py [--runs N]`.

After imports: the rules, their lists and the dictionary are loaded before anything is measured. The lines that were
taken apart are forgotten before each round, except in the figure for a letter of which one line was changed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, in_turn, print_figures, print_medians
from benchmarks.visits import SAMPLE
from hmi_visit.check.engine import queries, warm_up
from hmi_visit.check.text import text_of
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form, Kind, Role
from hmi_visit.form.new import SAMPLE_FILE
from hmi_visit.visit.exchange import read_case
from hmi_visit.visit.model import Entry, Link, Snapshot
from hmi_visit.visit.words import count_words

LETTER, REPORT, AGAIN = "a letter of 900 words, 300 entries", "21,000 words", "the letter, one line changed"
ENTRIES, WORDS = 300, 21_000


def sample(form: Form) -> Snapshot:
    """The form's own sample, with 300 entries and as many links."""
    path = form.folder / SAMPLE_FILE
    case, _ = read_case(path.read_text(encoding="utf-8"), str(path))
    found = form.with_role(Role.FINDINGS)
    assert found is not None
    entry = Entry(1, "Pupils' books were read.", "2014-06-26T10:00:00+01:00", "2014-06-26T09:50+01:00", "documents")
    entries = tuple(
        replace(entry, number=n, with_whom=("headteacher",), about=(n % 4 + 1,)) for n in range(1, ENTRIES + 1)
    )
    links = tuple(Link(found.name, n % 5 + 1, (f"e{n}",), n % 4 + 1) for n in range(1, ENTRIES + 1))
    return Snapshot(form.name, dict(case["answers"]), entries, links)


def report(form: Form, letter: Snapshot) -> Snapshot:
    """The letter with 21,000 words in its findings: its own sentences in another order, each with words of its own."""
    found = form.with_role(Role.FINDINGS)
    assert found is not None
    prose = [
        str(letter.answers[f.name]) for f in form.fields.values() if f.kind is Kind.PROSE and f.name in letter.answers
    ]
    sentences = [s for text in prose for s in text.replace("\n\n", " ").split(". ")]
    chance = random.Random(1)
    paragraphs: list[str] = []
    while sum(map(count_words, paragraphs)) < WORDS:
        chosen = [f"In week {chance.randrange(10, 99)}, {chance.choice(sentences).rstrip('.')}." for _ in range(6)]
        paragraphs.append(" ".join(chosen))
    return replace(letter, answers={**letter.answers, found.name: "\n\n".join(paragraphs)})


def measure(runs: int, *, cpu: bool = False) -> list[Figure]:
    """All rules over each of the three; with `cpu`, what the processor spent on it."""
    clock = time.process_time if cpu else time.perf_counter
    form = load_form(SAMPLE)
    letter = sample(form)
    long = report(form, letter)
    warm_up()

    def milliseconds(work: Callable[[], object], *, forget: bool) -> float:
        if forget:
            text_of.cache_clear()
        begun = clock()
        work()
        return (clock() - begun) * 1000

    number = 0

    def changed() -> object:
        nonlocal number
        number += 1
        found = form.with_role(Role.FINDINGS)
        assert found is not None
        text = f"{letter.answers[found.name]} Pupil number {number} reads."
        return queries(form, replace(letter, answers={**letter.answers, found.name: text}))

    medians = in_turn(
        {
            LETTER: lambda: milliseconds(lambda: queries(form, letter), forget=True),
            REPORT: lambda: milliseconds(lambda: queries(form, long), forget=True),
            AGAIN: lambda: milliseconds(changed, forget=False),
        },
        runs,
    )
    print_medians(medians, "ms")
    half = {name: sorted(values)[len(values) // 2] for name, values in medians.items()}
    return [
        Figure("check: a letter of 900 words, 300 entries / 50 ms", half[LETTER] / 50, 1.0),
        Figure("check: 21,000 words / 1 s", half[REPORT] / 1000, 1.0),
    ]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--cpu", action="store_true", help="the processor's time, where others are at work")
    options = parser.parse_args()
    print_figures(measure(options.runs, cpu=options.cpu))


if __name__ == "__main__":
    main()
