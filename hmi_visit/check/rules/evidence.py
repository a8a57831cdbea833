"""What the findings rest on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hmi_visit.check.query import Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_visit
from hmi_visit.check.text import text_of, words_in
from hmi_visit.form.model import Role, Shows
from hmi_visit.visit.sentences import Span, paragraphs, sentences

_SMALL = words_in(
    "the a an of to in and or for on with at by from that this these those is are was were be been has have had it"
    " its they"
    " their them all more most so as not no but who which what how when where than then so such make sure ensure"
    " improve"
    " improving pupils pupil school school's teaching teachers leaders work every each other others well good"
    " better can"
    " could should would will may especially through between into about using use"
)
_SHARED = 2
"""Words that an area and a finding must have in common to be about the same thing."""


class _Sentence(NamedTuple):
    """A sentence of the findings, and the entries under it."""

    span: Span
    entries: frozenset[str]


@in_visit("HV301", Severity.CONSIDER)
def empty_log(reading: Reading) -> Iterator[Query]:
    """The log of evidence is empty, and there are findings.

    Why: a sentence that is questioned in a month's time rests on what was noted on the day. Asked once for the visit.
    Example: no entries -> type the notes of the day, or keep them elsewhere and say so
    """
    logs = any(step.shows is Shows.ENTRIES for step in reading.form.steps)
    if logs and not reading.snapshot.entries and any(p.text.words for p in reading.passages):
        yield reading.query(None, "The log of evidence is empty: no sentence of the letter rests on an entry.")


@in_visit("HV302", Severity.CONSIDER)
def sentence_without_evidence(reading: Reading) -> Iterator[Query]:
    """A sentence of the findings with no entry under it, nor under its paragraph.

    Why: it may be true, but nobody could show it. Where nothing is linked at all, it is asked once.
    Example: Attendance is rising. -> link it to the entry with the figures
    """
    found = _findings(reading)
    bare = [s for s in found if not s.entries]
    if not reading.snapshot.entries or not bare:
        return
    if len(bare) == len(found):
        yield reading.about(Role.FINDINGS, f"None of these {len(found)} sentences is linked to an entry.")
        return
    for sentence in bare:
        yield from reading.at_span(Role.FINDINGS, sentence.span, "No entry is linked to this sentence.")


@in_visit("HV303", Severity.CONSIDER)
def area_without_finding(reading: Reading) -> Iterator[Query]:
    """An area for improvement that no finding speaks to.

    Why: the school was asked to improve it, and the letter is where it hears how far it has come. A finding speaks to
    an area where an entry about the area is linked to it, or where the two share their words.
    Example: area 4, about governors, and not a word on governors -> say what they have done
    """
    findings = reading.of_role(Role.FINDINGS)
    areas = reading.items(Role.AREAS)
    field = reading.field(Role.AREAS)
    if not areas or not findings or field is None or field.printed:
        return
    linked = {name for sentence in _findings(reading) for name in sentence.entries}
    touched = {n for entry in reading.snapshot.entries if entry.name in linked for n in entry.about}
    said = frozenset().union(*(map(_stem, p.text.word_set) for p in findings))
    for number, area in enumerate(areas, 1):
        words = {_stem(w) for w in text_of(area).word_set if w not in _SMALL}
        if number not in touched and len(words & said) < min(_SHARED, len(words)):
            yield reading.about(Role.FINDINGS, f"No finding speaks to area {number}: {area.strip()}", area.strip())


@in_visit("HV304", Severity.CONSIDER)
def single_source(reading: Reading) -> Iterator[Query]:
    """A finding that rests on one entry alone.

    Why: what was seen once, or said by one person, is an impression until something else agrees with it.
    Example: one lesson visited -> the books of that class as well
    """
    seen: set[frozenset[str]] = set()
    for sentence in _findings(reading):
        if len(sentence.entries) == 1 and sentence.entries not in seen:
            seen.add(sentence.entries)
            (name,) = sentence.entries
            yield from reading.at_span(Role.FINDINGS, sentence.span, f"This rests on one entry alone, {name}.")


@in_visit("HV309", Severity.CONSIDER)
def loose_link(reading: Reading) -> Iterator[Query]:
    """What was linked to an entry stands nowhere any longer.

    Why: the sentence was reworded so far that its evidence hangs in the air.
    Example: the sentence that e4 was under is gone -> link what stands in its place
    """
    for link in reading.snapshot.links:
        if link.loose:
            names = ", ".join(link.entries)
            yield reading.query(link.field, f"What {names} was linked to stands here no longer.", link.words)


def _findings(reading: Reading) -> tuple[_Sentence, ...]:
    kept: tuple[_Sentence, ...] | None = reading.kept.get("findings")
    if kept is None:
        kept = reading.kept["findings"] = tuple(_read(reading))
    return kept


def _read(reading: Reading) -> Iterator[_Sentence]:
    field, text = reading.field(Role.FINDINGS), reading.value(Role.FINDINGS)
    if field is None or not isinstance(text, str):
        return
    under: dict[tuple[int, int | None], set[str]] = {}
    for link in reading.snapshot.links:
        if link.field == field.name and not link.place and not link.loose:
            under.setdefault((link.paragraph, link.sentence), set()).update(link.entries)
    for number, paragraph in enumerate(paragraphs(text), 1):
        whole = under.get((number, None), set())
        for place, span in enumerate(sentences(text, paragraph), 1):
            own = under.get((number, place), set())
            yield _Sentence(span, frozenset(whole | own))


@lru_cache(8192)
def _stem(word: str) -> str:
    """A word without the ending that does not change what it is about."""
    word = word.removesuffix("'s").removesuffix("'")
    for ending in ("ement", "ance", "ing", "ies", "es", "ed", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= len("xxxx"):
            return word.removesuffix(ending)
    return word
