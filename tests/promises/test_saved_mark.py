"""The saved mark tells the truth: it never says saved before the bytes are where the table says.

That it does not stay away either is seen by stopping the disk and letting it go on.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from tests.faults.form import forms_folder
from tests.faults.record import record
from tests.promises.inspector import Inspector, alone, disk_that, is_whole, needs_strace, tides
from tests.promises.small_disk import left_by_a_kill

SYNCS = "fsync,fdatasync,sync_file_range,msync"


@needs_strace
@pytest.mark.parametrize("fault", ["error=EIO", "delay_enter=60s"], ids=["each sync fails", "no sync comes back"])
def test_while_the_disk_is_stopped_the_mark_never_says_saved(path: Path, fault: str) -> None:
    """With the disk stopped under the program its mark says saved at no time, and soon since when it is not; once the
    disk goes on it says saved, and then the one file alone has the text."""
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.until_saved()
        inspector.writes("before,")
        with disk_that(f"{SYNCS}:{fault}", inspector.process.pid):
            inspector.writes(" stopped")
            said = [inspector.says_saved() for _ in inspector.watch(2.5)]
            assert not any(said)
            inspector.wait_for("NOT ")
            assert "since" in inspector.lines[0]
        inspector.until_saved()
        assert tides(alone(path)) == "Low at nine. before, stopped"
        inspector.leaves()


def test_after_a_kill_the_mark_says_saved_only_when_the_one_file_has_what_the_log_had(path: Path, form: Form) -> None:
    """What a killed program left in the log alone is in the one file by the time that the mark says saved."""
    left_by_a_kill(path, form, "In the log alone.")
    assert tides(alone(path)) != "In the log alone."
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.until_saved()
        assert tides(alone(path)) == "In the log alone."
        inspector.leaves()
    assert is_whole(path)


@needs_strace
def test_saved_is_said_only_after_the_one_file_was_synced(tmp_path: Path) -> None:
    """When a save says that all is there, the one file has no unsynced write, whoever else writes meanwhile."""
    forms_folder(tmp_path)
    unsynced, saves, first = False, 0, 0
    for event in record(tmp_path, "1", 150):
        if event.what == "create":
            first = first or event.file  # the visit, by the name that it has while it is made
        elif event.what in ("write", "sync") and event.file == first:
            unsynced = event.what == "write"
        elif event.what == "mark" and event.name == "s":
            saves += 1
            assert not unsynced
    assert saves > 5
