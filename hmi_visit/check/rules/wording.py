"""The standard paragraphs, and the parts that the letter leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import OWN_WORDING, Reading
from hmi_visit.check.registry import in_passage, in_visit
from hmi_visit.form.dates import MONTHS
from hmi_visit.form.model import Kind, Role
from hmi_visit.form.values import is_empty


@in_visit("HV801", Severity.CONSIDER)
def worded_in_its_own_way(reading: Reading) -> Iterator[Query]:
    """This visit words a standard paragraph in its own way.

    Why: the office's formulae are prescribed; whoever reads the letter before it goes should see where it leaves them.
    Example: an opening of one's own -> is it meant?
    """
    for name, text in reading.snapshot.wording.items():
        wording = reading.form.wording.get(name)
        if wording and text.strip():
            yield reading.query(OWN_WORDING + name, f"This visit words “{wording.label}” in its own way.")


@in_visit("HV802", Severity.CONSIDER)
def left_out(reading: Reading) -> Iterator[Query]:
    """An optional part of the letter has no content, and the letter leaves it out with its heading or lead.

    Why: nothing is left out in silence.
    Example: no copies -> is the letter copied to nobody?
    """
    judged = reading.field(Role.JUDGEMENT) is not None
    for field in reading.form.fields.values():
        if field.required or not field.printed or field.kind not in (Kind.LIST, Kind.PROSE, Kind.GROUP):
            continue
        if field.role is Role.COLLEAGUES or (field.role is Role.ACTIONS and judged):
            continue
        value = reading.snapshot.answers.get(field.name)
        if is_empty(value):
            yield reading.query(field.name, f"{field.label} is empty: the letter leaves it out.")


@in_visit("HV803", Severity.SHOULD)
def worded_as_nothing(reading: Reading) -> Iterator[Query]:
    """This visit words a standard paragraph as nothing, so that the letter has a hole in its place.

    Why: a formula such as the legal basis makes the letter what it is.
    Example: the legal basis worded as an empty text -> go back to the standard paragraph
    """
    for name, text in reading.snapshot.wording.items():
        wording = reading.form.wording.get(name)
        if wording and not text.strip():
            yield reading.query(OWN_WORDING + name, f"This visit words “{wording.label}” as nothing.")


_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
_MONTH = re.compile(rf"(?<!\d )\b({'|'.join(MONTHS)}) (\d{{4}})\b")


@in_passage("HV804", Severity.MUST)
def date_of_another_visit(passage: Passage, reading: Reading) -> Iterator[Find]:
    """A standard paragraph in this visit's own words names a date that none of the visit's is.

    Why: words of one's own do not follow when the date of the visit is changed, or when the visit is begun
    from the last.
    Example: visit 26 June 2014, opening “my visit on 14 March 2013” -> on 26 June 2014
    """
    if not passage.path.startswith(OWN_WORDING):
        return
    days = {reading.text(role) for role in (Role.DATE, Role.END_DATE, Role.LETTER_DATE)}
    months = {day[:7] for day in days} | {reading.text(Role.PREVIOUS)[:7]}
    for found in _DATE.finditer(passage.text.text):
        day = f"{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
        if day not in days:
            yield Find(*found.span(), "No date of this visit is this one.")
    for found in _MONTH.finditer(passage.text.text):
        if f"{found[2]}-{MONTHS.index(found[1]) + 1:02}" not in months:
            yield Find(*found.span(), "Neither the visit nor the last inspection was in this month.")


_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}")


@in_passage("HV805", Severity.MUST)
def template_in_the_text(passage: Passage, reading: Reading) -> Iterator[Find]:  # noqa: ARG001
    """Marks of a template stand in the text, and will be printed as they are.

    Why: what is typed is printed as typed; only the form's own standard paragraphs have fields in them.
    Example: my visit to {{ school }} -> my visit to Saltmarsh Lane Primary School
    """
    if "{" in passage.text.text or "}" in passage.text.text:
        for found in _TEMPLATE.finditer(passage.text.text):
            yield Find(*found.span(), "This is printed as it stands: write the words themselves.")
