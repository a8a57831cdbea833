"""What the letter says otherwise than the feedback at the end of the visit did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hmi_visit.evidence.feedback import Sheet, findings_of, said_in
from hmi_visit.form.model import Form
from hmi_visit.visit.difference import difference, marked
from hmi_visit.visit.model import Snapshot

_WORD = re.compile(r"\w+")
_ALIKE = 0.5
"""Sentences that share so much of their words say the same thing in other words."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Something that was said and is not so in the letter, or stands in the letter and was not said."""

    what: str
    """Judgement, a main point or an action, for a person."""
    said: str
    """Empty where it was not said."""
    now: str
    """Empty where the letter does not say it."""

    @property
    def shown(self) -> str:
        """In one line, what went as [-…-] and what came as {+…+}."""
        if self.said and self.now:
            return f"{self.what}: {marked(difference(self.said, self.now))}"
        return f"{self.what} {'not in the letter' if self.said else 'not in the feedback'}: {self.said or self.now}"


def compared(sheet: Sheet, form: Form, visit: Snapshot) -> list[Otherwise]:
    """What the visit's letter says otherwise than the sheet, in the sheet's order; then what it says more.

    A main point is looked for in every sentence of the findings, because paragraphs are put in another order.
    """
    now = said_in(form, visit)
    paragraphs = findings_of(form, visit)
    found = []
    if sheet["judgement"] != now["judgement"]:
        found.append(Otherwise("Judgement", sheet["judgement"], now["judgement"]))
    points = [point["text"] for point in sheet["points"]]
    every = [sentence for paragraph in paragraphs for sentence in paragraph]
    found += _otherwise("Main point", points, every, [paragraph[0] for paragraph in paragraphs])
    found += _otherwise("Action", sheet["actions"], now["actions"], now["actions"])
    return found


def _otherwise(what: str, said: Sequence[str], now: Sequence[str], heads: Sequence[str]) -> list[Otherwise]:
    """Each that was said and is not there as it was said, and each of the heads that nothing said stands for."""
    left = [*now]
    nearest: dict[int, str] = {}
    for at, text in enumerate(said):
        if text in left:
            left.remove(text)
            nearest[at] = text
    for at, text in enumerate(said):
        if at in nearest or not left:
            continue
        alike, near = max((_alike(text, other), other) for other in left)
        if alike >= _ALIKE:
            left.remove(near)
            nearest[at] = near
    changed = [Otherwise(what, text, nearest.get(at, "")) for at, text in enumerate(said) if nearest.get(at) != text]
    taken = [*nearest.values()]
    new = [head for head in heads if head not in taken]
    return changed + [Otherwise(what, "", head) for head in new]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
