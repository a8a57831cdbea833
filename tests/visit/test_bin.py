"""The bin of a visit: everything in it comes back one by one; emptied, nothing of it is left in the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hmi_visit.form.model import Form, Item
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, entries, facts, links
from hmi_visit.visit import bin as visit_bin
from hmi_visit.visit.bin import Binned, bring_back, contents, empty, in_bin, last_item, named
from hmi_visit.visit.file import Visit
from hmi_visit.visit.finalise import finalise
from hmi_visit.visit.finality import events
from hmi_visit.visit.history import keep_states, states_of_entry
from hmi_visit.visit.model import Entry, Link
from hmi_visit.visit.sound import check_sound

SECRET = "Zwiebelkuchen in the lamp room"


def note(visit: Visit, text: str) -> int:
    """A new entry; its number."""
    return entries.add(visit.db, Entry(0, text, "")).number


def put_rooms(visit: Visit, form: Form) -> list[int]:
    """Two items with an item inside the first; their places."""
    beds: list[Item] = [{"who": "Ada", "note": SECRET}]
    rooms: list[Item] = [{"name": f"kitchen {SECRET}", "beds": beds}, {"name": "hall", "steps": 3}]
    visit.put(form.fields["rooms"], rooms)
    return answers.items(visit.db, form.fields["rooms"])


def test_it_lists_the_last_first_with_all_words(visit: Visit, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries and items together, in the order of taking out, whatever the clock and the time zone were then."""
    kitchen, hall = put_rooms(visit, form)
    number = note(visit, "seen")
    moments = iter(["2014-06-27T10:00:00+01:00", "2014-06-27T09:30:00+00:00", "2014-06-27T10:15:00+01:00"])
    for module in (answers, entries):
        monkeypatch.setattr(module, "stamp", lambda: next(moments))
    answers.remove_item(visit.db, kitchen)
    entries.remove(visit.db, number)
    answers.remove_item(visit.db, hall)
    found = in_bin(visit.db, form)
    assert [b.name for b in found] == [f"i{hall}", "e1", f"i{kitchen}"]
    assert [b.label for b in found] == ["Rooms", "Evidence", "Rooms"]
    assert [b.text for b in found] == ["hall\n3", "seen", f"kitchen {SECRET}\nAda\n{SECRET}"]
    assert contents(found) == "1 entry (e1), 2 of Rooms"
    assert last_item(visit.db, form.fields["rooms"]) == hall


