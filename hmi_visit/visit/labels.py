"""A label for an item that is to be cited: taken from its first words, and held by no other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from hmi_visit.form.model import Field
from hmi_visit.visit.outline import Outline

_WORDS, _LONGEST = 3, 40
"""How many words of a text make its label, and how many characters it may have."""


def label_field(group: Field) -> Field | None:
    """The line by which the items of a group are cited; None where they are not."""
    return next((field for field in group.fields if field.names), None)


def label_of(outline: Outline, item: int) -> str:
    """The label that an item has; empty where it has none."""
    field = label_field(outline.group[item])
    return str(outline.answers(item).get(field.name, "")).strip() if field else ""


def new_label(outline: Outline, item: int) -> str:
    """A label that an item can be given."""
    return label_from(outline.name(item), {label_of(outline, other).casefold() for other in outline.numbers})


def label_from(text: str, taken: Collection[str]) -> str:
    """A label from the first long words of a text: small letters, digits and hyphens, and none of those taken."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    words = re.findall(r"[a-z0-9]+", plain)
    stem = "-".join([word for word in words if len(word) > 3][:_WORDS])[:_LONGEST].strip("-") or "paragraph"
    label, number = stem, 1
    while label in taken:
        number += 1
        label = f"{stem}-{number}"
    return label
