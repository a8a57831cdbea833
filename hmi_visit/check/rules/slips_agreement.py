"""Slips of agreement: singular and plural that do not go together, in the commonest patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.query import Find, Severity
from hmi_visit.check.registry import in_words
from hmi_visit.check.text import Text, words_in

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


_MASS = re.compile(
    r"(?:^|[.!?;]\s+|\b(?:that|because|although|while)\s+)the\s+"
    r"(quality|progress|impact|attainment|behaviour|attendance|achievement|leadership|effectiveness|pace|rate|number)"
    r"\s+of\s+[a-z’']+\s+(are|were|have)\b(?!\s+(?:made|had)\b)",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(each of (?:the|these|those|your|their)(?: \w+){1,2}) (are|were|have)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:^|[.!?;]\s+)(He|She|It|This) (are|have)\b")
_WHO = re.compile(rf"(?<!one of )(?<!one of the )\b({_PEOPLE}|those) (?:who|that) (has|is|was|does)\b", re.IGNORECASE)
_ONES_VERB = (
    r"(knows|makes|enjoys|understands|provides|ensures|gives|takes|receives|wants|feels|thinks|says|learns|becomes"
    r"|believes|reads|writes|attends|behaves|achieves|teaches)"
)
_THIRD = re.compile(rf"{_BEGINS}({_PEOPLE}|they|we)\s+{_ONES_VERB}\b", re.IGNORECASE)
_VERB_WORDS = words_in(_ONES_VERB.strip("()").replace("|", " "))
_MASS_WORDS = words_in(
    "quality progress impact attainment behaviour attendance achievement leadership effectiveness pace rate number"
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
    yield from _further(text)
    for found in _ONE_OF_MANY.finditer(text.text) if not pairs.isdisjoint(_ONE_PAIRS) else ():
        yield Find(*found.span(), f"“{found[1]}” asks for one, and “{found[2]}” are many.")
    for found in _MANY_OF_ONE.finditer(text.text) if not text.word_set.isdisjoint(_SINGULARS) else ():
        yield Find(*found.span(2), f"“{found[1]}” asks for more than one “{found[2]}”.", f"{found[2]}s")
    for found in _THERE_IS.finditer(text.text) if "there" in text.word_set else ():
        mend = {"is": "are", "was": "were", "has been": "have been"}[found[1].lower()]
        yield Find(*found.span(1), f"What is there are many: “{mend}”.", mend)


def _further(text: Text) -> Iterator[Find]:
    words = text.word_set
    if not words.isdisjoint(_MASS_WORDS) and "of" in words:
        for found in _MASS.finditer(text.text):
            yield _verb(found, 2, 1)
    if "each" in words:
        for found in _EACH.finditer(text.text):
            yield _verb(found, 2, 1)
    for found in _PRONOUN.finditer(text.text):
        yield _verb(found, 2, 1)
    if not words.isdisjoint(("who", "that")):
        for found in _WHO.finditer(text.text):
            yield _verb(found, 2, 1)
    if not words.isdisjoint(_VERB_WORDS):
        for found in _THIRD.finditer(text.text):
            mend = found[2][:-2] if found[2].lower() == "teaches" else found[2][:-1]
            yield Find(*found.span(2), f"“{found[1]}” goes with “{mend}”.", mend)


def _verb(found: re.Match[str], verb: int, subject: int) -> Find:
    said = found[verb].lower().replace("’", "'").removesuffix("n't")
    mend = _OTHER[said] + ("n't" if "n" in found[verb][-3:] and found[verb].endswith("t") and said != "hasn" else "")
    return Find(*found.span(verb), f"“{found[subject]}” goes with “{mend}”.", mend)
