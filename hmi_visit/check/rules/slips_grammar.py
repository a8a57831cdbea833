"""Slips of agreement, articles, prepositions and lists of likes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.phrases import cased
from hmi_visit.check.query import Find, Severity
from hmi_visit.check.registry import in_words
from hmi_visit.check.text import Text, words_in
from hmi_visit.form.dates import MONTHS

_PEOPLE = r"(?:pupils|teachers|leaders|governors|parents|children|lessons|inspectors)"
_BEGINS = (
    r"(?:^|[.!?;:]\s+|,\s+(?:and |but )?|\b(?:that|because|when|where|although|but|while|so|if|whether|since|until)\s+)"
    r"(?:the\s+|most\s+|many\s+|some\s+|all\s+|these\s+|those\s+|your\s+|their\s+)?"
    r"(?:senior\s+|middle\s+|subject\s+|school\s+|other\s+|disadvantaged\s+|most able\s+|younger\s+|older\s+)?"
)
"""What may stand before the subject of a clause."""
_PLURAL = re.compile(
    rf"{_BEGINS}({_PEOPLE}|they|we|these|those)\s+(is|was|has|does|isn['’]t|wasn['’]t|hasn['’]t)\b", re.I
)
_NOT_COUNTED = r"(?:teaching|attendance|behaviour|progress|attainment|achievement|leadership|curriculum|provision)"
_SINGULAR = re.compile(
    rf"(?:^|[.!?;]\s+|\b(?:that|because|although|while)\s+)(?:the\s+|your\s+|their\s+|pupils['’]\s+)?"
    rf"({_NOT_COUNTED})\s+(are|were|have)\b",
    re.IGNORECASE,
)
_PLURAL_PAIRS = frozenset(
    (who, verb)
    for who in words_in("pupils teachers leaders governors parents children lessons inspectors they we these those")
    for verb in words_in("is was has does isn't wasn't hasn't")
)
_SINGULAR_PAIRS = frozenset(
    (what, verb)
    for what in words_in(
        "teaching attendance behaviour progress attainment achievement leadership curriculum provision"
    )
    for verb in words_in("are were have")
)
_ONE_PAIRS = frozenset(
    (one, many)
    for one in words_in("this each every a an another")
    for many in words_in("pupils teachers leaders governors parents children lessons inspectors")
)
"""Words that stand together where the patterns can match: most lines have none of them."""
_SINGULARS = words_in("pupil teacher leader governor lesson parent improvement action subject target weakness strength")
_OTHER = {"is": "are", "was": "were", "has": "have", "does": "do", "are": "is", "were": "was", "have": "has"}
_ONE_OF_MANY = re.compile(
    rf"\b(this|each|every|a|an|another)\s+({_PEOPLE})\b(?!['’\-])(?! (?:['’]|association|council))", re.I
)
_MANY_OF_ONE = re.compile(
    r"\b(these|those|many|several|few|both|two|three|four|five|six|all)\s+(?:new\s+|other\s+|senior\s+)?"
    r"(pupil|teacher|leader|governor|lesson|parent|improvement|action|subject|target|weakness|strength)"
    r"(?=\s+(?:is|are|was|were|have|has|had|who|that|which|in|of|to|with|on|at|from)\b|[.,;])",
    re.IGNORECASE,
)
_THERE_IS = re.compile(
    r"\bthere\s+(is|was|has been)\s+(?=(?:many|several|numerous|two|three|four|five|six|seven|eight|nine)\b(?!-))", re.I
)


@in_words("HV606", Severity.SHOULD)
def agreement(text: Text) -> Iterator[Find]:
    """Singular and plural that do not go together, in the commonest patterns.

    Why: a sentence that was turned from one to many, or back, keeps the old verb.
    Example: In lessons, pupils is eager to learn. -> pupils are
    """
    pairs = text.pairs
    for found in _PLURAL.finditer(text.text) if not pairs.isdisjoint(_PLURAL_PAIRS) else ():
        if found[1].lower() in ("these", "those") and found[2].lower() == "has":
            continue
        yield _verb(found, 2, 1)
    for found in _SINGULAR.finditer(text.text) if not pairs.isdisjoint(_SINGULAR_PAIRS) else ():
        if text.lower[: found.start(1)].rstrip().endswith((" in", " of")):
            continue
        yield _verb(found, 2, 1)
    for found in _ONE_OF_MANY.finditer(text.text) if not pairs.isdisjoint(_ONE_PAIRS) else ():
        yield Find(*found.span(), f"“{found[1]}” asks for one, and “{found[2]}” are many.")
    for found in _MANY_OF_ONE.finditer(text.text) if not text.word_set.isdisjoint(_SINGULARS) else ():
        yield Find(*found.span(2), f"“{found[1]}” asks for more than one “{found[2]}”.", f"{found[2]}s")
    for found in _THERE_IS.finditer(text.text) if "there" in text.word_set else ():
        mend = {"is": "are", "was": "were", "has been": "have been"}[found[1].lower()]
        yield Find(*found.span(1), f"What is there are many: “{mend}”.", mend)


def _verb(found: re.Match[str], verb: int, subject: int) -> Find:
    said = found[verb].lower().replace("’", "'").removesuffix("n't")
    mend = _OTHER[said] + ("n't" if "n" in found[verb][-3:] and found[verb].endswith("t") and said != "hasn" else "")
    return Find(*found.span(verb), f"“{found[subject]}” goes with “{mend}”.", mend)


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
