"""A long document is put in order by changes that lose nothing, count anew, and can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Field, Form
from hmi_visit.problems import Problem
from hmi_visit.visit import answers, history
from hmi_visit.visit.arranging import Arranger
from hmi_visit.visit.bin import bring_back, in_bin
from hmi_visit.visit.file import Visit
from hmi_visit.visit.outline import Outline, State
from tests.visit.report import OPENING, SECTIONS, write_report_form


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Form:
    """The made-up report."""
    write_report_form(tmp_path / "forms")
    monkeypatch.setenv("HMI_VISIT_FORMS", str(tmp_path / "forms"))
    load_form.cache_clear()
    return load_form("lighthouse-report")


@pytest.fixture
def visit(form: Form, tmp_path: Path) -> Iterator[Visit]:
    """A visit with two sections."""
    with Visit.create(tmp_path / "report.sqlite", form) as opened:
        opened.put(form.fields["opening"], OPENING)
        opened.put(form.fields["sections"], SECTIONS)
        yield opened


@pytest.fixture
def arranger(form: Form, visit: Visit) -> Arranger:
    """What puts it in order."""
    return Arranger(form, visit.db, visit.session)


def named(arranger: Arranger, name: str) -> int:
    """The item that is called so."""
    outline = Outline(arranger.form, arranger.db)
    return next(item for item in outline.inside(answers.TOP) if outline.name(item) == name)


def drawn(arranger: Arranger) -> str:
    """The document in one line: numbers before the paragraphs, notes in brackets with what they follow."""
    outline = Outline(arranger.form, arranger.db)

    def of(item: int) -> str:
        number, name = outline.numbers.get(item, ""), outline.name(item)
        if "after" in outline.answers(item):
            return f"[{name}>{outline.answers(item)['after']}]"
        return f"{number}{name}" if number else f"{name}({' '.join(map(of, children(outline, item)))})"

    return " ".join(map(of, children(outline, answers.TOP)))


def children(outline: Outline, place: int) -> list[int]:
    """What stands directly in a place."""
    return [item for field in outline.fields(place) for item in outline.of(place, field)]


BEGUN = "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four.)) Sea(Fog(5Five. 6Six. 7Seven. [Ring>2]))"


def test_the_numbers_run_through_the_document(arranger: Arranger) -> None:
    """Paragraphs are numbered by counting, sections and topics by what stands in them."""
    assert drawn(arranger) == BEGUN
    outline = Outline(arranger.form, arranger.db)
    assert outline.span(named(arranger, "Sea")) == (5, 7)
    assert outline.span(named(arranger, "Oil")) == (2, 3)


CHANGES: dict[str, tuple[Any, str]] = {
    "a topic into another section": (
        lambda a: a.move(named(a, "Oil"), named(a, "Sea"), 0),
        "1Zero. Lamp(Wick(2Four.)) Sea(Oil(3One. Two. 4Three.) Fog(5Five. 6Six. 7Seven. [Ring>2]))",
    ),
    "a topic over the end of its section": (
        lambda a: a.move_by(named(a, "Wick"), 1),
        "1Zero. Lamp(Oil(2One. Two. 3Three.)) Sea(Wick(4Four.) Fog(5Five. 6Six. 7Seven. [Ring>2]))",
    ),
    "a section up": (
        lambda a: a.move_by(named(a, "Sea"), -1),
        "1Zero. Sea(Fog(2Five. 3Six. 4Seven. [Ring>2])) Lamp(Oil(5One. Two. 6Three.) Wick(7Four.))",
    ),
    "a paragraph down, and what follows it": (
        lambda a: a.move_by(named(a, "Six."), 1),
        "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four.)) Sea(Fog(5Five. 6Seven. 7Six. [Ring>3]))",
    ),
    "a paragraph into another topic, and what follows it": (
        lambda a: a.move(named(a, "Six."), named(a, "Wick")),
        "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four. 5Six. [Ring>2])) Sea(Fog(6Five. 7Seven.))",
    ),
    "a paragraph added before": (
        lambda a: a.add(a.form.fields["sections"].fields[1].fields[1], named(a, "Fog"), 0),
        "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four.)) Sea(Fog(5 6Five. 7Six. 8Seven. [Ring>3]))",
    ),
    "a paragraph split": (
        lambda a: a.split(named(a, "One. Two."), a.form.fields["opening"].fields[0], 5),
        "1Zero. Lamp(Oil(2One. 3Two. 4Three.) Wick(5Four.)) Sea(Fog(6Five. 7Six. 8Seven. [Ring>2]))",
    ),
    "a followed paragraph split": (
        lambda a: a.split(named(a, "Six."), a.form.fields["opening"].fields[0], 2),
        "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four.)) Sea(Fog(5Five. 6Si 7x. 8Seven. [Ring>3]))",
    ),
    "paragraphs joined": (
        lambda a: a.join(named(a, "Five.")),
        "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four.)) Sea(Fog(5Five. Six. 6Seven. [Ring>1]))",
    ),
    "a topic parted": (
        lambda a: a.part(named(a, "Six.")),
        "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four.)) Sea(Fog(5Five.) (6Six. 7Seven. [Ring>1]))",
    ),
    "topics joined": (
        lambda a: a.join(named(a, "Oil")),
        "1Zero. Lamp(Oil(2One. Two. 3Three. 4Four.)) Sea(Fog(5Five. 6Six. 7Seven. [Ring>2]))",
    ),
    "sections joined": (
        lambda a: a.join(named(a, "Lamp")),
        "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four.) Fog(5Five. 6Six. 7Seven. [Ring>2]))",
    ),
    "a followed paragraph taken out": (
        lambda a: a.remove(named(a, "Six.")),
        "1Zero. Lamp(Oil(2One. Two. 3Three.) Wick(4Four.)) Sea(Fog(5Five. 6Seven. [Ring>1]))",
    ),
    "a section taken out": (lambda a: a.remove(named(a, "Lamp")), "1Zero. Sea(Fog(2Five. 3Six. 4Seven. [Ring>2]))"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_counts_anew_and_is_undone(arranger: Arranger, visit: Visit, name: str) -> None:
    """Each change makes the order it is for; undone, everything is as it was; done again, as before."""
    change, after = CHANGES[name]
    before = visit.snapshot().answers
    change(arranger)
    assert drawn(arranger) == after
    done = visit.snapshot().answers
    arranger.undo()
    assert visit.snapshot().answers == before
    arranger.redo()
    assert visit.snapshot().answers == done


def test_at_the_end_of_all_places_nothing_moves(arranger: Arranger) -> None:
    """The first and the last have nowhere further to go."""
    assert not arranger.move_by(named(arranger, "Lamp"), -1)
    assert not arranger.move_by(named(arranger, "Fog"), 1)
    assert drawn(arranger) == BEGUN


def test_what_cannot_be_is_refused(arranger: Arranger) -> None:
    """A topic in itself, a topic among paragraphs, a join with nothing: said, and nothing is changed."""
    sea, fog, four = (named(arranger, name) for name in ("Sea", "Fog", "Four."))
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: arranger.move(fog, fog), "into itself"),
        (lambda: arranger.move(sea, fog), "into itself"),
        (lambda: arranger.move(fog, four), "no place for it"),
        (lambda: arranger.move(fog, answers.TOP), "no place for it"),
        (lambda: arranger.move(fog, 999), "no place for it"),
        (lambda: arranger.move(999, sea), "no longer there"),
        (lambda: arranger.join(fog), "none after it"),
        (lambda: arranger.part(sea), "not parted"),
        (arranger.undo, "nothing to undo"),
        (arranger.redo, "nothing to do again"),
    ]
    for work, said in wrong:
        with pytest.raises(Problem, match=said):
            work()
    assert drawn(arranger) == BEGUN


def test_what_was_written_since_is_not_undone(arranger: Arranger, visit: Visit) -> None:
    """A split whose text was typed on since stays: undo says so and takes nothing away."""
    text = arranger.form.fields["opening"].fields[0]
    made = arranger.split(named(arranger, "One. Two."), text, 5)
    visit.put(text, "Two and more.", place=made)
    with pytest.raises(Problem, match="written to since"):
        arranger.undo()
    assert "Two and more." in drawn(arranger)


def test_a_split_and_a_join_are_among_the_earlier_states(arranger: Arranger, visit: Visit) -> None:
    """What a text was before it was split or joined is among its states from the moment of the change."""
    text = arranger.form.fields["opening"].fields[0]
    item = named(arranger, "One. Two.")
    arranger.split(item, text, 5)
    arranger.join(item)
    arranger.join(item)
    states = [state.raw for state in history.states_of(visit.db, text, item)]
    assert states == ["One. Two.", "One.", "One. Two.", "One. Two. Three."]


def test_a_join_says_what_it_did_not_take_over(arranger: Arranger, visit: Visit) -> None:
    """Of two titles the first stays; the second is named, and stands in the bin with its item."""
    assert arranger.join(named(arranger, "Oil")) == "Title"
    assert [found.text for found in in_bin(visit.db, arranger.form)] == ["Wick"]


def test_the_bin_gives_back(arranger: Arranger, visit: Visit) -> None:
    """What was taken out is listed with its words, and comes back to where it stood, or where one says."""
    three, oil, wick = (named(arranger, name) for name in ("Three.", "Oil", "Wick"))
    arranger.remove(three)
    arranger.remove(oil)
    found = {item.number: item for item in in_bin(visit.db, arranger.form)}
    assert found[three].text == "Three."
    with pytest.raises(Problem, match="bin too"):
        bring_back(visit.db, found[three])
    with pytest.raises(Problem, match="bin too"):
        arranger.bring_back(three, answers.TOP)
    arranger.bring_back(three, wick)
    arranger.bring_back(oil, answers.TOP)
    assert drawn(arranger).startswith("1Zero. Lamp(Oil(2One. Two.) Wick(3Four. 4Three.))")


def test_how_far_an_item_is(arranger: Arranger, visit: Visit) -> None:
    """Empty, begun while something required is missing at any depth, and then done; words are counted with it."""
    fog, sea = named(arranger, "Fog"), named(arranger, "Sea")
    outline = Outline(arranger.form, visit.db)
    assert (outline.state(sea), outline.words(fog)) == (State.DONE, 4)
    made = arranger.add(arranger.form.fields["sections"].fields[1], sea)
    outline = Outline(arranger.form, visit.db)
    assert (outline.state(made), outline.state(sea), outline.state(fog)) == (State.EMPTY, State.BEGUN, State.DONE)


def letters(arranger: Arranger) -> Counter[str]:
    """Every character that is written somewhere, in the document or in the bin, white space apart."""
    rows = arranger.db.execute("SELECT value FROM answer WHERE kind = 'prose'")
    return Counter("".join(row[0] for row in rows if row[0]).replace(" ", ""))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_done_nothing_is_lost(form: Form, visit: Visit, data: st.DataObject) -> None:
    """After any changes every character is somewhere, the numbers run on, and undoing goes back through all of it."""
    for table in ("place", "answer", "state"):
        visit.db.execute(f"DELETE FROM {table}")
    visit.put(form.fields["opening"], OPENING)
    visit.put(form.fields["sections"], SECTIONS)
    arranger = Arranger(form, visit.db, visit.session)
    seen = [visit.snapshot().answers]
    text = form.fields["opening"].fields[0]
    for _ in range(data.draw(st.integers(1, 8))):
        outline, before = Outline(form, visit.db), letters(arranger)
        item = data.draw(st.sampled_from([*outline.inside(answers.TOP)] or [answers.TOP]))
        run = list(outline.numbers)
        kind = data.draw(st.sampled_from(["move", "by", "split", "part", "join", "remove", "undo", "back"]))
        try:
            gained = change(arranger, kind, item, data, text)
        except Problem:
            assert visit.snapshot().answers == seen[-1]
            continue
        now = Outline(form, visit.db)
        assert kind == "undo" or letters(arranger) == before + gained
        assert sorted(now.numbers.values()) == list(range(1, len(now.numbers) + 1))
        if kind in ("part", "by", "move"):
            assert sorted(now.numbers) == sorted(run)
        if kind == "undo":
            seen.pop()
        else:
            seen.append(visit.snapshot().answers)
        assert visit.snapshot().answers == seen[-1]
    for was in reversed(seen[:-1]):
        arranger.undo()
        assert visit.snapshot().answers == was


def change(arranger: Arranger, kind: str, item: int, data: st.DataObject, text: Field) -> Counter[str]:
    """Do one change; what is written once more after it (a join leaves the second text in the bin)."""
    outline = Outline(arranger.form, arranger.db)
    match kind:
        case "move":
            place = data.draw(st.sampled_from([answers.TOP, *outline.inside(answers.TOP)]))
            arranger.move(item, place, data.draw(st.integers(0, 3)))
        case "by":
            if not arranger.move_by(item, data.draw(st.sampled_from([-1, 1]))):
                raise Problem("nowhere to go")
        case "split":
            if text.name not in outline.answers(item):
                raise Problem("no text")
            arranger.split(item, text, data.draw(st.integers(0, len(str(outline.answers(item)[text.name])))))
        case "part":
            arranger.part(item)
        case "join":
            order = outline.beside(item)
            other = order[order.index(item) + 1] if item != order[-1] else item
            doubled = str(outline.answers(other).get(text.name, ""))
            arranger.join(item)
            return Counter(doubled.replace(" ", ""))
        case "remove":
            arranger.remove(item)
        case "undo":
            arranger.undo()
        case "back":
            gone = in_bin(arranger.db, arranger.form)
            if not gone:
                raise Problem("the bin is empty")
            arranger.bring_back(data.draw(st.sampled_from(gone)).number, answers.TOP)
    return Counter()
