"""The docxtpl template of a report, and what it is filled with: blocks that are counted and put in order beforehand.

The peer is spared the counting, the gathering and the Markdown; it prints the words of each block in its style. What it
cannot do is left out on both sides: emphasis inside a paragraph looks plain in its document.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx

from hmi_visit.letter.blocks import Block, Div, Document, Heading, ListBlock, Paragraph, Table, plain_inlines, walk

BULLET, TABLE = "List Bullet", "table"


def blocks_of(document: Document) -> list[dict[str, Any]]:
    """Each paragraph, item and table of a report with its style, in order."""
    return [entry for block in walk(document.blocks) for entry in _entries(block)]


def styles_of(blocks: list[dict[str, Any]]) -> list[str]:
    """The styles that are used, each once, the most frequent first."""
    names = [block["style"] for block in blocks if block["style"] != TABLE]
    return sorted(set(names), key=lambda name: (-names.count(name), name))


def write_report_template(styles: Path, used: list[str], columns: int, out: Path) -> Path:
    """Write the template: one loop over the blocks, one branch for each style, one for tables of so many columns."""
    document: Any = docx.Document(str(styles))
    named = {style.name.casefold(): style for style in document.styles}
    for child in list(document.element.body)[:-1]:
        document.element.body.remove(child)

    def line(text: str, style: str = "") -> None:
        document.add_paragraph(text, style=named[style.casefold()] if style else None)

    line("{%p for block in blocks %}")
    for place, style in enumerate([*used, TABLE]):
        line(f"{{%p {'elif' if place else 'if'} block.style == '{style}' %}}")
        if style == TABLE:
            _add_table(document, columns, named["table grid"])
        else:
            line("{{ block.text }}", style)
    line("{%p endif %}")
    line("{%p endfor %}")
    document.save(str(out))
    return out


def _add_table(document: Any, columns: int, style: Any) -> None:
    table = document.add_table(3, columns, style)
    for row, text in enumerate(("{%tr for row in block.rows %}", "", "{%tr endfor %}")):
        for at, cell in enumerate(table.rows[row].cells):
            cell.text = text if row != 1 and not at else f"{{{{ row[{at}] }}}}" if row == 1 else ""


def _entries(block: Block) -> Iterator[dict[str, Any]]:
    match block:
        case Heading():
            yield {"style": block.style or f"heading {block.level}", "text": plain_inlines(block.inlines)}
        case Paragraph():
            yield {"style": block.style or "Normal", "text": plain_inlines(block.inlines)}
        case ListBlock():
            yield from ({"style": BULLET, "text": plain_inlines(item)} for item in block.items)
        case Table():
            rows = [[plain_inlines(cell) for cell in row] for row in (block.header, *block.rows)]
            yield {"style": TABLE, "rows": rows}
        case Div():
            return
