"""Which stars in typed prose are meant: `*italic*` and `**bold**` around words, and no others.

A star opens only against a word (a quotation mark or bracket may stand between) and not inside one; it closes against
the end of one. So `5 * 3`, `2*3*4`, `a*b`, `(*)` and a line of stars stay what they are.
"""

from __future__ import annotations

import re

_STARS = re.compile(r"\*+")
_WORD_BEGINS = re.compile(r"[\"'“‘(\[£$€]{0,3}[^\W_]")
_ENDS_WORD = re.compile(r"[\w.,;:!?%\"'”’)\]…–—-]")


def meant_stars(text: str) -> set[int]:
    """The positions of the stars that are mark-up: in pairs, well nested, never around nothing."""
    meant: set[int] = set()
    if "*" not in text:
        return meant
    opened: dict[int, int] = {}  # by the number of stars: where the pair was opened

    def close(stars: int, at: int) -> None:
        start = opened.pop(stars)
        meant.update(range(start, start + stars), range(at, at + stars))
        for other in [n for n, begun in opened.items() if begun > start]:
            del opened[other]

    for run in _STARS.finditer(text):
        start, end = run.span()
        stars = end - start
        before, after = text[start - 1 : start], text[end : end + 1]
        closes = bool(_ENDS_WORD.match(before)) and not after.isalnum()
        opens = not before.isalnum() and bool(_WORD_BEGINS.match(text, end))
        if stars == 3 and closes and len(opened) == 2:
            inner, outer = sorted(opened, key=lambda n: -opened[n])
            close(inner, start)
            close(outer, start + inner)
        elif closes and stars in opened:
            close(stars, start)
        elif opens and stars == 3:
            opened[2], opened[1] = start, start + 2
        elif opens and stars < 3:
            opened[stars] = start
    return meant
