"""What can go wrong and be told to a person: what, where, and what to do about it."""

from __future__ import annotations

import re

_LONGEST = 1000
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Problem(Exception):
    """Something that could not be done, worded for the person at the keyboard.

    `str()` of it is one line that any terminal can show: where it happened (a file, a field, a key), what happened,
    and what to do. The shell prints that line on standard error and exits with 1; the terminal shows it as a message.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        text = f"{_middle_cut(where)}: {what}" if where else what
        super().__init__(_one_line(f"{text}; {mend}" if mend else text))


def did_you_mean(word: str, known: list[str]) -> str:
    """The suggestion that ends a message about an unknown name: the likeliest known one, or nothing."""
    import difflib

    if len(word) > 2 * max(map(len, known), default=0):  # too long to be a slip, and slow to compare
        return ""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""


def shortened(text: str, most: int = 60) -> str:
    """A text as a message repeats it: its beginning, where it is long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _middle_cut(where: str) -> str:
    """A place so long that it would hide what happened there, by its beginning and its end."""
    half = _LONGEST // 4
    return where if len(where) <= 2 * half else f"{where[:half]}…{where[-half:]}"


def _one_line(text: str) -> str:
    """Line ends become spaces; what a terminal would obey or could not encode is written as an escape."""
    text = shortened(" ".join(text.splitlines()), _LONGEST)
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
