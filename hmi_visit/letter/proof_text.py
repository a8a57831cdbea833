"""The proof's own way from a letter's Markdown to its plain words, beside the one that Word and the preview take."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hmi_visit.letter.proof_reader import BODY, HEADER, NOTES

STAR = "\ud800"
"""Stands for a star that is mark-up where it opens or closes something; no text can hold it."""
_FENCE = re.compile(r":{3,}[ \t]*(\{[^{}]*\})?\Z")
_NAME = re.compile(r"#([\w-]+)|\bid=\"([^\"]*)\"")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_ITEM = re.compile(r"(-|[0-9]{1,9}\.)[ \t]+(?=[^ \t])")
_NOTE = re.compile(r"\[\^([0-9]{1,5})\]:[ \t]*")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_INLINE = re.compile(
    r"\\\n[ \t]*|\\[!-/:-@\[-`{-~]|&\#[0-9]{1,7};"
    r"|\*+|\[\^([0-9]{1,5})\]|\[|\]\{([^{}\n]*)\}|[ \t]*\n[ \t]*|[ \t]{2,}|\t"
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER_ENDS = "\udbff"
"""Stands behind the number of a paragraph, where Word has a tab."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, item or cell as it has to read; `STAR` stands for each star that may be mark-up."""

    words: str
    part: str
    """`header`, `body` or `footnotes`."""
    within: tuple[str, ...]
    """The named parts of the letter around it, the innermost last."""


def lines_of(markdown: str) -> list[Line]:
    """Every line of the letter, in order: those of the first page's header first, those of the footnotes last."""
    reader = _Reader()
    for raw in markdown.split("\n"):
        reader.line(raw.strip(" \t"))
    reader.end()
    notes = [Line(words, NOTES, ()) for _, words in sorted(reader.notes.items()) if words.strip()]
    head = [line for line in reader.lines if line.part == HEADER]
    return [*head, *(line for line in reader.lines if line.part == BODY), *notes]


def words_of(text: str) -> str:
    """The plain words of one paragraph's Markdown."""
    parts: list[str] = []
    opened: list[int] = []
    at = 0
    for found in _INLINE.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        token = found[0]
        if token == "[":
            opened.append(len(parts))
            parts.append("[")
        elif token[0] == "]":
            if opened:
                _span(parts, opened.pop(), found[2])
            else:
                parts.append(token)
        elif token[0] == "\\":
            parts.append("\n" if token[1] == "\n" else token[1])
        elif token[0] == "&":
            code = int(token[2:-1])
            parts.append(chr(code) if code <= 0x10FFFF else token)
        elif token[0] == "*":
            parts.append(STAR * len(token))
        else:
            parts.append(found[1].translate(_RAISED) if found[1] else " ")
    parts.append(text[at:])
    return "".join(parts).replace(f"{_NUMBER_ENDS} ", "\t").replace(_NUMBER_ENDS, "\t")


def _span(parts: list[str], begun: int, attributes: str) -> None:
    """A span's words without its brackets; a page's number is nobody's words."""
    parts[begun] = ""
    classes = re.findall(r"\.([\w-]+)", re.sub(r'"[^"]*"', "", attributes))
    if "page" in classes:
        del parts[begun:]
    elif "number" in classes:
        parts.append(_NUMBER_ENDS)


class _Reader:
    """Gathers lines up to a blank one or a fence, and takes them apart then."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.notes: dict[int, str] = {}
        self._divisions: list[tuple[str, bool]] = []
        self._gathered: list[str] = []
        self._next = 1
        """The number that an item must have to be one."""

    def line(self, line: str) -> None:
        """One more line of the Markdown."""
        fence = _FENCE.match(line)
        if line and not fence:
            self._gathered.append(line)
            return
        self.end()
        if fence and fence[1]:
            name = _NAME.search(fence[1])
            self._divisions.append((name[1] or name[2] if name else "", ".header" in fence[1]))
        elif fence and self._divisions:
            self._divisions.pop()
        if fence:
            self._next = 1

    def end(self) -> None:
        """Take apart what was gathered."""
        lines, self._gathered = self._gathered, []
        while lines:
            lines = self._take(lines)

    def _take(self, lines: list[str]) -> list[str]:
        """The first block of some lines; what is left of them."""
        first = lines[0]
        item = _ITEM.match(first)
        if item and item[1] in ("-", f"{self._next}.", "1."):
            self._next = 1 if item[1] == "-" else int(item[1][:-1]) + 1
            end = next((at for at, line in enumerate(lines) if at and _ITEM.match(line)), len(lines))
            self._add("\n".join([first[item.end() :], *lines[1:end]]))
            return lines[end:]
        self._next = 1
        if heading := _HEADING.match(first):
            self._add(first[heading.end() :])
            return lines[1:]
        if note := _NOTE.match(first):
            self.notes[int(note[1])] = words_of("\n".join([first[note.end() :], *lines[1:]]))
            return []
        if len(lines) > 1 and "|" in lines[1] and _RULE.match(lines[1]) and "|" in first:
            header, rule = _cells(first), _cells(lines[1])
            if header and len(header) == len(rule):
                return self._table(header, lines[2:])
        self._add("\n".join(lines))
        return []

    def _table(self, header: list[str], lines: list[str]) -> list[str]:
        for cell in header:
            self._add(cell)
        while lines and (cells := _cells(lines[0])):
            for cell in cells:
                self._add(cell)
            lines = lines[1:]
        return lines

    def _add(self, markdown: str) -> None:
        words = words_of(markdown)
        if words.strip(f" \t\n{STAR}"):
            part = HEADER if any(header for _, header in self._divisions) else BODY
            self.lines.append(Line(words, part, tuple(name for name, _ in self._divisions if name)))


def _cells(line: str) -> list[str]:
    """The cells of a row; none where the line is no row."""
    cells = _BAR.sub("\\1\0", line).split("\0")
    if len(cells) == 1:
        return []
    if not cells[0].strip(" \t"):
        del cells[0]
    if cells and not cells[-1].strip(" \t"):
        del cells[-1]
    return [cell.strip(" \t") for cell in cells] if len(cells) <= 63 else []
