"""How many words a text has."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]\S*")
"""From the first letter or digit of a run of non-space to the run's end."""


def count_words(text: str) -> int:
    """The number of words: runs of non-space with a letter or digit in them.

    Marks that stand alone ("-", "|", "**") are no words; "self-evaluation" and "2.4" are one each.
    """
    return sum(1 for _ in _WORD.finditer(text))
