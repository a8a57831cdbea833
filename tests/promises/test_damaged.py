"""The file is damaged (header, middle, cut short, zero bytes): it is never written to; what can be read is salvaged
into a new file beside it, with what was missing named; the latest sound backup is offered with the difference shown.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.visit.backups import back_up, backups_of
from hmi_visit.visit.file import Visit, snapshot_of
from tests.promises.inspector import PROGRAM, Inspector, is_whole, tides


def header(data: bytes) -> bytes:
    """The first hundred bytes are zeros."""
    return bytes(100) + data[100:]


def middle(data: bytes) -> bytes:
    """The words that were typed last have changed bytes, which SQLite itself does not see."""
    assert b"seven gulls" in data
    return data.replace(b"seven gulls", b"sEven gUlls")


def pages(data: bytes) -> bytes:
    """A page of answers is noise."""
    at = data.index(b"seven gulls") // 4096 * 4096
    return data[:at] + bytes(range(256)) * 16 + data[at + 4096 :]


def cut_short(data: bytes) -> bytes:
    """The end is missing."""
    return data[: len(data) * 2 // 3]


def zero_bytes(data: bytes) -> bytes:
    """Nothing is left."""
    return b""


DAMAGES = (header, middle, pages, cut_short, zero_bytes)


TEXT = "rain, and seven gulls on the pier."


@pytest.fixture(params=DAMAGES, ids=lambda damage: damage.__name__)
def damage(request: pytest.FixtureRequest) -> Callable[[bytes], bytes]:
    """A way in which a file goes bad."""
    found: Callable[[bytes], bytes] = request.param
    return found


@pytest.fixture
def damaged(path: Path, form: Form, damage: Callable[[bytes], bytes]) -> Path:
    """A visit with a backup, changed since ("seven gulls"), and then damaged."""
    assert back_up(path)
    with Visit.open(path) as visit:
        visit.put(form.fields["weather"], TEXT.capitalize())
    path.write_bytes(damage(path.read_bytes()))
    return path


def test_a_damaged_visit_is_never_written_to_and_what_can_be_read_goes_beside_it(
    damaged: Path, damage: Callable[[bytes], bytes]
) -> None:
    """Named on the command line it opens to what was found and what was missing, the latest sound backup and what
    differs, and the ways on; left, and salvaged beside, it is as it was to the byte."""
    data = damaged.read_bytes()
    with Inspector(damaged) as inspector:
        inspector.wait_for("b: open the backup in its place")
        told = whole_dialog(inspector)
        assert "This visit is damaged" in told
        assert "Nothing is written to the damaged file" in told
        assert backups_of(damaged)[0].made_at.replace("T", " at ") in told
        inspector.press("escape")
        inspector.wait_for("This visit is damaged", gone=True)
        assert damaged.read_bytes() == data
        if damage is zero_bytes:
            assert "can still be read of it: nothing" in told
            assert "s: open what can be read" not in told
            return
        assert TEXT in told.casefold() or "Missing: " in told
        assert "differs from what can be read in 1 place" in told or "Missing: " in told
        inspector.press("enter")
        inspector.wait_for("s: open what can be read")
        inspector.type("s")
        inspector.wait_for("Guidance")
        inspector.leaves()
    assert damaged.read_bytes() == data
    beside = damaged.with_name("visit-salvaged.sqlite")
    assert is_whole(beside)
    weather = str(snapshot_of(beside).answers.get("weather", ""))
    assert weather.casefold() == TEXT or "Missing: " in told


@pytest.mark.parametrize("damage", [zero_bytes])
def test_the_latest_sound_backup_is_opened_in_its_place_and_the_damaged_file_is_kept(damaged: Path) -> None:
    """`b` opens the latest sound backup; the damaged file lies among the backups as it was to the byte."""
    data = damaged.read_bytes()
    bad = damaged.parent / "backups" / backups_of(damaged)[0].path.name.replace(".00001.", ".00002.")
    bad.write_bytes(backups_of(damaged)[0].path.read_bytes()[:5000])
    with Inspector(damaged) as inspector:
        inspector.wait_for("b: open the backup in its place")
        inspector.type("b")
        inspector.at_the_prose()
        inspector.wait_for("Low at nine.")
        inspector.leaves()
    assert [p.read_bytes() for p in (damaged.parent / "backups").glob("*.damaged")] == [data]
    assert tides(damaged) == "Low at nine. "


def whole_dialog(inspector: Inspector) -> str:
    """What the dialog says, as one line: it is scrolled through, because it may be longer than the screen."""
    said: list[str] = []
    for _ in range(4):
        inspector.settle()
        inside = [line.strip(" │▔▁▂▃▄▅▆▇█▊▎╭╮╰╯─") for line in inspector.lines]
        said += [line for line in inside if line not in said]
        inspector.press("tab", "pagedown")
    return " ".join(said)


def test_without_a_terminal_one_line_names_the_ways_on(damaged: Path) -> None:
    """In a script a damaged visit is one line on standard error that names `hmi-visit restore` and `salvage`."""
    data = damaged.read_bytes()
    done = subprocess.run(
        [*PROGRAM, str(damaged)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{damaged}: ")
    assert len(done.stderr.splitlines()) == 1
    assert "hmi-visit restore" in done.stderr
    assert "hmi-visit salvage" in done.stderr
    assert damaged.read_bytes() == data
