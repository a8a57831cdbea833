"""The disk fills up, or writing starts to fail (quota, I/O error, permission, unplugged stick): nothing that was kept
is harmed; typing goes on; a banner says since when; it is written by itself once that can be; one key sends the text
elsewhere; leaving asks first.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit.backups import back_up
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.restore import restore
from hmi_visit.visit.salvage import salvage
from tests.promises.inspector import (
    PROGRAM,
    Inspector,
    alone,
    disk_that,
    eventually,
    is_whole,
    needs_strace,
    tides,
)
from tests.promises.small_disk import fill

_SINCE = re.compile(r"NOT (ON DISK|SAVED) since \d\d:\d\d:\d\d: \w")
Fault = Callable[[Inspector, Path], AbstractContextManager[None]]


@contextmanager
def quota(inspector: Inspector, path: Path) -> Iterator[None]:
    """The process may make no file any longer than it is."""
    process = inspector.process.pid
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, before[1]))
    yield
    resource.prlimit(process, resource.RLIMIT_FSIZE, before)


@contextmanager
def full_disk(inspector: Inspector, path: Path) -> Iterator[None]:
    """Something else takes all the room that there is."""
    fill(path.parent)
    yield
    (path.parent / "ballast").unlink()


@contextmanager
def unplugged(inspector: Inspector, path: Path) -> Iterator[None]:
    """The folder with the visit vanishes."""
    away = path.parent.with_name("away")
    path.parent.rename(away)
    yield
    away.rename(path.parent)


OBEYS = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-dac_override,-dac_read_search")
"""Before a command of root's: it obeys permissions like everybody's."""
FAULTS: dict[str, Fault] = {
    "quota": quota,
    "full disk": full_disk,
    "unplugged stick": unplugged,
}
APART = ("full disk", "unplugged stick")
"""Faults of the disk with the visit alone: there is another place to write to."""


@pytest.mark.parametrize("fault", FAULTS)
def test_while_writing_fails_typing_goes_on_and_nothing_is_lost(
    request: pytest.FixtureRequest, path: Path, own_machine: Path, fault: str
) -> None:
    """A banner says since when it is not on disk; typing goes on; one key writes the text elsewhere; leaving asks; and
    when writing works again all of it is written by itself and the mark says saved."""
    if fault == "full disk":
        path = request.getfixturevalue("on_a_small_disk")
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.writes("kept before")
        inspector.until_saved()
        sent = own_machine / "elsewhere.txt"
        with FAULTS[fault](inspector, path):
            inspector.writes(", typed while it fails")
            inspector.wait_for("Go on typing")
            assert _SINCE.search(inspector.screen)
            assert not inspector.says_saved()
            inspector.writes(", and more")
            where = path.parent.with_name("away") / path.name if fault == "unplugged stick" else path
            assert tides(where).startswith("Low at nine. kept before")
            if fault in APART:
                send_elsewhere(inspector, sent)
        inspector.until_saved()
        assert not _SINCE.search(inspector.screen)
        inspector.leaves()
    assert is_whole(path)
    assert tides(path) == "Low at nine. kept before, typed while it fails, and more"
    if fault in APART:
        assert "kept before, typed while it fails, and more" in sent.read_text(encoding="utf-8")


@needs_strace
def test_a_disk_that_cannot_be_read_either_ends_nothing_and_nothing_is_typed_over(path: Path, form: Form) -> None:
    """With each read an error too, the program goes on; a field that cannot be read takes no keys until it can; then
    all is there: what was typed, and what was not seen meanwhile."""
    with Visit.open(path) as visit:
        visit.put(form.fields["weather"], "Rain.")
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.writes("before,")
        inspector.until_saved()
        with disk_that("pread64,pwrite64,fsync,fdatasync:error=EIO", inspector.process.pid):
            inspector.writes(" meanwhile")
            inspector.wait_for("Go on typing")
            inspector.wait_for("cannot be read just now")
            inspector.press("f4")
            inspector.wait_for("Weather")
            inspector.type("over it")
            inspector.settle()
        inspector.wait_for("Rain.")
        inspector.until_saved()
        inspector.leaves()
    assert tides(path) == "Low at nine. before, meanwhile"
    assert snapshot_of(path).answers["weather"] == "Rain."


def send_elsewhere(inspector: Inspector, sent: Path) -> None:
    """Write what is not on disk to another place with one key; then try to leave, and stay."""
    inspector.type("\x1be")
    inspector.wait_for("to which file?")
    inspector.press("ctrl+u")
    inspector.type(f"{sent}\r")
    inspector.wait_for("still tried here")
    inspector.press("ctrl+q")
    inspector.wait_for("may be lost")
    inspector.press("escape")
    inspector.wait_for("may be lost", gone=True)


def test_permission_taken_away_while_open_takes_no_text_and_the_mark_stays_true(path: Path, own_machine: Path) -> None:
    """With file and folder made read-only under the program, it says saved only where the one file has the text; when
    permission is given back, nothing is missing."""
    command: tuple[str, ...] = PROGRAM
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root asks no permission, and there is no setpriv")
        command = (*OBEYS, *PROGRAM)
    with Inspector(path, command=command) as inspector:
        inspector.at_the_prose()
        path.chmod(0o400)
        path.parent.chmod(0o500)
        try:
            inspector.writes("typed without permission")
            eventually(lambda: says_so(inspector))
            if inspector.says_saved():
                assert tides(alone(path)) == "Low at nine. typed without permission"
            inspector.writes(", and more")
        finally:
            path.parent.chmod(0o700)
            path.chmod(0o600)
        inspector.until_saved()
        inspector.leaves()
    assert tides(path) == "Low at nine. typed without permission, and more"


def says_so(inspector: Inspector) -> bool:
    """Whether the screen says of the text that it is saved, or since when it is not."""
    inspector.settle()
    return inspector.says_saved() or bool(_SINCE.search(inspector.screen))


@pytest.mark.parametrize("what", ["restore", "back up", "salvage", "make", "open"])
def test_a_full_disk_in_the_middle_of_anything_else_harms_nothing_kept(
    on_a_small_disk: Path, form: Form, what: str
) -> None:
    """Restoring, backing up, salvaging, making or opening a visit on a full disk fails by name, or works; each file
    that was there is as it was, and what was kept is read."""
    path = on_a_small_disk
    backup = back_up(path)
    assert backup
    with Visit.open(path) as visit:
        visit.put(form.fields["tides"], "High at three.")
    if what == "salvage":
        path.write_bytes(path.read_bytes().replace(b"High at three", b"High at thrEe"))
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    fill(path.parent)
    work: dict[str, Callable[[], object]] = {
        "restore": lambda: restore(path, backup),
        "back up": lambda: back_up(path),
        "salvage": lambda: salvage(path),
        "make": lambda: Visit.create(path.with_name("new.sqlite"), form),
        "open": lambda: Visit.open(path).close(),
    }
    with suppress(Problem):
        work[what]()
    (path.parent / "ballast").unlink()
    assert {file: file.read_bytes() for file in before} == before
    if what != "salvage":
        assert tides(path) == "High at three."
    assert not any(file.stat().st_size for file in path.parent.glob("*-wal"))
