"""How long it is, against what is usual."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_visit
from hmi_visit.form.model import Kind, Role
from hmi_visit.form.values import is_empty
from hmi_visit.visit.progress import is_missing
from hmi_visit.visit.words import count_words

_JINJA = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


@in_visit("HV701", Severity.CONSIDER)
def words_of_a_section(reading: Reading) -> Iterator[Query]:
    """A section has fewer or more words than is usual for it in this form.

    Why: two published letters of one kind differ by a third at most; a section far outside was hurried, or
    wants cutting.
    Example: main findings of 120 words, where 300 to 500 are usual -> say what came of each area
    """
    for field in reading.form.fields.values():
        value = reading.snapshot.answers.get(field.name)
        if not field.words or field.kind is not Kind.PROSE or not isinstance(value, str) or is_empty(value):
            continue
        (least, most), count = field.words, count_words(value)
        if not least <= count <= most:
            message = f"{field.label} has {count} words; {least} to {most} are usual."
            yield reading.query(field.name, message)


@in_visit("HV702", Severity.CONSIDER)
def words_of_the_letter(reading: Reading) -> Iterator[Query]:
    """The whole letter has fewer or more words than is usual, where the form sets the limit `letter`.

    Why: the two published monitoring letters have 889 and 830 words from “Dear” on. Asked only when nothing that is
    required is missing.
    Example: a letter of 1,900 words -> what can go?
    """
    least, most = reading.house.usual("letter")
    if not most or any(is_missing(f, reading.snapshot.answers) for f in reading.form.fields.values()):
        return
    own = reading.snapshot.wording
    standard = [w.text for w in reading.form.wording.values() if w.name not in own]
    texts = [*(p.text.text for p in reading.passages), *(_JINJA.sub(" ", text) for text in standard)]
    count = sum(map(count_words, texts))
    if not least <= count <= most:
        yield reading.query(None, f"The letter has about {count:,} words; {least:,} to {most:,} are usual.")


@in_visit("HV703", Severity.CONSIDER)
def actions_over_a_page(reading: Reading) -> Iterator[Query]:
    """More actions than the form's limit (`actions`, 8), or more words than fit on a page (`actions_words`, 250).

    Why: a school acts on what it can keep in mind; the actions of a letter take one page at most.
    Example: eleven actions -> the five that matter
    """
    items = reading.items(Role.ACTIONS)
    count, words = len(items), sum(map(count_words, items))
    most, most_words = reading.house.most("actions"), reading.house.most("actions_words")
    if count > most:
        yield reading.about(Role.ACTIONS, f"There are {count} actions; {most} are enough.")
    elif words > most_words:
        yield reading.about(Role.ACTIONS, f"The actions have {words} words, more than a page of {most_words}.")


@in_passage("HV704", Severity.CONSIDER)
def long_paragraph(passage: Passage, reading: Reading) -> Iterator[Find]:
    """A paragraph of more words than the form's limit (`paragraph`, 200).

    Why: the reader looks for the next topic where a new paragraph begins.
    Example: one paragraph on behaviour, attendance and safety -> two or three
    """
    most = reading.house.most("paragraph")
    if passage.sort is Sort.PARAGRAPH and len(passage.text.words) > most:
        count = count_words(passage.text.text)
        if count > most:
            first = passage.text.words[0]
            yield Find(first.start, first.stop, f"This paragraph has {count} words; {most} are enough.")


@in_passage("HV705", Severity.CONSIDER)
def long_action(passage: Passage, reading: Reading) -> Iterator[Find]:
    """An action of more words than the form's limit (`action`, 45).

    Why: an action that cannot be said in one breath is two actions.
    Example: an action of 60 words -> two, each with its own verb
    """
    if passage.role is not Role.ACTIONS:
        return
    count, most = count_words(passage.text.text), reading.house.most("action")
    if count > most and passage.text.words:
        first = passage.text.words[0]
        yield Find(first.start, first.stop, f"This action has {count} words; {most} are enough.")
