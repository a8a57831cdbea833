"""House style: which words the house writes, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.house import pairs, phrases
from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.phrases import cased
from hmi_visit.check.query import Find, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_words
from hmi_visit.check.text import Text
from hmi_visit.form.model import Role

_HEAD = re.compile(r"\b(head)(?:-| )(?:t)(eacher)(s?)\b", re.IGNORECASE)


@in_words("HV501", Severity.SHOULD)
def headteacher(text: Text) -> Iterator[Find]:
    """“headteacher” is one word.

    Why: the house writes it so in every letter; written in two ways, it looks like two people.
    Example: the head teacher -> the headteacher
    """
    for found in _HEAD.finditer(text.text) if "head" in text.word_set else ():
        if not text.is_quoted(found.start()):
            yield Find(*found.span(), "“headteacher” is one word.", f"{found[1]}teacher{found[3]}")


_PER_CENT = re.compile(r"(?<=\d)( ?%)|\b(percent)\b", re.IGNORECASE)


@in_passage("HV502", Severity.SHOULD)
def per_cent(passage: Passage, reading: Reading) -> Iterator[Find]:  # noqa: ARG001
    """“per cent” in words, except in tables.

    Why: the house writes it in two words; the sign belongs into tables and charts.
    Example: 95% of pupils -> 95 per cent of pupils
    """
    text = passage.text.text
    if passage.sort is Sort.ROW or ("%" not in text and "percent" not in passage.text.word_set):
        return
    for found in _PER_CENT.finditer(text):
        mend = " per cent" if found[1] else "per cent"
        yield Find(*found.span(), "The house writes “per cent”.", mend)


_PUPILS = re.compile(
    r"\b(students?|kids?)\b(?! (?:teachers?|councils?|unions?|loans?|voice|leaders?|placements?|nurses?|bod(?:y"
    r"|ies)|visas?))"
    r"(?<!trainee students)(?<!university students)(?<!university student)(?<!college students)",
    re.IGNORECASE,
)
_OLDER = re.compile(r"\b(?:college|sixth|university|further education|UTC)\b", re.IGNORECASE)


@in_passage("HV503", Severity.SHOULD)
def pupils(passage: Passage, reading: Reading) -> Iterator[Find]:
    """Pupils, not students or kids; in a college, students.

    Why: one word for the same children throughout, and it is the house's.
    Example: The kids work hard. -> The pupils work hard.
    """
    if passage.text.word_set.isdisjoint(("student", "students", "kid", "kids")):
        return
    older = _OLDER.search(reading.text(Role.SUBJECT))
    for found in _PUPILS.finditer(passage.text.text):
        if passage.text.is_quoted(found.start()) or (older and found[1].lower().startswith("student")):
            continue
        mend = cased("pupils" if found[1].lower().endswith("s") else "pupil", found[1])
        yield Find(*found.span(), f"The house writes “{mend.lower()}”.", mend)


@in_words("HV504", Severity.SHOULD)
def british_spelling(text: Text) -> Iterator[Find]:
    """British spelling, with -ise.

    Why: a program set to American English “corrects” what was right.
    Example: behavior, organized, center -> behaviour, organised, centre
    """
    american = pairs("british")
    if text.word_set.isdisjoint(american):
        return
    for word in text.words:
        mend = american.get(word.lower)
        if mend is None or text.is_quoted(word.start):
            continue
        if word.text[0].isupper() and not text.begins_sentence(word.start):
            continue  # part of a name
        yield Find(word.start, word.stop, f"British English writes “{mend}”.", cased(mend, word.text))


@in_words("HV521", Severity.SHOULD)
def house_words(text: Text) -> Iterator[Find]:
    """Words that the house writes otherwise: Ofsted, Year 3, mathematics, while.

    Why: letters from one office read as from one hand. The list is style.toml.
    Example: year 3 pupils do maths -> Year 3 pupils do mathematics
    """
    return phrases("style").find(text)


@in_words("HV512", Severity.CONSIDER)
def vague_words(text: Text) -> Iterator[Find]:
    """Words that leave open how much, how many or what.

    Why: the school has to act on the letter, and cannot act on “issues”. The list is vague.toml.
    Example: There are a number of issues. -> Marking is late in three classes.
    """
    return phrases("vague").find(text)


@in_words("HV514", Severity.CONSIDER)
def jargon(text: Text) -> Iterator[Find]:
    """Words of the trade that parents and governors would not use.

    Why: the letter is published, and read by families. The list is jargon.toml.
    Example: Leaders conduct learning walks. -> Leaders visit lessons.
    """
    return phrases("jargon").find(text)


_CONTRACTED = re.compile(
    r"\b(?:(?:is|are|was|were|do|does|did|has|have|had|could|would|should|must|need)n['’]t|can['’]t|won['’]t|shan['’]t"
    r"|(?:I|you|we|they)['’](?:ve|re|ll|d|m)|(?:he|she|there|that|what|here|let)['’]s(?= (?:a|an|the|been|not|no"
    r"|more|is"
    r"|very|us|also|always|now)\b)|it['’]s(?= (?:a|an|the|been|not|no|clear|important|too|very|also|good|time|hard"
    r"|likely"
    r"|that|essential|difficult|possible)\b))",
    re.IGNORECASE,
)
_WHOLE = {"can't": "cannot", "won't": "will not", "shan't": "shall not", "let's": "let us", "i'm": "I am"}
_ENDS = {"n't": " not", "'ve": " have", "'re": " are", "'ll": " will", "'s": " is"}


@in_words("HV518", Severity.SHOULD)
def contraction(text: Text) -> Iterator[Find]:
    """Words drawn together: don't, it's, you've.

    Why: a formal letter writes them out; what a pupil said, in quotation marks, stays as it was said.
    Example: Leaders don't check. -> Leaders do not check.
    """
    if "'" not in text.text and "’" not in text.text:
        return
    for found in _CONTRACTED.finditer(text.text):
        if text.is_quoted(found.start()):
            continue
        straight = found[0].lower().replace("’", "'")
        mend = _WHOLE.get(straight)
        if mend is None:
            ending = next((e for e in _ENDS if straight.endswith(e)), "")
            mend = found[0][: -len(ending)] + _ENDS[ending] if ending else None
        yield Find(*found.span(), "A letter writes this out.", cased(mend, found[0]) if mend else None)
