"""A visit's file is rewritten without its gaps where it is mostly gaps, and then says the same."""

from __future__ import annotations

from pathlib import Path

from hmi_visit.form.model import Form
from hmi_visit.visit import packing
from hmi_visit.visit.file import Visit
from hmi_visit.visit.history import states_of
from hmi_visit.visit.packing import pack
from hmi_visit.visit.sound import check_sound


def test_gaps_are_closed_and_nothing_else_changes(path: Path, form: Form) -> None:
    """Answers and earlier states are what they were; the file is smaller, and sound."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], "kept")
        visit.keep_states()
        visit.put(form.fields["story"], "x" * 4 * packing.ROOM)
        visit.put(form.fields["story"], "short")
        visit.keep_states()
        before, states = visit.snapshot(), states_of(visit.db, form.fields["story"])
        pages = visit.db.execute("PRAGMA page_count").fetchone()[0]
        assert pack(visit.db)
        assert visit.db.execute("PRAGMA page_count").fetchone()[0] < pages / 2
        assert not pack(visit.db)
        assert visit.snapshot() == before
        assert states_of(visit.db, form.fields["story"]) == states
        assert [state.value for state in states] == ["kept", "short"]
    check_sound(path)


def test_a_small_file_is_left_alone(visit: Visit, form: Form) -> None:
    """Closing a visit of an hour rewrites nothing."""
    visit.put(form.fields["story"], "words " * 100)
    visit.keep_states()
    assert not pack(visit.db)
