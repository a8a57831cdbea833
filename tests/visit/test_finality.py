"""Finalising locks a visit against change, for every program; reopening is deliberate and recorded."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hmi_visit.form.model import Form, Item
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, entries, finality, schema
from hmi_visit.visit.backups import back_up
from hmi_visit.visit.connection import NotDone, connect
from hmi_visit.visit.exchange import exported, imported
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.finalise import finalise, reopen
from hmi_visit.visit.finality import Finalised, What, events
from hmi_visit.visit.folder import follow_up
from hmi_visit.visit.history import states_of
from hmi_visit.visit.model import Entry
from hmi_visit.visit.restore import restore
from hmi_visit.visit.salvage import salvage
from hmi_visit.visit.sound import check_sound


@pytest.fixture
def final(visit: Visit, form: Form) -> Path:
    """A closed visit that is final, with an answer, items, an entry and a link."""
    visit.put(form.fields["story"], "Once.")
    rooms: list[Item] = [{"name": "kitchen"}]
    visit.put(form.fields["rooms"], rooms)
    entries.add(visit.db, Entry(0, "Seen.", ""))
    finalise(visit)
    visit.close()
    return visit.path


def test_a_final_visit_opens_to_read_alone(final: Path) -> None:
    """Opening it to write is refused, and the refusal says since when and how to go on."""
    with pytest.raises(Finalised, match=r"finalised on \d+ \w+ \d{4} at .*hmi-visit reopen"):
        Visit.open(final)
    with Visit.open(final, writing=False) as visit:
        assert visit.final
        assert visit.final.what == What.FINALISED
        assert visit.snapshot().answers["story"] == "Once."


def test_the_file_itself_refuses_every_change(final: Path) -> None:
    """A program that has it open, or knows nothing of finalising, can change nothing of what was typed."""
    with closing(connect(final)) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        locked = [n for n in names if n not in finality.OPEN_TO_ALL and not n.startswith(("_", "sqlite_"))]
        assert {"answer", "entry", "place", "link", "wording", "state"} <= set(locked)
        db.execute("PRAGMA ignore_check_constraints = ON")
        for table in locked:
            with pytest.raises(NotDone, match="finalised"):
                db.execute(f"INSERT INTO {table} DEFAULT VALUES")
        for table in ("answer", "entry", "place", "state"):
            for change in (f"UPDATE {table} SET id = id + 100", f"DELETE FROM {table}"):
                with pytest.raises(NotDone, match="finalised"):
                    db.execute(change)


def test_a_writer_that_had_it_open_is_refused(visit: Visit, form: Form) -> None:
    """What another program writes after the visit was finalised elsewhere does not go in, and it is told so."""
    with Visit.open(visit.path) as other:
        finalise(other)
    with pytest.raises(sqlite3.OperationalError, match="finalised"):
        answers.put(visit.db, form.fields["story"], "after")
    assert "story" not in visit.snapshot().answers


def test_finalising_keeps_states_and_saves(visit: Visit, form: Form, tmp_path: Path) -> None:
    """The last state of everything is in the history, and the one file alone is whole and final."""
    visit.put(form.fields["story"], "Last words.")
    finalise(visit)
    assert [s.value for s in states_of(visit.db, form.fields["story"])] == ["Last words."]
    shutil.copy(visit.path, tmp_path / "copy.sqlite")
    with Visit.open(tmp_path / "copy.sqlite", writing=False) as copy:
        assert copy.final


def test_finalising_that_fails_locks_nothing(visit: Visit, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the lock cannot be written whole, there is no event and no trigger: all or nothing."""

    def fails(_db: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(finality, "lock", fails)
    with pytest.raises(sqlite3.OperationalError):
        finalise(visit)
    assert visit.final is None
    assert events(visit.db) == ()
    visit.put(form.fields["story"], "goes on")


def test_reopening_is_recorded_with_its_reason(final: Path, form: Form) -> None:
    """A visit goes to and fro, and every turn stays on record in order; nothing is left of the lock."""
    for turn in range(3):
        with Visit.open(final, though_final=True) as visit:
            reopen(visit, f" reason {turn} ")
        with Visit.open(final) as visit:
            visit.put(form.fields["story"], f"changed {turn}")
            finalise(visit)
    with Visit.open(final, writing=False) as visit:
        told = [(event.what, event.why) for event in events(visit.db)]
        assert told == [
            ("finalised", ""),
            *[t for n in range(3) for t in (("reopened", f"reason {n}"), ("finalised", ""))],
        ]
        assert visit.snapshot().answers["story"] == "changed 2"


def test_reopening_wants_a_reason_and_a_final_visit(final: Path) -> None:
    """Without either, nothing happens."""
    with Visit.open(final, though_final=True) as visit:
        with pytest.raises(Problem, match="reason"):
            reopen(visit, "  ")
        assert visit.final
        reopen(visit, "why not")
        with pytest.raises(Problem, match="not finalised"):
            reopen(visit, "again")
        assert finalise(visit)
        with pytest.raises(Finalised):
            finalise(visit)


def test_what_a_final_visit_takes_still(final: Path) -> None:
    """Letters are recorded, and it can be read, exported and followed up."""
    with Visit.open(final, though_final=True) as visit:
        assert visit.add_export("letter.docx", "00") == 1
    with follow_up(final, final.parent) as after:
        assert after.final is None
        assert after.writable
    assert snapshot_of(final).answers["story"] == "Once."


def test_an_import_of_its_export_is_not_final(final: Path, form: Form, tmp_path: Path) -> None:
    """The exchange file carries what was typed, not what became of the file."""
    with Visit.open(final, writing=False) as visit:
        case = exported(visit)
    with imported(case, form, tmp_path / "again.sqlite") as again:
        assert again.final is None
        assert exported(again) == case


def test_a_final_visit_is_not_replaced_by_a_backup(final: Path, form: Form) -> None:
    """Restoring over it is refused until it is reopened; a backup of it is final when it is restored."""
    backup = back_up(final)
    assert backup
    with Visit.open(final, though_final=True) as visit:
        reopen(visit, "one more word")
        visit.put(form.fields["story"], "Twice.")
    older = back_up(final)
    assert older
    restore(final, backup)
    with Visit.open(final, writing=False) as visit:
        assert visit.final
    with pytest.raises(Finalised):
        restore(final, older)
    assert snapshot_of(final).answers["story"] == "Once."


def test_a_damaged_final_visit_can_be_restored(final: Path) -> None:
    """The lock is no reason to lose text."""
    backup = back_up(final)
    assert backup
    data = bytearray(final.read_bytes())
    data[4096 * 2 : 4096 * 3] = b"\x55" * 4096
    final.write_bytes(data)
    restore(final, backup)
    assert snapshot_of(final).answers["story"] == "Once."


def test_what_is_salvaged_of_a_final_visit_is_final(final: Path) -> None:
    """Salvage brings the record of what became of the visit along, and the lock with it."""
    done = salvage(final)
    assert done.path
    with Visit.open(done.path, writing=False) as visit:
        assert visit.final
        assert visit.snapshot().answers["story"] == "Once."
    with closing(connect(done.path)) as db, pytest.raises(NotDone, match="finalised"):
        db.execute("DELETE FROM answer")


def test_a_changed_event_is_seen(final: Path) -> None:
    """Changed bytes in the record are noticed like those in an answer."""
    with closing(sqlite3.connect(final)) as db:
        db.execute("UPDATE event SET what = 'reopened'")
        db.commit()
    with pytest.raises(Problem, match="the event 1 is not as it was written"):
        check_sound(final)


def test_a_migration_changes_a_final_visit_and_leaves_it_locked(final: Path, form: Form) -> None:
    """The lock is off while the schema is brought up, and on again after, also where that failed."""
    with closing(connect(final)) as db:
        with finality.lifted(db):
            db.execute("UPDATE answer SET changed_at = changed_at")
        schema.bring_up(db)
        with pytest.raises(RuntimeError), finality.lifted(db):
            raise RuntimeError
        with pytest.raises(NotDone, match="finalised"):
            db.execute("UPDATE answer SET changed_at = changed_at")


def test_a_lock_that_was_lost_is_put_back(final: Path) -> None:
    """A program killed while it brought a final visit up leaves it final by its record; opening locks it again."""
    with closing(connect(final)) as db:
        finality._unlock(db)
    with Visit.open(final, though_final=True) as visit, pytest.raises(NotDone, match="finalised"):
        visit.db.execute("DELETE FROM answer")
