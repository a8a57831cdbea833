"""A visit: one SQLite file, opened, written to at each key press, and read as a whole."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from hmi_visit.files import clear_left_behind, draft_beside, put_in_place
from hmi_visit.form.kept import packed
from hmi_visit.form.model import Field, Form, Value
from hmi_visit.problems import Problem
from hmi_visit.visit import abbreviations, answers, asides, entries, exports, facts, finality, history, links
from hmi_visit.visit.connection import (
    NotDone,
    begin_log,
    checkpoint,
    connect,
    connect_new,
    connect_reading,
    one_moment,
    reading,
    save_log,
    together,
)
from hmi_visit.visit.digest import digest
from hmi_visit.visit.disk import can_write, identity
from hmi_visit.visit.lock import Lock
from hmi_visit.visit.model import Export, Snapshot
from hmi_visit.visit.packing import pack
from hmi_visit.visit.sniff import APPLICATION_ID, VERSION, check_is_visit
from hmi_visit.visit.sound import check_sound
from hmi_visit.visit.swap import put_right
from hmi_visit.visit.times import stamp

FORM_MADE, FORM_LAST = "form_made", "form_last"
"""Facts: the form that the visit was made with, and, where that is another, the one it was open with last (packed)."""
_SAVE_SECONDS = 3.0
"""How long closing waits for a save that is under way."""
_TRIES, _BETWEEN = 10, 0.03
"""How often, and after how many seconds, closing tries again to leave one file."""
_TAKEN = "there is a file of this name already"


class Visit:
    """An open visit. Use it from the thread that opened it; `save` and `snapshot_of` may be called from any.

    What `put` and the functions of `answers` and `entries` write is safe from a kill when they return, and saved
    (synced, in the one file) after the next `save` that answers True.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.db = db
        self.writable = writable
        self._file = identity(path)
        self._saving = threading.Lock()
        """Held by the one save that is under way."""
        self._let_go = False
        self.lock: Lock | None = None
        """Held while the visit is open on a screen; let go of when it is closed."""
        self.session = 0
        """Which time this visit is open, counted from 1; 0 where it is read alone."""
        known = facts.read(db)
        self.id: str = known.get("id", "")
        self.form_name: str = known.get("form", "")

    @classmethod
    def create(cls, path: Path, form: Form, fill: Callable[[sqlite3.Connection], None] | None = None) -> Self:
        """Make a new visit file and open it; it appears whole, or not at all.

        Without `fill`, it begins with the form's defaults. Raises a Problem where there is a file already, or where
        none can be written.
        """
        where = str(path)
        try:
            for taken in (path, Path(f"{path}-wal")):  # SQLite would read the log of a lost visit into this one
                if taken.exists() or not taken.name:
                    raise Problem(_TAKEN, where=str(taken), mend="choose another name")
            clear_left_behind(path.parent)
            draft = draft_beside(path)
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            try:
                _lay(draft, form, fill)
                put_in_place(draft, path)
            finally:
                draft.unlink(missing_ok=True)
        except FileExistsError:
            raise Problem(_TAKEN, where=where, mend="choose another name") from None
        except OSError as error:
            mend = "choose another folder"
            raise Problem(f"it cannot be written ({os.strerror(error.errno or 0)})", where=where, mend=mend) from None
        except (sqlite3.Error, ValueError) as error:
            said = error.what if isinstance(error, NotDone) else error
            raise Problem(f"it cannot be written ({said})", where=where) from None
        return cls.open(path, though_final=True)  # what is salvaged of a final visit is final

    @classmethod
    def open(cls, path: Path, *, writing: bool = True, though_final: bool = False) -> Self:
        """Open a visit. Raises a Problem, and leaves the file as it is, where it is not a sound visit of a version
        known here, or where it is to be written and cannot be: `Finalised` where it is final, unless it is opened
        `though_final`, for what a final visit takes still."""
        put_right(path)
        check_is_visit(path)
        version = check_sound(path)
        if writing and not can_write(path):
            mend = "copy it into a folder of your own to work on it"
            raise Problem("this visit is read-only", where=str(path), mend=mend)
        try:
            db = connect(path) if writing else connect_reading(path)
            try:
                if writing and version < VERSION:
                    from hmi_visit.visit.schema import bring_up

                    bring_up(db)
                    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                opened = cls(path, db, writable=writing)
                if writing and (final := opened.final):
                    if not though_final:
                        raise finality.Finalised(final, path)
                    finality.lock(db)
                if writing:
                    opened._begin()
                return opened
            except BaseException:
                db.close()
                raise
        except Problem:
            raise
        except (sqlite3.Error, OSError) as error:
            raise Problem(f"it cannot be opened ({error})", where=str(path)) from None

    def _begin(self) -> None:
        """Begin a session: keep a state of what was found, where another session ended without keeping its last."""
        self.session = history.next_session(self.db)
        with contextlib.suppress(sqlite3.Error):  # a full disk: what was typed stands in the file already
            if self.keep_states():
                checkpoint(self.path)

    @property
    def final(self) -> finality.Event | None:
        """The event that made the visit final; None where it is open to change."""
        return finality.final_since(self.db)

    def put(self, field: Field, value: Value, *, typed: str | None = None, place: int = answers.TOP) -> None:
        """Keep an answer (see `answers.put`)."""
        answers.put(self.db, field, value, typed=typed, place=place)

    def word(self, name: str, text: str | None) -> None:
        """Word a standard paragraph in this visit's own way, or with None go back to the form's."""
        if text is None:
            self.db.execute("DELETE FROM wording WHERE name = ?", (name,))
        else:
            put_wording(self.db, name, text)

    def keep_states(self) -> int:
        """Keep a state of everything that differs from its last one (see `history.keep_states`)."""
        return history.keep_states(self.db, self.session)

    def exports(self) -> Sequence[Export]:
        """The letters written so far, the first first."""
        return exports.read(self.db)

    def add_export(self, path: str, digest: str, made_of: Snapshot | None = None, markdown: str = "") -> int:
        """Record a letter that was written, and what it was made of; its number."""
        return exports.add(self.db, path, digest, made_of, markdown)

    def snapshot(self) -> Snapshot:
        """The whole visit at this moment."""
        return _snapshot(self.db, self.path)

    def save(self) -> bool:
        """Sync what was written and bring it into the one file; True when all of it is there. For any thread.

        Raises a Problem where that fails, or where the file is no longer the one that was opened.
        """
        if identity(self.path) != self._file:
            mend = "export it from here, and open the visit that lies there now"
            raise NotDone("the file was moved, removed or replaced while it was open", where=str(self.path), mend=mend)
        with self._saving:
            return not self._let_go and save_log(self.path, self.db)

    def is_whole(self) -> bool:
        """Whether the one file has everything, because there is nothing in its log."""
        try:
            return Path(f"{self.path}-wal").stat().st_size == 0
        except OSError:
            return True

    def close(self) -> None:
        """Keep the last states of the session, bring everything into the one file, synced, and let go of it."""
        at_rest = self._saving.acquire(timeout=_SAVE_SECONDS)  # a disk that does not answer holds nobody here
        self._let_go = True
        if at_rest:
            self._saving.release()
        if self.writable:
            with contextlib.suppress(sqlite3.Error):  # a full disk: the next session keeps what it finds
                self.keep_states()
            with contextlib.suppress(sqlite3.Error):  # a full disk, or somebody else writes: another session does it
                pack(self.db)
            with contextlib.suppress(sqlite3.Error):  # another program reads it: its close does this
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()
        if self.writable:
            self._leave_one_file()
        if self.lock is not None:
            self.lock.release()

    def _leave_one_file(self) -> None:
        """Take the log away that stays where a backup or a letter was just being read: they are done in a moment."""
        log = Path(f"{self.path}-wal")
        for _ in range(_TRIES):
            if not log.exists():
                return
            with contextlib.suppress(sqlite3.Error, OSError), closing(connect(self.path)) as db:
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if log.exists():
                time.sleep(_BETWEEN)

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written inside is kept, or none of it."""
        with together(self.db):
            yield

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def snapshot_of(path: Path) -> Snapshot:
    """A snapshot of a visit that may be open elsewhere, over a connection of its own: for workers."""
    with closing(connect_reading(path)) as db:
        return _snapshot(db, path)


def put_wording(db: sqlite3.Connection, name: str, text: str) -> None:
    """Keep this visit's own words for a standard paragraph."""
    sql = "INSERT OR REPLACE INTO wording (name, text, changed_at, digest) VALUES (?, ?, ?, ?)"
    db.execute(sql, (name, text, stamp(), digest(name, text)))


