"""A letter as a tree of frozen blocks: what the reader of Markdown makes, and what Word and the preview print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that stand as they are; tabs and runs of spaces included."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line end inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Bold:
    """Bold words."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Italic:
    """Words in italics."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Span:
    """Words with a character style, a name, or both."""

    inlines: Inlines
    style: str = ""
    name: str = ""
    number: bool = False
    """Whether the words are the number of their paragraph, which hangs before its first line."""
    page: str = ""
    """The part of the letter whose first page is printed here, in Word alone: nobody else counts pages."""


@dataclass(frozen=True, slots=True)
class Note:
    """The mark of a footnote, whose words are the document's."""

    number: int


Inline: TypeAlias = "Text | Break | Bold | Italic | Span | Note"
Inlines: TypeAlias = "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the subject of the letter, or a chapter of a report. A division can give it a style."""

    level: int
    inlines: Inlines
    style: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, with the paragraph style of the innermost division that gives one."""

    inlines: Inlines
    style: str = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; a numbered one begins at 1."""

    ordered: bool
    items: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header, its rows (which may be shorter than the widest), how each column is aligned."""

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    aligned: tuple[str, ...] = ()
    """`left`, `center`, `right` or nothing for each column of the header."""

    @property
    def columns(self) -> int:
        """The number of columns that the widest row needs."""
        return max(len(self.header), *(len(row) for row in self.rows), 1)


@dataclass(frozen=True, slots=True)
class Div:
    """A part of the letter that has a name, a paragraph style, or a place (`header`: the first page's header)."""

    blocks: tuple[Block, ...]
    name: str = ""
    style: str = ""
    header: bool = False
    place: bool = False
    """Whether it is only a place to refer to, and no part of its own."""


Block: TypeAlias = "Heading | Paragraph | ListBlock | Table | Div"


@dataclass(frozen=True, slots=True)
class Document:
    """The whole letter."""

    blocks: tuple[Block, ...]
    notes: tuple[Inlines, ...] = ()
    """The words of the footnotes: the first is number 1."""


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block in the order of the letter, each division before what stands in it."""
    waiting = [iter(blocks)]
    while waiting:
        for block in waiting[-1]:
            yield block
            if isinstance(block, Div):
                waiting.append(iter(block.blocks))
                break
        else:
            waiting.pop()


_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain_inlines(inlines: Inlines) -> str:
    """The words alone, a break as a line end."""
    parts: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            parts.append(inline.text)
        elif isinstance(inline, Break):
            parts.append("\n")
        elif isinstance(inline, Note):
            parts.append(superscript(inline.number))
        else:
            parts.append(plain_inlines(inline.inlines))
    return "".join(parts)


def title_of(document: Document) -> str:
    """What the letter says that it is: the paragraph in the style for titles, else the first heading of level 1."""
    leaves = [block for block in walk(document.blocks) if isinstance(block, (Heading, Paragraph))]
    titles = [block for block in leaves if block.style == "Title"]
    titles += [block for block in leaves if isinstance(block, Heading) and block.level == 1]
    return " ".join(plain_inlines(titles[0].inlines).split()) if titles else ""


def superscript(number: int) -> str:
    """A footnote's number as its mark: ¹²."""
    return str(number).translate(_SUPERSCRIPT)


def plain_block(block: Block) -> str:
    """The text of one block: a line an item, a row's cells parted by tabs, a division's blocks by blank lines."""
    match block:
        case Heading() | Paragraph():
            return plain_inlines(block.inlines)
        case ListBlock():
            return "\n".join(plain_inlines(item) for item in block.items)
        case Table():
            rows = (block.header, *block.rows)
            return "\n".join("\t".join(plain_inlines(cell) for cell in row) for row in rows)
        case Div():
            return "\n\n".join(plain_block(inner) for inner in block.blocks)


def plain(document: Document) -> str:
    """The text of the letter without any mark-up: blocks parted by a blank line, footnotes at the end."""
    notes = (f"{superscript(n)} {plain_inlines(words)}" for n, words in enumerate(document.notes, 1))
    return "\n\n".join([*(plain_block(block) for block in document.blocks), *notes])
