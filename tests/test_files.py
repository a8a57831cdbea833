"""Files written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hmi_visit.files import write_synced, write_whole


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
