"""A visit is one file: made whole or not at all, everything typed in it, nobody else's to read."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, entries
from hmi_visit.visit.connection import BUSY_SECONDS, NotDone
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.model import Entry
from hmi_visit.visit.sniff import APPLICATION_ID, VERSION


def names(path: Path) -> list[str]:
    """What lies in the folder of a visit."""
    return sorted(p.name for p in path.parent.iterdir())


def test_a_new_visit_has_the_defaults(visit: Visit) -> None:
    """Defaults are answers, all else is absent; the visit has an id and its form's name."""
    found = visit.snapshot()
    assert found.answers == {"lit": True, "keepers": ["Ada"], "visits": 1}
    assert (found.form, found.visit_id, len(visit.id)) == ("lighthouse", visit.id, 32)


def test_the_header_says_what_it_is(visit: Visit, path: Path) -> None:
    """Application id and schema version stand in the file's header, where other programs look."""
    visit.close()
    head = path.read_bytes()[:100]
    assert head[68:72] == b"HMIV" == APPLICATION_ID.to_bytes(4, "big")
    assert int.from_bytes(head[60:64], "big") == VERSION


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_only_the_owner_can_read_it(visit: Visit, form: Form, path: Path) -> None:
    """The file, its log and its index are the owner's alone, whatever the umask."""
    visit.put(form.fields["story"], "secret")
    assert {p.name: p.stat().st_mode & 0o777 for p in path.parent.iterdir()} == {
        "visit.sqlite": 0o600,
        "visit.sqlite-wal": 0o600,
        "visit.sqlite-shm": 0o600,
    }


def test_closing_leaves_one_file(form: Form, path: Path) -> None:
    """After a visit is closed its one file holds everything."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], "x" * 10**6)
        assert len(names(path)) == 3
    assert names(path) == [path.name]
    assert snapshot_of(path).answers["story"] == "x" * 10**6


def test_a_saved_file_can_be_copied_alone(form: Form, path: Path, tmp_path: Path) -> None:
    """After `save`, the one file holds everything, although its log still lies beside it."""
    copy = tmp_path / "copy.sqlite"
    with Visit.create(path, form) as visit:
        for number in range(50):
            visit.put(form.fields["story"], f"{number}" * 5000)
        shutil.copy(path, copy)
        assert "story" not in snapshot_of(copy).answers
        assert visit.save()
        assert Path(f"{path}-wal").stat().st_size > 0
        shutil.copy(path, copy)
    with Visit.open(copy) as copied:
        assert copied.snapshot().answers["story"] == "49" * 5000


def test_saving_waits_for_nobody(form: Form, path: Path) -> None:
    """A reader that still needs the old pages makes `save` answer False, at once; after it, True."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], "old")
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM answer").fetchone()
            visit.put(form.fields["story"], "new")
            assert not visit.save()
            reader.execute("COMMIT")
        assert visit.save()


def test_a_writer_elsewhere_does_not_stop_saving(form: Form, path: Path) -> None:
    """What was committed is saved while another program is in the middle of a write."""
    with Visit.create(path, form) as visit, closing(sqlite3.connect(path, isolation_level=None)) as writer:
        visit.put(form.fields["story"], "mine")
        writer.execute("BEGIN IMMEDIATE")
        assert visit.save()


def test_a_write_that_is_locked_out_is_told(form: Form, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program's write that does not end is told by the file's name, as SQLite's error and as a Problem."""
    assert BUSY_SECONDS > 0
    with Visit.create(path, form) as visit, closing(sqlite3.connect(path, isolation_level=None)) as writer:
        visit.db.execute("PRAGMA busy_timeout=0")
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotDone, match="another program has this visit open") as caught:
            visit.put(form.fields["story"], "mine")
        assert isinstance(caught.value, sqlite3.Error)
        assert isinstance(caught.value, Problem)
        assert caught.value.where == str(path)


