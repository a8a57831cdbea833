"""Earlier states: kept at pauses, thinned, brought back exactly; in a file that stays small."""

from __future__ import annotations

import itertools
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.form.model import Field, Form, Kind
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, entries
from hmi_visit.visit.difference import counts, difference, marked
from hmi_visit.visit.exchange import as_text, exported
from hmi_visit.visit.file import Visit
from hmi_visit.visit.history import State, bring_back, states_of, states_of_entry
from hmi_visit.visit.model import Entry
from hmi_visit.visit.patch import apply, patch, whole
from hmi_visit.visit.thinning import to_drop
from tests.visit.conftest import TEXT, values
from tests.visit.earlier import make_earlier

OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def raws(states: tuple[State, ...]) -> list[tuple[str, str | None]]:
    """What the states hold."""
    return [(state.raw, state.typed) for state in states]


@given(text=TEXT, later=TEXT)
def test_a_text_is_made_from_the_one_after_it(text: str, later: str) -> None:
    """Whatever two texts share, the earlier comes out of the later exactly."""
    assert apply(patch(text, later), later) == text
    assert apply(patch(text, text + later), text + later) == text
    assert apply(whole(text), later) == text


@OFTEN
@given(data=st.data())
def test_every_kept_state_comes_back_exactly(visit: Visit, form: Form, data: st.DataObject) -> None:
    """An answer of any kind, after any changes, can be made again what it was at any state."""
    kinds = [field for field in form.fields.values() if field.kind is not Kind.GROUP]
    field = data.draw(st.sampled_from(kinds))
    for table in ("answer", "state"):
        visit.db.execute(f"DELETE FROM {table}")
    held = []
    for value in data.draw(st.lists(values(field), min_size=1, max_size=6)):
        visit.put(field, value)
        visit.keep_states()
        held.append(answers.read_one(visit.db, field.name))
    states = states_of(visit.db, field)
    assert [(s.value, s.typed) for s in states] == [now for now, _ in itertools.groupby(held)]
    state = data.draw(st.sampled_from(states))
    bring_back(visit.db, state, visit.session)
    assert answers.read_one(visit.db, field.name) == (state.value, state.typed)
    after = states_of(visit.db, field)
    assert raws(after)[: len(states)] == raws(states)
    assert raws(after)[-1] == (state.raw, state.typed)


def test_a_state_keeps_what_was_not_understood(visit: Visit, form: Form) -> None:
    """The text as typed, where it makes no value, is part of the state."""
    field = form.fields["day"]
    visit.put(field, "", typed="soon")
    visit.keep_states()
    visit.put(field, "2014-06-26")
    visit.keep_states()
    bring_back(visit.db, states_of(visit.db, field)[-2], visit.session)
    assert answers.read_one(visit.db, "day") == ("", "soon")


def test_what_did_not_change_is_not_kept_again(visit: Visit, form: Form) -> None:
    """A pause in which nothing was typed writes nothing."""
    visit.put(form.fields["story"], "a")
    assert visit.keep_states() == 1
    changes = visit.db.total_changes
    assert visit.keep_states() == 0
    assert visit.db.total_changes == changes


def test_an_entry_has_states_of_all_its_parts(visit: Visit) -> None:
    """Words, time, whom and sign of an entry come back together; the log has it still as one."""
    first = entries.add(visit.db, Entry(0, "Seen.", "", "2014-06-26T09:40+01:00", "meeting", ("A",), (1,), "+"))
    visit.keep_states()
    entries.change(visit.db, Entry(first.number, "Heard.", ""))
    visit.keep_states()
    bring_back(visit.db, states_of_entry(visit.db, first.number)[0], visit.session)
    assert entries.read(visit.db) == (first,)
    assert [s.words_in(None) for s in states_of_entry(visit.db, first.number)] == ["Seen.", "Heard.", "Seen."]


def test_an_answer_in_a_group_has_its_own_states(visit: Visit, form: Form) -> None:
    """Two items of a group do not mix their states, and an item that is taken out keeps its own."""
    group = form.fields["rooms"]
    name = group.fields[0]
    one, two = (answers.add_item(visit.db, group) for _ in range(2))
    visit.put(name, "attic", place=one)
    visit.put(name, "cellar", place=two)
    visit.keep_states()
    answers.remove_item(visit.db, one)
    visit.keep_states()
    assert [s.value for s in states_of(visit.db, name, one)] == ["attic"]
    assert [s.value for s in states_of(visit.db, name, two)] == ["cellar"]


