"""A visit as the text of its letter: the form's template over a snapshot, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from hmi_visit.form.citing import numbers_by_label, numbers_of
from hmi_visit.form.counting import counts
from hmi_visit.form.model import Field, Form
from hmi_visit.letter.blocks import plain
from hmi_visit.letter.markdown import read
from hmi_visit.letter.references import with_notes
from hmi_visit.letter.rendering import CURRENT, Rendering
from hmi_visit.letter.sandbox import LetterEnvironment, environment, kept_environment
from hmi_visit.letter.tagging import tagged
from hmi_visit.letter.tidy import tidy
from hmi_visit.letter.trace import Source, Trace
from hmi_visit.letter.values import Prose, markdown_of, wrapped
from hmi_visit.letter.wordings import Wordings
from hmi_visit.problems import Problem
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import forms_folders


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as Markdown, and the required fields that it still waits for, in the order of the letter."""

    markdown: str
    missing: tuple[Field, ...] = ()


def letter_text(form: Form, snapshot: Snapshot, trace: Trace | None = None, *, with_names: bool = False) -> LetterText:
    """The letter of a visit. It always comes out: what is not answered yet is held open in it, and named. With `trace`
    it has marks that say where its words come from.

    `with_names` is for Word: answers inside sentences have the names of their fields (see `tagging`).

    Raises Problem with the file and line (or the key of the standard paragraph) where the template has a fault.
    """
    with rendering_of(form, snapshot) as rendering:
        rendering.trace = trace
        templates = letter_environment(form)
        template = templates.get_template(template_name(form))
        text = rendered(template, context_of(templates, form, snapshot, snapshot.wording, with_names=with_names))
        markdown = tidy(with_notes(text, rendering.notes))
    return LetterText(markdown, tuple(rendering.missing.values()))


def standard_wording(form: Form, snapshot: Snapshot, name: str) -> str:
    """A standard paragraph in the form's own words with the visit's answers in it, as plain text.

    It is what a visit begins from that words the paragraph itself. Raises Problem as `letter_text` does.
    """
    with rendering_of(form, snapshot):
        context = context_of(letter_environment(form), form, snapshot, own={})
        wordings = context["wording"]
        assert isinstance(wordings, Wordings)
        return plain(read(wordings[name]))


@contextmanager
def rendering_of(form: Form, snapshot: Snapshot) -> Iterator[Rendering]:
    """One rendering: counted, and with every fault of a template as a Problem."""
    rendering = Rendering(form)
    if counts(form.fields.values()):
        rendering.is_report = True
        rendering.numbers = numbers_of(form.fields, snapshot.answers)
        rendering.labels = numbers_by_label(form.fields, snapshot.answers)
    token = CURRENT.set(rendering)
    try:
        yield rendering
    except Problem:
        raise
    except Exception as error:
        raise problem_of(error, str(form.template)) from None
    finally:
        CURRENT.reset(token)


def context_of(
    templates: LetterEnvironment, form: Form, snapshot: Snapshot, own: Mapping[str, str], *, with_names: bool = False
) -> dict[str, object]:
    """What a template sees: every field by name, and the standard paragraphs."""
    context: dict[str, object] = {f.name: wrapped(f, snapshot.answers.get(f.name)) for f in form.fields.values()}
    if with_names:
        context = tagged(context)
    context["wording"] = Wordings(lambda name: _paragraph(templates, form, own, context, name))
    return context


def letter_environment(form: Form) -> LetterEnvironment:
    """The environment that finds the form's template and the parts that letters share; those that it brings, if any."""
    if form.templates:
        return kept_environment(tuple(form.templates.items()))
    return environment(tuple(dict.fromkeys((form.folder.parent, *forms_folders()))))


def template_name(form: Form) -> str:
    """The name of the form's template among all templates."""
    return f"{form.folder.name}/{form.template.name}"


def rendered(template: Template, context: Mapping[str, object]) -> str:
    """The Markdown that a template makes of what it sees."""
    return "".join(template.root_render_func(template.new_context(dict(context))))


def _paragraph(
    templates: LetterEnvironment, form: Form, own: Mapping[str, str], context: Mapping[str, object], name: str
) -> Markup:
    wording = form.wording[name]
    if name in own:
        words = markdown_of(Prose(own[name]))
    else:
        source = wording.source or f"{form.name}: wording.{name}"
        words = rendered(templates.snippet(wording.text, source), context).strip()
    rendering = CURRENT.get()
    return Markup(rendering.trace.mark(Source((name,)), words) if rendering and rendering.trace else words)


def problem_of(error: Exception, otherwise: str) -> Problem:
    """What went wrong in a template, for a person: the file and line, what it was, what to do."""
    where = _place(error) or otherwise
    if isinstance(error, TemplateSyntaxError):
        where = _at(error.filename or error.name or otherwise, error.lineno)
        return Problem(error.message or "this cannot be read", where=where)
    if isinstance(error, TemplateNotFound):
        return Problem(f"there is no template {error.name}", where=where)
    if isinstance(error, RecursionError):
        return Problem("it goes round in a circle", where=where, mend="a part cannot contain itself")
    if isinstance(error, UnicodeDecodeError):
        return Problem("it is not UTF-8 text", where=where)
    return Problem(str(error) or type(error).__name__, where=where)


def _place(error: BaseException) -> str:
    """The innermost line of a template that the error passed through."""
    place = ""
    step = error.__traceback__
    while step is not None:
        template = step.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            file = template.filename or template.name or ""
            place = _at(file, template.get_corresponding_lineno(step.tb_lineno))
        step = step.tb_next
    return place


def _at(file: str, line: int) -> str:
    """`letter.md.j2:12`; in a standard paragraph, which has its key, the line only where it is not the first."""
    if Path(file).suffix == ".j2":
        return f"{file}:{line}"
    return f"{file}, line {line}" if line > 1 else file
