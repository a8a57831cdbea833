"""What can go wrong and be told to a person: what, where, and what to do about it."""

from __future__ import annotations


class Problem(Exception):
    """Something that could not be done, worded for the person at the keyboard.

    `str()` of it is one line: where it happened (a file, a field, a key), what happened, and what to do.
    The shell prints that line on standard error and exits with 1; the terminal shows it as a message.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        text = f"{where}: {what}" if where else what
        super().__init__(f"{text}; {mend}" if mend else text)


def did_you_mean(word: str, known: list[str]) -> str:
    """The suggestion that ends a message about an unknown name: the likeliest known one, or nothing."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""
