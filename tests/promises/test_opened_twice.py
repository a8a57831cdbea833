"""The visit is opened a second time: the second reads, and says who holds it since when; a lock left by a dead process
is taken over; no lock is ever a reason to lose text.
"""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable
from pathlib import Path

from hmi_visit.visit.lock import lock_path
from tests.promises.inspector import Inspector, tides


def test_the_second_window_reads_and_says_who_holds_it_since_when(path: Path) -> None:
    """It says who has it open since when, takes no keys, and shows what the first types; the first loses nothing."""
    with Inspector(path) as first:
        first.at_the_prose()
        since = json.loads(lock_path(path).read_text(encoding="utf-8"))["since"][11:16]
        with Inspector(path) as second:
            second.wait_for("opened to read")
            assert f"has had it open in another window since {since}" in second.said()
            second.at_the_prose()
            assert second.lines[0].endswith("read-only")
            second.type("not to be taken")
            second.settle()
            first.writes("typed in the first")
            second.wait_for("typed in the first")
            assert "not to be taken" not in second.screen
            second.leaves()
        first.writes(", and on")
        first.leaves()
    assert tides(path) == "Low at nine. typed in the first, and on"


def test_the_lock_of_a_killed_program_is_taken_over_without_a_question(path: Path) -> None:
    """After a kill -9 its lock still lies there; the next opens to write at once, with every character."""
    with Inspector(path) as first:
        first.at_the_prose()
        first.writes("typed before the kill")
        first.kill()
    assert lock_path(path).exists()
    with Inspector(path) as second:
        second.at_the_prose()
        second.wait_for("typed before the kill")
        second.writes(", and on")
        second.leaves()
    assert tides(path) == "Low at nine. typed before the kill, and on"
    assert not lock_path(path).exists()


def test_the_lock_of_another_machine_is_told_and_taken_over_on_request(path: Path) -> None:
    """A lock that came with a synced folder opens the visit to read, says who and since when by the clock here, and one
    key takes it over."""
    there = {"user": "jo", "machine": f"not-{platform.node()}"[:20], "process": 1, "since": "2014-06-27T10:00:00+02:00"}
    lock_path(path).write_text(json.dumps(there), encoding="utf-8")
    with Inspector(path) as inspector:
        inspector.wait_for("takes it over")
        assert f"jo has had it open on {there['machine']} since 09:00 on 2014-06-27" in inspector.said()
        inspector.at_the_prose()
        assert inspector.lines[0].endswith("read-only")
        inspector.type("\x1bk")
        inspector.wait_for("read-only", gone=True)
        inspector.until_saved()
        inspector.writes("taken over")
        inspector.leaves()
    assert tides(path) == "Low at nine. taken over"


def test_no_lock_is_a_reason_to_lose_text(path: Path) -> None:
    """A damaged lock keeps nobody out; one that a synced folder takes away while it is open stops no typing."""
    lock_path(path).write_text("{", encoding="utf-8")
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        lock_path(path).unlink()
        inspector.writes("typed on")
        inspector.until_saved()
        inspector.leaves()
    assert tides(path) == "Low at nine. typed on"


def test_a_lock_that_a_synced_folder_took_away_is_put_back_before_a_second_window_can_write(path: Path) -> None:
    """The first types on; with its next save the lock is there again, and the second window opens to read."""
    with Inspector(path) as first:
        first.at_the_prose()
        lock_path(path).unlink()
        first.writes("typed on")
        first.until_saved()
        until(lock_path(path).exists)
        with Inspector(path) as second:
            second.wait_for("opened to read")
            second.leaves()
        first.leaves()
    assert tides(path) == "Low at nine. typed on"


def test_two_windows_that_do_write_to_one_visit_are_told(path: Path) -> None:
    """The lock is taken away and a second window opens: the first says so with its next save."""
    with Inspector(path) as first:
        first.at_the_prose()
        lock_path(path).unlink()
        with Inspector(path) as second:
            second.at_the_prose()
            first.writes("typed on")
            first.wait_for("writes to it too")
            second.leaves()
        first.leaves()


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(100):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("this did not come about")
