"""Where the words of a letter come from: a rendering that marks, line by line, what each answer and paragraph prints.

The marks are characters of Unicode's private use, which no traced text keeps as its own: they go through the letter's
Markdown as any text does, and are taken out again by `back.exported`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hmi_visit.form.model import Field
from hmi_visit.letter.markdown import FENCE
from hmi_visit.letter.tables import columns_of_rule

BEGIN, BEGUN, END = "\ue101", "\ue102", "\ue103"
_DIGITS = {ord(str(n)): chr(0xE110 + n) for n in range(10)}
_BACK = {ord(private): str(n) for n, private in enumerate(_DIGITS.values())}
PRIVATE = re.compile("[\ue000-\ue1ff]")
MARK = re.compile(f"{BEGIN}([\ue110-\ue119]+){BEGUN}|{END}")
_LEAD = re.compile(r"[ \t]*(?:(?:-|[0-9]{1,9}\.)[ \t]+)?(?:#{1,6}[ \t]+)?")
_HARD_BREAK = re.compile(r"(?<!\\)(?:\\\\)*(\\)\Z")
_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Source:
    """What printed some words: an answer, or a standard paragraph."""

    path: tuple[str | int, ...]
    """The field's name; in groups the name of each group and the place of the item from 0 before it. Of a standard
    paragraph its name alone."""
    field: Field | None = None
    """None for a standard paragraph."""
    held_open: bool = False
    """Whether the words are a place held open for an answer."""


class Trace:
    """What was printed by one rendering, each time that something was."""

    def __init__(self) -> None:
        self.printed: list[Source] = []
        """By the number in the marks."""
        self._known: dict[int, tuple[object, Source]] = {}

    def know(self, value: object, source: Source) -> None:
        """Remember that this very object is an answer."""
        self._known[id(value)] = (value, source)

    def answer(self, value: object, markdown: str) -> str:
        """The Markdown of a value with its marks, where the value is an answer itself and nothing computed from it."""
        known = self._known.get(id(value))
        return self.mark(known[1], markdown) if known else markdown

    def mark(self, source: Source, markdown: str) -> str:
        """The Markdown with marks around the words of each of its lines and cells."""
        if not markdown.strip():
            return markdown
        self.printed.append(source)
        begin = f"{BEGIN}{str(len(self.printed) - 1).translate(_DIGITS)}{BEGUN}"
        return "\n".join(_marked(line, begin) for line in markdown.split("\n"))


def number_of(mark: re.Match[str]) -> int | None:
    """The number in a mark that begins something; None for one that ends it."""
    return int(mark[1].translate(_BACK)) if mark[1] else None


def without_private(text: str) -> str:
    """The text without characters that marks are made of."""
    return PRIVATE.sub("\ufffd", text)


def _marked(line: str, begin: str) -> str:
    words = line.strip(" \t")
    if not words or FENCE.match(words) or columns_of_rule(words) is not None:
        return line
    if words.startswith("| ") and words.endswith(" |"):
        cells = words[2:-2].split(_CELLS)
        return f"| {_CELLS.join(f'{begin}{cell}{END}' if cell else cell for cell in cells)} |"
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    tail = _HARD_BREAK.search(line)
    stop = tail.start(1) if tail else len(line)
    return f"{line[:at]}{begin}{line[at:stop]}{END}{line[stop:]}" if stop > at else line
