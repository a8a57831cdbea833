"""The characters that a visit cannot hold, because XML and so Word cannot: where they stand, what stands in for them.

XML 1.0 leaves out the control characters below U+0020 other than tab and line ends, the lone surrogates, U+FFFE and
U+FFFF. A letter with one of them in it could not be written, so they are caught where text comes in.
"""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_PICTURES = 0x2400
"""Unicode's pictures of the control characters begin here, in the same order."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def unprintable(text: str) -> list[tuple[int, int, int]]:
    """Every character that XML cannot hold, as (line, column, code point); lines and columns count from 1.

    A carriage return counts as one: text that comes from elsewhere has its line ends made "\\n" first.
    """
    found: list[tuple[int, int, int]] = []
    if not _UNPRINTABLE.search(text):
        return found
    line, line_start, at = 1, 0, 0
    for match in _UNPRINTABLE.finditer(text):
        new_lines = text.count("\n", at, match.start())
        if new_lines:
            line += new_lines
            line_start = text.rfind("\n", at, match.start()) + 1
        at = match.start()
        found.append((line, at - line_start + 1, ord(match.group())))
    return found


def visible(text: str) -> str:
    """The text with a visible stand-in for each of those characters: as long as before, nothing dropped.

    A control character becomes its picture (U+0007 "␇"), any other the replacement character "�".
    """
    return _UNPRINTABLE.sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(_PICTURES + code) if code < 0x20 else _REPLACEMENT
