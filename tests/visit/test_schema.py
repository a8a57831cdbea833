"""Schema migrations: one transaction each, with their version, and a file that fails stays as it was."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit import facts, file, links, schema, sniff
from hmi_visit.visit.connection import connect
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.model import Link
from hmi_visit.visit.sound import check_sound
from tests.visit.earlier import make_earlier

Migrate = Callable[[Database], None]
TODAY = sniff.VERSION
NEWER = TODAY + 1


def works(db: Database) -> None:
    """A migration that changes table and rows."""
    facts.put(db.conn, "second", "yes")
    db.table("export").add_column("pages", int)
    db.conn.execute(f"PRAGMA user_version = {NEWER}")


def fails(db: Database) -> None:
    """A migration that fails when nearly all is done."""
    works(db)
    db.conn.execute("INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Migrate], None]:
    """Make the program one version newer, with a migration of the test's own."""

    def add(migrate: Migrate) -> None:
        migrations = Migrations("hmi-visit")
        for name, known in sorted(vars(schema).items()):
            if re.match(r"m\d{3}_", name):
                migrations(name=name)(known)
        migrations(name="newer")(migrate)
        monkeypatch.setattr(schema, "migrations", migrations)
        for module in (sniff, file):
            monkeypatch.setattr(module, "VERSION", NEWER)

    return add


@pytest.fixture
def old(form: Form, path: Path) -> Path:
    """A closed visit of today's version."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], "old")
    return path


def version(path: Path) -> int:
    """The schema version in a file's own header."""
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_the_version_is_the_number_of_migrations(visit: Visit) -> None:
    """What the program says it writes, what it writes, and its migrations agree."""
    database = Database(visit.db, execute_plugins=False)
    assert len(schema.migrations.applied(database)) == sniff.VERSION
    assert schema.migrations.pending(database) == []
    assert visit.db.execute("PRAGMA user_version").fetchone()[0] == sniff.VERSION


def test_an_old_file_is_brought_up(old: Path, newer: Callable[[Migrate], None], tmp_path: Path) -> None:
    """Opening for writing brings a file up, and at once into the one file that is copied."""
    newer(works)
    with Visit.open(old) as visit:
        assert version(old) == NEWER
        shutil.copy(old, tmp_path / "copy.sqlite")
        assert visit.snapshot().answers["story"] == "old"
        assert visit.db.execute("SELECT value FROM fact WHERE name = 'second'").fetchone()[0] == "yes"
    with Visit.open(tmp_path / "copy.sqlite") as copy:
        assert copy.db.execute("SELECT pages FROM export").fetchall() == []


def test_reading_alone_leaves_an_old_file_old(old: Path, newer: Callable[[Migrate], None]) -> None:
    """A file opened for reading is not changed."""
    newer(works)
    before = old.read_bytes()
    with Visit.open(old, writing=False) as visit:
        assert visit.snapshot().answers["story"] == "old"
    assert old.read_bytes() == before


def test_a_failing_migration_changes_nothing(old: Path, newer: Callable[[Migrate], None]) -> None:
    """A migration that fails is told, and table, rows and version are as before."""
    newer(fails)
    with pytest.raises(Problem, match="no such table: nowhere"):
        Visit.open(old)
    assert version(old) == TODAY
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (TODAY,)
        assert db.execute("SELECT count(*) FROM fact WHERE name = 'second'").fetchone() == (0,)
        assert [row[1] for row in db.execute("PRAGMA table_info(export)")] == ["number", "path", "digest", "made_at"]
    newer(works)
    with Visit.open(old) as visit:
        assert visit.snapshot().answers["story"] == "old"
    assert version(old) == NEWER


def test_a_migration_is_one_transaction(old: Path, newer: Callable[[Migrate], None]) -> None:
    """Between BEGIN and COMMIT lie all of its statements, its version and the record that it was made."""
    newer(works)
    said: list[str] = []
    with closing(connect(old)) as db:
        db.set_trace_callback(said.append)
        schema.bring_up(db)
    begin = said.index("BEGIN")
    end = said.index("COMMIT", begin)
    inside = " ".join(said[begin:end])
    for part in ("INSERT INTO", "ALTER TABLE", f"PRAGMA user_version = {NEWER}", "_sqlite_migrations"):
        assert part in inside
    assert not any(word in " ".join(said[end + 1 :]) for word in ("INSERT", "UPDATE", "ALTER", "user_version"))


KILLED = """
import os, sys
from pathlib import Path
from hmi_visit.visit import schema
from hmi_visit.visit.connection import connect

@schema.migrations()
def newer(db):
    db.table("fact").insert({"name": "second", "value": "yes"})
    db.conn.execute("PRAGMA user_version = 99")
    os._exit(9)

schema.bring_up(connect(Path(sys.argv[1])))
"""


def test_a_kill_in_the_middle_leaves_the_old_version(old: Path) -> None:
    """A program that dies while it migrates leaves a file that opens as it was."""
    assert subprocess.run([sys.executable, "-c", KILLED, str(old)], check=False).returncode == 9
    with Visit.open(old) as visit:
        assert visit.db.execute("PRAGMA user_version").fetchone()[0] == TODAY
        assert visit.db.execute("SELECT count(*) FROM fact WHERE name = 'second'").fetchone()[0] == 0
    assert snapshot_of(old).answers["story"] == "old"


def test_an_old_file_gets_its_digests(visit: Visit) -> None:
    """Facts and links of before they carried digests are read, and have them when the file is opened to write."""
    links.tie(visit.db, Link("story", 1, ("e1",), why="All of it"))
    visit.close()
    make_earlier(visit.path, 5)
    assert check_sound(visit.path) == 5
    with Visit.open(visit.path) as opened:
        assert not opened.db.execute("SELECT 1 FROM fact WHERE digest IS NULL").fetchall()
        opened.db.execute("UPDATE link SET why = 'None of it'")
    with pytest.raises(Problem, match="the link 1 is not as it was written"):
        Visit.open(visit.path)