def test_closing_keeps_a_state_and_opening_begins_a_session(path: Path, form: Form) -> None:
    """What was typed before closing is a state; the next time open has the next number."""
    field = form.fields["story"]
    with Visit.create(path, form) as visit:
        visit.put(field, "first")
    with Visit.open(path) as visit:
        visit.put(field, "second")
    with Visit.open(path) as visit:
        states = states_of(visit.db, field)
        assert [(s.session, s.value) for s in states] == [(1, "first"), (2, "second")]


def test_a_session_that_was_killed_is_kept_by_the_next(path: Path, form: Form) -> None:
    """Text that was typed after the last pause before a kill becomes a state when the visit is opened again."""
    field = form.fields["story"]
    visit = Visit.create(path, form)
    visit.put(field, "first")
    visit.keep_states()
    visit.put(field, "first and more")
    visit.db.close()
    with Visit.open(path) as again:
        assert [s.value for s in states_of(again.db, field)] == ["first", "first and more"]


def test_order_is_that_of_keeping(visit: Visit, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that jumps back changes what a state says of its time, never the order."""
    for text, said in (("one", "2020-01-02T00:00:00+00:00"), ("two", "2019-01-01T00:00:00+05:00")):
        monkeypatch.setattr("hmi_visit.visit.history.stamp", lambda said=said: said)
        visit.put(form.fields["story"], text)
        visit.keep_states()
    states = states_of(visit.db, form.fields["story"])
    assert [s.value for s in states] == ["one", "two"]
    assert [s.kept_at[:4] for s in states] == ["2020", "2019"]


# thinning


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 200)), max_size=60).map(
        lambda found: [(at, session, own) for at, (session, own) in enumerate(found)]
    )
)
def test_first_and_last_of_a_session_are_never_dropped(states: list[tuple[int, int, int]]) -> None:
    """However often it is thinned, what is left has both ends of each session, and thinning comes to an end."""
    ends = {s: [at for at, session, _ in states if session == s] for s in {s for _, s, _ in states}}
    while dropped := to_drop(states):
        states = [state for state in states if state[0] not in dropped]
    assert {at for at, _, _ in states} == {end for found in ends.values() for end in (found[0], found[-1])}


def test_thinned_states_are_what_they_were(visit: Visit, form: Form) -> None:
    """Of hundreds of pauses some states are left, each exactly a text that once stood there, in order."""
    field = form.fields["story"]
    held = []
    text = ""
    for number in range(400):
        text = f"{text}{number} words, " if number % 7 else text[: len(text) // 2]
        visit.put(field, text)
        visit.keep_states()
        held.append(text)
    left = [str(s.value) for s in states_of(visit.db, field)]
    assert 20 < len(left) < 200
    assert (left[0], left[-1]) == (held[0], held[-1])
    at = -1
    for state in left:
        at = held.index(state, at + 1)


def test_what_was_deleted_stays_longer_than_what_was_added(visit: Visit, form: Form) -> None:
    """A paragraph that was taken out is still there after hundreds of later pauses."""
    field = form.fields["story"]
    draw = random.Random(3)
    gone = " ".join(f"{draw.random():.6f}" for _ in range(60))
    text = "Begun. "
    for put in (text, text + gone, text):
        visit.put(field, put)
        visit.keep_states()
    for number in range(500):
        text += f"More {number}. "
        visit.put(field, text)
        visit.keep_states()
    assert any(gone in str(s.value) for s in states_of(visit.db, field))


def test_a_whole_day_stays_small(path: Path, form: Form) -> None:
    """60,000 key presses over 30 fields and 300 entries: under five times the text plus 500 KB."""
    draw = random.Random(20)
    fields = [Field(name=f"field{n}", label="", kind=Kind.PROSE) for n in range(30)]
    texts = {field.name: "" for field in fields}
    keys = noted = 0
    with Visit.create(path, form) as visit:
        while keys < 60_000:
            field = draw.choice(fields)
            for _ in range(draw.randint(10, 60)):
                text = texts[field.name]
                texts[field.name] = text[:-1] if draw.random() < 0.06 else text + draw.choice("etaoin shrdlu")
                visit.put(field, texts[field.name])
                keys += 1
            visit.keep_states()
            if noted < 300:
                entry = entries.add(visit.db, Entry(0, "Seen in a less", ""))
                visit.keep_states()
                entries.change_text(visit.db, entry.number, f"Seen in a lesson: {draw.random()} of the books.")
                noted += 1
            visit.save()
        final = len(as_text(exported(visit)))
        final += sum(len(text) for text in texts.values())  # fields that this form does not have
    assert noted == 300
    assert path.stat().st_size < 5 * final + 500_000


# the file


def make_version_1(path: Path, form: Form) -> None:
    """A visit as the program's first version left it."""
    with Visit.create(path, form) as visit:
        visit.put(form.fields["story"], "old")
    make_earlier(path, 1)


def test_a_visit_of_version_1_gets_its_first_states(path: Path, form: Form) -> None:
    """A visit of before there was history is brought up, and what it held is its first state."""
    make_version_1(path, form)
    with Visit.open(path, writing=False) as visit:
        assert states_of(visit.db, form.fields["story"]) == ()
    with Visit.open(path) as visit:
        assert [s.value for s in states_of(visit.db, form.fields["story"])] == ["old"]
        assert visit.snapshot().answers["story"] == "old"


@pytest.mark.parametrize("change", ["middle = zeroblob(9)", "head = head + 1", "kept_at = '2001'", "typed = 'x'"])
def test_a_changed_state_is_seen(visit: Visit, form: Form, path: Path, change: str) -> None:
    """Changed bytes in a state are noticed when the visit is opened, like those in an answer."""
    visit.put(form.fields["story"], "words")
    visit.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"UPDATE state SET {change} WHERE field = 'story'")
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with pytest.raises(Problem, match=r"the state .* is not as it was written"):
        Visit.open(path)


