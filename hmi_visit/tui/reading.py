"""A letter as rows of a terminal: its blocks wrapped to a width. Made in a worker, so nothing here touches a widget."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.style import Style

from hmi_visit.letter.blocks import (
    Block,
    Bold,
    Break,
    Div,
    Document,
    Heading,
    Inlines,
    Italic,
    ListBlock,
    Note,
    Paragraph,
    Span,
    Table,
    Text,
    plain_inlines,
    superscript,
)
from hmi_visit.tui.widgets.wrapping import wrap

BOLD, ITALIC, REVERSE, PLAIN = Style(bold=True), Style(italic=True), Style(reverse=True), Style()
_TAB = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the letter: runs of text with their styles, after an indent."""

    runs: tuple[tuple[str, Style], ...]

    @property
    def text(self) -> str:
        """The row's characters."""
        return "".join(text for text, _ in self.runs)


def letter_rows(document: Document, width: int) -> list[Row]:
    """The whole letter in rows of at most `width` cells, a blank row between blocks."""
    rows = list(_blocks(document.blocks, max(width, 10)))
    for number, words in enumerate(document.notes, 1):
        rows += [*_wrapped(words, max(width, 10), mark=f"{superscript(number)} "), Row(())]
    while rows and not rows[-1].runs:
        rows.pop()
    return rows


def _blocks(blocks: Iterable[Block], width: int) -> Iterator[Row]:
    for block in blocks:
        match block:
            case Div():
                yield from _blocks(block.blocks, width)
                continue
            case Heading():
                yield from _wrapped(block.inlines, width, base=BOLD)
            case Paragraph():
                yield from _wrapped(block.inlines, width)
            case ListBlock():
                for number, item in enumerate(block.items, 1):
                    mark = f"{number}. " if block.ordered else "• "
                    yield from _wrapped(item, width, mark=f"  {mark}")
            case Table():
                for row in (block.header, *block.rows):
                    if any(row):
                        yield from _wrapped((Text(_row(row)),), width)
        yield Row(())


def _row(cells: Iterable[Inlines]) -> str:
    """The cells of a table on one line; what is empty at its end is left off."""
    words = (" ".join(plain_inlines(cell).split()) for cell in cells)
    return " │ ".join(words).rstrip(" │")


def _wrapped(inlines: Inlines, width: int, *, base: Style = PLAIN, mark: str = "") -> Iterator[Row]:
    """The rows of one paragraph; the mark of a list item hangs before its first row."""
    indent = " " * len(mark)
    lead = mark
    for line in _lines(_runs(inlines, base)):
        text = "".join(part for part, _ in line)
        breaks = [0, *wrap(text, width - len(mark), _TAB), len(text)]
        for start, end in itertools.pairwise(breaks):
            runs = tuple(_cut(line, start, end))
            yield Row(((lead, PLAIN), *runs) if lead else runs)
            lead = indent


def _runs(inlines: Inlines, style: Style) -> Iterator[tuple[str, Style]]:
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text.replace("\t", " " * _TAB), style
            case Break():
                yield "\n", style
            case Note():
                yield superscript(inline.number), style
            case Bold():
                yield from _runs(inline.inlines, style + BOLD)
            case Italic():
                yield from _runs(inline.inlines, style + ITALIC)
            case Span():
                yield from _runs(inline.inlines, style + REVERSE if inline.style == "Missing" else style)


def _lines(runs: Iterable[tuple[str, Style]]) -> Iterator[list[tuple[str, Style]]]:
    line: list[tuple[str, Style]] = []
    for text, style in runs:
        first, *rest = text.split("\n")
        line.append((first, style))
        for part in rest:
            yield line
            line = [(part, style)]
    yield line


def _cut(runs: Iterable[tuple[str, Style]], start: int, end: int) -> Iterator[tuple[str, Style]]:
    at = 0
    for text, style in runs:
        part = text[max(start - at, 0) : max(end - at, 0)]
        if part:
            yield part, style
        at += len(text)
