"""The lines of a prose text as queries count them: a paragraph, a list item, a row of a table. Pure and fast."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_ITEM = re.compile(r"[ \t]*(?:[-*•]|[0-9]{1,9}\.)(?:[ \t]+|\Z)")
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*\Z")


class Sort(StrEnum):
    """What a line is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


class Line(NamedTuple):
    """A line and where its words begin in the whole text."""

    start: int
    text: str
    sort: Sort


def lines_of(text: str) -> list[Line]:
    """The lines of a prose text: its paragraphs without the space around them, its items without their marks.

    A single line end goes on in the same line. The rule under the header of a table is no line.
    """
    lines: list[Line] = []
    at, open_line = 0, False
    for physical in text.split("\n"):
        stripped = physical.strip(" \t\r")
        if not stripped:
            open_line = False
        elif item := _ITEM.match(physical):
            lines.append(Line(at + item.end(), physical[item.end() :].rstrip(), Sort.ITEM))
            open_line = True
        elif stripped.startswith("|"):
            if not _RULE.match(physical):
                lines.append(Line(at + physical.index("|"), stripped, Sort.ROW))
            open_line = False
        elif open_line:
            start, _, sort = lines[-1]
            lines[-1] = Line(start, text[start : at + len(physical)].rstrip(), sort)
        else:
            lines.append(Line(at + len(physical) - len(physical.lstrip()), stripped, Sort.PARAGRAPH))
            open_line = True
        at += len(physical) + 1
    return lines
