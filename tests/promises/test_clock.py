"""The laptop sleeps, the clock jumps or the time zone changes: order and times stay right.

Every time carries its offset, and no order depends on the clock.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.visit import backups, entries, times
from hmi_visit.visit.backups import NEWEST, back_up, backups_of, newest_sound
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.history import states_of
from hmi_visit.visit.model import Entry
from tests.promises.inspector import TRIALS, Inspector, alone, tides
from tests.promises.jumping import CLOCK

JUMPS = ((0, "Europe/London"), (-86_400, "Asia/Tokyo"), (31_536_000, "America/New_York"), (-3600, "Europe/London"))
"""Where the clock stands, in seconds from the true time, and in which zone."""


@pytest.fixture
def clock(own_machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that sets the clock of the program."""
    file = own_machine / "clock"
    file.write_text("0 Europe/London", encoding="ascii")
    monkeypatch.setenv(CLOCK, str(file))
    return file


def test_while_the_clock_jumps_order_and_times_stay_right(path: Path, clock: Path) -> None:
    """The clock goes back a day, into other zones and on by a year between entries that are noted on the screen: they
    stand in the order of noting, each with the offset of its zone and the moment that the clock showed, and each is
    saved."""
    begun = datetime.now(UTC).replace(microsecond=0)
    with Inspector(path, command=[sys.executable, "-m", "tests.promises.jumping"]) as inspector:
        inspector.wait_for("Guidance")
        for number, (ahead, zone) in enumerate(JUMPS):
            clock.write_text(f"{ahead} {zone}", encoding="ascii")
            inspector.press("f9")
            inspector.wait_for("New evidence")
            inspector.writes(f"gull {number}")
            inspector.press("escape")
            inspector.wait_for("New evidence", gone=True)
            inspector.until_saved()
        inspector.leaves()
    ended = datetime.now(UTC)
    found = snapshot_of(path).entries
    assert [entry.text for entry in found] == [f"gull {number}" for number in range(len(JUMPS))]
    for entry, (ahead, zone) in zip(found, JUMPS, strict=True):
        moment = datetime.fromisoformat(entry.typed_at)
        assert moment.tzinfo is not None
        assert begun <= moment - timedelta(seconds=ahead) <= ended
        assert (moment.utcoffset() == timedelta(hours=9)) == (zone == "Asia/Tokyo")


def test_after_a_sleep_what_was_typed_before_is_saved_and_typing_goes_on(path: Path) -> None:
    """Stopped for a while just after a key and woken up, the program saves what was typed before, and takes keys."""
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.writes("before")
        os.kill(inspector.process.pid, signal.SIGSTOP)
        assert tides(path).endswith("before")
        time.sleep(1.5)
        inspector.type(", asleep")
        os.kill(inspector.process.pid, signal.SIGCONT)
        inspector.writes(", after")
        inspector.until_saved()
        assert tides(alone(path)) == "Low at nine. before, asleep, after"
        inspector.leaves()


def test_no_order_depends_on_the_clock(path: Path, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries, earlier states, letters, the bin and backups stand in the order of doing, however the clock jumps; every
    time that is kept carries its offset; and a jump back never thins the newest backups away."""
    chance = random.Random(1)
    said = []
    with Visit.open(path) as visit:
        for number in range(max(TRIALS // 2, 12)):
            set_clock(monkeypatch, datetime.now(UTC) + timedelta(days=chance.uniform(-500, 500)))
            said.append(f"state {number}")
            visit.put(form.fields["tides"], said[-1])
            visit.keep_states()
            entries.add(visit.db, Entry(number=0, text=said[-1], typed_at=""))
            visit.add_export(f"{number}.docx", "")
            assert back_up(path)
            newest = [tides(backup.path) for backup in backups_of(path)[:NEWEST]]
            assert newest == said[::-1][:NEWEST]
            latest = newest_sound(path)
            assert latest
            assert tides(latest.path) == said[-1]
        read = visit.snapshot()
        assert [entry.text for entry in read.entries] == said
        assert all(times.is_moment(entry.typed_at) for entry in read.entries)
        states = states_of(visit.db, form.fields["tides"])
        kept = [str(state.value) for state in states]
        assert kept[-1] == said[-1]
        assert kept == [words for words in ["Low at nine. ", *said] if words in kept]
        assert all(times.is_moment(state.kept_at) for state in states)
        assert [export.path for export in visit.exports()] == [f"{number}.docx" for number in range(len(said))]
        assert all(times.is_moment(export.made_at) for export in visit.exports())
        assert all(times.is_moment(backup.made_at) for backup in backups_of(path))
        for entry in (3, 1, 2):
            set_clock(monkeypatch, datetime.now(UTC) - timedelta(days=entry * chance.choice((-1, 1))))
            entries.remove(visit.db, entry)
        brought = []
        while number := entries.last_removed(visit.db) or 0:
            brought.append(number)
            entries.bring_back(visit.db, number)
        assert brought == [2, 1, 3]


def test_in_the_night_when_the_clocks_change_each_time_is_told_apart(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half past one comes twice: both entries say 01:30, and their offsets say which came first."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with Visit.open(path) as visit:
        for moment in (first, first + timedelta(hours=1)):
            set_clock(monkeypatch, moment)
            entries.add(visit.db, Entry(number=0, text="", typed_at=""))
        found = visit.snapshot().entries
    assert [entry.typed_at for entry in found] == ["2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"]


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the clock of the program show this moment."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return moment if tz else datetime.fromtimestamp(moment.timestamp())

    for module in (times, backups):
        monkeypatch.setattr(module, "datetime", Clock)
