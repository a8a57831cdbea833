"""Words are found and replaced through a whole report; each text that changes can be had back."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.form.model import Form
from hmi_visit.visit import history
from hmi_visit.visit.arranging import Arranger
from hmi_visit.visit.file import Visit
from hmi_visit.visit.replacing import Wanted, find, replaced
from tests.visit.test_arranging import arranger, form, visit

__all__ = ["arranger", "form", "visit"]


def said(form: Form, visit: Visit, wanted: Wanted) -> list[str]:
    """Each hit with what stands around it."""
    return ["|".join(hit.around(20)) for hit in find(form, visit.db, wanted)]


def test_everything_is_found_in_the_order_of_the_document(form: Form, visit: Visit) -> None:
    """Lines, prose and lists at every depth, whatever the case."""
    visit.put(form.fields["lamp"], "Three bells")
    found = find(form, visit.db, Wanted("ING"))
    assert [hit.text for hit in found] == ["Ring"]
    assert [hit.text for hit in find(form, visit.db, Wanted("e"))][:4] == ["Three bells"] * 3 + ["Zero."]
    assert [(hit.field.name, hit.text) for hit in find(form, visit.db, Wanted("bell"))] == [
        ("lamp", "Three bells"),
        ("items", "bell"),
    ]
    assert find(form, visit.db, Wanted("")) == []


def test_case_and_whole_words_are_minded_where_that_is_wanted(form: Form, visit: Visit) -> None:
    """“Six” is not “six” when case counts, and no part of a word when words do."""
    visit.put(form.fields["lamp"], "six Sixes")
    assert len(find(form, visit.db, Wanted("six"))) == 3
    assert len(find(form, visit.db, Wanted("six", same_case=True))) == 1
    assert len(find(form, visit.db, Wanted("six", whole_words=True))) == 2
    assert said(form, visit, Wanted("six", same_case=True)) == ["|six| Sixes"]


def test_all_is_replaced_as_one_change(form: Form, visit: Visit, arranger: Arranger) -> None:
    """What was replaced is among the earlier states, and undone together."""
    before = visit.snapshot().answers
    put, count = replaced(visit.db, find(form, visit.db, Wanted("e")), "EE")
    assert count == 9
    arranger.put_all(put, "replaced")
    text = form.fields["opening"].fields[0]
    place = next(hit.place for hit in find(form, visit.db, Wanted("ZEEro")))
    assert [state.raw for state in history.states_of(visit.db, text, place)] == ["Zero.", "ZEEro."]
    arranger.undo()
    assert visit.snapshot().answers == before


def test_a_text_that_changed_meanwhile_is_left_alone(form: Form, visit: Visit) -> None:
    """A hit is replaced where it was found and nowhere else."""
    visit.put(form.fields["lamp"], "Oil lamp")
    hits = find(form, visit.db, Wanted("oil"))
    visit.put(form.fields["lamp"], "The oil lamp")
    put, count = replaced(visit.db, hits, "gas")
    assert count == 1
    assert (0, "lamp") not in put


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("aab -.", max_size=9), min_size=1, max_size=3), st.text("ab.", min_size=1, max_size=2))
def test_all_of_a_text_is_replaced_as_python_would(form: Form, visit: Visit, parts: list[str], wanted: str) -> None:
    """Replacing every hit is what `str.replace` makes of each text, whatever is looked for."""
    for table in ("place", "answer"):
        visit.db.execute(f"DELETE FROM {table}")
    opening: Any = [{"text": part} for part in parts]
    visit.put(form.fields["opening"], opening)
    put, _ = replaced(visit.db, find(form, visit.db, Wanted(wanted, same_case=True)), "X.X")
    changed = {(place, 0): said.value for (place, _), said in put.items()}
    expected = [part.replace(wanted, "X.X") for part in parts]
    assert [changed.get((place, 0), part) for place, part in enumerate(parts, 1)] == expected
