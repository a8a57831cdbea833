"""The proof of a letter: what was written is opened again and held against what had to be written, before it is kept.

Two halves meet: every answer that the form prints stands in the file to the last character, and the file says what the
letter's text says, line by line, in order, no more and no less. Both are read by ways of their own (`proof_reader`,
`proof_text`, `proof_answers`), which share nothing with what writes letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hmi_visit.form.model import Form
from hmi_visit.letter.proof_answers import Answer, Words, lacking, printed_answers
from hmi_visit.letter.proof_reader import BODY, HEADER, Said, parts_of, read_back
from hmi_visit.letter.proof_text import STAR, Line, lines_of
from hmi_visit.problems import Problem, shortened
from hmi_visit.visit.difference import difference, marked
from hmi_visit.visit.model import Snapshot

_MOST_FAULTS = 3
"""Faults that a message names; it says how many more there are."""


class NotProved(Problem):
    """The file does not say what the letter says: it is not kept."""


class LeftOut(Problem):
    """An answer that the form prints does not stand in the letter; it is written so only where that is wanted."""

    may_force = True
    go_on = "write it all the same"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that the file says otherwise than it has to."""

    place: str
    what: str
    field: str = ""
    """The field whose answer is not all there, in a group `sections.topics.title`."""
    allowed: bool = False
    """Whether the form says that this may be so: it is told, and stops nothing."""

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def prove_word(
    form: Form, snapshot: Snapshot, markdown: str, content: bytes, *, styles: Callable[[], bytes]
) -> tuple[Fault, ...]:
    """Hold a Word file against the letter's text and the visit's answers.

    `styles` gives the styles document, whose own header (a crest, an address) stands before the letter's. Returns the
    answers that are not all there. Raises NotProved where the file says anything else than the text.
    """
    lines = lines_of(markdown)
    said = read_back(content)
    answers = list(printed_answers(form, snapshot.answers))
    if faults := list(_differences(lines, said, styles, form, answers)):
        mend = "nothing was written; this is a fault of the program, and -o letter.md writes the letter without it"
        raise NotProved(_told(faults), where="the letter in Word does not say what the letter says", mend=mend)
    return left_out(answers, [*said.header, *said.body, *said.footnotes])


def prove_text(form: Form, snapshot: Snapshot, markdown: str) -> tuple[Fault, ...]:
    """Hold a letter's text against the visit's answers: those that are not all there."""
    lines = (line.words.replace(STAR, "") for line in lines_of(markdown))
    return left_out(list(printed_answers(form, snapshot.answers)), list(lines))


def left_out(answers: Sequence[Answer], lines: Sequence[str]) -> tuple[Fault, ...]:
    """The answers of which a letter does not say every line."""
    words = Words(lines)
    return tuple(_lacks(answer, missing) for answer in answers if (missing := lacking(answer, words)))


def refuse(faults: Sequence[Fault], form: Form) -> None:
    """Raise LeftOut where there are answers that a letter does not say and has to.

    It has to say what the form's template prints; a field that the template never names is the form's fault, not this
    letter's: it is told, and stops nothing.
    """
    if not (faults := [fault for fault in faults if not fault.allowed]):
        return
    from hmi_visit.letter.check import asked_in_vain

    unnamed = set(asked_in_vain(form))
    if faults := [fault for fault in faults if fault.field not in unnamed]:
        mend = "clear the answer, have the form print it, or write the letter all the same with --force"
        raise LeftOut(_told(faults), where="the letter leaves out what was answered", mend=mend)


def _lacks(answer: Answer, missing: Sequence[int]) -> Fault:
    number = missing[0]
    place = answer.place if len(missing) == len(answer.lines) else f"{answer.place}, line {number + 1}"
    what = f"“{shortened(answer.lines[number])}” is not in the letter"
    return Fault(place, what, answer.name, answer.conditional)


def _differences(
    lines: Sequence[Line], said: Said, styles: Callable[[], bytes], form: Form, answers: Sequence[Answer]
) -> Iterator[Fault]:
    """Where the file and the text part."""
    for part, found in parts_of(said):
        wanted = [line for line in lines if line.part == part]
        if _agree(wanted, found):
            continue
        if part == HEADER:  # what the office's own first page says already
            wanted = [*(Line(words, HEADER, ()) for words in read_back(styles()).header), *wanted]
            if _agree(wanted, found):
                continue
        yield from _told_apart(wanted, found, part, form, answers)


def _agree(wanted: Sequence[Line], found: Sequence[str]) -> bool:
    return len(wanted) == len(found) and all(
        _same(line.words, words) for line, words in zip(wanted, found, strict=True)
    )


def _same(wanted: str, found: str) -> bool:
    """Whether a line reads as it has to; a star that was mark-up is gone, any other is there."""
    if wanted == found:
        return True
    if STAR not in wanted:
        return False
    if wanted.replace(STAR, "") == found:
        return True
    return re.fullmatch(re.escape(wanted).replace(STAR, r"\*?"), found) is not None


def _told_apart(
    wanted: Sequence[Line], found: Sequence[str], part: str, form: Form, answers: Sequence[Answer]
) -> Iterator[Fault]:
    """The differences by field and place."""
    from difflib import SequenceMatcher

    texts = [line.words.replace(STAR, "") for line in wanted]
    for kind, i, j, k, m in SequenceMatcher(None, texts, list(found), autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = min(j - i, m - k)
        for step in range(pairs):
            if not _same(wanted[i + step].words, found[k + step]):
                apart = marked(difference(texts[i + step], found[k + step]), around=4)
                place = _place(wanted, i + step, found[k + step], form, answers, part)
                yield Fault(place, f"it says {shortened(apart, 160)}")
        for at in range(i + pairs, j):
            yield Fault(_place(wanted, at, "", form, answers, part), f"“{shortened(texts[at])}” is missing")
        for at in range(k + pairs, m):
            place = f"after {_place(wanted, j - 1, None, form, answers, part)}" if j else f"the beginning of the {part}"
            yield Fault(place, f"“{shortened(found[at])}” was added")


def _place(wanted: Sequence[Line], at: int, found: str | None, form: Form, answers: Sequence[Answer], part: str) -> str:
    """The field whose words a line lost, or the named part of the letter that it stands in; and which line of it."""
    line = wanted[at]
    words = line.words.replace(STAR, "")
    if found is not None:
        for answer in answers:
            lost = [own for own in answer.lines if own.replace("*", "") in words and own.replace("*", "") not in found]
            if lost and max(map(len, lost)) > 3:
                return f"{answer.place}, line {answer.lines.index(lost[0]) + 1}"
    if part != BODY and not line.within:
        return part
    name = next((name for name in reversed(line.within) if name in form.fields), "")
    name = name or next(iter(reversed(line.within)), "")
    if not name:
        return f"the letter, paragraph {at + 1}"
    first = next(number for number, other in enumerate(wanted) if name in other.within)
    label = form.fields[name].label if name in form.fields else name
    return f"{label}, paragraph {at - first + 1}"


def _told(faults: Sequence[Fault]) -> str:
    told = "; ".join(map(str, faults[:_MOST_FAULTS]))
    more = len(faults) - _MOST_FAULTS
    return f"{told}; and {more} more" if more > 0 else told
