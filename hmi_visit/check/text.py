"""A line of text taken apart once: its words and sentences. What a rule finds in the words alone is kept with it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from hmi_visit.check.query import Find
from hmi_visit.visit.sentences import Span, sentences

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_QUOTED = re.compile(
    r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘(?:[^’]|(?<=\w)’(?=\w))*’(?!\w)|(?<!\w)'(?=\S)(?:[^']|(?<=\w)'(?=\w))*'(?!\w)"
)
"""Somebody's own words; an apostrophe inside a word does not end them."""
_KEPT = 8192
"""Lines kept taken apart: checking again after a key costs one line, not the letter."""


class Word(NamedTuple):
    """A word and where it stands in its line."""

    start: int
    stop: int
    text: str
    lower: str
    """In small letters, with straight apostrophes."""


class Text:
    """One line of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = text.lower() if len(text.lower()) == len(text) else text
        """In small letters, with every character at its place."""
        self.found: dict[str, tuple[Find, ...]] = {}
        """What the rules that look at the words alone have found, by their codes."""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every run of letters and digits, apostrophes inside them."""
        return tuple(Word(m.start(), m.end(), m[0], m[0].lower().replace("’", "'")) for m in _WORD.finditer(self.text))

    @cached_property
    def word_set(self) -> frozenset[str]:
        """The words in small letters."""
        return frozenset(word.lower for word in self.words)

    @cached_property
    def capitals(self) -> tuple[Word, ...]:
        """The words that begin with a capital letter."""
        return tuple(word for word in self.words if word.text[0].isupper())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Each word in small letters with the next."""
        lower = [word.lower for word in self.words]
        return frozenset(pairwise(lower))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends, without the space between them."""
        return tuple(sentences(self.text, Span(0, len(self.text))))

    @cached_property
    def by_sentence(self) -> tuple[tuple[int, int, tuple[Word, ...]], ...]:
        """Each sentence with its words."""
        words, parted, at = self.words, [], 0
        for start, stop in self.sentences:
            first = at
            while at < len(words) and words[at].start < stop:
                at += 1
            parted.append((start, stop, words[first:at]))
        return tuple(parted)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """What stands between quotation marks, marks included: somebody's own words."""
        return tuple(m.span() for m in _QUOTED.finditer(self.text))

    def is_quoted(self, at: int) -> bool:
        """Whether this character stands between quotation marks."""
        return any(start <= at < stop for start, stop in self.quoted)

    def sentence_at(self, at: int) -> tuple[int, int]:
        """The sentence that holds this character."""
        place = bisect_right(self.sentences, (at, len(self.text))) - 1
        start, stop = self.sentences[place] if place >= 0 else (0, 0)
        return (start, stop) if start <= at < stop else (0, len(self.text))

    def begins_sentence(self, at: int) -> bool:
        """Whether what begins here is the first word of a sentence, marks before it apart."""
        start, _ = self.sentence_at(at)
        return not any(c.isalnum() for c in self.text[start:at])


def words_in(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


@lru_cache(_KEPT)
def text_of(text: str) -> Text:
    """The line taken apart."""
    return Text(text)
