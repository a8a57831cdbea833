"""Two things go wrong at once (killed while recovering, disk full while backing up): still nothing kept is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

from hmi_visit.form.model import Form
from hmi_visit.visit.backups import back_up, backups_of
from hmi_visit.visit.file import Visit
from hmi_visit.visit.restore import restore
from hmi_visit.visit.salvage import damage, preview
from tests.promises.cutting import cut_off, moments, spread
from tests.promises.inspector import TRIALS, Inspector, eventually, is_whole, needs_strace, tides
from tests.promises.small_disk import fill, left_by_a_kill


def test_killed_and_killed_again_while_recovering_nothing_kept_is_lost() -> None:
    """Killed again and again while it opens what the kill before left, the file has all that was kept."""
    from tests.faults.storage import run_round

    tallies = [run_round(seed, 0, max(TRIALS * 3 // 4, 30)) for seed in (3, 4)]
    assert [loss for tally in tallies for loss in tally.losses] == []
    assert sum(tally.notes.get("killed while opening", 0) for tally in tallies) > 0


def test_killed_while_the_disk_is_full_nothing_kept_is_lost(on_a_small_disk: Path) -> None:
    """The disk fills up, and then the program is killed: what was kept before is there, and opens on the full disk."""
    path = on_a_small_disk
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.writes("kept")
        fill(path.parent)
        inspector.writes(", on the screen alone")
        inspector.wait_for("NOT ON DISK")
        inspector.kill()
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.wait_for("Low at nine. kept")
        inspector.kill()
    (path.parent / "ballast").unlink()
    with Visit.open(path):
        assert tides(path) == "Low at nine. kept"
    assert is_whole(path)


def test_the_disk_full_while_backing_up_is_told_and_typing_is_kept(on_a_small_disk: Path, form: Form) -> None:
    """No backup fits on the disk: it is said, the older one stays, typing is kept; with room again one is made."""
    path = on_a_small_disk
    older = back_up(path)
    assert older
    with Visit.open(path) as visit:
        visit.put(form.fields["weather"], "Rain.")
    fill(path.parent, leave=20)  # room for a log, and not for a backup beside it
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.writes("kept")
        inspector.wait_for("No backup")
        inspector.writes(" too")
        assert [backup.path for backup in backups_of(path)] == [older]
        assert is_whole(older)
        inspector.kill()
    assert tides(path) == "Low at nine. kept too"
    (path.parent / "ballast").unlink()
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        eventually(lambda: len(backups_of(path)) == 2)
        inspector.leaves()
    assert tides(backups_of(path)[0].path) == "Low at nine. kept too"


@needs_strace
def test_a_restore_that_is_killed_and_killed_again_while_it_is_put_right_loses_nothing(path: Path, form: Form) -> None:
    """A restore over a damaged file is killed, and so is whoever opens next: what the damaged file and its log held is
    still read, or the backup is there whole."""
    backup = back_up(path)
    assert backup
    left_by_a_kill(path, form, "High at three.")
    path.write_bytes(bytes(200) + path.read_bytes()[200:])
    folder, before, between = (path.parent.with_name(name) for name in ("visits", "before", "between"))
    shutil.copytree(folder, before)
    again = 0
    for moment in spread(moments(lambda: restore(path, backup), folder), 8):
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        cut_off(lambda: restore(path, backup), moment)
        shutil.rmtree(between, ignore_errors=True)
        shutil.copytree(folder, between)
        for second in spread(moments(lambda: damage(path), folder), 4):
            shutil.rmtree(folder)
            shutil.copytree(between, folder)
            cut_off(lambda: damage(path), second)
            again += 1
            if damage(path):
                found = preview(path).snapshot
                assert found
                assert found.answers["tides"] == "High at three."
            else:
                assert tides(path) == "Low at nine. "
    assert again > 0


def test_a_damaged_visit_that_another_window_holds_is_not_replaced(path: Path, form: Form) -> None:
    """Damaged under a window that is open, its backup is refused a place that the window still writes to; what is
    typed there is in the log, and is read."""
    assert back_up(path)
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.writes("typed")
        inspector.until_saved()
        with path.open("r+b") as file:
            file.write(bytes(50))
        with Inspector(path) as second:
            second.wait_for("b: open the backup in its place")
            second.type("b")
            second.wait_for("this visit is open")
            second.kill()
        inspector.writes(", and more")
        inspector.kill()
    found = preview(path).snapshot
    assert found
    assert found.answers["tides"] == "Low at nine. typed, and more"
