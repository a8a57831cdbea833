"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Difference = list[tuple[str, str]]
"""Pieces in order, each with its mark: a space for what both have, `-` for what was taken out, `+` for what came in."""

_WORD = re.compile(r"\s*\S+|\s+\Z")
_MOST = 4_000_000
"""Pairs of words up to which two middles are compared; larger ones are told as taken out and put in as wholes."""


def difference(old: str, new: str) -> Difference:
    """What differs: the pieces marked ` ` and `-` make the old text, those marked ` ` and `+` the new one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    head = _same(before, after)
    tail = _same(before[head:][::-1], after[head:][::-1])
    found: Difference = [(" ", "".join(before[:head]))]
    found += _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    found.append((" ", "".join(before[len(before) - tail :])))
    return [(mark, words) for mark, words in found if words]


def counts(found: Difference) -> tuple[int, int]:
    """How many words were taken out, and how many came in."""
    return tuple(sum(len(words.split()) for mark, words in found if mark == sign) for sign in "-+")  # type: ignore[return-value]


def marked(found: Difference, around: int = 8) -> str:
    """The difference as one text: [-taken out-] and {+put in+}, with so many words of what is the same around them;
    nothing where nothing differs."""
    if all(mark == " " for mark, _ in found):
        return ""
    parts = []
    last = len(found) - 1
    for at, (mark, words) in enumerate(found):
        if mark == " ":
            parts.append(_shortened(words, around if at else 0, around if at < last else 0))
        else:
            lead = words[: len(words) - len(words.lstrip())]
            parts.append(f"{lead}[-{words.lstrip()}-]" if mark == "-" else f"{lead}{{+{words.lstrip()}+}}")
    return "".join(parts).strip()


def _shortened(words: str, first: int, last: int) -> str:
    """The first and last words of a piece that is the same in both, with a mark for what lies between."""
    found = _WORD.findall(words)
    if len(found) <= first + last + 1:
        return words
    before, after = "".join(found[:first]), "".join(found[len(found) - last :]) if last else ""
    return f"{before} …{after}" if before else f"…{after}"


def _middle(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not before or not after or len(before) * len(after) > _MOST:
        yield "-", "".join(before)
        yield "+", "".join(after)
        return
    from difflib import SequenceMatcher

    for kind, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield " ", "".join(before[i:j])
        else:
            yield "-", "".join(before[i:j])
            yield "+", "".join(after[k:m])


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
