"""Marked text as it would be typed into the form: the prose's own small mark-up, or lines that are wholly literal."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hmi_visit.letter.back.leaves import (
    BOLD,
    BULLET,
    CELL,
    END,
    ITALIC,
    KINDS,
    LOOKS,
    NOT_BOLD,
    NOT_ITALIC,
    NOTE,
    NOTED,
    NUMBER,
    PARAGRAPH,
    ROW,
)
from hmi_visit.letter.emphasis import meant_stars
from hmi_visit.letter.tables import row, rule

_PAIRS = {BOLD: (NOT_BOLD, "**"), ITALIC: (NOT_ITALIC, "*")}
_LOOK = re.compile(f"[{BOLD}{NOT_BOLD}{ITALIC}{NOT_ITALIC}]")
_NOTE = re.compile(f"{NOTE}([^{NOTED}]*){NOTED}")
_HUNG = re.compile(r"([0-9]{1,9})\.\t")
"""The number of an item where it is words, as reports have it."""


def typed_prose(marked: str, notes: Mapping[str, str]) -> str:
    """Marked leaves as prose. `notes` says what is typed for the mark of each footnote, by its label."""
    blocks: list[tuple[str, list[str]]] = []
    for leaf in marked.split(END):
        kind, words = (leaf[0], leaf[1:]) if leaf[:1] in KINDS and leaf else (PARAGRAPH, leaf)
        words = _NOTE.sub(lambda found: notes.get(found[1], ""), words)
        if hung := _HUNG.match(words):
            kind, words = NUMBER, words[hung.end() :]
        if not words.strip(CELL + " \n\t"):
            continue
        if not blocks or blocks[-1][0] != kind or kind == PARAGRAPH:
            blocks.append((kind, []))
        blocks[-1][1].append(words)
    return "\n\n".join(_BLOCKS[kind](words) for kind, words in blocks)


def literal_lines(marked: str) -> list[str]:
    """Marked leaves as lines or items of a list: no looks, no footnotes; a leaf is an item."""
    plain = _NOTE.sub("", marked.translate(LOOKS).replace(CELL, " "))
    leaves = (leaf[1:] if leaf[:1] in KINDS and leaf else leaf for leaf in plain.split(END))
    return [leaf for leaf in leaves if leaf.strip()]


def one_line(marked: str) -> str:
    """Marked text as one line."""
    return " ".join(" ".join(literal_lines(marked)).split())


def with_stars(words: str) -> str:
    """Words with their bold and italics as stars; those that prose would not read as such are left out."""
    if not _LOOK.search(words):
        return words
    left_out: set[int] = set()
    while True:
        text, pairs = _starred(words, left_out)
        meant = meant_stars(text)
        wrong = {pair for pair, places in pairs.items() if not meant.issuperset(places)}
        if not wrong:
            return text
        left_out |= wrong


def _starred(words: str, left_out: set[int]) -> tuple[str, dict[int, list[int]]]:
    """The text with stars, and the places of the stars of each pair, by where it begins in the marked words."""
    parts: list[str] = []
    length = 0
    open_: dict[str, int] = {}
    pairs: dict[int, list[int]] = {}
    closes = {end: begin for begin, (end, _) in _PAIRS.items()}
    for at, character in enumerate(words):
        begin = character if character in _PAIRS else closes.get(character, "")
        if not begin:
            parts.append(character)
            length += 1
            continue
        if character == begin:
            open_[begin] = at
        start = open_.get(begin, at)
        if start not in left_out:
            stars = _PAIRS[begin][1]
            pairs.setdefault(start, []).extend(range(length, length + len(stars)))
            parts.append(stars)
            length += len(stars)
    return "".join(parts), pairs


def _paragraphs(words: list[str]) -> str:
    return "\n\n".join(map(with_stars, words))


def _bullets(items: list[str]) -> str:
    return "\n".join(_item("- ", item) for item in items)


def _numbers(items: list[str]) -> str:
    return "\n".join(_item(f"{number}. ", item) for number, item in enumerate(items, 1))


def _item(mark: str, words: str) -> str:
    return mark + with_stars(words).replace("\n", "\n" + " " * len(mark))


def _table(rows: list[str]) -> str:
    cells = [[with_stars(cell).replace("\n", " ") for cell in line.removesuffix(CELL).split(CELL)] for line in rows]
    columns = len(cells[0])
    return "\n".join([row(cells[0]), rule(("",) * columns), *(row(line) for line in cells[1:])])


_BLOCKS = {PARAGRAPH: _paragraphs, BULLET: _bullets, NUMBER: _numbers, ROW: _table}
