"""Typed characters as the letter's Markdown: what reads back is what was typed, to the last character.

Pandoc reads it back so too, which is why characters are escaped here that only pandoc takes for mark-up.
"""

from __future__ import annotations

import re
from collections.abc import Container

_SPECIAL = re.compile(r"[\\`*_\[\]{<|~^$&@\t\r]")
"""One class of characters, which a regular expression finds fast; `&` and `@` are not special in every place."""
_START = re.compile(
    r"(?P<mark>[#>]|[-+:%=](?=[ :+=-]|\Z))"
    r"|(?P<number>\(?(?:[0-9]+|[a-z]|[ivxlcdm]+|[IVXLCDM]{2,}|[A-Z](?=\))))(?=[.)](?:\s|\Z|&))"
)
_BEGINS_ENTITY, _WORD = re.compile("[#A-Za-z]"), re.compile("[A-Za-z0-9]")
_SPACE = re.compile(r"\A | \Z|(?<= ) ")
_SPACE_BY_NUMBER = "&#32;"


def literal(text: str) -> str:
    """One or more lines with everything in them literal; a line end becomes a hard break, but for those at the end."""
    return escaped(with_plain_ends(text).rstrip("\n"))


def escaped(text: str, meant: Container[int] = frozenset()) -> str:
    """The lines of a text, escaped, but for the characters at the positions that are meant as mark-up."""

    def escape(found: re.Match[str]) -> str:
        character, at = found[0], found.start()
        if character in "\t\r":
            return f"&#{ord(character)};"
        if character == "&" and not _BEGINS_ENTITY.match(text, at + 1):
            return character
        if character == "@" and _WORD.match(text[at - 1 : at]):
            return character
        return character if at in meant else "\\" + character

    return "\\\n".join(map(_line, _SPECIAL.sub(escape, text).split("\n")))


def with_plain_ends(text: str) -> str:
    """The text with every line end as "\\n"."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _line(line: str) -> str:
    if found := _START.match(line):
        at = found.end() if found["number"] else 0
        line = f"{line[:at]}\\{line[at:]}"
    if "  " in line or line[:1] == " " or line[-1:] == " ":
        line = _SPACE.sub(_SPACE_BY_NUMBER, line)
    return line
