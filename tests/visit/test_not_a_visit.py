"""Files that are no visit, or not a sound one: a Problem for each, and not a byte of them changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hmi_visit.form.model import Form, Item
from hmi_visit.problems import Problem
from hmi_visit.visit import connection, entries, links
from hmi_visit.visit.file import Visit
from hmi_visit.visit.listing import Listed, summarise
from hmi_visit.visit.model import Entry, Link, Snapshot
from hmi_visit.visit.sniff import VERSION, last_change

STORY = "The lamp was lit. " * 400


@pytest.fixture
def full(form: Form, path: Path) -> Path:
    """A closed visit with answers, items and entries over several pages."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], STORY)
        rooms: list[Item] = [{"name": f"room {n}"} for n in range(20)]
        visit.put(form.fields["rooms"], rooms)
        visit.word("greeting", "Hello")
        links.tie(visit.db, Link("story", 1, ("e1",), why="All of it"))
        for number in range(30):
            entries.add(
                visit.db, Entry(0, f"seen {number} " * 9, "", "2014-06-27T09:40+01:00", "meeting", ("Ada",), (1,))
            )
    return path


def state(path: Path) -> dict[str, bytes | None]:
    """Everything in the folder of a file, to the byte."""
    return {p.name: p.read_bytes() if p.is_file() else None for p in path.parent.iterdir()}


def told(path: Path) -> str:
    """What is said on opening, for reading and for writing alike; nothing in the folder has changed."""
    before = state(path)
    said = set()
    for writing in (True, False):
        with pytest.raises(Problem) as caught:
            Visit.open(path, writing=writing)
        said.add(str(caught.value))
    assert state(path) == before
    assert len(said) == 1
    summary = summarise(Listed(path, 0.0))
    assert summary.problem or "damaged" in next(iter(said))
    assert state(path) == before
    return said.pop().replace(str(path), "FILE")


def foreign(path: Path) -> None:
    """Another program's database."""
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE fact (name, value)")


def header(offset: int, number: int) -> Callable[[Path], None]:
    """Change a number in SQLite's header."""

    def change(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[offset : offset + 4] = number.to_bytes(4, "big")
        path.write_bytes(data)

    return change


def folder(path: Path) -> None:
    """A folder of this name."""
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (Path.unlink, "FILE: there is no such visit; hmi-visit new makes one"),
        (folder, "FILE: this is a folder, not a visit"),
        (lambda p: p.write_bytes(b""), "FILE: this file is empty: a visit was lost here, and nothing is written to it"),
        (lambda p: p.write_bytes(bytes(range(256)) * 99), "FILE: this is not a visit: it is no SQLite file"),
        (lambda p: p.write_text("Dear Sir"), "FILE: this is not a visit: it is no SQLite file"),
        (
            lambda p: p.write_bytes(p.read_bytes()[:99]),
            "FILE: this visit is cut short; hmi-visit restore",
        ),
        (lambda p: p.write_bytes(p.read_bytes()[:-1]), "FILE: this visit is cut short: the end of the file is missing"),
        (foreign, "FILE: this is not a visit: it is another program's SQLite file"),
        (
            header(60, 99),
            "FILE: this visit is from a newer version of the program (schema 99); open it with a newer hmi-visit",
        ),
        (header(60, 0), "FILE: this visit was never finished: it has no schema version"),
    ],
    ids=["missing", "folder", "empty", "binary", "text", "header", "end", "foreign", "newer", "unfinished"],
)
def test_each_is_told_apart(full: Path, spoil: Callable[[Path], object], what: str) -> None:
    """Each sort of file that is no visit has its own message."""
    spoil(full)
    assert told(full).startswith(what)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    """A named pipe is refused at once, not read until somebody writes to it."""
    os.mkfifo(path)
    with pytest.raises(Problem, match="this is no ordinary file"):
        Visit.open(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "file/inside"])
def test_names_that_no_file_has(path: Path, name: str) -> None:
    """A name that the file system refuses is told as one."""
    (path.parent / "file").write_bytes(b"")
    with pytest.raises(Problem):
        Visit.open(path.parent / name)


def test_cut_anywhere(full: Path) -> None:
    """A file cut at any length is refused, and left as it lies."""
    whole = full.read_bytes()
    cuts = {*range(1, 120, 7), *range(0, len(whole), 4096), *range(600, len(whole), 5003), len(whole) - 1} - {0}
    for length in cuts:
        full.write_bytes(whole[:length])
        with pytest.raises(Problem):
            Visit.open(full)
        assert summarise(Listed(full, 0.0)).problem
        assert state(full) == {full.name: whole[:length]}


def test_a_byte_flipped_anywhere(full: Path) -> None:
    """Changed bytes anywhere in the file make it refused, or have changed nothing that was typed."""
    with Visit.open(full, writing=False) as visit:
        before = visit.snapshot()
    whole = full.read_bytes()
    refused = 0
    for at in range(100, len(whole), 241):
        spoiled = bytearray(whole)
        spoiled[at] ^= 0xFF
        full.write_bytes(spoiled)
        try:
            with Visit.open(full, writing=False) as visit:
                assert typed(visit.snapshot()) == typed(before), at
        except Problem:
            refused += 1
        assert isinstance(summarise(Listed(full, 0.0)).problem, str)
        assert state(full) == {full.name: bytes(spoiled)}
    assert refused > 20


def typed(snapshot: Snapshot) -> object:
    """What an inspector typed: answers of fields, entries and wording."""
    return snapshot.answers["story"], [(e.text, e.activity, e.about) for e in snapshot.entries], snapshot.wording


