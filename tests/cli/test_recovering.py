"""Backups, restoring and salvage from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.visit.backups import back_up
from tests.cli.conftest import Shell


@pytest.fixture
def backup(shell: Shell, visit: Path) -> Path:
    """A backup of a visit whose story changed since."""
    shell("set", visit, "story", "The first story.")
    made = back_up(visit)
    assert made is not None
    shell("set", visit, "story", "The second story.")
    return made


def story(shell: Shell, path: Path) -> str:
    """What the page of a visit has."""
    return shell("show", path).out


def test_backups_are_listed_newest_first(shell: Shell, visit: Path, backup: Path) -> None:
    """Each line has the number, the moment with its offset, what it holds, and the path."""
    newer = back_up(visit)
    lines = shell("backups", visit).out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["2", "1"]
    assert [line.split("  ")[-1] for line in lines] == [str(newer), str(backup)]
    assert "answers, 0 entries" in lines[0]


def test_without_backups_it_says_so(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """No backup yet is no fault; a name that is nothing is one."""
    assert shell("backups", visit).status == 0
    assert "no such visit" in shell("backups", tmp_path / "none").refusal
    assert "no sound backup" in shell("restore", visit, "--yes").refusal
    assert "no such backup" in shell("restore", visit, "7", "--yes").refusal


def test_restoring_shows_the_difference_and_keeps_what_it_replaces(shell: Shell, visit: Path, backup: Path) -> None:
    """The difference comes first, then the visit is as it was; restoring the kept one goes back again."""
    done = shell("restore", visit, "1", "--yes")
    assert done.status == 0, done.err
    assert "Story\n  now   The second story.\n  then  The first story.\n" in done.out
    assert "The first story." in story(shell, visit)
    assert shell("restore", visit, "2", "--yes").status == 0
    assert "The second story." in story(shell, visit)


def test_restoring_asks(shell: Shell, visit: Path, backup: Path) -> None:
    """Without --yes and without a terminal nothing is changed."""
    done = shell("restore", visit)
    assert (done.status, "--yes" in done.err) == (1, True)
    assert "The second story." in story(shell, visit)


def test_a_damaged_visit_is_salvaged_beside(shell: Shell, visit: Path) -> None:
    """The new visit has what could be read; the damaged one is as it was; what is doubtful is named."""
    shell("set", visit, "story", "A story of many words.")
    data = visit.read_bytes().replace(b"A story of many", b"A story of manx")
    visit.write_bytes(data)
    done = shell("salvage", visit)
    assert done.path == visit.with_name("point-salvaged.sqlite")
    assert "doubtful: Story (story)\n" in done.err
    assert "A story of manx words." in story(shell, done.path)
    assert visit.read_bytes() == data


def test_what_the_history_has_is_said(shell: Shell, visit: Path) -> None:
    """A text that was damaged in its place and stands whole in the history is taken from there."""
    words = "A story of so many words that it is packed where the history keeps it. " * 5
    shell("set", visit, "story", words)
    data = visit.read_bytes().replace(b"A story of so many", b"A story of so manx", 1)
    visit.write_bytes(data)
    done = shell("salvage", visit)
    assert done.err == "from the history: Story (story)\n"
    assert "A story of so many words" in story(shell, done.path)


def test_a_lost_file_is_brought_back_from_its_backup(shell: Shell, visit: Path, backup: Path) -> None:
    """Salvage of an empty file names the backup; restoring it brings the visit back."""
    visit.write_bytes(b"")
    assert "hmi-visit restore" in shell("salvage", visit).refusal
    assert shell("restore", visit, "--yes").status == 0
    assert "The first story." in story(shell, visit)
    visit.unlink()
    assert shell("restore", visit, "--yes").status == 0
    assert "The first story." in story(shell, visit)