def test_a_full_disk_is_told_and_nothing_is_lost(form: Form, path: Path) -> None:
    """A write that finds no room fails by name; what was there before stays, and smaller writes go on."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], "kept")
        pages = visit.db.execute("PRAGMA page_count").fetchone()[0]
        visit.db.execute(f"PRAGMA max_page_count={pages + 2}")

        def too_much() -> None:
            with visit.together():
                visit.put(form.fields["lamp"], "half")
                visit.put(form.fields["story"], "x" * 10**6)

        with pytest.raises(NotDone, match="the disk is full"):
            too_much()
        assert not visit.db.in_transaction
        visit.put(form.fields["colour"], "red")
        found = visit.snapshot().answers
        assert (found["story"], found["colour"], "lamp" in found) == ("kept", "red", False)


@pytest.mark.parametrize(
    "deed", [Path.unlink, lambda p: p.rename(p.with_name("b.sqlite")), lambda p: shutil.rmtree(p.parent)]
)
@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away there")
def test_a_file_taken_away_is_noticed(form: Form, path: Path, deed: Callable[[Path], object]) -> None:
    """A visit whose file is moved or removed while it is open does not say that it was saved."""
    with Visit.create(path, form) as visit:
        deed(path)
        visit.put(form.fields["story"], "where to?")
        with pytest.raises(Problem, match="moved, removed or replaced"):
            visit.save()


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced there")
def test_a_file_put_in_its_place_is_noticed(form: Form, path: Path) -> None:
    """What a cloud folder puts in the place of an open visit is not written to by saving."""
    other = path.with_name("other.sqlite")
    Visit.create(other, form).close()
    before = other.read_bytes()
    visit = Visit.create(path, form)
    other.replace(path)
    with pytest.raises(Problem, match="moved, removed or replaced"):
        visit.save()
    assert path.read_bytes() == before
    visit.db.close()


def test_together_is_all_or_nothing(form: Form, path: Path) -> None:
    """What is written together is kept together, blocks inside blocks too."""
    with Visit.create(path, form) as visit:

        def fails() -> None:
            with visit.together():
                visit.put(form.fields["story"], "a")
                with visit.together():
                    answers.add_item(visit.db, form.fields["rooms"])
                    entries.add(visit.db, Entry(0, "seen", ""))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fails()
        assert set(visit.snapshot().answers) == {"lit", "keepers", "visits"}
        assert visit.snapshot().entries == ()
        with visit.together():
            visit.put(form.fields["story"], "b")
        assert visit.snapshot().answers["story"] == "b"


def test_one_moment_for_a_snapshot(form: Form, path: Path) -> None:
    """A snapshot over its own connection sees what was committed, not what is being written."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["lamp"], "one")
        with visit.together():
            visit.put(form.fields["lamp"], "two")
            assert snapshot_of(path).answers["lamp"] == "one"
            assert visit.snapshot().answers["lamp"] == "two"
        assert snapshot_of(path).answers["lamp"] == "two"


def test_exports_are_remembered(form: Form, path: Path) -> None:
    """Letters that were written are numbered in their order and stay."""
    with Visit.create(path, form) as visit:
        assert visit.exports() == []
        assert [visit.add_export("a.docx", "d1"), visit.add_export("b.docx", "d2")] == [1, 2]
    with Visit.open(path, writing=False) as visit:
        assert [(e.number, e.path, e.digest) for e in visit.exports()] == [(1, "a.docx", "d1"), (2, "b.docx", "d2")]


def test_own_wording(form: Form, path: Path) -> None:
    """A paragraph worded anew is kept, empty words too, until it goes back to the form's."""
    with Visit.create(path, form) as visit:
        visit.word("greeting", "Hello 🌊")
        visit.word("ending", "")
        visit.word("greeting", "Hello & good-bye")
        assert visit.snapshot().wording == {"ending": "", "greeting": "Hello & good-bye"}
        visit.word("ending", None)
        assert visit.snapshot().wording == {"greeting": "Hello & good-bye"}


@pytest.mark.parametrize("there", ["file", "folder", "link", "log"])
def test_never_over_what_is_there(form: Form, path: Path, there: str) -> None:
    """A visit is not made where there is a file, or the log of a lost visit, which SQLite would read into it."""
    taken = Path(f"{path}-wal") if there == "log" else path
    match there:
        case "folder":
            taken.mkdir()
        case "link":
            taken.symlink_to("nowhere")
        case _:
            taken.write_bytes(b"mine")
    before = names(path)
    with pytest.raises(Problem, match="there is a file of this name already; choose another name"):
        Visit.create(path, form)
    assert names(path) == before
    assert there in ("folder", "link") or taken.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["gone/visit.sqlite", "x" * 300, "a\0b.sqlite", "", "file/visit.sqlite", "é" * 130])
def test_where_none_can_be_made(form: Form, path: Path, name: str) -> None:
    """A place that takes no file is told by its name."""
    (path.parent / "file").write_bytes(b"")
    with pytest.raises(Problem) as caught:
        Visit.create(path.parent / name, form)
    assert caught.value.where
    assert names(path) == ["file"]


@pytest.mark.parametrize("length", [235, 248])
def test_the_longest_names(form: Form, path: Path, length: int) -> None:
    """A name that the file system takes is not too long for the way in which a visit is made."""
    long = path.with_name("x" * (length - len(".sqlite")) + ".sqlite")
    with Visit.create(long, form) as visit:
        visit.put(form.fields["lamp"], "a")
    assert snapshot_of(long).answers["lamp"] == "a"


