"""The ways out of a letter: Word, PDF, Markdown, plain text. What comes of each is proved before anybody has it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from hmi_visit.form.model import Field, Form, Role
from hmi_visit.letter.proof import Fault, prove_text, prove_word
from hmi_visit.letter.tagging import untagged
from hmi_visit.letter.text import letter_text
from hmi_visit.problems import Problem
from hmi_visit.visit.characters import unprintable
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import own_forms_folder, templates_folder

WORD, PDF, MARKDOWN, TEXT = ".docx", ".pdf", ".md", ".txt"
ENDINGS = (WORD, PDF, MARKDOWN, TEXT)
STYLES = "styles.docx"
"""The name of every styles document."""


@dataclass(frozen=True, slots=True)
class Made:
    """A letter in one of its ways: its bytes, its text as Markdown, and what there is to say of it."""

    content: bytes
    markdown: str
    missing: tuple[Field, ...]
    """Required fields that it still waits for."""
    warnings: tuple[str, ...]
    """What its styles document lacks."""
    faults: tuple[Fault, ...]
    """Answers that do not stand in it."""


def make(way: str, form: Form, snapshot: Snapshot, number: int, beside: Path) -> Made:
    """The letter by the ending of its file; a PDF is made `beside` the place where it will lie.

    `number` is that of the export, 0 for a copy that no draft comes back from. Raises Problem where the letter cannot
    be made, or is not what it has to be.
    """
    named = letter_text(form, snapshot, with_names=way in (WORD, PDF))
    markdown = untagged(named.markdown)
    if way in (MARKDOWN, TEXT):
        content = _as_text(markdown, plain_words=way == TEXT)
        return Made(content, markdown, named.missing, (), prove_text(form, snapshot, markdown))
    content, warnings = _as_word(form, snapshot, named.markdown, markdown, number)
    faults = prove_word(form, snapshot, markdown, content, styles=styles_of(form).read_bytes)
    if way == PDF:
        from hmi_visit.letter.pdf import pdf_of

        content = pdf_of(content, beside)
    return Made(content, markdown, named.missing, warnings, faults)


def styles_of(form: Form) -> Path:
    """The styles document of a form's letters: its own, that of the office's own house, or the program's."""
    houses = (own_forms_folder().path, form.folder.parent, templates_folder())
    places = [form.folder / STYLES, *(house / "house" / STYLES for house in houses)]
    return next((place for place in places if place.is_file()), places[-1])


def _as_word(form: Form, snapshot: Snapshot, named: str, markdown: str, number: int) -> tuple[bytes, tuple[str, ...]]:
    """The Word file of a letter's Markdown with names, and what its styles document lacks."""
    from hmi_visit.letter.blocks import title_of
    from hmi_visit.letter.markdown import read
    from hmi_visit.letter.word import Properties, letter_docx

    document = read(named)
    inspector = form.with_role(Role.INSPECTOR)
    properties = Properties(
        title=title_of(document) or form.title,
        author=str(snapshot.answers.get(inspector.name, "")) if inspector else "",
        visit_id=snapshot.visit_id if number else "",
        form=form.name,
        export=number,
        text=hashlib.sha256(markdown.encode()).hexdigest(),
    )
    made = letter_docx(document, styles_of(form), properties)
    return made.content, made.warnings


def _as_text(markdown: str, *, plain_words: bool) -> bytes:
    if found := unprintable(markdown):
        line, column, code = found[0]
        raise Problem(f"the letter cannot hold the character U+{code:04X}", where=f"its line {line}, column {column}")
    if not plain_words:
        return markdown.encode()
    from hmi_visit.letter.blocks import plain
    from hmi_visit.letter.markdown import read

    return f"{plain(read(markdown))}\n".encode()
