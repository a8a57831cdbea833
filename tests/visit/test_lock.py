"""Who has a visit open is known, and a lock is never a reason to lose text."""

from __future__ import annotations

import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hmi_visit.visit.lock import Lock, lock_path

HOLD = "import sys, time; from pathlib import Path; from hmi_visit.visit.lock import Lock\n"
HOLD += "lock = Lock(Path(sys.argv[1])); assert lock.take() is None; print('held', flush=True); time.sleep(60)"


def test_a_free_visit_is_held_and_let_go(tmp_path: Path) -> None:
    """Taking and releasing leaves nothing behind."""
    lock = Lock(tmp_path / "a.sqlite")
    assert lock.take() is None
    assert lock_path(tmp_path / "a.sqlite").exists()
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_a_second_window_is_told_who_holds_it_since_when(tmp_path: Path) -> None:
    """The second to ask learns the user, this machine and the time; the first goes on holding it."""
    first, second = Lock(tmp_path / "a.sqlite"), Lock(tmp_path / "a.sqlite")
    assert first.take() is None
    holder = second.take()
    assert holder is not None
    assert holder.here
    assert holder.process == os.getpid()
    assert "in another window since" in str(holder)
    assert second.take(force=True) is not None
    first.release()
    assert second.take() is None
    second.release()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is POSIX's")
def test_the_lock_of_a_dead_program_is_taken_over(tmp_path: Path) -> None:
    """A program that was killed holds nothing: its lock is there and is no obstacle."""
    path = tmp_path / "a.sqlite"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        assert Lock(path).take() is not None
        program.kill()
    assert lock_path(path).exists()
    lock = Lock(path)
    assert lock.take() is None
    lock.release()


def test_the_lock_of_another_machine_is_told_and_taken_over_on_request(tmp_path: Path) -> None:
    """A lock that came with a synced folder is believed, until the inspector says otherwise."""
    path = tmp_path / "a.sqlite"
    there = {"user": "jo", "machine": f"not-{platform.node()}", "process": 1, "since": "2024-06-27T09:00:00+01:00"}
    lock_path(path).write_text(json.dumps(there), encoding="utf-8")
    lock = Lock(path)
    holder = lock.take()
    assert holder is not None
    assert not holder.here
    assert "jo has had it open on not-" in str(holder)
    assert "since 09:00 on 2024-06-27" in str(holder)
    assert lock.take(force=True) is None
    lock.release()


@pytest.mark.parametrize("junk", ["", "{", "[]", '{"user": 1}', "\x00" * 10])
def test_a_lock_that_says_nothing_is_no_obstacle(tmp_path: Path, junk: str) -> None:
    """An empty or damaged lock that nobody holds is taken."""
    path = tmp_path / "a.sqlite"
    lock_path(path).write_text(junk, encoding="utf-8")
    lock = Lock(path)
    assert lock.take() is None
    lock.release()


def test_where_no_lock_can_be_written_the_visit_is_used_without(tmp_path: Path) -> None:
    """A folder that takes no lock file takes no visit away."""
    lock = Lock(tmp_path / "gone" / "a.sqlite")
    assert lock.take() is None
    lock.release()


def test_a_lock_that_was_taken_away_is_put_back(tmp_path: Path) -> None:
    """A sync program deletes the file: it is put back and holds as before. Let go, nothing puts it back."""
    first, second = Lock(tmp_path / "a.sqlite"), Lock(tmp_path / "a.sqlite")
    assert first.take() is None
    lock_path(tmp_path / "a.sqlite").unlink()
    assert first.put_back() is None
    assert second.take() is not None
    first.release()
    assert first.put_back() is None
    assert list(tmp_path.iterdir()) == []


def test_two_that_write_to_one_visit_are_told(tmp_path: Path) -> None:
    """Where another took the visit while the file was away, who it is is told each time; the other hears nothing."""
    first, second = Lock(tmp_path / "a.sqlite"), Lock(tmp_path / "a.sqlite")
    assert first.take() is None
    lock_path(tmp_path / "a.sqlite").unlink()
    assert second.take() is None
    for _ in range(2):
        other = first.put_back()
        assert other is not None
        assert other.process == os.getpid()
    assert second.put_back() is None
    second.release()
    assert first.put_back() is None
    assert lock_path(tmp_path / "a.sqlite").exists()
    first.release()
    assert list(tmp_path.iterdir()) == []
