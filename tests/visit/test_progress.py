"""How far a visit is, and where to go next."""

from __future__ import annotations

from hmi_visit.form.model import Form
from hmi_visit.visit.progress import Progress, is_missing, next_missing, step_progress, visit_progress


def after(form: Form, name: str, answers: dict[str, str], **more: list[str]) -> str | None:
    """The name of the next field that is not done."""
    found = next_missing(form, dict(answers), name, **more)
    return found.name if found else None


def test_what_counts_as_done(form: Form) -> None:
    """Required fields count, with something in them; blanks are nothing."""
    assert visit_progress(form, {}) == Progress(0, 4)
    assert visit_progress(form, {"lamp": "a", "day": "", "height": 3, "story": " \n"}) == Progress(1, 4)
    assert [step_progress(form, step, {"lamp": "a", "story": "b"}) for step in form.steps] == [
        Progress(1, 3),
        Progress(1, 1),
    ]
    assert not visit_progress(form, {"lamp": "a"}).complete
    assert Progress(0, 0).complete
    assert not is_missing(form.fields["height"], {})


def test_the_next_one_wraps_round(form: Form) -> None:
    """The search goes on from where one is, and from the start again; the last one left is found from itself."""
    assert after(form, "", {}) == "lamp"
    assert after(form, "lamp", {}) == "day"
    assert after(form, "day", {}) == "colour"
    assert after(form, "story", {}) == "lamp"
    assert after(form, "story", {"lamp": "a", "day": "2014-06-27"}) == "colour"
    assert after(form, "colour", {"lamp": "a", "day": "2014-06-27", "story": "b"}) == "colour"
    assert after(form, "no field", {}) == "lamp"


def test_nothing_is_missing(form: Form) -> None:
    """A visit with all that is required has no next one; what is to be skipped is."""
    done = {"lamp": "a", "day": "2014-06-27", "story": "b", "colour": "red"}
    assert after(form, "lamp", done) is None
    assert after(form, "lamp", {}, skip=["day", "colour"]) == "story"
    assert after(form, "lamp", {}, skip=["day", "colour", "story", "lamp"]) is None
