"""House style: sentences, lists, quotation marks and spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_visit, in_words
from hmi_visit.check.text import Text, words_in
from hmi_visit.form.model import Role

_STRAIGHT = re.compile(r"[\"']")
_CURLY = re.compile(r"[“”‘’]")


@in_visit("HV505", Severity.SHOULD)
def quotes_mixed(reading: Reading) -> Iterator[Query]:
    """Straight quotation marks and apostrophes in one place, curly ones in another.

    Why: text pasted from Word has curly ones, typed text straight ones; in print both show.
    Example: the school's plan, the pupils’ books -> the school's plan, the pupils' books
    """
    straight = sum(len(_STRAIGHT.findall(p.text.text)) for p in reading.passages)
    curly = sum(len(_CURLY.findall(p.text.text)) for p in reading.passages)
    if not straight or not curly:
        return
    few, kind = (_STRAIGHT, "curly") if straight < curly else (_CURLY, "straight")
    for passage in reading.passages:
        if found := few.search(passage.text.text):
            mark, count = found[0], min(straight, curly)
            mend = {"“": '"', "”": '"', "‘": "'", "’": "'"}.get(mark) or _curled(passage.text.text, found.start())
            message = f"The letter's marks are {kind} but for {count}, of which this is the first."
            yield reading.at(passage, *found.span(), message, mend)
            return


def _curled(text: str, at: int) -> str:
    opens = at == 0 or text[at - 1] in " \t\n([“‘"
    return ("“" if opens else "”") if text[at] == '"' else ("‘" if opens else "’")


_SPACES = re.compile(r"(?<=\S)( {2,}|[ ]*\t+[ ]*)(?=\S)")


@in_passage("HV506", Severity.SHOULD)
def double_space(passage: Passage, reading: Reading) -> Iterator[Find]:  # noqa: ARG001
    """Two spaces where one stands; asked once for each paragraph.

    Why: in justified type they open a hole in the line.
    Example: It is clear.  Leaders act. -> It is clear. Leaders act.
    """
    if passage.sort is not Sort.ROW and ("  " in passage.text.text or "\t" in passage.text.text):
        found = _SPACES.search(passage.text.text)
        if found:
            yield Find(*found.span(1), "There are two spaces here.", " ")


@in_passage("HV507", Severity.SHOULD)
def stop_on_the_last_action(passage: Passage, reading: Reading) -> Iterator[Find]:  # noqa: ARG001
    """A full stop stands after the last action, and after no other.

    Why: the actions go on the one sentence of their lead, and its full stop is at its end.
    Example: three actions, each with a full stop -> the last alone
    """
    if passage.role is not Role.ACTIONS or not passage.text.text.strip():
        return
    text = passage.text.text.rstrip()
    last = passage.line == passage.of
    if last and not text.endswith((".", "?", ".”", '."', ".)", ":")) and passage.text.words:
        word = passage.text.words[-1]
        if word.stop >= len(text) - 1:
            yield Find(word.start, word.stop, "The last action ends with a full stop.", f"{word.text}.")
    elif not last and text.endswith((".", ";")) and not text.endswith(("etc.", "...")):
        yield Find(len(text) - 1, len(text), "Only the last action ends with a full stop.", "")


IMPERATIVES = words_in(
    "accelerate act address adopt agree allow analyse appoint apply arrange ask assess build carry challenge check"
    " clarify"
    " coach communicate complete confirm consider consult continue co-ordinate coordinate create define deliver"
    " demonstrate"
    " deploy determine develop devise draw eliminate embed enable encourage engage enrich ensure eradicate"
    " establish evaluate"
    " examine explain extend find follow formalise give help hold identify implement improve include increase"
    " inform insist"
    " introduce involve keep lead learn maintain make meet monitor move observe obtain offer organise plan prepare"
    " prevent"
    " promote provide publish put raise recruit reduce refine reinforce remove reorganise require respond revise review"
    " rigorously scrutinise secure set share sharpen show simplify specify speed state strengthen support tackle"
    " take teach"
    " test tighten train undertake update urgently use visit widen work write"
)
"""Verbs with which an action begins: “The school should: improve …”."""
NOUNS_TOO = words_in(
    "plan work use review support test visit train show help lead act coach challenge share set state put"
)
"""Verbs that are nouns too."""
_STARTERS = words_in(
    "the a an all every each both their your its his her this these those there governors leaders teachers pupils staff"
    " parents it they"
)


@in_visit("HV508", Severity.CONSIDER)
def actions_begin_alike(reading: Reading) -> Iterator[Query]:
    """The actions begin with the same part of speech.

    Why: they go on one sentence; an action that begins otherwise cannot be read after the lead.
    Example: improve marking / the attendance of boys / raising standards -> improve / raise / raise
    """
    items = [p for p in reading.of_role(Role.ACTIONS) if p.text.words]
    sorts = [beginning(p.text) for p in items]
    known = Counter(sort for sort in sorts if sort)
    if len(known) < 2:
        return
    (most, count), (_, second) = known.most_common(2)
    if count == second:
        return
    for passage, sort in zip(items, sorts, strict=True):
        if sort and sort != most:
            word = passage.text.words[0]
            yield reading.at(passage, word.start, word.stop, f"Most actions begin with {most}, this one with {sort}.")


def beginning(text: Text) -> str:
    """What a list item begins with, in a person's words; nothing where it cannot be told."""
    first = text.words[0].lower
    second = text.words[1].lower if len(text.words) > 1 else ""
    if first == "to":
        return "“to”"
    if first.endswith("ly") and second in IMPERATIVES:
        return "a verb"
    if first in IMPERATIVES:
        return "" if first in NOUNS_TOO and second in ("is", "are", "for", "of") else "a verb"
    if first.endswith("ing") and len(first) > 5 and (second in _STARTERS or second in ("how", "that", "pupils'")):
        return "a form in -ing"
    return "a noun" if first in _STARTERS else ""


