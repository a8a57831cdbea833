"""Files that are no visit, or not a sound one: each told apart in one line by every command, and left untouched."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def damage_truncate(path: Path) -> None:
    """Cut the end off."""
    path.write_bytes(path.read_bytes()[:-4096])


def damage_header(path: Path) -> None:
    """Cut it inside SQLite's header."""
    path.write_bytes(path.read_bytes()[:60])


def damage_inside(path: Path) -> None:
    """Overwrite pages in the middle, as a bad sector would."""
    data = bytearray(path.read_bytes())
    data[4096 : 3 * 4096] = b"\xff" * (2 * 4096)
    path.write_bytes(data)


def empty(path: Path) -> None:
    """Nothing in it."""
    path.write_bytes(b"")


def binary(path: Path) -> None:
    """A picture."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def foreign(path: Path) -> None:
    """Another program's database."""
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE song (name)")
        db.commit()


def newer(path: Path) -> None:
    """From a version to come."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA user_version = 99")
        db.commit()


BAD: list[tuple[Callable[[Path], None], str]] = [
    (damage_truncate, "this visit is cut short"),
    (damage_header, "this visit is cut short"),
    (damage_inside, "damaged"),
    (empty, "this file is empty"),
    (binary, "this is not a visit: it is no SQLite file"),
    (foreign, "this is not a visit: it is another program's SQLite file"),
    (newer, "this visit is from a newer version of the program (schema 99); open it with a newer hmi-visit"),
]


@pytest.mark.parametrize(("spoil", "told"), BAD)
def test_bad_visits(shell: Shell, visit: Path, spoil: Callable[[Path], None], told: str) -> None:
    """Every command that takes a visit says what the file is, in one line with its path, and changes nothing."""
    spoil(visit)
    before = visit.read_bytes()
    commands = (
        ("show", visit),
        ("export", visit),
        ("set", visit, "story", "x"),
        ("note", visit, "x"),
        ("letter", visit),
        ("letter", visit, "-o", "-"),
        *([(visit,)] if spoil is not damage_inside else []),  # found by reading it, which the terminal does
    )
    for command in commands:
        refusal = shell(*command).refusal
        assert refusal.startswith(f"{visit}: "), command
        assert told in refusal, command
    assert visit.read_bytes() == before
    assert [p.name for p in visit.parent.iterdir() if p.is_file()] == [visit.name]


def test_a_visit_that_is_not_there(shell: Shell, tmp_path: Path) -> None:
    """A missing visit is never made by asking for it."""
    path = tmp_path / "none.sqlite"
    for command in (("show", path), ("set", path, "story", "x"), ("letter", path), ("open", path)):
        assert shell(*command).refusal == f"{path}: there is no such visit; hmi-visit new makes one"
    assert not path.exists()


def test_a_folder_is_no_visit(shell: Shell, tmp_path: Path) -> None:
    """A folder is told from a file."""
    assert shell("show", tmp_path).refusal == f"{tmp_path}: this is a folder, not a visit"


def test_a_form_that_is_gone(shell: Shell, visit: Path, lighthouse: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit whose form is not on this machine says so and goes on with the form it kept: shown, changed, a letter,
    an export. One that kept none says which form it needs."""
    from hmi_visit.form.load import load_form

    monkeypatch.delenv("HMI_VISIT_FORMS")
    load_form.cache_clear()
    word = "lamp"
    for words in (("show", visit), ("set", visit, word, "Rock"), ("letter", visit), ("letter", visit, "-o", "-")):
        done = shell(*words)
        assert (done.status, f"there is no form {lighthouse}" in done.err) == (0, True)
    assert json.loads(shell("export", visit).out)["answers"][word] == "Rock"
    with closing(sqlite3.connect(visit, isolation_level=None)) as db:
        db.execute("DELETE FROM fact WHERE name LIKE 'form_%'")
    assert f"there is no form {lighthouse}" in shell("show", visit).refusal


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is read-only to this user")
def test_a_read_only_visit_and_folder(shell: Shell, visit: Path) -> None:
    """What may not be written is read, and refuses to be changed with a word on what to do."""
    visit.chmod(0o400)
    visit.parent.chmod(0o500)
    try:
        assert shell("show", visit).status == 0
        assert "this visit is read-only; copy it" in shell("set", visit, "story", "x").refusal
        assert "it cannot be written (Permission denied)" in shell("export", visit, "-o", visit.parent / "c").refusal
    finally:
        visit.parent.chmod(0o700)


def test_a_folder_of_visits_that_is_a_file(shell: Shell, lighthouse: str) -> None:
    """A folder of visits that cannot be one is one line, and nothing is written."""
    Path("v").write_text("x")
    new = ("new", "--form", lighthouse, "--subject", "S", "--date", "today")
    assert shell("--visits", "v", *new).refusal.startswith("v: the folder of visits cannot be made")
    assert Path("v").read_text() == "x"
