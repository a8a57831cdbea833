"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hmi_visit.files import clear_left_behind, write_synced, write_whole
from hmi_visit.form.load import load_form
from hmi_visit.visit.file import Visit


def test_a_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    """The bytes are there, nobody else may read them, and nothing else is left in the folder."""
    path = tmp_path / "a"
    write_whole(path, b"one")
    assert path.read_bytes() == b"one"
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o600
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_is_replaced_only_where_that_is_said(tmp_path: Path) -> None:
    """What is there stays, unless it is to be replaced."""
    path = tmp_path / "a"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write_whole(path, b"two")
    with pytest.raises(FileExistsError):
        write_synced(path, b"two")
    assert path.read_bytes() == b"mine"
    write_whole(path, b"two", replace=True)
    assert path.read_bytes() == b"two"


def test_a_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where another program makes one of the name just before, and on a file system without links."""
    path = tmp_path / "a"

    def link(*_: object) -> None:
        path.write_bytes(b"theirs")
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(FileExistsError):
        write_whole(path, b"mine")
    assert path.read_bytes() == b"theirs"
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("replace", [True, False])
def test_a_disk_that_fails_leaves_all_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace: bool) -> None:
    """Where the bytes cannot be synced, no file is there that was not, and the one that was is as it was."""
    path = tmp_path / "a"
    if replace:
        path.write_bytes(b"mine")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"two", replace=replace)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == ({"a": b"mine"} if replace else {})


def test_what_a_killed_program_left_behind_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    """A draft of long ago goes, its log too; a draft of just now and every other name stay."""
    old = [tmp_path / f".{'a' * 16}.new", tmp_path / f".{'a' * 16}.new-journal"]
    kept = [tmp_path / name for name in (f".{'b' * 16}.new", ".notes.new", f"{'c' * 16}.new", f".{'d' * 16}.new.docx")]
    for file in (*old, *kept):
        file.write_bytes(b"notes")
    for file in (*old, *kept[1:]):
        os.utime(file, (0, 0))
    clear_left_behind(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(kept)
    clear_left_behind(tmp_path / "gone")


def test_making_a_visit_clears_what_a_killed_import_left_in_the_folder(tmp_path: Path) -> None:
    """The notes in a hidden draft of a cut-off import do not lie among the visits for ever."""
    draft = tmp_path / f".{'a' * 16}.new"
    draft.write_bytes(b"notes")
    os.utime(draft, (0, 0))
    Visit.create(tmp_path / "one.sqlite", load_form("ri-monitoring-2015")).close()
    assert not draft.exists()