@pytest.mark.parametrize("error", [sqlite3.OperationalError("disk I/O error"), OSError(28, "No space"), KeyError("x")])
def test_half_way_leaves_nothing(form: Form, path: Path, error: Exception) -> None:
    """Where filling a new visit fails there is no visit, and no draft of one."""

    def fill(db: sqlite3.Connection) -> None:
        answers.put(db, form.fields["story"], "half")
        raise error

    with pytest.raises(KeyError if isinstance(error, KeyError) else Problem):
        Visit.create(path, form, fill)
    assert names(path) == []


def test_a_name_taken_at_the_last_moment(form: Form, path: Path) -> None:
    """A file that appears while the visit is being made is not replaced."""

    def fill(_: sqlite3.Connection) -> None:
        path.write_bytes(b"first")

    with pytest.raises(Problem, match="there is a file of this name already"):
        Visit.create(path, form, fill)
    assert names(path) == [path.name]
    assert path.read_bytes() == b"first"


@pytest.mark.parametrize("taken", [False, True])
def test_a_file_system_without_links(form: Form, path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    """On a memory stick, where files have one name only, a visit is made too, and still not over another file."""

    def no_links(*_: object) -> None:
        if taken:
            path.write_bytes(b"first")
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    if taken:
        with pytest.raises(Problem, match="there is a file of this name already"):
            Visit.create(path, form)
        assert path.read_bytes() == b"first"
    else:
        Visit.create(path, form).close()
    assert names(path) == [path.name]


TYPIST = """
import sys
from pathlib import Path
from hmi_visit.form.model import Field, Kind
from hmi_visit.visit.file import Visit
with Visit.open(Path(sys.argv[1])) as visit:
    story = Field("story", Kind.PROSE, "Story")
    for number in range(10**9):
        visit.put(story, "word " * number)
        print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills with POSIX's signal")
def test_a_kill_in_the_middle_of_typing_loses_nothing(form: Form, path: Path) -> None:
    """What `put` had returned from is there after a kill, and closing leaves one file again."""
    Visit.create(path, form).close()
    typist = subprocess.Popen([sys.executable, "-c", TYPIST, str(path)], stdout=subprocess.PIPE, text=True)
    assert typist.stdout
    seen = [int(next(typist.stdout)) for _ in range(200)][-1]
    typist.send_signal(signal.SIGKILL)
    seen = int((typist.stdout.read().splitlines() or [str(seen)])[-1] or seen)
    typist.stdout.close()
    typist.wait()
    with Visit.open(path) as visit:
        story = str(visit.snapshot().answers["story"])
        assert len(story) // len("word ") >= seen - 1
        assert story == "word " * (len(story) // len("word "))
    assert names(path) == [path.name]


def test_a_second_window_reads_what_the_first_wrote(form: Form, path: Path) -> None:
    """Two programs with one visit see each other's answers; the last one to close leaves one file."""
    with Visit.create(path, form) as first:
        second = Visit.open(path)
        first.put(form.fields["lamp"], "from the first")
        second.put(form.fields["colour"], "red")
        assert second.snapshot().answers["lamp"] == "from the first"
        first.db.execute("PRAGMA busy_timeout=0")
        first.close()
        second.close()
    assert names(path) == [path.name]


def test_a_visit_of_another_journal_mode_is_taken_up(form: Form, path: Path, tmp_path: Path) -> None:
    """A copy that SQLite's own tools made is a visit like any other."""
    copy = tmp_path / "copy.sqlite"
    with Visit.create(path, form) as visit:
        visit.put(form.fields["lamp"], "a")
        visit.db.execute("VACUUM INTO ?", (str(copy),))
    with Visit.open(copy) as copied:
        copied.put(form.fields["colour"], "red")
        assert copied.snapshot().answers["lamp"] == "a"
        assert copied.id == visit.id


def test_closing_while_another_thread_saves_ends_well(form: Form, path: Path) -> None:
    """A visit that is closed in the middle of saves is whole, and the process goes on: in a process of its own, which a
    connection closed under a statement would end."""
    with Visit.create(path, form):
        pass
    code = f"""
import random, threading, time
from pathlib import Path
from hmi_visit.form.load import load_form
from hmi_visit.visit.file import Visit

field = load_form("lighthouse").fields["story"]
for n in range(25):
    visit = Visit.open(Path({str(path)!r}))
    ended = threading.Event()

    def save():
        while not ended.is_set():
            visit.save()

    saving = threading.Thread(target=save)
    saving.start()
    for key in range(random.randrange(12)):
        visit.put(field, f"{{n}} " + "x" * key)
    time.sleep(random.random() * 0.004)
    visit.close()
    ended.set()
    saving.join()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
