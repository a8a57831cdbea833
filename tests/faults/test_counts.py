"""Small counts of every fault; and proof that a program that breaks the promise is caught."""

from __future__ import annotations

import os
import random

import pytest

from hmi_visit.form.model import Form
from hmi_visit.visit.file import Visit
from tests.faults.rounds import rounds
from tests.faults.typist import Write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills, ptys and strace are POSIX's")


def test_rounds_hold_every_trial_once() -> None:
    """Any count from any beginning is done, from the beginning of its round."""
    assert list(rounds(0, 100, 40)) == [(0, 40), (1, 40), (2, 20)]
    assert list(rounds(45, 1, 40)) == [(1, 6)]


def test_killed_while_writing_the_file_has_all_that_was_kept() -> None:
    """Killed at the storage layer 60 times, nothing is lost."""
    from tests.faults.storage import run_round

    tallies = [run_round(seed, 0, 30) for seed in (1, 2)]
    assert [loss for tally in tallies for loss in tally.losses] == []
    assert sum(tally.trials for tally in tallies) == 60


def test_a_commit_after_the_word_is_caught() -> None:
    """A program that says kept before it commits loses text, and the harness at the storage layer sees it."""
    from tests.faults.storage import run_round

    chance = random.Random(1)

    def late(visit: Visit, form: Form, write: Write) -> None:
        if not visit.db.in_transaction:
            visit.db.execute("BEGIN")
        write(visit, form)
        if chance.random() < 0.2:
            visit.db.execute("COMMIT")

    assert run_round(1, 0, 20, keep=late).losses