def test_without_a_known_order_the_moments_say_it(visit: Visit, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the bin of a visit from an earlier version, or one whose order another program spoilt."""
    moments = iter(["2014-06-27T10:00:00+01:00", "2014-06-27T09:30:00+00:00", "2014-06-27T10:15:00+01:00", "", ""])
    monkeypatch.setattr(entries, "stamp", lambda: next(moments))
    with visit.together():
        for number in range(1, 4):
            visit.db.execute("INSERT INTO entry (id, text, changed_at, digest) VALUES (?, 'x', '', 0)", (number,))
            entries.remove(visit.db, number)
    for spoilt in ("[]", "{", "[1]", "7"):
        facts.put(visit.db, "bin", spoilt)
        assert [b.name for b in in_bin(visit.db, form)] == ["e2", "e3", "e1"]
        assert entries.last_removed(visit.db) == 2


def test_any_of_it_comes_back(visit: Visit, form: Form) -> None:
    """Not only the last, and an item with all that it held, to its place among the others."""
    before = visit.snapshot()
    kitchen, hall = put_rooms(visit, form)
    first, second = note(visit, "one"), note(visit, "two")
    full = visit.snapshot()
    for place in (kitchen, hall):
        answers.remove_item(visit.db, place)
    for number in (first, second):
        entries.remove(visit.db, number)
    assert visit.snapshot().entries == before.entries
    for name in (f"i{kitchen}", "e1", f"i{hall}", "e2"):
        bring_back(visit.db, named(in_bin(visit.db, form), name))
    assert visit.snapshot() == full
    assert in_bin(visit.db, form) == ()
    with pytest.raises(Problem, match="no such thing in the bin"):
        named(in_bin(visit.db, form), "e1")


def test_emptied_nothing_of_it_is_left_in_the_file(visit: Visit, form: Form) -> None:
    """Neither in a row, nor in an earlier state, nor in a page that nothing points to, nor in the log beside it."""
    kitchen, hall = put_rooms(visit, form)
    number = note(visit, SECRET)
    kept = note(visit, "kept")
    keep_states(visit.db, 1)
    links.tie(visit.db, Link("name", 1, (f"e{number}",), place=kitchen))
    for turn in range(40):
        entries.change_text(visit.db, number, f"{SECRET} {turn}" * (turn + 1))
        keep_states(visit.db, 1)
    visit.save()
    assert SECRET.encode() in visit.path.read_bytes()
    answers.remove_item(visit.db, kitchen)
    entries.remove(visit.db, number)
    gone = empty(visit, form)
    assert {b.name for b in gone} == {f"i{kitchen}", f"e{number}"}
    for path in (visit.path, Path(f"{visit.path}-wal")):
        assert SECRET.encode() not in path.read_bytes()
    assert in_bin(visit.db, form) == ()
    assert states_of_entry(visit.db, number) == ()
    assert [e.number for e in visit.snapshot().entries] == [kept]
    assert answers.items(visit.db, form.fields["rooms"]) == [hall]
    assert visit.db.execute("SELECT count(*) FROM place").fetchone()[0] == 1
    assert [(e.what, e.why) for e in events(visit.db)] == [("bin emptied", f"1 entry (e{number}), 1 of Rooms")]
    visit.close()
    check_sound(visit.path)


def test_a_visit_with_things_in_its_bin_is_sound(visit: Visit, form: Form) -> None:
    """What is recorded about the bin carries its digest like all else."""
    kitchen, hall = put_rooms(visit, form)
    for number in (note(visit, "one"), note(visit, "two")):
        entries.remove(visit.db, number)
    for place in (kitchen, hall):
        answers.remove_item(visit.db, place)
    entries.bring_back(visit.db, 1)
    visit.close()
    check_sound(visit.path)
    with Visit.open(visit.path) as again:
        empty(again, form)
    check_sound(visit.path)


def test_the_numbers_of_deleted_entries_are_never_given_again(visit: Visit, form: Form) -> None:
    """Not even the last one's: letters and links may have named it."""
    for _ in range(2):
        entries.remove(visit.db, note(visit, "x"))
        empty(visit, form)
    assert note(visit, "y") == 3
    entries.remove(visit.db, 3)
    assert note(visit, "z") == 4


def test_emptying_that_fails_deletes_nothing(visit: Visit, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it, or nothing."""
    place = put_rooms(visit, form)[0]
    entries.remove(visit.db, note(visit, "x"))
    answers.remove_item(visit.db, place)
    before = in_bin(visit.db, form)

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(visit_bin, "record", fails)
    with pytest.raises(sqlite3.OperationalError):
        empty(visit, form)
    assert in_bin(visit.db, form) == before


def test_an_empty_bin_is_left_alone(visit: Visit, form: Form) -> None:
    """Nothing is written, and nothing recorded."""
    assert empty(visit, form) == ()
    assert events(visit.db) == ()


def test_the_bin_of_a_final_visit_stays(visit: Visit, form: Form) -> None:
    """Finalising locks the bin too."""
    entries.remove(visit.db, note(visit, "x"))
    finalise(visit)
    with pytest.raises(Problem, match="finalised"):
        empty(visit, form)
    with pytest.raises(Problem, match="finalised"):
        bring_back(visit.db, Binned("e1", "Evidence", "x", ""))
    assert len(in_bin(visit.db, form)) == 1


def test_a_deleted_line_of_a_list_is_among_its_earlier_states(path: Path, form: Form) -> None:
    """Its bin is the list's history: it comes back after closing, in a state of its own."""
    from hmi_visit.visit.history import bring_back as bring_back_state
    from hmi_visit.visit.history import states_of

    field = form.fields["keepers"]
    with Visit.create(path, form) as visit:
        visit.put(field, ["Ada", "Bea", "Cyd"])
    with Visit.open(path) as visit:
        visit.put(field, ["Ada", "Cyd"])
    with Visit.open(path) as visit:
        states = states_of(visit.db, field)
        assert [s.value for s in states][-2:] == [["Ada", "Bea", "Cyd"], ["Ada", "Cyd"]]
        bring_back_state(visit.db, states[-2], visit.session)
        assert visit.snapshot().answers["keepers"] == ["Ada", "Bea", "Cyd"]
        assert len(states_of(visit.db, field)) == len(states) + 1
