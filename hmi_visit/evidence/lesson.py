"""A lesson visit in one line: year, subject, how many were present and on roll. It stands among those it was with.

"Year 4 mathematics, 24 of 28 present" goes through the exchange file as any other text, and is read back from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

ACTIVITY = "lesson visit"
"""The activity of which an entry has a class."""
_SEVERAL = r"[0-9]{1,2}(?:(?: and | to |[-/–])[0-9]{1,2}|[A-Z])?"
_YEAR = rf"(?:Years? {_SEVERAL}|Reception|Nursery|Key Stage [0-9]|Early Years)"
_LESSON = re.compile(
    rf"(?P<year>{_YEAR}(?![^\s,]))?\s*(?P<subject>.*?)"
    r"(?:(?:\A|,\s*)(?:(?P<present>[0-9]{1,4})(?: of (?P<roll>[0-9]{1,4}))? present|(?P<all>[0-9]{1,4}) on roll))?\Z",
    re.DOTALL,
)
_NUMBER = re.compile(rf"{_SEVERAL}\Z")


class Lesson(NamedTuple):
    """What a class was and how many were there, each as it was typed."""

    year: str = ""
    subject: str = ""
    present: str = ""
    roll: str = ""

    @property
    def text(self) -> str:
        """In one line; empty where nothing is known."""
        year = " ".join(self.year.split())
        if _NUMBER.match(year):
            year = f"Year{'s' if re.search('[ /–-]', year) else ''} {year}"
        what = " ".join((*year.split(), *self.subject.split()))
        present, roll = _digits(self.present), _digits(self.roll)
        if present:
            count = f"{present} of {roll} present" if roll else f"{present} present"
        else:
            count = f"{roll} on roll" if roll else ""
        return ", ".join(filter(None, (what, count)))


def read_lesson(text: str) -> Lesson | None:
    """The lesson that a text tells of; None where it tells of none: it has neither a year nor a count."""
    found = _LESSON.match(" ".join(text.split()))
    if not found or not (found["year"] or found["present"] or found["all"]):
        return None
    return Lesson(found["year"] or "", found["subject"], found["present"] or "", found["roll"] or found["all"] or "")


def lesson_of(whom: Sequence[str]) -> tuple[Lesson, int | None]:
    """The first lesson among those that an entry was with, and which of them it is."""
    for at, text in enumerate(whom):
        if lesson := read_lesson(text):
            return lesson, at
    return Lesson(), None


def _digits(text: str) -> str:
    return "".join(c for c in text if c in "0123456789")[:4]
