"""How far a visit is."""

from __future__ import annotations

from hmi_visit.form.model import Form
from hmi_visit.visit.progress import Progress, is_missing, step_progress, visit_progress


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
