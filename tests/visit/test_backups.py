"""Backups are whole, checked, thinned; made only where something changed; and never in the way."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit import backups
from hmi_visit.visit.backups import DAYS, NEWEST, back_up, backups_of, newest_sound
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.listing import list_visits


def change(visit: Visit, form: Form, words: str) -> None:
    """Write something into a visit."""
    visit.put(form.fields["story"], words)


def made(path: Path | None) -> Path:
    """The backup that was made."""
    assert path is not None
    return path


def test_a_backup_is_whole_while_the_visit_is_written(visit: Visit, form: Form) -> None:
    """What is in the log alone is in the backup; it opens alone, is the owner's alone, and lies out of the list."""
    change(visit, form, "in the log")
    copy = made(back_up(visit.path))
    assert copy.parent == visit.path.parent / "backups"
    assert snapshot_of(copy) == visit.snapshot()
    assert os.name != "posix" or copy.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in copy.parent.iterdir()] == [copy.name]
    assert [v.path for v in list_visits(visit.path.parent)] == [visit.path]
    with Visit.open(copy) as opened:
        assert opened.id == visit.id


def test_nothing_is_made_where_nothing_changed(visit: Visit, form: Form) -> None:
    """A second backup of the same state is none; after a change there is one again."""
    assert back_up(visit.path)
    assert back_up(visit.path) is None
    change(visit, form, "more")
    assert back_up(visit.path)
    assert len(backups_of(visit.path)) == 2


def test_the_order_does_not_depend_on_the_clock(visit: Visit, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup made after the clock went back is still the newest, and is made although its moment is earlier."""
    back_up(visit.path)
    set_clock(monkeypatch, datetime(2001, 1, 1, tzinfo=UTC))
    change(visit, form, "later")
    copy = back_up(visit.path)
    newest = backups_of(visit.path)[0]
    assert (newest.path, newest.made_at) == (copy, "2001-01-01T00:00:00+00:00")


def test_the_newest_few_and_one_a_day_are_kept(visit: Visit, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many backups on many days the newest few stay, and the last of each of the newest days."""
    start = datetime(2024, 1, 1, 9, tzinfo=UTC)
    for day in range(DAYS + 3):
        for hour in range(2):
            set_clock(monkeypatch, start + timedelta(days=day, hours=hour))
            change(visit, form, f"{day} {hour}")
            back_up(visit.path)
    left = backups_of(visit.path)
    numbers = [b.number for b in left]
    last_of_days = [2 * day + 2 for day in range(3, DAYS + 3)]
    newest = range(2 * (DAYS + 3), 2 * (DAYS + 3) - NEWEST, -1)
    assert numbers == sorted({*newest, *last_of_days}, reverse=True)


def test_a_damaged_visit_is_never_a_backup(form: Form, path: Path) -> None:
    """What is not sound is refused, and the sound backups stay."""
    with Visit.create(path, form) as visit:
        change(visit, form, "a text that can be found in the bytes")
        kept = back_up(path)
    path.write_bytes(path.read_bytes().replace(b"can be found", b"was  changed"))
    with pytest.raises(Problem, match="damaged"):
        back_up(path)
    assert [b.path for b in backups_of(path)] == [kept]
    assert (found := newest_sound(path)) is not None
    assert found.path == kept


def test_a_damaged_backup_is_passed_over(visit: Visit, form: Form) -> None:
    """The newest sound backup is the one before a damaged one."""
    good = back_up(visit.path)
    change(visit, form, "more")
    bad = made(back_up(visit.path))
    bad.write_bytes(bad.read_bytes()[:5000])
    assert (found := newest_sound(visit.path)) is not None
    assert found.path == good


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_full_disk_while_backing_up_harms_nothing(
    visit: Visit, form: Form, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Where writing a backup fails, a Problem says so; the visit, its backups and the folder are as before."""
    change(visit, form, "kept")
    back_up(visit.path)
    before = {p: p.read_bytes() for p in visit.path.parent.rglob("*") if p.is_file()}
    change(visit, form, "kept as well")
    before[Path(f"{visit.path}-wal")] = Path(f"{visit.path}-wal").read_bytes()
    shm = Path(f"{visit.path}-shm")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        target: object = Path if step == "replace" else os
        patched.setattr(target, step, full)
        with pytest.raises(Problem, match="no backup could be made"):
            back_up(visit.path)
    after = {p: p.read_bytes() for p in visit.path.parent.rglob("*") if p.is_file()}
    assert {p: b for p, b in after.items() if p != shm} == {p: b for p, b in before.items() if p != shm}
    assert back_up(visit.path)


def test_what_a_killed_backup_left_is_cleared_away(visit: Visit) -> None:
    """A copy that was never finished is no backup, and is gone after an hour."""
    folder = visit.path.parent / "backups"
    folder.mkdir()
    old, new = folder / f".{'a' * 16}.new", folder / f".{'b' * 16}.new"
    for draft in (old, new):
        draft.write_bytes(b"half")
    os.utime(old, (1, 1))
    back_up(visit.path)
    assert not old.exists()
    assert new.exists()
    assert len(backups_of(visit.path)) == 1


def test_the_settings_name_the_folder(
    visit: Visit, form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Backups go where the settings say; visits of the same name from several folders do not meet there."""
    config = tmp_path / "config.toml"
    config.write_text(f'backups = "{(tmp_path / "stick").as_posix()}"\n', encoding="utf-8")
    monkeypatch.setenv("HMI_VISIT_CONFIG", str(config))
    other = tmp_path / "other" / visit.path.name
    other.parent.mkdir()
    with Visit.create(other, form):
        first, second = made(back_up(visit.path)), made(back_up(other))
    assert first.parent == tmp_path / "stick"
    assert [b.path for b in backups_of(visit.path)] == [first]
    assert [b.path for b in backups_of(other)] == [second]


def test_a_folder_in_the_settings_that_is_no_path_is_told(
    visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that depends on where the command is run is refused with the place in the settings."""
    config = tmp_path / "config.toml"
    config.write_text('backups = "stick"\n', encoding="utf-8")
    monkeypatch.setenv("HMI_VISIT_CONFIG", str(config))
    with pytest.raises(Problem, match=r"config\.toml: backups"):
        back_up(visit.path)


def test_a_renamed_visit_finds_its_backups(form: Form, path: Path) -> None:
    """Backups are found by the visit's id, and by its name where the visit is lost."""
    with Visit.create(path, form):
        copy = back_up(path)
    renamed = path.rename(path.with_name("renamed.sqlite"))
    assert [b.path for b in backups_of(renamed)] == [copy]
    path.write_bytes(b"")
    assert [b.path for b in backups_of(path)] == [copy]


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the clock that names backups show this moment."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return moment

    monkeypatch.setattr(backups, "datetime", Clock)
