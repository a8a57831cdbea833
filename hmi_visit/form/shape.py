"""How a group is worked on: as branches of a tree, as running text, as what follows text, or as a list of items.

Told from what its items hold, so that a form has nothing more to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from hmi_visit.form.model import Field, Form, Kind


class Shape(Enum):
    """What a group is to whoever works on it."""

    BRANCHES = auto()
    """Parts of a long document, each a place of its own: sections, topics."""
    TEXT = auto()
    """Paragraphs, written one below the other."""
    FOLLOWERS = auto()
    """What stands after a paragraph: recommendations."""
    ITEMS = auto()
    """A list whose items open one at a time."""


def shape(group: Field, *, inside: bool = False) -> Shape:
    """What a group is; `inside` is true of one whose own place is a branch."""
    if any(field.follows for field in group.fields):
        return Shape.FOLLOWERS
    if text_field(group) and (group.counted or len(group.fields) == 1):
        return Shape.TEXT
    if any(f.kind is Kind.GROUP for f in group.fields) or (inside and text_field(group)):
        return Shape.BRANCHES
    return Shape.ITEMS


def text_field(group: Field) -> Field | None:
    """The first field of its items that is prose."""
    return next((field for field in group.fields if field.kind is Kind.PROSE), None)


def branches(fields: Iterable[Field], *, inside: bool = False) -> list[Field]:
    """Those of these fields whose items are branches."""
    return [f for f in fields if f.kind is Kind.GROUP and shape(f, inside=inside) is Shape.BRANCHES]


def is_long(form: Form) -> bool:
    """Whether a form's documents have parts or paragraphs to put in order."""
    groups = [f for f in form.fields.values() if f.kind is Kind.GROUP]
    return any(shape(group) in (Shape.BRANCHES, Shape.TEXT) for group in groups)
