"""Words that look like a person's name: as far as spelling, and the words around, can tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from hmi_visit.check.house import plain_words
from hmi_visit.check.spelling import is_spelt
from hmi_visit.check.text import Text, Word, text_of, words_in
from hmi_visit.form.dates import MONTHS

_PLACES = words_in(
    "school academy college nursery trust council street road lane avenue university borough county city town"
    " federation"
    " partnership centre hall park house church cathedral diocese hospital library museum award project programme"
    " scheme"
    " day week year term stage christmas easter alliance teaching infant infants junior primary secondary high grammar"
)
_BEFORE_PLACES = words_in("in at near from around across saint st north south east west central greater")
_NUMERAL = re.compile(r"[IVX]+\Z")
_MONTHS = frozenset(month.lower() for month in MONTHS)
_NO_NAMES = _MONTHS | words_in(
    "monday tuesday wednesday thursday friday saturday sunday easter christmas english french german spanish latin"
    " mandarin welsh british european england britain ofsted christian christianity muslim islam hindu jewish"
    " sikh bible"
)
"""Words with a capital letter that are nobody's name."""


def name_like_words(text: Text, *, in_list: bool = False) -> Iterator[Word]:
    """The words of a line that look like a name, and not like a place, school or project.

    The first word of a sentence, or of an item of a list, does so only where it is a known forename and no other word.
    """
    for word in text.capitals:
        bare = without_possessive(word.lower)
        if len(word.text) > 2 and not word.text[1:].isupper() and bare not in _MONTHS:
            begins = text.begins_sentence(word.start) or (in_list and word.start == 0)
            if _like_a_name(word, bare, begins=begins) and not _is_place(text, word):
                yield word


def perhaps_names(text: str) -> Iterator[str]:
    """The words of quick notes that may be names: forenames in any letter case, and each word with a capital letter
    that is none in small letters. It is better that a person looks at one too many."""
    for line in map(text_of, text.splitlines()):
        for word in line.words:
            bare = without_possessive(word.lower)
            capital = word.text[0].isupper()
            if bare in plain_words("forenames"):
                if not is_spelt(bare) or (capital and not line.begins_sentence(word.start)):
                    yield without_possessive(word.text)
                continue
            strange = capital and not is_spelt(bare) and bare not in _NO_NAMES
            if strange and len(word.text) > 2 and word.text[1:].islower() and not _is_place(line, word):
                yield without_possessive(word.text)


def without_possessive(word: str) -> str:
    """The word without 's."""
    return word.removesuffix("'s").removesuffix("’s")


def _like_a_name(word: Word, bare: str, *, begins: bool) -> bool:
    if bare in plain_words("forenames"):
        return not (begins and is_spelt(bare))
    if begins or any(c.isdigit() for c in word.text) or any(c.isupper() for c in word.text[1:]):
        return False
    return not is_spelt(without_possessive(word.text)) and not is_spelt(bare)


def _is_place(text: Text, word: Word) -> bool:
    """Whether the words around say that it is a place, a school or a project."""
    words = text.words
    at = bisect_left(words, word)
    after = [w.lower for w in words[at + 1 : at + 4]]
    before = words[at - 1] if at else None
    if words[at + 1 : at + 2] and _NUMERAL.match(words[at + 1].text):
        return True  # a king or queen
    if any(w in _PLACES for w in after[:3]) and all(w.text[0].isupper() for w in words[at + 1 : at + 2]):
        return True
    if after[:1] and after[0] in _PLACES:
        return True
    return before is not None and before.lower in _BEFORE_PLACES and word.lower not in plain_words("forenames")