def test_a_full_disk_costs_no_answer(visit: Visit, form: Form) -> None:
    """Where states cannot be kept, opening and closing go on, and no half of them is written."""
    visit.put(form.fields["story"], "a" * 100)
    draw = random.Random(1)
    visit.put(form.fields["lamp"], "".join(chr(draw.randint(0x4E00, 0x9FFF)) for _ in range(5000)))
    before = len(states_of(visit.db, form.fields["story"]))
    visit.db.execute(f"PRAGMA max_page_count = {visit.db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(sqlite3.Error):
        visit.keep_states()
    assert len(states_of(visit.db, form.fields["story"])) == before
    visit.close()
    with Visit.open(visit.path) as again:
        assert again.snapshot().answers["story"] == "a" * 100


def test_the_exchange_file_has_no_history(visit: Visit, form: Form) -> None:
    """Earlier words stay in the visit: they are in no exchange file."""
    visit.put(form.fields["story"], "an earlier thought")
    visit.keep_states()
    visit.put(form.fields["story"], "words")
    assert "thought" not in as_text(exported(visit))


# the difference


@given(old=TEXT, new=TEXT)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    """What is the same with what was taken out is the old text, with what came in the new one."""
    found = difference(old, new)
    assert "".join(words for mark, words in found if mark != "+") == old
    assert "".join(words for mark, words in found if mark != "-") == new


@pytest.mark.parametrize(
    ("old", "new", "said", "count"),
    [
        ("a b c", "a x c", "a [-b-] {+x+} c", (1, 1)),
        ("", "new words", "{+new words+}", (0, 2)),
        ("a b", "a b", "", (0, 0)),
        ("one.\n\ntwo.", "one.", "one.\n\n[-two.-]", (1, 0)),
    ],
)
def test_a_difference_is_said_without_colour(old: str, new: str, said: str, count: tuple[int, int]) -> None:
    """Marks around the words say what was taken out and put in."""
    found = difference(old, new)
    assert marked(found) == said
    assert counts(found) == count


def test_long_stretches_that_are_the_same_are_left_out() -> None:
    """Only the words near a change are shown of what is the same."""
    same = " ".join(f"w{n}" for n in range(100))
    said = marked(difference(f"{same} old {same}", f"{same} new {same}"), 2)
    assert said == "… w98 w99 [-old-] {+new+} w0 w1 …"


@pytest.mark.parametrize("words", [3_000, 40_000])
def test_texts_with_nothing_in_common_are_compared_too(words: int) -> None:
    """Two long texts of other words: all of one taken out, all of the other put in, and not word against word."""
    old, new = (" ".join(f"{letter}{n}" for n in range(words)) for letter in "ab")
    make: Callable[[], object] = lambda: difference(old, new)  # noqa: E731
    assert make() == [("-", old), ("+", new)]