def read_wording(db: sqlite3.Connection) -> dict[str, str]:
    """This visit's own words, by the name of the standard paragraph."""
    return {row["name"]: row["text"] for row in db.execute("SELECT name, text FROM wording ORDER BY rowid")}


def _snapshot(db: sqlite3.Connection, path: Path) -> Snapshot:
    with reading(path), one_moment(db):
        known = facts.read(db)
        return Snapshot(
            form=known["form"],
            answers=answers.read_all(db),
            entries=entries.read(db),
            links=links.read(db),
            wording=read_wording(db),
            visit_id=known["id"],
            asides=asides.read(db),
            abbreviations=abbreviations.own(known),
        )


def _lay(path: Path, form: Form, fill: Callable[[sqlite3.Connection], None] | None) -> None:
    import uuid

    from hmi_visit.visit.schema import bring_up

    with closing(connect_new(path)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        bring_up(db)
        db.execute("BEGIN")
        for name, value in (("id", uuid.uuid4().hex), ("form", form.name), ("made_at", stamp())):
            facts.put(db, name, value)
        if form.table:
            facts.put(db, FORM_MADE, packed(form))
        if fill:
            fill(db)
        else:
            put_defaults(db, form)
        db.execute("COMMIT")
        begin_log(db)
        db.execute("PRAGMA journal_mode = WAL")


def put_defaults(db: sqlite3.Connection, form: Form) -> None:
    """The answers that a new visit of this form begins with."""
    defaults = {f.name: f.default for f in form.fields.values() if f.default is not None}
    answers.put_all(db, form.fields.values(), defaults)
