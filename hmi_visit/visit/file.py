"""A visit: one SQLite file, opened, written to at each key press, and read as a whole."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from hmi_visit.form.model import Field, Form, Value
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, entries
from hmi_visit.visit.connection import check_sound, checkpoint, connect, connect_reading
from hmi_visit.visit.model import Export, Snapshot
from hmi_visit.visit.sniff import APPLICATION_ID, VERSION, check_is_visit
from hmi_visit.visit.times import stamp

SUFFIX = ".sqlite"
"""How the name of a visit file ends."""


class Visit:
    """An open visit. Use it from the thread that opened it; `save` and `snapshot_of` may be called from any.

    What `put` and the functions of `answers` and `entries` write is safe from a kill when they return, and saved
    (synced, in the one file) after the next `save` that answers True.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.db = db
        self.writable = writable
        facts = dict(db.execute("SELECT name, value FROM fact").fetchall())
        self.id: str = facts.get("id", "")
        self.form_name: str = facts.get("form", "")

    @classmethod
    def create(cls, path: Path, form: Form, fill: Callable[[sqlite3.Connection], None] | None = None) -> Self:
        """Make a new visit file and open it; it appears whole, or not at all.

        Without `fill`, it begins with the form's defaults. Raises a Problem where there is a file already, or where
        none can be written.
        """
        where = str(path)
        if path.exists():
            raise Problem("there is a file of this name already", where=where, mend="choose another name")
        draft = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.new")
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            try:
                _lay(draft, form, fill)
                _put_in_place(draft, path)
            finally:
                draft.unlink(missing_ok=True)
        except FileExistsError:
            raise Problem("there is a file of this name already", where=where, mend="choose another name") from None
        except OSError as error:
            mend = "choose another folder"
            raise Problem(f"it cannot be written ({os.strerror(error.errno or 0)})", where=where, mend=mend) from None
        except sqlite3.Error as error:
            raise Problem(f"it cannot be written ({error})", where=where) from None
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, writing: bool = True) -> Self:
        """Open a visit. Raises a Problem, and leaves the file as it is, where it is not a sound visit of a version
        known here, or where it is to be written and cannot be."""
        version = check_is_visit(path)
        check_sound(path)
        if writing and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            mend = "copy it into a folder of your own to work on it"
            raise Problem("this visit is read-only", where=str(path), mend=mend)
        try:
            db = connect(path) if writing else connect_reading(path)
            try:
                if writing and version < VERSION:
                    from hmi_visit.visit.schema import bring_up

                    bring_up(db)
                return cls(path, db, writable=writing)
            except BaseException:
                db.close()
                raise
        except sqlite3.Error as error:
            raise Problem(f"it cannot be opened ({error})", where=str(path)) from None

    def put(self, field: Field, value: Value, *, typed: str | None = None, place: int = answers.TOP) -> None:
        """Keep an answer (see `answers.put`)."""
        answers.put(self.db, field, value, typed=typed, place=place)

    def word(self, name: str, text: str | None) -> None:
        """Word a standard paragraph in this visit's own way, or with None go back to the form's."""
        if text is None:
            self.db.execute("DELETE FROM wording WHERE name = ?", (name,))
        else:
            sql = "INSERT OR REPLACE INTO wording (name, text, changed_at) VALUES (?, ?, ?)"
            self.db.execute(sql, (name, text, stamp()))

    def exports(self) -> Sequence[Export]:
        """The letters written so far, the first first."""
        rows = self.db.execute("SELECT number, path, digest, made_at FROM export ORDER BY number")
        return [Export(*row) for row in rows]

    def add_export(self, path: str, digest: str) -> int:
        """Record a letter that was written; its number."""
        sql = "INSERT INTO export (path, digest, made_at) VALUES (?, ?, ?)"
        return int(self.db.execute(sql, (path, digest, stamp())).lastrowid or 0)

    def snapshot(self) -> Snapshot:
        """The whole visit at this moment."""
        return _snapshot(self.db)

    def save(self) -> bool:
        """Sync what was written and bring it into the one file; True when all of it is there. For any thread."""
        return checkpoint(self.path)

    def close(self) -> None:
        """Bring everything into the one file, synced, and let go of it."""
        if self.writable:
            with contextlib.suppress(sqlite3.Error):  # another program reads it: its close does this
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written inside is kept, or none of it."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def snapshot_of(path: Path) -> Snapshot:
    """A snapshot of a visit that may be open elsewhere, over a connection of its own: for workers."""
    with closing(connect_reading(path)) as db:
        return _snapshot(db)


def _snapshot(db: sqlite3.Connection) -> Snapshot:
    inside = db.in_transaction
    if not inside:
        db.execute("BEGIN")
    try:
        facts: Mapping[str, str] = dict(db.execute("SELECT name, value FROM fact").fetchall())
        return Snapshot(
            form=facts["form"],
            answers=answers.read_all(db),
            entries=entries.read(db),
            links=entries.read_links(db),
            wording=dict(db.execute("SELECT name, text FROM wording ORDER BY rowid").fetchall()),
            visit_id=facts["id"],
        )
    finally:
        if not inside:
            db.execute("COMMIT")


def _lay(path: Path, form: Form, fill: Callable[[sqlite3.Connection], None] | None) -> None:
    from hmi_visit.visit.schema import bring_up

    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        bring_up(db)
        db.execute("BEGIN")
        facts = [("id", uuid.uuid4().hex), ("form", form.name), ("made_at", stamp())]
        db.executemany("INSERT INTO fact (name, value) VALUES (?, ?)", facts)
        if fill:
            fill(db)
        else:
            defaults = {f.name: f.default for f in form.fields.values() if f.default is not None}
            answers.put_all(db, form.fields.values(), defaults)
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")


def _put_in_place(draft: Path, path: Path) -> None:
    """Give a finished file its name without ever replacing another one, and sync the folder."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        draft.rename(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
