"""Paths of every system as SQLite's URIs, and no temporary files."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from typing import Any, cast

import pytest

from hmi_visit.form.model import Form
from hmi_visit.visit.connection import uri
from hmi_visit.visit.file import Visit, snapshot_of


class WindowsPath(PureWindowsPath):
    """A Windows path as that system has it, which this one may not be."""

    def absolute(self) -> WindowsPath:
        """Itself: it is whole already."""
        return self


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (r"C:\Visits\St Mary's #1 50%?.sqlite", "file:///C:/Visits/St%20Mary%27s%20%231%2050%25%3F.sqlite"),
        (r"\\server\share\a.sqlite", "file:////server/share/a.sqlite"),
    ],
)
def test_windows_paths(path: str, text: str) -> None:
    """A drive has three slashes before it; a share has four, because SQLite takes two for another machine's name."""
    assert uri(cast("Any", WindowsPath(path))) == text


@pytest.mark.parametrize("name", ["a?b", "a#b", "50%", "50%25", "a b", "ä 🍐", "a&mode=ro", "-a", "a\\b", "\udcff"])
def test_odd_names(form: Form, path: Path, name: str) -> None:
    """A visit may have any name that its file system takes."""
    odd = path.with_name(f"{name}.sqlite")
    with Visit.create(odd, form) as visit:
        visit.put(form.fields["lamp"], "a")
        assert visit.save()
    assert snapshot_of(odd).answers["lamp"] == "a"
    assert [p.name for p in path.parent.iterdir()] == [odd.name]


def test_nothing_is_written_elsewhere(visit: Visit) -> None:
    """SQLite keeps what it sorts and undoes in memory, not in temporary files."""
    assert visit.db.execute("PRAGMA temp_store").fetchone()[0] == 2
    assert visit.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert visit.db.execute("PRAGMA wal_autocheckpoint").fetchone()[0] == 0