@in_passage("HV510", Severity.CONSIDER)
def long_sentence(passage: Passage, reading: Reading) -> Iterator[Find]:
    """A sentence of more words than the form's limit (`sentence`, 45 unless it says otherwise).

    Why: the reader has lost the beginning before the end; a table of contents in one sentence is a list.
    Example: a sentence of 52 words -> two
    """
    most = reading.house.most("sentence")
    if len(passage.text.words) <= most or passage.sort is Sort.ROW:
        return
    for start, stop, words in passage.text.by_sentence:
        count = len(words)
        if count > most:
            yield Find(start, stop, f"This sentence has {count} words; {most} are enough.")


@in_words("HV511", Severity.CONSIDER)
def passive_without_who(text: Text) -> Iterator[Find]:
    """Something “should be done”, and the sentence does not say by whom.

    Why: what nobody in particular must do, nobody does.
    Example: Marking must be improved. -> Subject leaders must improve marking.
    """
    if "be" not in text.word_set:
        return
    for found in _PASSIVE.finditer(text.text):
        _, stop = text.sentence_at(found.start())
        if " by " not in text.text[found.end() : stop] and not text.is_quoted(found.start()):
            yield Find(*found.span(), "Who is to do this? The sentence does not say.")


_PASSIVE = re.compile(
    r"\b(?:should|must|needs? to|has to|have to|ought to) (?:now |also |quickly |urgently )?be (?:\w+ly )?"
    r"(?:\w{3,}ed|given|made|taken|done|put|held|set|kept|built|taught|shown|drawn|found|written|brought)\b",
    re.IGNORECASE,
)


@in_words("HV520", Severity.CONSIDER)
def exclamation_mark(text: Text) -> Iterator[Find]:
    """An exclamation mark outside what somebody said.

    Why: a letter that reports need not raise its voice.
    Example: Attendance is rising! -> Attendance is rising.
    """
    for found in re.finditer(r"!", text.text) if "!" in text.text else ():
        if not text.is_quoted(found.start()):
            yield Find(*found.span(), "A full stop would do.", ".")
