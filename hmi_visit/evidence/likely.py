"""Which entries a sentence most likely rests on: those about its area, and those that share its rarer words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from hmi_visit.visit.model import Entry

_WORD = re.compile(r"[^\W_]{3,}")
_STEM = 5
"""Words that begin with the same so many letters are one: teacher, teachers, teaching."""
_AREA = 1.5
"""What it weighs that an entry is about the sentence's area, in shared words of middling rarity."""
_GENERAL = frozenset(
    ("impro", "devel", "ensur", "raise", "pupil", "teach", "schoo", "leade", "quali", "stand", "progr", "their")
)
"""Beginnings of words that every area may have; they say little about which one is meant."""
_LITTLE = 0.2
_NEAR = 0.5
"""What it weighs that nothing rests on an entry yet."""


def likely(sentence: str, entries: Sequence[Entry], areas: Sequence[str], used: Iterable[str] = ()) -> list[Entry]:
    """All entries, the likeliest for this sentence first; of equal ones those that nothing rests on (not among the
    names `used`), and then the newest."""
    asked = stems(sentence)
    words = {entry.number: stems(entry.text) & asked for entry in entries}
    weight = _weights(words, len(entries))
    about = areas_of(asked, areas)
    used = frozenset(used)

    def score(entry: Entry) -> tuple[float, int]:
        shared = sum(weight[word] for word in words[entry.number])
        near = max((about.get(number, 0.0) for number in entry.about), default=0.0)
        return shared + _AREA * near + _NEAR * (entry.name not in used and shared > 0), entry.number

    return sorted(entries, key=score, reverse=True)


def stems(text: str) -> frozenset[str]:
    """The words of a text by which it is compared with others."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))


def areas_of(asked: frozenset[str], areas: Sequence[str]) -> Mapping[int, float]:
    """How much of each area's own words the sentence has: 1 for the area with the most, by the area's number."""
    texts = [stems(area) for area in areas]
    common = Counter(word for words in texts for word in words)
    own = [sum((_LITTLE if word in _GENERAL else 1) / common[word] for word in words & asked) for words in texts]
    most = max(own, default=0.0)
    return {number: share / most for number, share in enumerate(own, 1) if share} if most else {}


def _weights(shared: Mapping[int, frozenset[str]], count: int) -> Mapping[str, float]:
    """A word that few entries have says more than one that all have."""
    met = Counter(word for words in shared.values() for word in words)
    return {word: log((count + 1) / number) for word, number in met.items()}
