"""How hard a text is to read: sentence lengths, a reading age, the hardest sentences. Shown, never asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from hmi_visit.check.passage import Passage

FORMULA = "Flesch–Kincaid grade (0.39 × words a sentence + 11.8 × syllables a word - 15.59), plus 5 for the age"
HARDEST = 5
SENTENCE = 3
"""A hard sentence has so many words at least: a long word alone is none."""
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^tdaeiouy]ed|[^aeiouysxz]es)\Z")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands and how hard it is."""

    place: str
    """`field:line`."""
    text: str
    words: int
    age: float


@dataclass(frozen=True, slots=True)
class Ease:
    """The reading ease of a whole text."""

    sentences: int
    mean: float
    """Words a sentence."""
    longest: int
    age: float
    """The reading age in years by `FORMULA`."""
    hardest: tuple[Sentence, ...]


def ease_of(passages: Iterable[Passage]) -> Ease | None:
    """How hard these lines are to read; None where there is no sentence."""
    found: list[Sentence] = []
    total = syllabic = 0
    for passage in passages:
        for start, stop, words in passage.text.by_sentence:
            if not words:
                continue
            count = sum(syllables(word.lower) for word in words)
            total, syllabic = total + len(words), syllabic + count
            age = reading_age(len(words), 1, count)
            found.append(Sentence(f"{passage.path}:{passage.line}", passage.text.text[start:stop], len(words), age))
    if not found:
        return None
    return Ease(
        sentences=len(found),
        mean=fmean(s.words for s in found),
        longest=max(s.words for s in found),
        age=reading_age(total, len(found), syllabic),
        hardest=tuple(sorted((s for s in found if s.words >= SENTENCE), key=lambda s: -s.age)[:HARDEST]),
    )


def reading_age(words: int, sentences: int, syllable_count: int) -> float:
    """The age in years at which a text of so many words, sentences and syllables is read with ease; never below 5."""
    grade = 0.39 * words / sentences + 11.8 * syllable_count / words - 15.59
    return max(grade + 5, 5.0)


def syllables(word: str) -> int:
    """The syllables of an English word, by its runs of vowels; near enough for a mean over a text."""
    word = word.lower().removesuffix("'s").removesuffix("’s")
    return max(len(_VOWELS.findall(word)) - bool(_SILENT.search(word)), 1)
