"""Abbreviations written out, and offered while they are typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hmi_visit.evidence.offers import Offer

_BEGINS = re.compile(r"(?:\A|[.!?:…]|\n)[ \t\n\"'“‘(\[]*\Z")
"""What stands before the first word of a sentence or line."""
_LAST_WORD = re.compile(r"(?:(?<=[\s(\"'“‘/])|\A)([^\W_][^\s@#]{1,19})\Z")
_LONGEST = 80
"""Characters before the cursor, or before an abbreviation, that are looked at."""


class Writer:
    """Writes out every abbreviation of a text: SLT, SLTs and SLT's, each as its own word and in its own letters.

    A small letter becomes a capital one where a sentence or line begins.
    """

    def __init__(self, short: Mapping[str, str]) -> None:
        self._short = short
        longest_first = sorted(short, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w&])({'|'.join(map(re.escape, longest_first))})(s?)(?![\w&])")
        self._used: set[str] = set()

    @property
    def used(self) -> dict[str, str]:
        """Those that were written out so far, with what they stand for."""
        return {short: meaning for short, meaning in self._short.items() if short in self._used}

    def __call__(self, text: str) -> str:
        """The text with its abbreviations written out."""
        return self._pattern.sub(self._with_capital, text) if self._short else text

    def inside(self, text: str) -> str:
        """The same of words that begin no sentence: a role."""
        return self._pattern.sub(self._meaning, text) if self._short else text

    def _with_capital(self, found: re.Match[str]) -> str:
        words = self._meaning(found)
        begins = _BEGINS.search(found.string, max(0, found.start() - _LONGEST), found.start())
        return words[0].upper() + words[1:] if begins else words

    def _meaning(self, found: re.Match[str]) -> str:
        words = self._short[found[1]]
        self._used.add(found[1])
        plural = found[2] and not words.endswith("s")
        return f"{words}s" if plural else words


def offered(before: str, short: Mapping[str, str]) -> Offer | None:
    """The words that the abbreviation just typed before the cursor stands for, whatever its letters' case."""
    found = _LAST_WORD.search(before[-_LONGEST:])
    meaning = next((short[s] for s in short if found and s.casefold() == found[1].casefold()), "")
    return Offer(len(found[1]), meaning, f"{meaning} ({found[1]})") if found and meaning else None
