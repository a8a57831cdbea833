"""Blocks as the XML of Word, written as text: the fast way, parsed once when the whole is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from hmi_visit.letter.blocks import (
    Block,
    Div,
    Heading,
    Inline,
    Inlines,
    ListBlock,
    Paragraph,
    Span,
    Table,
    Text,
    plain_inlines,
    walk,
)
from hmi_visit.letter.bookmarks import Bookmarks
from hmi_visit.letter.markup import quoteattr
from hmi_visit.letter.numbering import BULLET, NUMBER, Numbering
from hmi_visit.letter.runs import Runs
from hmi_visit.letter.styles import Styles
from hmi_visit.letter.word_tables import KEEP_NEXT, shared, table_xml

NUMBERED, CONTINUED = "Numbered", "List Continue"
"""The style of a paragraph with a number before it, and of those that go on under the same number."""
HUNG = "Hung"
"""The style of an item whose number is words and not Word's own."""
CAPTION, SOURCE = "caption", "Source"
HANG, LIST_HANG = 567, 425
"""How far a paragraph hangs from its number, and an item from its mark, in twentieths of a point."""
_KEPT_WITH_LAST = ("Closing", "Signature", "Copies", "Quote Source")
"""Styles of paragraphs that never stand on a page without the words before them."""
_WITHOUT_SPACE = ("", NUMBERED, CONTINUED, HUNG)
"""Styles that leave no space above a paragraph by themselves."""
_AWAY = '<w:spacing w:before="180"/>'
_CAPTION = re.compile(r"(?:Table|Figure|Chart) [0-9]+[.: ]")
_SOURCE = re.compile(r"\(?Sources?: ")


