"""Tables as the XML of Word: columns as wide as their words need, a header that each page repeats."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain

from hmi_visit.letter.blocks import Inlines, Table, plain_inlines
from hmi_visit.letter.styles import Styles

TABLE, TABLE_TEXT, TABLE_HEADING = "Table Grid", "Table Text", "Table Heading"
KEEP_NEXT = "<w:keepNext/>"
_SPACER = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="180" w:lineRule="exact"/></w:pPr></w:p>'
_NUMBER = re.compile(r"[-–−]?[£€$]?[0-9][0-9,.]*%?(?: ?[-–] ?[0-9][0-9,.]*%?)?\Z")
_LETTER, _AROUND = 106, 216
"""The width of a letter of a table's text on average, and of the space around a cell's words; twentieths of a point."""
_BOLD = 1.2
"""How much wider bold letters are."""
_NARROWEST = 4
"""Characters that a column has room for at least."""
_SHORT = 1_200
"""Characters of a table that stays on one page."""

WriteParagraph = Callable[[Inlines, str, str], str]
"""Words, a style's name and further properties as a paragraph."""


def table_xml(
    table: Table,
    styles: Styles,
    paragraph: WriteParagraph,
    width: int,
    indent: int,
    *,
    kept: bool,
    spaced: bool = False,
) -> str:
    """The table, so wide and so far from the margin in twentieths of a point; `kept` on the page of what follows it.

    Unless it is `spaced` by what follows, an empty paragraph parts it from the next: Word makes one table of two.
    """
    aligned = _aligned(table)
    widths = _widths(table, width)
    has_header = any(table.header)
    rows = [(table.header, True)] * has_header + [(row, False) for row in table.rows]
    together = sum(len(plain_inlines(cell)) for row, _ in rows for cell in row) <= _SHORT
    written = []
    for at, (cells, header) in enumerate(rows):
        keep = kept if at == len(rows) - 1 else together
        written.append(_row(cells, paragraph, widths, aligned, header=header, keep=keep))
    style_id = styles.table(TABLE)
    style = f'<w:tblStyle w:val="{style_id}"/>' if style_id else ""
    away = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    first = int(has_header)
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{away}'
        f'<w:tblLook w:val="{"0020" if first else "0000"}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>" + ("" if kept or spaced else _SPACER)
    )


def shared(width: int, weights: Sequence[int]) -> list[int]:
    """A width shared out by weights."""
    total = sum(weights) or 1
    return [width * weight // total for weight in weights]


def _row(
    cells: Sequence[Inlines],
    paragraph: WriteParagraph,
    widths: Sequence[int],
    aligned: Sequence[str],
    *,
    header: bool,
    keep: bool,
) -> str:
    """A row of as many cells as the table has columns; a header whose other cells are empty goes across them all."""
    style = TABLE_HEADING if header else TABLE_TEXT
    parts = ["<w:tr><w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>"]
    if header and len(cells) == len(widths) > 1 and cells[0] and not any(cells[1:]):
        across = f'<w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/></w:tcPr>'
        return "".join([*parts, f"<w:tc>{across}{paragraph(cells[0], style, '')}</w:tc></w:tr>"])
    for cell, width, side in zip([*cells, *[()] * (len(widths) - len(cells))], widths, aligned, strict=True):
        more = (KEEP_NEXT if keep else "") + (f'<w:jc w:val="{side}"/>' if side else "")
        parts.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell, style, more)}</w:tc>')
    return "".join(parts) + "</w:tr>"


def _columns(table: Table) -> list[list[str]]:
    """The words of each column's cells below the header."""
    columns: list[list[str]] = [[] for _ in range(table.columns)]
    for row in table.rows:
        for column, cell in zip(columns, row, strict=False):
            column.append(plain_inlines(cell))
    return columns


def _aligned(table: Table) -> list[str]:
    """How each column is aligned: as it was said, else numbers to the right."""
    aligned = [*table.aligned, *[""] * (table.columns - len(table.aligned))]
    for at, column in enumerate(_columns(table)):
        words = [cell for cell in column if cell]
        if not aligned[at] and words and all(map(_NUMBER.match, words)):
            aligned[at] = "right"
    return aligned


def _widths(table: Table, width: int) -> list[int]:
    """The width of each column: what its longest line needs, but for a header, which may break between words.

    Where all need less than there is, the rest is shared out. Where they need more, short columns have what they need,
    and of the others those with more in a cell are wider.
    """
    needs = []
    for at, column in enumerate(_columns(table)):
        heading = plain_inlines(table.header[at]).split() if at < len(table.header) else []
        lines = chain.from_iterable(cell.split("\n") for cell in column)
        longest = max(chain(map(len, lines), (len(word) * _BOLD for word in heading)), default=0)
        needs.append(round(max(longest, _NARROWEST) * _LETTER) + _AROUND)
    if sum(needs) <= width:
        return shared(width, needs)
    widths = [0] * len(needs)
    left = width
    wide = sorted(range(len(needs)), key=needs.__getitem__)
    while needs[wide[0]] <= left // len(wide):
        widths[wide[0]] = needs[wide[0]]
        left -= needs[wide.pop(0)]
    loads = [max(map(len, column), default=0) for column in _columns(table)]
    for at, share in zip(wide, shared(left, [round(10 * (1 + loads[at]) ** 0.5) for at in wide]), strict=True):
        widths[at] = share
    return widths
