"""What differs between two letters of one visit, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from hmi_visit.form.model import Form
from hmi_visit.letter.blocks import Block, Div, Document, ListBlock, Table, plain_block, plain_inlines
from hmi_visit.letter.markdown import read
from hmi_visit.visit.difference import difference, marked

_ALIKE = 0.4
"""The share of the same words from which on two paragraphs are one that was reworded."""


class Change(NamedTuple):
    """A paragraph, item or row that differs."""

    part: str
    """The field's label or the name of the part of the letter; empty where it stands in none."""
    before: str
    """Its words; empty where it came in."""
    after: str
    """Its words; empty where it was taken out."""

    @property
    def words(self) -> str:
        """The difference as one text: [-taken out-] and {+put in+}."""
        return marked(difference(self.before, self.after))


class _Paragraph(NamedTuple):
    words: str
    part: str


def compare_texts(form: Form, before: str, after: str) -> list[Change]:
    """Every paragraph that differs between the Markdown of two letters, in the order of the later one."""
    old, new = ([*_paragraphs(form, read(text))] for text in (before, after))
    found: list[Change] = []
    for kind, i, j, k, m in SequenceMatcher(
        None, [p.words for p in old], [p.words for p in new], autojunk=False
    ).get_opcodes():
        if kind != "equal":
            found += _changes(old[i:j], new[k:m])
    return found


def _changes(old: list[_Paragraph], new: list[_Paragraph]) -> Iterator[Change]:
    """Paragraphs that stand for one another: a reworded one is one change, others are taken out and put in."""
    left = list(old)
    for paragraph in new:
        at = next((at for at, other in enumerate(left) if _alike(other.words, paragraph.words)), None)
        if at is None:
            yield Change(paragraph.part, "", paragraph.words)
            continue
        for gone in left[:at]:
            yield Change(gone.part, gone.words, "")
        yield Change(paragraph.part, left[at].words, paragraph.words)
        left = left[at + 1 :]
    for gone in left:
        yield Change(gone.part, gone.words, "")


def _alike(one: str, other: str) -> bool:
    words, others = one.split(), other.split()
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= _ALIKE


def _paragraphs(form: Form, letter: Document) -> Iterator[_Paragraph]:
    for block in letter.blocks:
        yield from _of(form, block, "")
    for words in letter.notes:
        yield _Paragraph(plain_inlines(words), "footnotes")


def _of(form: Form, block: Block, part: str) -> Iterator[_Paragraph]:
    match block:
        case Div():
            field = form.fields.get(block.name)
            inside = field.label if field else block.name.replace("_", " ") if block.name else part
            for inner in block.blocks:
                yield from _of(form, inner, inside)
        case ListBlock():
            for item in block.items:
                yield _Paragraph(plain_inlines(item), part)
        case Table():
            for row in (block.header, *block.rows):
                yield _Paragraph("\t".join(plain_inlines(cell) for cell in row), part)
        case _:
            yield _Paragraph(plain_block(block), part)