class Body:
    """Writes blocks in the order of the letter; ids count up as parts are met, so the same letter has the same."""

    def __init__(self, styles: Styles, numbering: Numbering, width: int, notes: int = 0) -> None:
        self.styles = styles
        self.numbering = numbering
        self.width = width
        """Of the text between the margins, in twentieths of a point."""
        self.bookmarks = Bookmarks()
        self.runs = Runs(styles, notes, self.bookmarks.named, self._where, self._within)
        self.ids = 0
        self.indent = 0
        """How far from the margin blocks stand: those under a number hang from it."""
        self.within: list[str] = []
        self.kept: set[int] = set()
        """The blocks that stay on the page of the next, by identity."""
        self.below: set[int] = set()
        """The paragraphs and lists that stand right below a table, by identity: they keep away from it."""
        self.spaced: set[int] = set()
        """The tables that need no empty paragraph after them, by identity."""
        self.dressed: dict[int, str] = {}
        """The styles of the captions and sources of tables, by the paragraph's identity."""

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Several blocks, one after the other."""
        return "".join(self._block(block) for block in blocks)

    def letter(self, blocks: Sequence[Block]) -> str:
        """The letter's own blocks. A lead stays on the page of its list or table, the last words on that of the
        signature, a table on that of its caption and its source."""
        self.bookmarks.give(blocks)
        leaves = [block for block in walk(blocks) if not isinstance(block, Div)]
        last = {id(_last_leaf(block)) for block in walk(blocks) if isinstance(block, Div)}
        for leaf, after in pairwise(leaves):
            if not isinstance(leaf, Table) and _stays_with_last(leaf, after):
                self.kept.add(id(leaf))
            self._dress(leaf, after)
            # LibreOffice loses the bookmark after a control that ends in a table
            if isinstance(leaf, Table) and not isinstance(after, Table) and id(leaf) not in last:
                self.spaced.add(id(leaf))
                if isinstance(after, ListBlock) or (isinstance(after, Paragraph) and after.style in _WITHOUT_SPACE):
                    self.below.add(id(after))
        return self.blocks(blocks)

    def _dress(self, leaf: Block, after: Block) -> None:
        """Tell a caption above a table, and a source below one, by how they begin."""
        if isinstance(leaf, Paragraph) and isinstance(after, Table) and _CAPTION.match(plain_inlines(leaf.inlines)):
            self.dressed[id(leaf)] = CAPTION
        if isinstance(leaf, Table) and isinstance(after, Paragraph) and _SOURCE.match(plain_inlines(after.inlines)):
            self.dressed[id(after)] = SOURCE
            self.kept.add(id(leaf))

    def columns(self, div: Div) -> str:
        """The blocks of the first page's header, side by side, each as wide as its lines need."""
        columns = [[block] if isinstance(block, (Paragraph, Div)) else [] for block in div.blocks]
        columns = [column for column in columns if column]
        widths = shared(self.width, [max(_longest_line(column[0]), 12) for column in columns])
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
        return self.named(div, _hairline(div) + table)

    def named(self, part: Div, xml: str) -> str:
        """A part of the letter as a content control of its name, inside a bookmark of its name."""
        if not part.name or not xml:
            return xml
        return self._control(part.name, self.bookmarks.of(part), xml, place=part.place)

    def _within(self, name: str, runs: str) -> str:
        """An answer inside a sentence as a control of its field's name, inside a bookmark of that name."""
        return self._control(name, self.bookmarks.another(name), runs) if runs else runs

    def _control(self, name: str, bookmark: str, xml: str, *, place: bool = False) -> str:
        self.ids += 1
        mark, control, value = self.ids, 1_000_000 + self.ids, quoteattr(name)
        if not place:
            xml = (
                f'<w:sdt><w:sdtPr><w:alias w:val={value}/><w:tag w:val={value}/><w:id w:val="{control}"/></w:sdtPr>'
                f"<w:sdtContent>{xml}</w:sdtContent></w:sdt>"
            )
        return f'<w:bookmarkStart w:id="{mark}" w:name="{bookmark}"/>{xml}<w:bookmarkEnd w:id="{mark}"/>'

    def _where(self) -> str:
        """The innermost named part that is being written."""
        return next((name for name in reversed(self.within) if name), "the letter")

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                hung = f'<w:ind w:left="{HANG}" w:hanging="{HANG}"/>' if _is_numbered(block) else ""
                return self._paragraph(block.inlines, block.style or f"heading {min(block.level, 9)}", hung)
            case Paragraph():
                more = KEEP_NEXT if id(block) in self.kept else ""
                if id(block) in self.below and id(block) not in self.dressed:
                    more += _AWAY
                if self.indent and id(block) in self.dressed:
                    more += f'<w:ind w:left="{self.indent}"/>'
                if self.indent and block.style == HUNG:
                    more += f'<w:ind w:left="{self.indent + LIST_HANG}" w:hanging="{LIST_HANG}"/>'
                return self._paragraph(block.inlines, self._style(block), more)
            case ListBlock():
                return self._list(block)
            case Table():
                kept = id(block) in self.kept
                width = self.width - self.indent
                spaced = id(block) in self.spaced
                return table_xml(block, self.styles, self._paragraph, width, self.indent, kept=kept, spaced=spaced)
            case Div():
                return self._part(block)

    def _part(self, part: Div) -> str:
        self.within.append(part.name)
        indent, self.indent = self.indent, HANG if part.style == NUMBERED else self.indent
        xml = self.blocks(part.blocks)
        self.indent = indent
        self.within.pop()
        return self.named(part, _hairline(part) + xml)

    def _style(self, paragraph: Paragraph) -> str:
        """The paragraph's style: its own, or what its place gives it."""
        own = self.dressed.get(id(paragraph)) or paragraph.style
        return CONTINUED if own == NUMBERED and not _is_numbered(paragraph) else own

    def _paragraph(self, inlines: Inlines, style: str, more: str = "") -> str:
        style_id = self.styles.paragraph(style)
        properties = (f'<w:pStyle w:val="{style_id}"/>' if style_id else "") + more
        runs = self.runs.write(inlines)
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>" if properties else f"<w:p>{runs}</w:p>"

    def _list(self, block: ListBlock) -> str:
        number = self.numbering.new(block.ordered)
        place = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        hung = f'<w:ind w:left="{self.indent + LIST_HANG}" w:hanging="{LIST_HANG}"/>' if self.indent else ""
        away = _AWAY if id(block) in self.below else ""
        style = NUMBER if block.ordered else BULLET
        last = len(block.items) - 1 if id(block) in self.kept else -1
        return "".join(
            self._paragraph(item, style, (KEEP_NEXT if at == last else "") + place + (away if at == 0 else "") + hung)
            for at, item in enumerate(block.items)
        )


def _stays_with_last(before: Block, block: Block) -> bool:
    """Whether the block never stands on a page without the one before it: lists, tables, what comes last."""
    if isinstance(block, Paragraph):
        begins_list = block.style == HUNG and not (isinstance(before, Paragraph) and before.style == HUNG)
        return begins_list or block.style in _KEPT_WITH_LAST
    return isinstance(block, (ListBlock, Table))


def _is_numbered(block: Heading | Paragraph) -> bool:
    """Whether the block begins with its number."""
    return bool(block.inlines) and isinstance(block.inlines[0], Span) and block.inlines[0].number


def _hairline(div: Div) -> str:
    """An empty paragraph too thin to see, before first words that are more than plain text.

    LibreOffice 7.4 drops the look of the words of a content control's first paragraph, and moves its line breaks.
    """
    first = _first_words(div)
    if not div.name or div.place or all(map(_is_plain, first)):
        return ""
    thin = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{KEEP_NEXT}{thin}</w:pPr></w:p>"


def _is_plain(words: Inline) -> bool:
    """Whether LibreOffice keeps these words as they are."""
    if isinstance(words, Span):
        return not (words.style or words.number or words.page) and all(map(_is_plain, words.inlines))
    return isinstance(words, Text) and "\t" not in words.text


def _last_leaf(block: Block) -> Block:
    """The last block inside a division that is no division itself."""
    while isinstance(block, Div) and block.blocks:
        block = block.blocks[-1]
    return block


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
