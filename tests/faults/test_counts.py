"""Proof that the harness catches a program that breaks the promise; small counts of every fault are in
`tests/promises`."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from hmi_visit.form.model import Form
from hmi_visit.visit.file import Visit
from tests.faults.record import Event
from tests.faults.rounds import rounds
from tests.faults.typist import Write

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills, ptys and strace are POSIX's")


def test_rounds_hold_every_trial_once() -> None:
    """Any count from any beginning is done, from the beginning of its round."""
    assert list(rounds(0, 100, 40)) == [(0, 40), (1, 40), (2, 20)]
    assert list(rounds(45, 1, 40)) == [(1, 6)]


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


needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="the record of writes and syncs is strace's")


@needs_strace
def test_a_saved_mark_before_the_sync_is_caught() -> None:
    """A program that says saved when it begins to save loses text, and the simulation sees it."""
    from tests.faults.power import run_round

    def early(events: Sequence[Event]) -> list[Event]:
        names = {"b": "s", "s": "k"}
        return [replace(event, name=names.get(event.name, event.name)) for event in events]

    assert run_round(1, 0, 80, change=early).losses


@needs_strace
def test_a_missing_sync_is_caught() -> None:
    """A program that does not sync loses text, and the simulation sees it."""
    from tests.faults.power import run_round

    def careless(events: Sequence[Event]) -> list[Event]:
        return [replace(event, what="dropped" if event.what == "sync" else event.what) for event in events]

    assert run_round(1, 0, 20, change=careless).losses


@pytest.mark.slow
def test_a_screen_that_is_ahead_of_the_file_is_caught() -> None:
    """A program that paints before it keeps loses text, and the reader of the screen sees it."""
    from tests.faults.pty import run_round

    losses = run_round(1, 0, 2, program=[sys.executable, "-m", "tests.faults.late"]).losses
    assert any("the screen had" in loss.what for loss in losses)
