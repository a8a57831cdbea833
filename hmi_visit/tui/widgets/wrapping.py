"""Where a long line breaks into rows of a given width, in cells of the terminal.

A row takes whole words, each with the white space after it; a word that no row can hold is folded. A row depends only
on the text from its start on, so after an edit only the rows about it are wrapped again. Tabs stop relative to the
start of their row, which keeps the cursor, the mouse and what is drawn at one place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes

_PLAIN = re.compile("[ -~¡-¬®-˿Ͱ-҂‐-‧‰-⁞₠-₿←-⇿─-◼⠀-⣿]*")
"""Characters of one cell each, among them no white space but the space."""
_HIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
"""What a terminal would obey or swallow instead of showing it."""


class Rewrapped(NamedTuple):
    """The breaks of an edited line, and which of its rows are not as they were."""

    breaks: list[int]
    first: int
    """The first row that changed."""
    end: int
    """The row after the last that changed; it tells something only where the number of rows is the same."""


def plain(text: str) -> bool:
    """Whether each character is one cell wide and shown as it is: then code points are cells."""
    return (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text) is not None


def shown(text: str) -> str:
    """The text as it may be sent to a terminal: control characters replaced one for one, tabs left."""
    return _HIDDEN.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return {0x7F: "␡", 0x2028: "␤", 0x2029: "¶"}.get(code, "\N{REPLACEMENT CHARACTER}")


def expanded(text: str, tab: int, column: int = 0) -> str:
    """The text as it may be sent to a terminal, its tabs turned to spaces; `column` is the cell it begins at."""
    text = shown(text)
    if "\t" not in text:
        return text
    *parts, last = text.split("\t")
    done: list[str] = []
    for part in parts:
        column += cell_len(part)
        gap = tab - column % tab
        column += gap
        done += part, " " * gap
    return "".join((*done, last))


def cells(text: str, tab: int) -> int:
    """How many cells a row that begins with this text has taken at its end."""
    return len(text) if plain(text) else cell_len(expanded(text, tab))


def column_at(row: str, x: int, tab: int) -> int:
    """The index of the character that covers cell `x` of a row, or the row's length beyond it."""
    if plain(row):
        return min(x, len(row))
    width = 0
    for start, _end, size in _graphemes(row):
        width += tab - width % tab if row[start] == "\t" else size
        if width > x:
            return start
    return len(row)


def row_end(text: str, start: int, width: int, tab: int) -> int:
    """Where the row that begins at `start` ends: the next row's start, or the end of the text."""
    piece = text[start : start + width + 1]
    if not plain(piece):
        return _row_end_by_cells(text, start, width, tab)
    if len(piece) <= width:
        return len(text)
    row = piece[:width]
    if piece[width] == " ":  # the last word's own space does not fit, so the word goes with it
        row = row.rstrip(" ")
    gap = row.rfind(" ")
    return start + (gap + 1 if gap >= 0 else width)


def _row_end_by_cells(text: str, start: int, width: int, tab: int) -> int:
    """The same for any text, by what each grapheme takes."""
    reach = 2 * width + 8
    while True:
        window = text[start : start + reach]
        taken, word = 0, 0
        for at, end, size in _graphemes(window):
            if at and window[at - 1].isspace() and not window[at].isspace():
                word = at
            taken += tab - taken % tab if window[at] == "\t" else size
            if taken > width:
                return start + (word or at or end)
        if start + reach >= len(text):
            return len(text)
        reach *= 4


def _graphemes(text: str) -> list[tuple[int, int, int]]:
    """(start, end, cells) of each grapheme; a tab stands by itself, its cells are the caller's to say."""
    return split_graphemes(shown(text).replace("\t", " "))[0]


def wrap(text: str, width: int, tab: int) -> list[int]:
    """The indices at which a line breaks, ascending, neither 0 nor the end. A width of 0 means no wrapping."""
    breaks: list[int] = []
    if width <= 0:
        return breaks
    at = 0
    while (at := row_end(text, at, width, tab)) < len(text):
        breaks.append(at)
    return breaks


def rewrap(old: str, breaks: list[int], new: str, width: int, tab: int) -> Rewrapped:
    """Wrap a line again after an edit, from just before the edit to where the rows agree with the old ones."""
    if width <= 0:
        return Rewrapped([], 0, 1)
    head = _common_head(old, new)
    tail = len(new) - _common_tail(old, new, head)
    shift = len(new) - len(old)
    # A row reaches at most to the first word of the next row but one, so two rows back nothing can change.
    keep = max(0, bisect_right(breaks, head) - 2)
    result = breaks[:keep]
    at = result[-1] if result else 0
    changed_to = -1
    while (at := row_end(new, at, width, tab)) < len(new):
        result.append(at)
        if at >= tail:
            same = bisect_left(breaks, at - shift)
            if same < len(breaks) and breaks[same] == at - shift:
                changed_to = len(result)
                result.extend([other + shift for other in breaks[same + 1 :]] if shift else breaks[same + 1 :])
                break
    first = keep
    while first < min(len(breaks), len(result)) and breaks[first] == result[first] <= head:
        first += 1
    return Rewrapped(result, first, changed_to if changed_to >= 0 else len(result) + 1)


def _common_head(a: str, b: str) -> int:
    """How many characters two texts have in common at their beginning."""
    low, high = 0, min(len(a), len(b))
    if a[:high] == b[:high]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _common_tail(a: str, b: str, head: int) -> int:
    """How many characters two texts have in common at their end, beyond the common head."""
    low, high = 0, min(len(a), len(b)) - head
    if a[len(a) - high :] == b[len(b) - high :]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle
    return low
