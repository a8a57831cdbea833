"""What is not there yet, or only half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import OWN_WORDING, Reading
from hmi_visit.check.registry import in_passage, in_visit
from hmi_visit.check.text import words_in
from hmi_visit.form.model import Field, Item, Kind, Meaning, Role
from hmi_visit.form.values import is_empty

_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBC|TBA|FIXME|tbc|x{2,}|X{3,}|[Ll]orem ipsum)\b|\?{2,}|\b_{2,}|_{3,}|\.{4,}|…{2,}"
    r"|\[(?!sic\]|[\^@])[^\]\n]{0,60}\]|<(?:name|date|school|insert|number|add)[^>\n]{0,40}>"
)
_MARKED = ("??", "[", "<", "__", "....", "……", "xx", "XXX")
_WORDS = words_in("todo tbc tba fixme lorem")
_BREAKS_OFF = words_in(
    "a an the and or but of to in on at by for with from into about their its our your his her this these that because"
    " which who whose when while although such as than is are was were has have had be been not very"
)
_NEVER_LAST = words_in("a an the and or but of their our its your his my because which although such as than with from")
"""What a list item, which may end with “to” or “in”, cannot end with either."""
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]*]*\Z")
_LEADS = (":-", ": -", ":–", ": –")
_MARKS = " \t\"'”’)]*"


@in_visit("HV101", Severity.MUST)
def required_and_empty(reading: Reading) -> Iterator[Query]:
    """A part that the letter needs has no answer.

    Why: the letter prints a highlighted gap in its place, which the reader of a finished letter must never see.
    Example: “Context” is empty -> say what has changed since the last inspection.
    """
    for field in reading.form.fields.values():
        if field.required and is_empty(reading.snapshot.answers.get(field.name)):
            yield reading.query(field.name, f"{field.label} has no answer yet.")


@in_passage("HV102", Severity.MUST)
def placeholder(passage: Passage, reading: Reading) -> Iterator[Find]:  # noqa: ARG001
    """Something stands where words are still to come: TODO, xx, ???, [name].

    Why: what was left for later in the school is forgotten in the evening, and the letter prints it as it stands.
    Example: I met with [name] and xx governors. -> the name, and how many.
    """
    text = passage.text
    if text.word_set.isdisjoint(_WORDS) and not any(mark in text.text for mark in _MARKED):
        return
    for found in _PLACEHOLDER.finditer(passage.text.text):
        yield Find(*found.span(), f"“{found[0]}” holds a place for words that are still to come.")


@in_visit("HV103", Severity.MUST)
def judgement_without_actions(reading: Reading) -> Iterator[Query]:
    """Leaders are judged not to be taking effective action, and no action is asked of them.

    Why: a school that is told that it does too little must be told what to do. Where action is effective, a letter
    without any further action is possible, and is asked about only as something to consider.
    Example: judgement “not taking effective action”, actions empty -> at least one action.
    """
    field, means = reading.field(Role.ACTIONS), reading.means(Role.JUDGEMENT)
    if field is None or means is Meaning.NONE or reading.items(Role.ACTIONS):
        return
    if means is Meaning.NOT_EFFECTIVE:
        yield reading.about(Role.ACTIONS, "The judgement asks for action, and no action is given.")
    else:
        query = reading.about(Role.ACTIONS, "There is a judgement and no action; is none meant?")
        yield Query("HV103", Severity.CONSIDER, query.field, None, None, "", query.message)


@in_visit("HV104", Severity.MUST)
def list_without_a_lead(reading: Reading) -> Iterator[Query]:
    """A list of the letter whose lead this visit has worded as nothing, or without its colon.

    Why: the items go on the sentence of their lead; without one they hang in the air.
    Example: the lead to the actions worded as “The school should take action” -> end it with “to:”.
    """
    for wording in reading.form.wording.values():
        own = reading.snapshot.wording.get(wording.name)
        if own is None or not wording.leads or is_empty(reading.snapshot.answers.get(wording.leads)):
            continue
        if not own.strip().rstrip("*").endswith(":"):
            what = "ends without its colon" if own.strip() else "is worded as nothing"
            yield reading.query(OWN_WORDING + wording.name, f"The list has items, and its lead {what}.", own.strip())


@in_passage("HV105", Severity.SHOULD)
def no_end_of_sentence(passage: Passage, reading: Reading) -> Iterator[Find]:  # noqa: ARG001
    """A paragraph that ends without a full stop.

    Why: either the stop was forgotten or the sentence was; both show in print.
    Example: Governors meet each half-term -> Governors meet each half-term.
    """
    text = passage.text
    if passage.in_list or passage.sort is not Sort.PARAGRAPH or _ENDS.search(text.text) or _breaks_off(passage):
        return
    if len(text.words) < _LEAST_SENTENCE or _is_heading(text.text):
        return
    if "[" in passage.path and len(text.sentences) == 1:
        return  # a cell or caption of a report, which need not be a sentence
    last = text.words[-1]
    end = len(text.text.rstrip(_MARKS))
    if end == last.stop:
        yield Find(last.start, last.stop, "The paragraph ends without a full stop.", f"{last.text}.")


@in_passage("HV106", Severity.MUST)
def breaks_off(passage: Passage, reading: Reading) -> Iterator[Find]:  # noqa: ARG001
    """A paragraph or item that breaks off: it ends with a comma, or with a word that asks for another.

    Why: a sentence begun before the bell and never finished says nothing, or the wrong thing.
    Example: Governors do not yet have the -> the rest of the sentence.
    """
    if _breaks_off(passage):
        last = passage.text.words[-1]
        yield Find(last.start, len(passage.text.text), "The sentence breaks off here.")


@in_visit("HV107", Severity.SHOULD)
def half_filled(reading: Reading) -> Iterator[Query]:
    """An item of a group, or of a list, of which a part is there and what it needs is not.

    Why: a row begun and not finished is printed with a hole in it; an empty line was meant for something.
    Example: a list of which the second line is blank -> fill the line or take it out.
    """
    for field in reading.form.fields.values():
        value = reading.snapshot.answers.get(field.name)
        if field.kind is Kind.GROUP and isinstance(value, list):
            for index, item in enumerate(cast("list[Item]", value)):
                yield from _half_filled(reading, field, item, f"{field.name}[{index}]")
        elif field.kind is Kind.LIST and isinstance(value, list) and not is_empty(value):
            for number, line in enumerate(value, 1):
                if not str(line).strip(" -*•\t"):
                    message = "This item of the list is empty."
                    yield Query("HV107", Severity.SHOULD, field.name, number, 1, "", message, None, 0)


_LEAST_SENTENCE = 3
_CAPTION = re.compile(r"(?:Table|Figure|Source|Chart|Note)\b[^.]{0,12}:")


def _half_filled(reading: Reading, group: Field, item: Item, path: str) -> Iterator[Query]:
    given = any(not is_empty(value) for value in item.values())
    for inner in group.fields:
        if inner.required and given and is_empty(item.get(inner.name)):
            yield reading.query(f"{path}.{inner.name}", f"{inner.label} has no answer here, and the rest of it has.")


def _breaks_off(passage: Passage) -> bool:
    text = passage.text
    if not text.words or passage.sort is Sort.ROW:
        return False
    end = text.text.rstrip(_MARKS)
    if end.endswith((",", "–", "—", " -")):
        return not (passage.sort is Sort.ITEM and end.endswith(",")) and not end.endswith(_LEADS)
    last = text.words[-1]
    breaking = _BREAKS_OFF if passage.sort is Sort.PARAGRAPH else _NEVER_LAST
    if last.lower not in breaking or len(text.words) < _LEAST_SENTENCE:
        return False
    if passage.sort is Sort.ITEM and last.lower in ("and", "or"):
        return text.text[: last.start].rstrip()[-1:] not in (",", ";")
    ending = text.text[last.stop :].strip(_MARKS)
    return not ending or (
        ending == "." and last.lower in _NEVER_LAST - {"with", "from", "of", "such", "as", "than", "which"}
    )


def _is_heading(text: str) -> bool:
    """Whether a paragraph in bold, italics or brackets, or a caption, stands for something else than a sentence."""
    return (text[0] == text[-1] == "*") or (text[0] == "(" and text[-1] == ")") or bool(_CAPTION.match(text))
