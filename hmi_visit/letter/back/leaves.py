"""What a letter is made of on both sides of a comparison: leaves (paragraphs, items, rows) of marked text.

Marks are characters of Unicode's private use: bold and italics begin and end, a cell ends, a footnote is referred to.
A leaf's whole text begins with the mark of its kind and ends with `END`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple, TypeAlias

PARAGRAPH, BULLET, NUMBER, ROW = "\ue010", "\ue011", "\ue012", "\ue013"
KINDS = PARAGRAPH + BULLET + NUMBER + ROW
BOLD, NOT_BOLD, ITALIC, NOT_ITALIC = "\ue001", "\ue002", "\ue003", "\ue004"
CELL, NOTE, NOTED, END = "\ue005", "\ue006", "\ue007", "\ue000"
LOOKS = str.maketrans("", "", BOLD + NOT_BOLD + ITALIC + NOT_ITALIC)

Owners: TypeAlias = "tuple[int, ...]"
"""What printed a character: the standard paragraph and the answer in it, by their numbers in the trace."""


class Run(NamedTuple):
    """Characters of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    owners: Owners = ()


@dataclass(slots=True)
class Leaf:
    """A paragraph, an item of a list or a row of a table."""

    part: str
    """The named part that it stands in; empty for none."""
    kind: str
    text: str
    """Its marked text, without the marks of its kind and end."""
    owners: Sequence[Owners] = ()
    """What printed each character of it; nothing where that is not known."""
    within: tuple[str, ...] = ()
    """All named parts that it stands in, the innermost last."""
    readers: set[str] = field(default_factory=set)
    """Who changed something in it, by tracked changes."""

    @property
    def whole(self) -> str:
        """Its text with the marks of its kind and end."""
        return f"{self.kind}{self.text}{END}"

    @property
    def all_owners(self) -> list[Owners]:
        """What printed each character of the whole: its marks belong to what they stand beside."""
        known = self.owners or [()] * len(self.text)
        return [known[0], *known, known[-1]] if known else [(), ()]

    @property
    def plain(self) -> str:
        """Its words for a person."""
        return plain(self.text)


def plain(marked: str) -> str:
    """Marked text for a person: no looks, cells parted by bars, leaves by line ends."""
    text = marked.translate(LOOKS).rstrip(CELL + END).replace(CELL, " | ").replace(END, "\n")
    for mark, shown in ((BULLET, "• "), (NUMBER, "# "), (PARAGRAPH, ""), (ROW, ""), (NOTE, "["), (NOTED, "]")):
        text = text.replace(mark, shown)
    return text


def written(runs: Iterable[Run]) -> tuple[str, list[Owners]]:
    """The marked text of some runs, and what printed each character; emphasis ends at words, not at spaces."""
    parts: list[str] = []
    owners: list[Owners] = []
    bold = italic = False

    def put(text: str, by: Owners) -> None:
        parts.append(text)
        owners.extend([by] * len(text))

    last: Owners = ()
    for run in _trimmed([run for run in runs if run.text]):
        if italic and (not run.italic or run.bold != bold):
            put(NOT_ITALIC, last)
            italic = False
        if bold != run.bold:
            put(BOLD if run.bold else NOT_BOLD, run.owners if run.bold else last)
            bold = run.bold
        if run.italic and not italic:
            put(ITALIC, run.owners)
            italic = True
        put(run.text, run.owners)
        last = run.owners
    put((NOT_ITALIC if italic else "") + (NOT_BOLD if bold else ""), last)
    return "".join(parts), owners


def _trimmed(runs: list[Run]) -> list[Run]:
    """The runs with the space before and after bold words plain, and that around italics."""
    if any(run.bold for run in runs):
        runs = [part for bold, group in groupby(runs, lambda run: run.bold) for part in _bared([*group], bold, "bold")]
    if any(run.italic for run in runs):
        both = groupby(runs, lambda run: (run.bold, run.italic))
        runs = [part for (_, italic), group in both for part in _bared([*group], italic, "italic")]
    return runs


def _bared(runs: list[Run], looks: bool, look: str) -> list[Run]:
    if not looks:
        return runs
    before: list[Run] = []
    after: list[Run] = []
    while runs and not runs[0].text.strip():
        before.append(_without(runs.pop(0), look))
    while runs and not runs[-1].text.strip():
        after.insert(0, _without(runs.pop(), look))
    if runs:
        first, text = runs[0], runs[0].text.lstrip()
        if text != first.text:
            before.append(_without(first._replace(text=first.text[: len(first.text) - len(text)]), look))
            runs[0] = first._replace(text=text)
        last, text = runs[-1], runs[-1].text.rstrip()
        if text != last.text:
            after.insert(0, _without(last._replace(text=last.text[len(text) :]), look))
            runs[-1] = last._replace(text=text)
    return [*before, *runs, *after]


def _without(run: Run, look: str) -> Run:
    return run._replace(bold=False) if look == "bold" else run._replace(italic=False)
