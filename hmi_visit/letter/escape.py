"""Typed characters as the letter's Markdown: what reads back is what was typed, to the last character.

Pandoc reads it back so too, which is why characters are escaped here that only pandoc takes for mark-up.
"""

from __future__ import annotations

import re
from collections.abc import Container

_SPECIAL = re.compile(r"[\\`*_\[\]{<|~^$]|&(?=[#A-Za-z])|(?<![A-Za-z0-9])@|[\t\r]")
_START = re.compile(
    r"(?P<mark>[#>]|[-+:%=](?=[ :+=-]|\Z))"
    r"|(?P<number>\(?(?:[0-9]+|[a-z]|[ivxlcdm]+|[IVXLCDM]{2,}|[A-Z](?=\))))(?=[.)](?:\s|\Z|&))"
)
_SPACE = re.compile(r"\A | \Z|(?<= ) ")
_SPACE_BY_NUMBER = "&#32;"


def literal(text: str) -> str:
    """One or more lines with everything in them literal; a line end becomes a hard break, but for those at the end."""
    return escaped(with_plain_ends(text).rstrip("\n"))


def escaped(text: str, meant: Container[int] = frozenset()) -> str:
    """The lines of a text, escaped, but for the characters at the positions that are meant as mark-up."""

    def escape(found: re.Match[str]) -> str:
        character = found[0]
        if character in "\t\r":
            return f"&#{ord(character)};"
        return character if found.start() in meant else "\\" + character

    return "\\\n".join(_line(line) for line in _SPECIAL.sub(escape, text).split("\n"))


def with_plain_ends(text: str) -> str:
    """The text with every line end as "\\n"."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _line(line: str) -> str:
    if found := _START.match(line):
        at = found.end() if found["number"] else 0
        line = f"{line[:at]}\\{line[at:]}"
    return _SPACE.sub(_SPACE_BY_NUMBER, line)
