"""British spelling, offline: Hunspell over the SCOWL dictionary of British English, each word looked up once.

Hunspell itself (chunspell) answers whether a word is spelt so in microseconds; its suggestions take a tenth of a second
each, so the one slip of a finger that a word may hold is tried here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hunspell import Hunspell

DICTIONARY = Path(__file__).parent / "dictionary"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@lru_cache(65536)
def is_spelt(word: str) -> bool:
    """Whether the dictionary has this word, capital letters as they stand, straight apostrophes."""
    return bool(_hunspell().spell(word))


@lru_cache(4096)
def one_slip_from(word: str) -> tuple[str, ...]:
    """The words in small letters that one slip of a finger makes into this: the likeliest kind of slip alone."""
    for slips in (_swapped, _single, _changed, _missing, _added):
        if found := sorted({candidate for candidate in slips(word) if is_spelt(candidate)}):
            return tuple(found)
    return ()


@cache
def _hunspell() -> Hunspell:
    from hunspell import Hunspell

    return Hunspell("en_GB", hunspell_data_dir=str(DICTIONARY))


def _swapped(word: str) -> Iterator[str]:
    """Two letters the wrong way round."""
    return (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1))


def _single(word: str) -> Iterator[str]:
    """A double letter typed once, or a single one twice."""
    yield from (word[:i] + word[i] + word[i:] for i in range(len(word)))
    yield from (word[:i] + word[i + 1 :] for i in range(len(word) - 1) if word[i] == word[i + 1])


def _changed(word: str) -> Iterator[str]:
    """A letter in the place of another; rarely the first."""
    return (word[:i] + letter + word[i + 1 :] for i in range(1, len(word)) for letter in _LETTERS)


def _missing(word: str) -> Iterator[str]:
    """A letter left out."""
    return (word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in _LETTERS)


def _added(word: str) -> Iterator[str]:
    """A letter too many."""
    return (word[:i] + word[i + 1 :] for i in range(len(word)))
