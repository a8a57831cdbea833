"""What to say of a name that a template uses and the form does not have."""

from __future__ import annotations

from jinja2.utils import missing

from hmi_visit.letter.rendering import CURRENT
from hmi_visit.letter.values import Record, names_of
from hmi_visit.letter.wordings import Wordings
from hmi_visit.problems import did_you_mean


def unknown_name(name: str, of: object) -> str:
    """The message: what there is not, and the likeliest thing that was meant."""
    rendering = CURRENT.get()
    form = rendering.form if rendering else None
    if of is missing:
        what, known = f"there is no field {name}", [*form.fields, "wording"] if form else []
    elif isinstance(of, Wordings):
        what, known = f"there is no standard paragraph wording.{name}", list(form.wording) if form else []
    elif isinstance(of, Record):
        what, known = f"an item has no field {name}", names_of(of)
    else:
        what, known = f"it has no {name}", []
    hint = did_you_mean(str(name), known)
    return f"{what}; {hint}" if hint else what
