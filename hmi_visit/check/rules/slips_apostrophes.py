"""Slips with apostrophes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.query import Find, Severity
from hmi_visit.check.registry import in_words
from hmi_visit.check.text import Text, words_in

_PEOPLE = (
    r"(?:pupils|teachers|leaders|governors|parents|schools|children|adults|inspectors|lessons|books|subjects|classes)"
)
_CANNOT_BE_OWNED = (
    r"(?:as|who|whom|that|which|is|are|was|were|has|have|had|do|does|did|can|could|will|would|should|must|may|might|but"
    r"|at|by|for|to|from|with|when|where|because|if|they|he|she|it|we|you|the|a|an|this|these|their|across|through"
    r"|during|make|made|know|understand|enjoy|need|learn|feel|receive|throughout|within|in(?!-)|on(?!-)|of)"
)
_STRAY = re.compile(rf"\b([A-Za-z]+s)(['’])(?=\s+{_CANNOT_BE_OWNED}\b)", re.IGNORECASE)
_NOUN = (
    r"(?:pupil|teacher|leader|governor|parent|lesson|book|subject|plan|result|target|visitor|colleague|class|report)"
)
_ONES_MANY = re.compile(
    rf"\b({_NOUN})(['’]s)(?=\s+(?:are|were|have|who|know|make|need|understand|enjoy|learn)\b)", re.I
)
_DECADE = re.compile(r"\b((?:19|20)\d0)['’]s\b(?=\s+(?:are|were|and|to)\b|[.,;])")
_AFTER_S = re.compile(r"s['’]\s")
_OPENS = re.compile(r"(?<!\w)['‘](?=\w)")


@in_words("HV607", Severity.SHOULD)
def stray_apostrophe(text: Text) -> Iterator[Find]:
    """An apostrophe after a plural that owns nothing.

    Why: what stands after it cannot be owned: a verb, a preposition, a conjunction.
    Example: The behaviour of pupils' as they move -> pupils
    """
    if "'" not in text.text and "’" not in text.text:
        return
    for found in _STRAY.finditer(text.text) if _AFTER_S.search(text.text) else ():
        opened = sum(1 for _ in _OPENS.finditer(text.text, 0, found.start(2)))
        closed = len(re.findall(r"(?<=[\w.,!?])['’](?!\w)", text.text[: found.start(2)]))
        if opened <= closed:
            yield Find(*found.span(), "Nothing that follows is owned: the apostrophe is one too many.", found[1])
    for found in _ONES_MANY.finditer(text.text):
        mend = f"{found[1]}{'es' if found[1].lower().endswith('ss') else 's'}"
        yield Find(*found.span(), "Nothing that follows is owned: this is a plain plural.", mend)
    for found in _DECADE.finditer(text.text):
        yield Find(*found.span(), "A decade is a plain plural.", f"{found[1]}s")


_OWNERS = r"(pupils|governors|teachers|leaders|parents|childrens|mens|womens)"
_ALWAYS = words_in("childrens mens womens")
_OWNING = frozenset(
    (owner, owned)
    for owner in words_in("pupils governors teachers leaders parents")
    for owned in words_in(
        "attainment achievement behaviour attitudes outcomes minutes starting learning progress needs views work"
        " actions"
        " expectations evaluations leadership attendance books marking planning plans skills knowledge meeting"
        " meetings"
    )
)
"""Words that stand together where the pattern can match: most lines have none of them."""
_OWNED = (
    r"(?:attainment|achievement|behaviour|attitudes|outcomes|minutes|starting points|learning needs|actions"
    r"|expectations"
    r"|evaluations|leadership)"
)
_VERBS = r"(?:progress|needs|views|work|learning)"
_BEGINNING = r"(?:^|[.!?;:,]\s+|\b(?:that|because|when|where|although|but|while|so|if|and)\s+)"
_SUBJECT = (
    r"(?:progress|attainment|behaviour|attendance|achievement|attitudes|books|marking|planning|plans|work"
    r"|knowledge|skills)"
)
_MEETING = r"meetings?(?=\s+(?:is|was|were|are|has|had|on|in|held|minutes)\b)"
_BEFORE = (
    r"(?:about|improv\w+|rais\w+|check\w*|track\w*|monitor\w*|scrutinis\w+|evaluat\w+|analys\w+|accelerat\w+|assess\w*"
    r"|review\w*)"
)
_UNOWNED = re.compile(
    rf"\b(?:the|of|in|on|for|from|between|{_BEFORE})\s+{_OWNERS}(?=\s+{_OWNED}\b)"
    rf"|\b{_BEFORE}\s+{_OWNERS}(?=\s+{_VERBS}\b(?!\s+(?:with|hard|well|on|together|through|at|independently|towards)))"
    rf"|{_BEGINNING}{_OWNERS}(?=\s+{_SUBJECT}\s+(?:is|are|was|were|has|have)\b)"
    rf"|\b(?:the|a|at|of|each)\s+{_OWNERS}(?=\s+{_MEETING})"
    r"|\b(childrens|mens|womens)\b(?!['’])",
    re.IGNORECASE,
)


@in_words("HV608", Severity.SHOULD)
def missing_apostrophe(text: Text) -> Iterator[Find]:
    """A plural that owns what follows, without its apostrophe.

    Why: “information about pupils progress” stops the reader, who takes “progress” for what pupils do.
    Example: information about pupils progress -> pupils'
    """
    if text.pairs.isdisjoint(_OWNING) and text.word_set.isdisjoint(_ALWAYS):
        return
    for found in _UNOWNED.finditer(text.text):
        group = next(number for number in range(1, 6) if found[number])
        owner = found[group]
        mark = "’" if "’" in text.text else "'"
        mend = f"{owner[:-1]}{mark}s" if owner.lower() in ("childrens", "mens", "womens") else f"{owner}{mark}"
        yield Find(*found.span(group), f"What follows belongs to them: “{mend}”.", mend)
