"""Restoring keeps what it replaces, and leaves the visit as before or as after, whenever it is cut off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit.backups import back_up, backups_of
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.lock import Lock
from hmi_visit.visit.restore import restore


@pytest.fixture
def backup(form: Form, path: Path) -> Path:
    """A backup of a visit that says "first"; the visit says "second" now."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], "first")
        made = back_up(path)
        visit.put(form.fields["story"], "second")
    assert made is not None
    return made


def story(path: Path) -> object:
    """What the visit says."""
    return snapshot_of(path).answers.get("story")


def test_what_is_replaced_is_kept(path: Path, backup: Path) -> None:
    """The visit is as the backup was, and what it was before is the newest backup: going back is no loss."""
    done = restore(path, backup)
    assert story(path) == "first"
    assert done.kept is not None
    assert (story(done.kept), done.damaged) == ("second", False)
    assert backups_of(path)[0].path == done.kept
    restore(path, done.kept)
    assert story(path) == "second"


def test_the_log_of_a_killed_program_is_kept_and_not_read_into_the_backup(
    form: Form, path: Path, backup: Path, tmp_path: Path
) -> None:
    """What stood in the log alone is in what is kept; the restored visit has nothing of it."""
    with Visit.open(path) as visit:
        visit.put(form.fields["story"], "third, in the log")
        both = {name: Path(f"{path}{name}").read_bytes() for name in ("", "-wal")}
    for name, data in both.items():
        Path(f"{path}{name}").write_bytes(data)
    done = restore(path, backup)
    assert story(path) == "first"
    assert done.kept is not None
    assert story(done.kept) == "third, in the log"
    assert not Path(f"{path}-wal").exists()


@pytest.mark.parametrize("damage", ["header", "cut", "empty"])
def test_a_damaged_visit_is_kept_as_it_lies(path: Path, backup: Path, damage: str) -> None:
    """The bytes of a damaged visit and of its log lie among the backups, to the last one."""
    whole = path.read_bytes()
    bad = {"header": b"\0" * 50 + whole[50:], "cut": whole[:7000], "empty": b""}[damage]
    path.write_bytes(bad)
    Path(f"{path}-wal").write_bytes(b"not a log" * 20)
    done = restore(path, backup)
    assert done.damaged
    assert done.kept is not None
    assert done.kept.read_bytes() == bad
    assert Path(f"{done.kept}-wal").read_bytes() == b"not a log" * 20
    assert story(path) == "first"
    with Visit.open(path):
        pass


def test_an_open_visit_is_refused(path: Path, backup: Path) -> None:
    """While the visit is open, in a window or in SQLite alone, nothing is changed."""
    lock = Lock(path)
    assert lock.take() is None
    with pytest.raises(Problem, match="open"):
        restore(path, backup)
    lock.release()
    with Visit.open(path), pytest.raises(Problem, match="open"):
        restore(path, backup)
    assert story(path) == "second"


def test_a_damaged_backup_is_refused(path: Path, backup: Path) -> None:
    """What is not sound replaces nothing."""
    backup.write_bytes(backup.read_bytes().replace(b"first", b"fIrst"))
    before = path.read_bytes()
    with pytest.raises(Problem, match="damaged"):
        restore(path, backup)
    assert path.read_bytes() == before


@pytest.mark.parametrize("step", ["replace", "fsync", "open"])
def test_a_disk_that_fails_leaves_the_visit_as_before(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Where the change cannot be made, the visit is as it was, and no other file is left in its folder."""
    names = sorted(p.name for p in path.parent.iterdir())

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, step, fail)
        with pytest.raises(Problem):
            restore(path, backup)
    assert story(path) == "second"
    assert sorted(p.name for p in path.parent.iterdir()) == names


KILLED = """
import os, signal, sys
from pathlib import Path
from hmi_visit.visit.restore import restore
path, backup, steps = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
def watch(event, args):
    global steps
    if event in ("open", "os.rename", "os.remove", "sqlite3.connect") and str(path.parent) in str(args[0]):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
restore(path, backup)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX's")
def test_a_restore_that_is_killed_leaves_before_or_after(path: Path, backup: Path) -> None:
    """Killed before any of its steps on the disk, the visit opens and says what it said before, or what the backup
    says; and what it said before is never gone."""
    whole, said, killed = path.read_bytes(), [], -9
    steps = 0
    while killed:
        for file in (path, *(b.path for b in backups_of(path) if b.path != backup)):
            file.unlink()
        path.write_bytes(whole)
        command = [sys.executable, "-c", KILLED, str(path), str(backup), str(steps)]
        killed = subprocess.run(command, check=False, capture_output=True).returncode
        assert killed in (0, -9)
        with Visit.open(path) as visit:
            said.append(visit.snapshot().answers["story"])
        assert "second" in [said[-1], *(story(b.path) for b in backups_of(path))]
        steps += 1
    assert said == sorted(said, key=lambda words: words == "first")
    assert set(said) == {"first", "second"}
