"""Slips with articles, prepositions and pairs of likes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.phrases import cased
from hmi_visit.check.query import Find, Severity
from hmi_visit.check.registry import in_words
from hmi_visit.check.text import Text, words_in
from hmi_visit.form.dates import MONTHS

_LIKES = r"(senior|middle|junior|primary|secondary|infant|local|national|internal|external)"
_MANY = words_in("seniors middles juniors primaries secondaries infants locals nationals internals externals")
_LIKES_MANY = r"(seniors|middles|juniors|primaries|secondaries|infants|locals|nationals|internals|externals)"
_PAIR = re.compile(
    rf"\b{_LIKES_MANY}\s+(?:and|or)\s+{_LIKES}\s+(?:leaders?|managers?|staff|schools?|teachers?|advisers?|reviews?)\b",
    re.I,
)
_ONE = {"primaries": "primary", "secondaries": "secondary"}


@in_words("HV611", Severity.SHOULD)
def plural_in_a_pair(text: Text) -> Iterator[Find]:
    """Two adjectives share a noun, and the first has taken the noun's plural.

    Why: “seniors and middle leaders” is what is left when “seniors” was half mended.
    Example: seniors and middle leaders -> senior and middle leaders
    """
    if text.word_set.isdisjoint(_MANY):
        return
    for found in _PAIR.finditer(text.text):
        one = _ONE.get(found[1].lower(), found[1].lower().removesuffix("s"))
        yield Find(*found.span(1), f"“{found[1]}” shares its noun with “{found[2]}”.", cased(one, found[1]))


_DAY = (
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?\d{{1,2}}(?:st|nd|rd|th)? (?:{'|'.join(MONTHS)})(?: \d{{4}})?"
)
_MONTH = rf"(?:{'|'.join(MONTHS)}) \d{{4}}"
_MONTHS = frozenset(month.lower() for month in MONTHS)
_WHAT = (
    r"\b(?:our|the|my|your|a|an|last|previous|that|this|first|second|monitoring|section \d|initial|recent)\s+"
    r"(?:meeting|visit|inspection|conversation|discussion|conference|review|telephone call|training day)\s+"
)
_NO_ON = re.compile(rf"{_WHAT}({_DAY})(?!\s*[-–])", re.IGNORECASE)
_NO_IN = re.compile(rf"{_WHAT}({_MONTH})\b", re.IGNORECASE)


@in_words("HV612", Severity.SHOULD)
def date_without_on(text: Text) -> Iterator[Find]:
    """A meeting, visit or inspection with its date, and no “on” or “in” between.

    Why: a diary says “meeting 14 March”; a letter says “our meeting on 14 March”.
    Example: Thank you for our meeting 14 March 2013. -> our meeting on 14 March 2013
    """
    if text.word_set.isdisjoint(_MONTHS):
        return
    for pattern, word in ((_NO_ON, "on"), (_NO_IN, "in")):
        for found in pattern.finditer(text.text):
            yield Find(*found.span(1), f"“{word}” is missing before the date.", f"{word} {found[1]}")


_A = re.compile(r"\b(an?)\s+([“‘\"']?)([A-Za-z][\w’'-]*)", re.IGNORECASE)
_SOUNDS_LIKE_YOU = re.compile(r"(?:uni(?![nmd])|us(?!h)|u[bkt]i|ut[eo]|eu|ewe|ural|ubiq|one\b|once\b|one-|u-)", re.I)
_SILENT_H = re.compile(r"(?:hour|honest|honour|heir)", re.IGNORECASE)
_EITHER_H = re.compile(r"(?:histor|hotel|habitual|heroic|hypothe|hallucin|herb)", re.IGNORECASE)


@in_words("HV615", Severity.SHOULD)
def a_or_an(text: Text) -> Iterator[Find]:
    """“a” before a vowel's sound, or “an” before another.

    Why: it is left over when the word after it was changed.
    Example: a improvement plan -> an improvement plan
    """
    for found in _A.finditer(text.text):
        article, word = found[1], found[3]
        if (article.isupper() and not text.begins_sentence(found.start())) or text.text[: found.start()].endswith(
            "Year "
        ):
            continue
        if len(word) == 1 or word.isupper() or any(c.isupper() for c in word[1:]) or _EITHER_H.match(word):
            continue
        vowel = (word[0].lower() in "aeiou" and not _SOUNDS_LIKE_YOU.match(word)) or bool(_SILENT_H.match(word))
        if vowel != (article.lower() == "an"):
            mend = cased("an" if vowel else "a", article)
            yield Find(*found.span(1), f"It is “{mend.lower()} {word}”.", mend)
