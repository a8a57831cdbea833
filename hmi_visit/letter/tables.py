"""The lines of a pipe table: how a row parts into cells. Typed tables and the letter's Markdown share it."""

from __future__ import annotations

import re

MOST_COLUMNS = 63
"""Word opens no table of more columns."""

_BAR = re.compile(r"\\.|\|")
_RULE_CELL = re.compile(r"(:?)-+(:?)\Z")
_ALIGNED = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}


def split_row(line: str, *, escapes: bool = True) -> list[str] | None:
    """The cells of a row, without the spaces around them; None where the line holds no bar, or more cells than Word.

    With `escapes` a bar after a backslash is a character of its cell; where people type, it never is.
    """
    if "|" not in line:
        return None
    cells = _split(line) if escapes else line.split("|")
    if len(cells) == 1:
        return None
    if not cells[0].strip(" \t"):
        del cells[0]
    if cells and not cells[-1].strip(" \t"):
        del cells[-1]
    if not 0 < len(cells) <= MOST_COLUMNS:
        return None
    return [cell.strip(" \t") for cell in cells]


def columns_of_rule(line: str) -> tuple[str, ...] | None:
    """How the columns are aligned by a rule such as `|---|--:|`; None where the line is no rule."""
    cells = split_row(line, escapes=False)
    if cells is None:
        return None
    found = [_RULE_CELL.match(cell) for cell in cells]
    return tuple(_ALIGNED[m[1], m[2]] for m in found if m) if all(found) else None


def rule(aligned: tuple[str, ...]) -> str:
    """The line that stands under the header of a table."""
    marks = {"": "---", "left": ":--", "right": "--:", "center": ":-:"}
    return row([marks[a] for a in aligned])


def row(cells: list[str]) -> str:
    """A line of a table, from the Markdown of its cells."""
    return f"| {' | '.join(cells)} |"


def _split(line: str) -> list[str]:
    cells: list[str] = []
    start = 0
    for found in _BAR.finditer(line):
        if found[0] == "|":
            cells.append(line[start : found.start()])
            start = found.end()
    cells.append(line[start:])
    return cells
