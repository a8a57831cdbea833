"""The reader of a letter's Markdown: the part of pandoc's Markdown that letters use, and nothing beside it.

Headings, paragraphs, hard breaks (a backslash at the end of a line), bulleted and numbered lists, pipe tables,
emphasis by stars, footnotes (`[^1]`, and `[^1]: words` anywhere), fenced divisions and bracketed spans with attributes,
backslash escapes, characters by number.
Only a blank line or a fence ends a paragraph, so that no word inside one can turn into a list or a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hmi_visit.letter.attributes import Attributes, read_attributes
from hmi_visit.letter.blocks import Block, Div, Document, Heading, Inlines, ListBlock, Paragraph, Table
from hmi_visit.letter.inline import read_inlines
from hmi_visit.letter.tables import columns_of_rule, split_row
from hmi_visit.problems import Problem

FENCE = re.compile(r":{3,}[ \t]*(?:\{(?P<attributes>[^{}]*)\})?[ \t]*\Z")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)\Z")
_ITEM = re.compile(r"(?:-|(?P<number>[0-9]{1,9})\.)[ \t]+(?=[^ \t])")
_NOTE = re.compile(r"\[\^([0-9]{1,5})\]:[ \t]*")
_DEPTH = 50


@dataclass(slots=True)
class _Open:
    """A division that is being read: the outermost is the letter itself."""

    attributes: Attributes
    blocks: list[Block] = field(default_factory=list)

    def closed(self) -> Div:
        attributes = self.attributes
        return Div(tuple(self.blocks), attributes.name, attributes.style, attributes.header, attributes.place)


class _Reader:
    """Goes down the lines once; each method takes the lines of one block and says where the next begins."""

    def __init__(self, markdown: str) -> None:
        self.lines = [line.strip(" \t") for line in markdown.split("\n")]
        self.open = [_Open(Attributes())]
        self.at = 0
        self.notes: dict[int, Inlines] = {}

    def read(self) -> Document:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line:
                self.at += 1
            elif fence := _fence_of(line):
                self._fence(fence["attributes"])
            elif heading := _HEADING.match(line):
                self._add(Heading(len(heading[1]), read_inlines(heading[2]), self._style()))
                self.at += 1
            elif (item := _ITEM.match(line)) and item["number"] in (None, "1"):
                self._list(ordered=item["number"] is not None)
            elif note := _NOTE.match(line):
                self.notes[int(note[1])] = read_inlines(self._paragraph(note.end()))
            elif not ("|" in line and self._table()):
                self._add(Paragraph(read_inlines(self._paragraph()), self._style()))
        while len(self.open) > 1:
            self._close()
        notes = tuple(self.notes.get(number, ()) for number in range(1, max(self.notes, default=0) + 1))
        return Document(tuple(self.open[0].blocks), notes)

    def _add(self, block: Block) -> None:
        self.open[-1].blocks.append(block)

    def _style(self) -> str:
        return next((o.attributes.style for o in reversed(self.open) if o.attributes.style), "")

    def _fence(self, attributes: str | None) -> None:
        self.at += 1
        if attributes is None:
            if len(self.open) > 1:
                self._close()
            return
        if len(self.open) > _DEPTH:
            raise Problem(f"divisions (:::) stand more than {_DEPTH} deep in one another")
        self.open.append(_Open(read_attributes(attributes) or Attributes()))

    def _close(self) -> None:
        div = self.open.pop().closed()
        if div.blocks:
            self._add(div)

    def _paragraph(self, start: int = 0) -> str:
        """The lines up to a blank one or a fence; the first from a column on."""
        first = self.at
        self.at += 1
        while self.at < len(self.lines) and self.lines[self.at] and not _fence_of(self.lines[self.at]):
            self.at += 1
        return "\n".join([self.lines[first][start:], *self.lines[first + 1 : self.at]])

    def _list(self, ordered: bool) -> None:
        """Items in a row, blank lines between them or not. Numbers must follow one another: a number is never lost."""
        items: list[Inlines] = []
        after = self.at
        while after < len(self.lines):
            found = _ITEM.match(self.lines[after])
            if not found or found["number"] != (str(len(items) + 1) if ordered else None):
                break
            self.at = after
            items.append(read_inlines(self._item(found.end())))
            after = self.at
            while after < len(self.lines) and not self.lines[after]:
                after += 1
        self._add(ListBlock(ordered, tuple(items)))

    def _item(self, start: int) -> str:
        first = self.at
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line or _ITEM.match(line) or _fence_of(line):
                break
            self.at += 1
        return "\n".join([self.lines[first][start:], *self.lines[first + 1 : self.at]])

    def _table(self) -> bool:
        """A header, a rule of as many columns under it, and rows: all the lines that hold a bar."""
        header = split_row(self.lines[self.at])
        rule = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        aligned = columns_of_rule(rule)
        if header is None or aligned is None or len(aligned) != len(header):
            return False
        self.at += 2
        rows: list[tuple[Inlines, ...]] = []
        while self.at < len(self.lines) and (cells := split_row(self.lines[self.at])):
            rows.append(tuple(read_inlines(cell) for cell in cells))
            self.at += 1
        self._add(Table(tuple(read_inlines(cell) for cell in header), tuple(rows), aligned))
        return True


def _fence_of(line: str) -> re.Match[str] | None:
    return FENCE.match(line) if line.startswith(":::") else None


def read(markdown: str) -> Document:
    """The letter as blocks. Takes time in proportion to its length, whatever it holds; reads what `prose` escapes back.

    Raises Problem where divisions stand absurdly deep in one another.
    """
    return _Reader(markdown).read()
