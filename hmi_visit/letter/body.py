"""Blocks as the XML of Word, written as text: the fast way, parsed once when the whole is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hmi_visit.letter.blocks import (
    Block,
    Bold,
    Break,
    Div,
    Heading,
    Inlines,
    Italic,
    ListBlock,
    Paragraph,
    Span,
    Table,
    Text,
    plain_inlines,
    walk,
)
from hmi_visit.letter.markup import escape, quoteattr
from hmi_visit.letter.numbering import BULLET, NUMBER, Numbering
from hmi_visit.letter.styles import Styles
from hmi_visit.problems import Problem
from hmi_visit.visit.characters import unprintable

TABLE, TABLE_TEXT, TABLE_HEADING, MISSING = "Table Grid", "Table Text", "Table Heading", "Missing"
_PIECE = re.compile(r"[^\t\n]+|\t|\n")
_LONGEST_BOOKMARK = 40
_KEEP_NEXT = "<w:keepNext/>"
_KEPT_WITH_LAST = ("Closing", "Signature", "Copies")
"""Styles of paragraphs that never stand on a page without the words before them."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run of words looks."""

    bold: bool = False
    italic: bool = False
    style: str = ""
    highlighted: bool = False

    @property
    def xml(self) -> str:
        marks = f'<w:rStyle w:val="{self.style}"/>' if self.style else ""
        marks += "<w:b/>" if self.bold else ""
        marks += "<w:i/>" if self.italic else ""
        marks += '<w:highlight w:val="yellow"/>' if self.highlighted else ""
        return f"<w:rPr>{marks}</w:rPr>" if marks else ""


