"""Whether a form's letter can be written at all: tried with no answers, with every answer, and with each choice."""

from __future__ import annotations

from collections.abc import Iterator

from hmi_visit.form.model import Field, Form, Item, Kind, Value
from hmi_visit.letter.names import never_printed, unwanted, wanted
from hmi_visit.letter.text import letter_environment, letter_text, problem_of, template_name
from hmi_visit.problems import Problem
from hmi_visit.visit.model import Snapshot

_LINES = ["One & <one>", "Two {{ two }}"]
_SOME: dict[Kind, Value] = {
    Kind.LINE: "One & <one> {{ two }}",
    Kind.LINES: _LINES,
    Kind.DATE: "2024-02-29",
    Kind.MONTH: "2024-02",
    Kind.NUMBER: 2,
    Kind.FLAG: True,
    Kind.PROSE: "One & <one>.\n\n- Two {{ two }}\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    Kind.LIST: _LINES,
}
"""An answer of each kind, with what a template must not trip over."""
_LEVELS = 3
"""Levels of groups at which there are two items: one template may treat the last one otherwise than the first."""


def check_form(form: Form) -> list[Problem]:
    """Every fault that shows in the form's template and its standard paragraphs, each once.

    That is what they name and the form does not have, and the reverse; what goes wrong when the letter is written
    empty, full, and with each choice; and the styles that it asks for and the styles document has not.

    What a template does only for one answer is found where that answer is a choice, a flag, or whether there is any.
    """
    environment = letter_environment(form)
    found = wanted(form, environment, template_name(form))
    faults = dict(found.faults)
    for answers in _visits(form):
        try:
            letter_text(form, Snapshot(form.name, answers))
        except Problem as problem:
            faults.setdefault(str(problem), problem)
    for wording in form.wording.values():  # also those that no letter above had a use for
        try:
            environment.snippet(wording.text, wording.source or f"{form.name}: wording.{wording.name}")
        except Exception as error:
            fault = problem_of(error, wording.source)
            faults.setdefault(str(fault), fault)
    if not faults:  # a template that is not read as a whole names less than it would
        for fault in (*unwanted(form, found), *_in_word(form)):
            faults.setdefault(str(fault), fault)
    return list(faults.values())


def asked_in_vain(form: Form) -> list[str]:
    """The fields that the form asks and its letter never prints, where it does not say that this is meant."""
    return never_printed(form, wanted(form, letter_environment(form), template_name(form)))


def _in_word(form: Form) -> Iterator[Problem]:
    """What goes wrong when the full letter is made in Word and proved."""
    from hmi_visit.letter.markdown import read
    from hmi_visit.letter.proof import prove_word
    from hmi_visit.letter.ways import styles_of
    from hmi_visit.letter.word import Properties, letter_docx

    full = Snapshot(form.name, {field.name: _some(field) for field in form.fields.values()})
    letter = letter_text(form, full)
    try:
        made = letter_docx(read(letter.markdown), styles_of(form), Properties(form.title, "", "", form.name, 1))
    except Problem as problem:
        yield problem
        return
    try:
        prove_word(form, full, letter.markdown, made.content, styles=styles_of(form).read_bytes)
    except Problem as problem:
        yield problem
    for warning in made.warnings:
        yield Problem(
            warning, where=str(form.template), mend="name a style that it has, or add it to the styles in Word"
        )


def _visits(form: Form) -> Iterator[Item]:
    """No answer, every answer, every answer with one choice or flag another way, every answer but one."""
    fields = form.fields.values()
    full = {field.name: _some(field) for field in fields}
    yield {}
    yield full
    for field in fields:
        if field.kind is Kind.FLAG:
            yield full | {field.name: False}
        for choice in field.choices[1:]:
            yield full | {field.name: choice.value}
        yield {name: value for name, value in full.items() if name != field.name}


def _some(field: Field, level: int = 0) -> Value:
    if field.kind is Kind.GROUP:
        item: Item = {inner.name: _some(inner, level + 1) for inner in field.fields}
        return [item, item] if level < _LEVELS else [item]  # two of each at any depth would be more than the stars
    return field.choices[0].value if field.kind is Kind.CHOICE else _SOME[field.kind]