def test_a_changed_letter_in_a_text_is_noticed(full: Path) -> None:
    """SQLite's own check passes a changed byte inside a text; the digest beside the text does not."""
    data = full.read_bytes()
    full.write_bytes(data.replace(b"The lamp was lit. The lamp", b"The lamp was hit. The lamp"))
    with closing(sqlite3.connect(f"file:{full}?mode=ro&immutable=1", uri=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert told(full).startswith(
        "FILE: this visit is damaged, and nothing is written to it (the answer story is not as it"
    )


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE answer SET kind = 'number' WHERE field = 'story'", "the answer story"),
        ("UPDATE entry SET with_whom = '[' WHERE id = 3", "the entry 3"),
        ("UPDATE wording SET text = 'Hello!'", "the wording"),
        ("UPDATE fact SET value = 'another' WHERE name = 'form'", "the fact 2"),
        ("UPDATE link SET why = 'None of it'", "the link 1"),
        ("UPDATE link SET entries = '[\"e2\"]'", "the link 1"),
        ("DROP TABLE entry", "no such table"),
        (f"PRAGMA user_version = {VERSION + 1}", f"newer version of the program (schema {VERSION + 1})"),
    ],
)
def test_changes_by_other_programs_are_noticed(full: Path, change: str, what: str) -> None:
    """What this program did not write is told, not read as something else."""
    with closing(sqlite3.connect(full, isolation_level=None)) as db:
        db.execute(change)
    assert what in told(full)


def test_the_log_counts_too(full: Path) -> None:
    """A newer program that was killed has its version in the log alone: it is heeded, and the log kept."""
    writer = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, signal, sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            f"db.execute('PRAGMA user_version = {VERSION + 1}')\nos._exit(9)",
            str(full),
        ],
        check=False,
    )
    assert writer.returncode == 9
    assert int.from_bytes(full.read_bytes()[60:64], "big") == VERSION
    log = Path(f"{full}-wal").read_bytes()
    with pytest.raises(Problem, match="newer version of the program"):
        Visit.open(full)
    assert Path(f"{full}-wal").read_bytes() == log


def test_a_locked_file_is_not_called_damaged(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program keeps to itself cannot be read just now; that is all."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(full, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("INSERT INTO fact (name) VALUES ('x')")
        Path(f"{full}-wal").touch()
        with pytest.raises(Problem) as caught:
            Visit.open(full)
        assert "another program has this visit open" in str(caught.value)
        assert "damaged" not in str(caught.value)


def test_reading_makes_no_file(full: Path) -> None:
    """A visit that nobody has open is read without a trace beside it."""
    before = state(full)
    with Visit.open(full, writing=False) as visit:
        visit.snapshot()
        assert state(full) == before
    assert state(full) == before


def test_a_read_only_folder(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written opens for reading alone; a log that cannot be read with it is told."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    before = state(full)
    with pytest.raises(Problem, match="this visit is read-only; copy it into a folder of your own"):
        Visit.open(full)
    with Visit.open(full, writing=False) as visit:
        assert visit.snapshot().answers["story"] == STORY
    assert state(full) == before
    Path(f"{full}-wal").write_bytes(b"")
    Visit.open(full, writing=False).close()
    Path(f"{full}-wal").write_bytes(b"x")
    with pytest.raises(Problem, match=r"its last changes are in visit\.sqlite-wal, and the folder is read-only"):
        Visit.open(full, writing=False)


AS_NOBODY = """
import os, sys
from pathlib import Path
from hmi_visit.problems import Problem
from hmi_visit.visit.file import Visit
from hmi_visit.visit.folder import make_folder
from hmi_visit.visit.folder_bin import bin_visit
path = Path(sys.argv[1])
os.setgid(65534)
os.setuid(65534)
with Visit.open(path, writing=False) as visit:
    assert visit.snapshot().answers["story"]
deeds = (lambda: Visit.open(path), lambda: bin_visit(path), lambda: make_folder(path.parent / "x"))
for deed in deeds:
    try:
        deed()
    except Problem as problem:
        print(problem.what)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_else(full: Path) -> None:
    """Another user who may read the folder reads the visit, and is told what cannot be done in it."""
    os.chmod(full, 0o644)  # noqa: PTH101
    home = Path("/tmp") / f"hmi-visit-test-{os.getpid()}"
    shutil.copytree(full.parent, home)
    try:
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(home / full.name)],
            capture_output=True, text=True, check=False, cwd=Path(connection.__file__).parents[2],
        )  # fmt: skip
        assert done.stderr == ""
        assert done.stdout.splitlines() == [
            "this visit is read-only",
            "the folder of visits cannot be made (Permission denied)",
            "the folder of visits cannot be made (Permission denied)",
        ]
    finally:
        shutil.rmtree(home)


def test_a_file_that_cannot_be_read(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal by the system is told in its words."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Problem, match="it cannot be read \\(Permission denied\\)"):
        Visit.open(full)


def test_last_change(full: Path, tmp_path: Path) -> None:
    """The log counts where it is newer; a file that is gone never changed."""
    os.utime(full, (100, 100))
    assert last_change(full) == 100
    Path(f"{full}-wal").write_bytes(b"")
    os.utime(f"{full}-wal", (200, 200))
    assert last_change(full) == 200
    assert last_change(tmp_path / "gone") == 0


def test_damage_after_opening_is_told(full: Path) -> None:
    """A row that turns bad while the visit is open makes a Problem of reading it."""
    with Visit.open(full) as visit:
        visit.db.execute("UPDATE answer SET value = '[' WHERE field = 'keepers'")
        with pytest.raises(Problem, match="this visit is damaged"):
            visit.snapshot()
