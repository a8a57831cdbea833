"""Slips with small words: doubled, confused, without their apostrophe or with one too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.house import phrases
from hmi_visit.check.phrases import cased
from hmi_visit.check.query import Find, Severity
from hmi_visit.check.registry import in_words
from hmi_visit.check.text import Text, words_in

_MAY_DOUBLE = words_in("had that is was in on bye so very no ha her")
_YOUR_NOUNS = (
    r"(?:senior|middle|subject|deputy|assistant|governors?|governing|leaders|leadership|pupils|teachers"
    r"|teaching(?! \w+s)|school|schools|own|team|colleagues|actions|staff (?:have|are|and|now)|improvement|development"
    r"|vision)"
)
_TO_YOU = words_in(
    "tell told give gave gives giving given show showed shows shown help helped inform informed assure assured offer"
    " offered provide provided providing ask asked remind reminded send sent teach taught see saw lead promised both"
    " all with"
)
_YOU_NOUN = re.compile(rf"\byou\s+{_YOUR_NOUNS}\b(?!['’])", re.IGNORECASE)
_YOU_TOO_FEW = re.compile(
    r"\b(?:and|of|with|by)\s+you\s+(?:senior|middle|deputy|own|governing|subject)\b", re.IGNORECASE
)
_YOUR_VERB = re.compile(
    r"\byour\s+(?:are|have|has|had|were|should|must|can|could|would|do|did|know|recognise|think|believe|say|said|agree"
    r"|to\s+be|not|now\s+have|also|already)\b(?![-'’])",
    re.IGNORECASE,
)
_THANK = re.compile(
    r"\b(?:thank|thanking|meet|met|help|tell|told|give|gave)\s+your\s+(?:for|that|and\s+your|with)\b", re.I
)
_YOURE = re.compile(rf"\byou['’]re\s+{_YOUR_NOUNS}\b", re.IGNORECASE)
_YOU_AND_YOU = re.compile(r"\byou and (you)\b", re.IGNORECASE)


@in_words("HV602", Severity.SHOULD)
def doubled_word(text: Text) -> Iterator[Find]:
    """The same word twice in a row.

    Why: it comes from mending a sentence in a hurry, and the eye reads over it.
    Example: the the governors -> the governors
    """
    for first, second in zip(text.words, text.words[1:], strict=False):
        if first.lower != second.lower or first.lower in _MAY_DOUBLE or any(c.isdigit() for c in first.text):
            continue
        if text.text[first.stop : second.start].strip() or (first.text[0].isupper() and second.text[0].isupper()):
            continue
        yield Find(first.start, second.stop, f"“{second.text}” stands here twice.", first.text)


@in_words("HV603", Severity.SHOULD)
def you_or_your(text: Text) -> Iterator[Find]:
    """“you” where “your” is meant, or the other way round.

    Why: a letter to a headteacher says both in every paragraph, and no dictionary sees the letter that is missing.
    Example: You and you senior leaders conduct late duty. -> You and your senior leaders
    """
    if "you" not in text.lower:
        return
    seen = set()
    for found in _YOU_NOUN.finditer(text.text):
        before = text.text[: found.start()].split()[-1:] or [""]
        short = before[0].lower().strip("“\"'(")
        if short in _TO_YOU and not (short == "with" and _YOU_TOO_FEW.match(text.text, found.start() - 5)):
            continue
        seen.add(found.start())
        yield _you(text, found.start(), 3, "your")
    for found in _YOU_AND_YOU.finditer(text.text):
        if found.start(1) not in seen:
            yield _you(text, found.start(1), 3, "your")
    for found in _YOURE.finditer(text.text):
        yield _you(text, found.start(), 6, "your")
    for found in _YOUR_VERB.finditer(text.text):
        yield _you(text, found.start(), 4, "you")
    for found in _THANK.finditer(text.text):
        yield _you(text, text.lower.index("your", found.start()), 4, "you")


def _you(text: Text, start: int, length: int, mend: str) -> Find:
    words = text.text[start : start + length]
    return Find(start, start + length, f"“{words}” seems to stand for “{mend}”.", cased(mend, words))


_ITS_OWN = re.compile(
    r"\bit['’]s\s+(?=(?:own|pupils|staff|governors|leaders|teachers|strengths|weaknesses|impact|actions|performance"
    r"|curriculum|capacity|aims|duties|plans?|budget|targets|effectiveness|recommendations|provision|members|schools"
    r"|policies|policy|systems|support\s+for|work\s+(?:with|on|in|to))\b(?!\s+(?:who|that|which)))",
    re.IGNORECASE,
)
_IT_IS = re.compile(
    r"\bits\s+(?=(?:a|an|the|been|because|too\s+(?:early|soon|late|much|many)|not\s+(?:yet|clear|enough|the|a|been)"
    r"|(?:clear|important|likely|essential|vital|difficult|possible|necessary|hard|good|right)\s+(?:that|to))\b)",
    re.IGNORECASE,
)
_ITS_END = re.compile(r"\bits['’](?!\w)", re.IGNORECASE)


@in_words("HV604", Severity.SHOULD)
def its_or_it_is(text: Text) -> Iterator[Find]:
    """“it's” where “its” is meant, or the other way round.

    Why: the commonest slip with an apostrophe there is, and one that readers of school letters look for.
    Example: The school knows it's own strengths. -> its
    """
    if text.word_set.isdisjoint(("it's", "its")):
        return
    for pattern, mend in ((_ITS_OWN, "its"), (_IT_IS, "it is"), (_ITS_END, "its")):
        for found in pattern.finditer(text.text):
            words = found[0].rstrip()
            if "own" not in found[0] and text.is_quoted(found.start()) and pattern is _ITS_END:
                continue
            message = f"“{words}” seems to stand for “{mend}”."
            yield Find(found.start(), found.start() + len(words), message, cased(mend, words))


_THERE_NOUN = re.compile(
    r"\b(?:there|they['’]re)\s+(?=(?:own|peers|progress|responsibilities|attendance|attainment|classmates|classes|lessons"
    r"|teachers|parents|books|learning|roles?|skills|knowledge|understanding|behaviour|homework|targets|friends)\b"
    r"(?!\s+(?:is|are|was|were|has|have|had|will)\b))",
    re.IGNORECASE,
)
_THEIR_VERB = re.compile(
    r"\b(?:their|they['’]re)\s+(?=(?:is|are|was|were|has\s+been|have\s+been|will\s+be|remains?)\b)", re.I
)
_THEYRE = re.compile(r"\b(?:their|there)\s+(?=(?:making|doing|going|working|learning\s+to|not\s+yet|becoming)\b)", re.I)
_THEIRS = re.compile(r"\btheir['’]s\b", re.IGNORECASE)


@in_words("HV605", Severity.SHOULD)
def their_or_there(text: Text) -> Iterator[Find]:
    """“there” where “their” is meant, or the other way round, and “they're” for either.

    Why: all three sound alike, and the dictionary has them all.
    Example: Pupils take pride in there books. -> their
    """
    if text.word_set.isdisjoint(("their", "there", "they're", "their's")):
        return
    for found in _THERE_NOUN.finditer(text.text):
        before = text.text[: found.start()].rstrip()
        if before.endswith((",", ";")) or found[0].lower().startswith("they") or not before.endswith(("is", "are")):
            yield _of_three(found, "their")
    for found in _THEIR_VERB.finditer(text.text):
        yield _of_three(found, "there")
    for found in _THEYRE.finditer(text.text):
        if text.lower[: found.start()].rstrip().endswith((" when", " that", " because", " if", " while", " but")):
            yield _of_three(found, "they are")
    for found in _THEIRS.finditer(text.text):
        yield _of_three(found, "theirs")


def _of_three(found: re.Match[str], mend: str) -> Find:
    words = found[0].rstrip()
    message = f"“{words}” seems to stand for “{mend}”."
    return Find(found.start(), found.start() + len(words), message, cased(mend, words))


@in_words("HV613", Severity.SHOULD)
def confused_words(text: Text) -> Iterator[Find]:
    """A word taken for another that sounds or looks like it: affect and effect, practice and practise, led and lead.

    Why: both words are in the dictionary, so only a reader finds them. The house's list is confused.toml.
    Example: This has lead to better attendance. -> has led to
    """
    return phrases("confused").find(text)
