"""Slips with commas and semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.query import Find, Severity
from hmi_visit.check.registry import in_words
from hmi_visit.check.text import Text

_OPENERS = re.compile(
    r"(?:^|(?<=[.!?] ))(As a result(?! of)|In addition(?! to)|Nevertheless|Consequently|Furthermore|Moreover|In summary"
    r"|In contrast(?! (?:to|with))|For example|As a consequence(?! of)|However(?! (?:hard|much|many|well|small|good|few"
    r"|long|quickly|often|it (?:may|is)|they do|carefully|difficult|able|strong))|In particular|On the other hand"
    r"|Therefore|In conclusion)(?= [A-Za-z])"
)
_CLAUSE = re.compile(
    r"(?:^|(?<=[.!?] ))(?:As|When|Although|While|Because) (?:I|we|you|they|leaders|pupils|governors) [^,;:.!?]{3,60}?"
    r"(?<! when)(?<! that)(?<! because)(?<! as)(?<! if)(?<! which)(?<! where)(?<! what)(?<! how)(?<! while)(?<! and)"
    r"(?<! than)(?<! before)(?<! after)(?<! since)(?<! whom)(?<! or)(?<! but)(?<! until)(?<! whether)(?<! why)"
    r" (I|we) (?:am|was|have|will|did|had|saw|found|met|would|can|could|could|should|must|ask|recommend|write)\b"
)


@in_words("HV617", Severity.CONSIDER)
def comma_after_opening(text: Text) -> Iterator[Find]:
    """A sentence opens with “However”, “As a result” or a clause, and no comma parts it from the rest.

    Why: without the comma the reader runs on and has to come back.
    Example: As a result middle leaders check more often. -> As a result, middle leaders check more often.
    """
    for found in _OPENERS.finditer(text.text):
        yield Find(*found.span(1), f"A comma would part “{found[1]}” from the rest.", f"{found[1]},")
    for found in _CLAUSE.finditer(text.text):
        yield Find(*found.span(1), f"A comma before “{found[1]}” would part the clause from the rest.")


_THINKING = (
    r"(?:recognising|ensuring|meaning|suggesting|indicating|reflecting|knowing|believing|demonstrating|adding"
    r"|making sure) (?:that|how|what)\b[^.;:]*"
)
_DOING = (
    r"(?:making|giving|allowing|enabling|ensuring|helping|providing|including|resulting|causing|creating|leaving|raising"
    r"|hindering|preventing|limiting|leading to|contributing|focusing|highlighting|taking) [^.;:]*"
)
_FRAGMENT = re.compile(rf"(;)\s+(?:(?P<thinking>{_THINKING})|{_DOING})")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|must|should)\b")


@in_words("HV618", Severity.SHOULD)
def semicolon_before_fragment(text: Text) -> Iterator[Find]:
    """A semicolon before words that are no sentence of their own.

    Why: what stands after a semicolon could stand alone; a clause with a participle is joined by a comma.
    Example: they welcome the training; recognising that it helps -> they welcome the training, recognising
    """
    for found in _FRAGMENT.finditer(text.text):
        start, stop = text.sentence_at(found.start())
        a_list = ":" in text.text[start : found.start()] or text.text[start:stop].count(";") > 1
        if not a_list and (found["thinking"] or not _FINITE.search(found[0])):
            yield Find(*found.span(1), "What follows is no sentence of its own: a comma joins it.", ",")


_PARTED = re.compile(r",(?= (?:have|has|are|were|will|is|was) (?:all|both|each) )")
_ASIDE = re.compile(r", (?:who|which|where|whose|including|such as|as well as|together with|along with|for example)\b")


@in_words("HV619", Severity.CONSIDER)
def comma_before_the_verb(text: Text) -> Iterator[Find]:
    """A comma that parts a long subject from its verb.

    Why: however long the list before it, the verb belongs to it.
    Example: New toys, longer breaks and clearer rules, have all helped. -> clearer rules have all helped
    """
    if text.word_set.isdisjoint(("all", "both", "each")):
        return
    for found in _PARTED.finditer(text.text):
        start, _ = text.sentence_at(found.start())
        before = text.text[start : found.start()]
        if " and " in before and not _ASIDE.search(before) and "(" not in before and " – " not in before:
            yield Find(*found.span(), "This comma parts the subject from its verb.", "")


_SPLICE = re.compile(
    r"(, however)(?= (?:they|it|he|she|this|there|these|you|we|I|the|leaders|pupils|governors|teachers|some|not all"
    r"|too)\b)"
)


@in_words("HV620", Severity.SHOULD)
def comma_before_however(text: Text) -> Iterator[Find]:
    """Two sentences joined by a comma and “however”.

    Why: “however” joins nothing; without a semicolon or full stop the reader takes it for the end of the first
    sentence.
    Example: They act, however they lack information. -> They act; however, they lack information.
    """
    if "however" in text.word_set:
        for found in _SPLICE.finditer(text.text):
            yield Find(*found.span(1), "A comma does not join two sentences here.", "; however,")
