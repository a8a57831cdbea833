"""Rendered Markdown made legible: one blank line between blocks, and nothing of what turned out empty."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hmi_visit.letter.attributes import read_attributes
from hmi_visit.letter.markdown import FENCE

_EMPTY = re.compile(r"#{1,6}\Z|-\Z|\\\Z")
"""A heading or item that lost its words, a break with nothing before it: typed ones are always escaped."""
_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")


@dataclass(slots=True)
class _Open:
    """A division that is open: where its fence stands among the lines kept, if it has one of its own."""

    at: int | None
    name: str


def tidy(markdown: str) -> str:
    """The same letter without empty headings, items and divisions, and without breaks that nothing follows."""
    kept: list[str] = []
    open_: list[_Open] = []
    for raw in markdown.split("\n"):
        line = raw.strip(" \t")
        if fence := line.startswith(":::") and FENCE.match(line):
            _end_paragraph(kept)
            if fence["attributes"] is not None:
                _open(kept, open_, line, fence["attributes"])
            elif open_:
                _close(kept, open_.pop())
        elif not line:
            _end_paragraph(kept)
        elif line[0] not in "#-\\" or not _EMPTY.match(line):
            goes_on = kept and kept[-1]  # a line inside an item keeps its indent, which pandoc asks for
            kept.append(raw.rstrip(" \t") if goes_on else line)
    while open_:
        _close(kept, open_.pop())
    _end_paragraph(kept)
    return "\n".join(kept).strip("\n") + "\n" if any(kept) else ""


def _end_paragraph(kept: list[str]) -> None:
    """Leave one blank line, and no break that goes nowhere before it."""
    if kept and kept[-1]:
        if kept[-1].endswith("\\") and _BREAK.search(kept[-1]):
            kept[-1] = kept[-1][:-1]
        kept.append("")


def _open(kept: list[str], open_: list[_Open], line: str, attributes: str) -> None:
    found = read_attributes(attributes)
    name = found.name if found else ""
    if name and any(o.name == name for o in open_):
        open_.append(_Open(None, name))  # a block that printed the block it stands in for: the same part of the letter
        return
    open_.append(_Open(len(kept), name))
    kept += [line, ""]


def _close(kept: list[str], division: _Open) -> None:
    if division.at is None:
        return
    if not any(kept[at] for at in range(len(kept) - 1, division.at, -1)):
        del kept[division.at :]
    else:
        _end_paragraph(kept)
        kept += [":::", ""]
