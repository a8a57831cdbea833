"""People who should not be recognised, and numbers that do not belong into a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.query import Find, Severity
from hmi_visit.check.registry import in_words
from hmi_visit.check.text import Text
from hmi_visit.evidence.names import EMAIL, TELEPHONE

_TRAIT = (
    r"(?:autis\w+|epilep\w+|asthma\w*|diabet\w+|cerebral palsy|Down(?:['’]s)? syndrome|deaf\w*|blind\w*|hearing"
    r" impair\w+"
    r"|visual(?:ly)? impair\w+|wheelchair|ADHD|dyslexi\w+|dyspraxi\w+|looked[- ]after|in care|child protection"
    r"|refugees?"
    r"|asylum|bereave\w+|selective mut\w+|allerg\w+|medical condition|Travellers?|Roma|Gypsy|Gypsies|statement of"
    r" special"
    r"|education, health and care plan|foster\w*|behavioural difficult\w+|speech difficult\w+|physical disabilit\w+)"
)
_WHERE = r"(?:Years? \d{1,2}|Reception|the nursery|Nursery|the sixth form|one class)"
_ONE = re.compile(
    rf"\b(?:a|one|the only|another|this|that)\s+(?:[\w-]+\s+){{0,3}}?(?:pupil|child|boy|girl)\b[^.;]{{0,60}}?\b{_TRAIT}"
    rf"|\b(?:an?|one|the only|another)\s+(?:{_TRAIT}\s+)(?:pupil|child|boy|girl)\b",
    re.IGNORECASE,
)


@in_words("HV403", Severity.SHOULD)
def one_pupils_condition(text: Text) -> Iterator[Find]:
    """A single pupil with a condition or circumstances by which families would know who it is.

    Why: the letter is public, and the school is small.
    Example: one boy with epilepsy in Year 4 -> pupils who have medical needs
    """
    if text.word_set.isdisjoint(("pupil", "child", "boy", "girl")):
        return
    for found in _ONE.finditer(text.text):
        yield Find(*found.span(), "Families would know who this is.")


_FEW = re.compile(
    r"\b(?:two|three|four|five|both|a couple of|a handful of|the few)\s+(?:[\w-]+\s+){0,4}?(?:pupils|children|boys"
    r"|girls)\b"
    r"[^.;]*",
    re.IGNORECASE,
)
_NUMBERS = frozenset({"two", "three", "four", "five", "both", "couple", "handful", "few"})
_HAS_TRAIT = re.compile(rf"\b{_TRAIT}", re.IGNORECASE)
_HAS_YEAR = re.compile(rf"\b{_WHERE}\b")


@in_words("HV404", Severity.SHOULD)
def small_group(text: Text) -> Iterator[Find]:
    """A small group with its year and a trait, by which families would know who they are.

    Why: two Traveller pupils in Year 2 are as good as named.
    Example: the two deaf pupils in Year 3 -> pupils who have hearing impairments
    """
    if text.word_set.isdisjoint(_NUMBERS) or not _HAS_TRAIT.search(text.text):
        return
    for found in _FEW.finditer(text.text):
        start, stop = text.sentence_at(found.start())
        if _HAS_TRAIT.search(found[0]) and _HAS_YEAR.search(text.text, start, stop):
            yield Find(*found.span(), "So few, with a year and a trait, are as good as named.")


@in_words("HV405", Severity.MUST)
def e_mail_address(text: Text) -> Iterator[Find]:
    """An e-mail address in the text.

    Why: addresses belong into the letterhead; a person's stays out of a published letter.
    Example: write to a.marsh@school.example -> write to the school's office
    """
    for found in EMAIL.finditer(text.text) if "@" in text.text else ():
        yield Find(*found.span(), "An e-mail address does not belong into the text.")


@in_words("HV406", Severity.MUST)
def telephone_number(text: Text) -> Iterator[Find]:
    """A telephone number in the text.

    Why: numbers belong into the letterhead; a person's stays out of a published letter.
    Example: call 01632 960118 -> call the school's office
    """
    if "0" in text.text:
        for found in TELEPHONE.finditer(text.text):
            yield Find(*found.span(), "A telephone number does not belong into the text.")


_TEACHER = re.compile(
    r"\b(?:[Tt]he|[Oo]ne|[Aa]n?)\s+(?:newly qualified |new |supply |inexperienced |experienced |temporary )?"
    r"(?:Year \d{1,2}|Reception|nursery|Nursery)\s+(?:class )?(?:teacher|teaching assistant)\b(?!['’])"
    r"|\b(?:[Tt]he|[Oo]ne|[Aa])\s+(?:[\w-]+\s+)?teacher\s+(?:in|of)\s+(?:Year \d{1,2}|Reception)\b"
)


@in_words("HV407", Severity.CONSIDER)
def one_teacher(text: Text) -> Iterator[Find]:
    """One member of staff is meant, and can be told by the class.

    Why: everybody at the gate knows who teaches Year 4; what is said of the teaching is said of that person.
    Example: The Year 4 teacher does not plan well. -> Planning in one class is weak.
    """
    if text.word_set.isdisjoint(("teacher", "assistant")):
        return
    for found in _TEACHER.finditer(text.text):
        yield Find(*found.span(), "Everybody at the school knows who this is.")
