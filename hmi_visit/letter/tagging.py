"""Answers inside sentences, named: in Word each is a content control of its field's name, as every block is.

The names stand in the Markdown that Word's is made of, as spans (`[Mrs Lee]{#recipient .field}`), and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hmi_visit.letter.escape import literal
from hmi_visit.letter.values import Items

_SPAN = re.compile(r"\\.|\[((?:\\.|[^\\\[\]])*)\]\{#[a-z][a-z0-9_]* \.field\}", re.DOTALL)


class Tagged(str):
    """A line that knows the field it is the answer to."""

    _field: str

    def __new__(cls, words: str, field: str) -> Tagged:
        """The answer to the field of this name."""
        made = super().__new__(cls, words)
        made._field = field
        return made

    @property
    def markdown(self) -> str:
        """The words as a named span."""
        words = literal(self)
        return f"[{words}]{{#{self._field} .field}}" if words.strip() else words


class TaggedItems(Items):
    """Items that know the field they are the answer to: joined in a sentence, they are its answer."""

    _field: str


def joined_as(items: object, words: str) -> str:
    """The words that items were joined to, named where the items are."""
    return Tagged(words, items._field) if isinstance(items, TaggedItems) else words


def tagged(context: Mapping[str, object]) -> dict[str, object]:
    """What a template sees, with the lines and lists among it named."""
    found: dict[str, object] = {}
    for name, value in context.items():
        if type(value) is str:
            value = Tagged(value, name)
        elif type(value) is Items:
            value = TaggedItems(value)
            value._field = name
        found[name] = value
    return found


def untagged(markdown: str) -> str:
    """The same Markdown without the names."""
    if " .field}" not in markdown:
        return markdown
    return _SPAN.sub(lambda found: found[0] if found[1] is None else found[1], markdown)
