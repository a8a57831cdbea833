"""Three-way merging of texts: what two people changed since a common one, line by line or sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from hmi_visit.visit.sentences import paragraphs, sentences

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge."""

    text: str
    """With the second one's words where the two meet."""
    meets: tuple[tuple[str, str, str], ...] = ()
    """Where both changed the same: what it was, the first one's words, the second one's."""


def merge_lines(was: str, one: str, other: str) -> Merged:
    """Merge two changes of a text, line by line."""
    return _merged(_LINE.findall(was), _LINE.findall(one), _LINE.findall(other))


def merge_items(was: Sequence[str], one: Sequence[str], other: Sequence[str]) -> tuple[list[str], Merged]:
    """Merge two changes of a list, item by item; the list, and where they meet."""
    parts: list[str] = []
    merged = _merged(was, one, other, parts)
    return parts, merged


def merge_sentences(was: str, one: str, other: str) -> Merged:
    """Merge two changes of a text, sentence by sentence; what stands between sentences goes with the one before."""
    return _merged(_pieces(was), _pieces(one), _pieces(other))


def _pieces(text: str) -> list[str]:
    starts = [span.start for paragraph in paragraphs(text) for span in sentences(text, paragraph)]
    cuts = [0, *starts[1:], len(text)] if starts else [0, len(text)]
    found: list[str] = []
    for start, stop in pairwise(cuts):
        piece = text[start:stop]
        words = piece.rstrip()
        found += [part for part in (words, piece[len(words) :]) if part]
    return found


def _merged(was: Sequence[str], one: Sequence[str], other: Sequence[str], into: list[str] | None = None) -> Merged:
    parts: list[str] = [] if into is None else into
    meets: list[tuple[str, str, str]] = []
    for (a, b), (i, j), (k, m) in _chunks(was, one, other):
        base, mine, theirs = was[a:b], one[i:j], other[k:m]
        if mine == theirs or theirs == base:
            parts += mine
        elif mine == base:
            parts += theirs
        else:
            parts += theirs
            meets.append(("".join(base), "".join(mine), "".join(theirs)))
    return Merged("".join(parts), tuple(meets))


_Pair = tuple[int, int]


def _chunks(was: Sequence[str], one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[_Pair, _Pair, _Pair]]:
    """The stretches that stand still in both, and those between, as places in each of the three (diff3)."""
    in_one, in_other = _still(was, one), _still(was, other)
    a = i = k = 0
    for at in range(len(was) + 1):
        last = at == len(was)
        if not last and (at not in in_one or at not in in_other):
            continue
        j, m = (len(one), len(other)) if last else (in_one[at], in_other[at])
        if (at, j, m) != (a, i, k):
            yield (a, at), (i, j), (k, m)
        if not last:
            yield (at, at + 1), (j, j + 1), (m, m + 1)
            a, i, k = at + 1, j + 1, m + 1


def _still(was: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """The places of what is as it was, each with where it is now."""
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}
