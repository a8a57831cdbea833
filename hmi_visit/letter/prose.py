"""Typed prose as the letter's Markdown: its own small mark-up kept, everything else literal.

The mark-up is that of `prose` fields: paragraphs parted by blank lines, a single line end a line break, bullets
(`- `, `* `, `• `), lists numbered from 1 on, `**bold**`, `*italic*`, pipe tables; in a report also footnotes and
citations of its paragraphs (see `references`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hmi_visit.letter.escape import literal, with_plain_ends
from hmi_visit.letter.references import References
from hmi_visit.letter.tables import columns_of_rule, row, rule, split_row

_ITEM = re.compile(r"[ \t]*(?:[-*•]|(?P<number>[0-9]{1,9})\.)[ \t]+(?=[^ \t])")
_APART = "\n\n"
_LINE_END = "&#10;"
"""A line end inside a cell, whose Markdown is one line."""


def prose(text: str) -> str:
    """The prose as Markdown that can stand inside a template's own text.

    It begins and ends without a line end where a paragraph does, so that template text before and after goes on in the
    same paragraph; a list or table is set apart by blank lines.
    """
    blocks = _Blocks(with_plain_ends(text).split("\n")).read()
    before = _APART if blocks and not blocks[0].is_paragraph else ""
    after = _APART if blocks and not blocks[-1].is_paragraph else ""
    return before + _APART.join(block.markdown for block in blocks) + after


def prose_blocks(text: str) -> list[str]:
    """The paragraphs, lists and tables of the prose, each as Markdown of its own."""
    return [block.markdown for block in _Blocks(with_plain_ends(text).split("\n")).read()]


def prose_in_cell(text: str) -> str:
    """The prose as Markdown for one cell of a table: its lines one under the other, a blank one between paragraphs."""
    references = References(with_plain_ends(text).strip("\n").split("\n"))
    lines = []
    for line in references.lines:
        found = _ITEM.match(line)
        mark = "" if not found else f"{found['number']}. " if found["number"] else "• "
        lines.append(mark + references.words(line[found.end() :] if found else line).strip())
    return in_cell(lines)


def in_cell(lines: Iterable[str]) -> str:
    """Lines of Markdown as one cell of a table; a blank line is one, however many there were."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return _LINE_END.join(kept).removesuffix(_LINE_END)


def bullets(items: list[str]) -> str:
    """A list whose items are wholly literal, set apart by blank lines; nothing where there are no items."""
    lines = [f"- {literal(item).replace(chr(10), chr(10) + '  ')}" for item in items if item.strip()]
    return _APART + "\n".join(lines) + _APART if lines else ""


class _Block:
    """One block of the prose as Markdown."""

    __slots__ = ("is_paragraph", "markdown")

    def __init__(self, markdown: str, *, is_paragraph: bool = False) -> None:
        self.markdown = markdown
        self.is_paragraph = is_paragraph


class _Blocks:
    """Goes down the lines once."""

    def __init__(self, lines: list[str]) -> None:
        self.references = References(lines)
        self.lines = self.references.lines
        self._words = self.references.words
        self.at = 0

    def read(self) -> list[_Block]:
        blocks = []
        while self.at < len(self.lines):
            if _blank(self.lines[self.at]):
                self.at += 1
            elif found := self._item_begins():
                blocks.append(_Block(self._list(ordered=found["number"] is not None)))
            elif aligned := self._table_begins():
                blocks.append(_Block(self._table(aligned)))
            else:
                blocks.append(_Block(self._paragraph(), is_paragraph=True))
        return blocks

    def _item_begins(self) -> re.Match[str] | None:
        found = _ITEM.match(self.lines[self.at])
        return found if found and found["number"] in (None, "1") else None

    def _table_begins(self) -> tuple[str, ...] | None:
        if "|" not in self.lines[self.at] or self.at + 1 == len(self.lines):
            return None
        aligned = columns_of_rule(self.lines[self.at + 1])
        if aligned is None:
            return None
        header = split_row(self.lines[self.at], escapes=False)
        return aligned if header and len(header) == len(aligned) else None

    def _paragraph(self) -> str:
        first = self.at
        self.at += 1
        while self.at < len(self.lines) and not _blank(self.lines[self.at]):
            if self._item_begins() or self._table_begins():
                break
            self.at += 1
        return self._words("\n".join(self.lines[first : self.at]))

    def _list(self, ordered: bool) -> str:
        """Items in a row, blank lines between them or not; numbers follow one another, or were no list."""
        items: list[str] = []
        written = ordered and self.references.in_report
        after = self.at
        while after < len(self.lines):
            found = _ITEM.match(self.lines[after])
            if not found or found["number"] != (str(len(items) + 1) if ordered else None):
                break
            self.at = after
            mark = f"{len(items) + 1}. " if ordered else "- "
            words = self._item(found.end())
            items.append(f"[{mark[:-1]}]{{.number}} {words}" if written else _indented(mark, words))
            after = self.at
            while after < len(self.lines) and _blank(self.lines[after]):
                after += 1
        return _hung(items) if written else "\n".join(items)

    def _item(self, start: int) -> str:
        """An item and the lines that go on in it: those up to a blank one or the next item, without their indent."""
        lines = [self.lines[self.at][start:]]
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if _blank(line) or _ITEM.match(line) or self._table_begins():
                break
            lines.append(line.lstrip(" \t"))
            self.at += 1
        return self._words("\n".join(lines))

    def _table(self, aligned: tuple[str, ...]) -> str:
        header = split_row(self.lines[self.at], escapes=False) or []
        self.at += 2
        rows = [self._row(header), rule(aligned)]
        while self.at < len(self.lines) and (cells := split_row(self.lines[self.at], escapes=False)):
            rows.append(self._row(cells))
            self.at += 1
        return "\n".join(rows)

    def _row(self, cells: list[str]) -> str:
        return row([self._words(cell) if cell else "" for cell in cells])


def _indented(mark: str, words: str) -> str:
    return mark + words.replace("\n", "\n" + " " * len(mark))


def _hung(items: list[str]) -> str:
    """Items whose numbers are words: a report cites them, and Word's own numbers are no text."""
    return _APART.join(['::: {custom-style="Hung"}', *items, ":::"])


def _blank(line: str) -> bool:
    return not line.strip(" \t")