class Body:
    """Writes blocks in the order of the letter; ids count up as parts are met, so the same letter has the same."""

    def __init__(self, styles: Styles, numbering: Numbering, width: int) -> None:
        self.styles = styles
        self.numbering = numbering
        self.width = width
        """Of the text between the margins, in twentieths of a point."""
        self.ids = 0
        self.names: set[str] = set()
        self.within: list[str] = []
        self.kept: set[int] = set()
        """The blocks that stay on the page of the next, by identity."""

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Several blocks, one after the other."""
        return "".join(self._block(block) for block in blocks)

    def letter(self, blocks: Sequence[Block]) -> str:
        """The letter's own blocks. A lead stays on the page of its list, the last words on that of the signature."""
        leaves = [block for block in walk(blocks) if not isinstance(block, Div)]
        for leaf, after in pairwise(leaves):
            if isinstance(after, ListBlock) or (isinstance(after, Paragraph) and after.style in _KEPT_WITH_LAST):
                self.kept.add(id(leaf))
        return self.blocks(blocks)

    def columns(self, div: Div) -> str:
        """The blocks of the first page's header, side by side, each as wide as its lines need."""
        columns = [[block] if isinstance(block, (Paragraph, Div)) else [] for block in div.blocks]
        columns = [column for column in columns if column]
        widths = self._widths([max(_longest_line(column[0]), 12) for column in columns])
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self.blocks(column)}</w:tc>'
            for width, column in zip(widths, columns, strict=True)
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        table = (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
        )
        return self.named(div.name, _hairline(div) + table)

    def named(self, name: str, xml: str) -> str:
        """A part of the letter as a content control of its name, inside a bookmark of its name."""
        if not name or not xml:
            return xml
        self.ids += 1
        mark, control, value = self.ids, 1_000_000 + self.ids, quoteattr(name)
        return (
            f'<w:bookmarkStart w:id="{mark}" w:name="{self._bookmark(name)}"/>'
            f'<w:sdt><w:sdtPr><w:alias w:val={value}/><w:tag w:val={value}/><w:id w:val="{control}"/></w:sdtPr>'
            f'<w:sdtContent>{xml}</w:sdtContent></w:sdt><w:bookmarkEnd w:id="{mark}"/>'
        )

    def _bookmark(self, name: str) -> str:
        """A name that Word takes for a bookmark: letters, digits and _, at most 40, a letter first, each once."""
        plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
        plain = plain if plain[:1].isalpha() else f"p{plain}"
        bookmark, number = plain[:_LONGEST_BOOKMARK], 1
        while bookmark.casefold() in self.names:
            number += 1
            ending = f"_{number}"
            bookmark = plain[: _LONGEST_BOOKMARK - len(ending)] + ending
        self.names.add(bookmark.casefold())
        return bookmark

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._paragraph(block.inlines, f"heading {min(block.level, 9)}")
            case Paragraph():
                return self._paragraph(block.inlines, block.style, _KEEP_NEXT if id(block) in self.kept else "")
            case ListBlock():
                return self._list(block)
            case Table():
                return self._table(block)
            case Div():
                self.within.append(block.name)
                xml = self.blocks(block.blocks)
                self.within.pop()
                return self.named(block.name, _hairline(block) + xml)

    def _paragraph(self, inlines: Inlines, style: str, more: str = "") -> str:
        style_id = self.styles.paragraph(style)
        properties = (f'<w:pStyle w:val="{style_id}"/>' if style_id else "") + more
        runs = self._runs(inlines, _Look())
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"

    def _list(self, block: ListBlock) -> str:
        number = self.numbering.new(block.ordered)
        place = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        style = NUMBER if block.ordered else BULLET
        last = len(block.items) - 1 if id(block) in self.kept else -1
        return "".join(
            self._paragraph(item, style, (_KEEP_NEXT if at == last else "") + place)
            for at, item in enumerate(block.items)
        )

    def _table(self, block: Table) -> str:
        columns = block.columns
        width = self.width // columns
        style_id = self.styles.table(TABLE)
        style = f'<w:tblStyle w:val="{style_id}"/>' if style_id else ""
        rows = [self._row(block.header, block, width, header=True)]
        rows += [self._row(row, block, width) for row in block.rows]
        grid = f'<w:gridCol w:w="{width}"/>' * columns
        return (
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{width * columns}" w:type="dxa"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
            f'w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
            '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="180" w:lineRule="exact"/></w:pPr></w:p>'
        )

    def _row(self, cells: Sequence[Inlines], table: Table, width: int, *, header: bool = False) -> str:
        """A row of as many cells as the table has columns; the header's is repeated on each page."""
        style = TABLE_HEADING if header else TABLE_TEXT
        padded = [*cells, *[()] * (table.columns - len(cells))]
        aligned = [*table.aligned, *[""] * (table.columns - len(table.aligned))]
        start = "<w:tr><w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"
        parts = [start]
        for cell, side in zip(padded, aligned, strict=True):
            more = f'<w:jc w:val="{side}"/>' if side else ""
            paragraph = self._paragraph(cell, style, more)
            parts.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>')
        return "".join(parts) + "</w:tr>"

    def _runs(self, inlines: Inlines, look: _Look) -> str:
        parts: list[str] = []
        for inline in inlines:
            match inline:
                case Text():
                    parts.append(self._run(inline.text, look))
                case Break():
                    parts.append("<w:r><w:br/></w:r>")
                case Bold():
                    parts.append(self._runs(inline.inlines, replace(look, bold=True)))
                case Italic():
                    parts.append(self._runs(inline.inlines, replace(look, italic=True)))
                case Span():
                    parts.append(self._runs(inline.inlines, self._styled(look, inline.style)))
        return "".join(parts)

    def _styled(self, look: _Look, name: str) -> _Look:
        """The look with a character style; a place held open is highlighted even where there is no style for it."""
        style_id = self.styles.character(name)
        return replace(look, style=style_id or look.style, highlighted=name == MISSING and not style_id)

    def _run(self, text: str, look: _Look) -> str:
        if found := unprintable(text):
            self._refuse(found[0])
        parts = []
        for piece in _PIECE.findall(text):
            if piece == "\t":
                parts.append("<w:tab/>")
            elif piece == "\n":
                parts.append("<w:br/>")
            else:
                parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
        return f"<w:r>{look.xml}{''.join(parts)}</w:r>" if parts else ""

    def _refuse(self, place: tuple[int, int, int]) -> None:
        _, column, code = place
        where = next((name for name in reversed(self.within) if name), "the letter")
        what = f"Word cannot hold the character U+{code:04X}, which is character {column} of its text"
        raise Problem(what, where=where, mend="delete it")

    def _widths(self, weights: list[int]) -> list[int]:
        total = sum(weights) or 1
        return [self.width * weight // total for weight in weights]


def _hairline(div: Div) -> str:
    """An empty paragraph too thin to see, before first words that are more than plain text.

    LibreOffice 7.4 drops the look of the words of a content control's first paragraph, and moves its line breaks.
    """
    first = _first_words(div)
    if not div.name or all(isinstance(words, Text) and "\t" not in words.text for words in first):
        return ""
    thin = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{_KEEP_NEXT}{thin}</w:pPr></w:p>"


def _first_words(block: Block) -> Inlines:
    """The words of the first paragraph that a block prints."""
    match block:
        case Div():
            return _first_words(block.blocks[0]) if block.blocks else ()
        case Heading() | Paragraph():
            return block.inlines
        case ListBlock():
            return block.items[0]
        case Table():
            return block.header[0]


def _longest_line(block: Block) -> int:
    """The characters of the longest line."""
    if isinstance(block, Div):
        return max((_longest_line(inner) for inner in block.blocks), default=0)
    if isinstance(block, Paragraph):
        return max(len(line) for line in plain_inlines(block.inlines).split("\n"))
    return 0
