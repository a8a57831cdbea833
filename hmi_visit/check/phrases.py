"""Many phrases looked for in one pass over a line's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hmi_visit.check.query import Find, Severity
from hmi_visit.check.text import Text
from hmi_visit.form.checks import WordRule


class Phrases:
    """Rules about words, by the word that each begins with."""

    def __init__(self, rules: Iterable[WordRule] = ()) -> None:
        self.rules = tuple(rules)
        self._first: dict[str, list[WordRule]] = {}
        for rule in self.rules:
            self._first.setdefault(rule.first, []).append(rule)
        self._patterns = self._first.pop("", [])

    def find(self, text: Text, *, quoted: bool = False) -> Iterator[Find]:
        """What stands in the line of these words; what somebody said, in quotation marks, only with `quoted`."""
        there = self._first.keys() & text.word_set
        for word in text.words if there else ():
            for rule in self._first.get(word.lower, ()):
                if found := rule.find.match(text.text, word.start):
                    if quoted or not text.is_quoted(word.start):
                        yield _find(rule, text, found.start(), found.end(), found.expand)
                    break
        for rule in self._patterns:
            if rule.has and rule.has.isdisjoint(text.word_set):
                continue
            for found in rule.find.finditer(text.text):
                if quoted or not text.is_quoted(found.start()):
                    yield _find(rule, text, found.start(), found.end(), found.expand)


def cased(mend: str, words: str) -> str:
    """The mend with the capital letter that the words begin with."""
    return mend[:1].upper() + mend[1:] if words[:1].isupper() and not mend[:1].isupper() else mend


def _find(rule: WordRule, text: Text, start: int, stop: int, expand: object) -> Find:
    words = text.text[start:stop].rstrip()
    stop = start + len(words)
    mend = None
    if rule.mend is not None:
        assert callable(expand)
        mend = expand(rule.mend) if "\\" in rule.mend else rule.mend
        mend = cased(mend, words) if rule.find.flags & re.IGNORECASE else mend
        mend = mend.rstrip()
    message = rule.say or (f"Write “{mend}” for “{words}”." if mend is not None else f"Reword “{words}”.")
    return Find(start, stop, message, mend, Severity(rule.severity) if rule.severity else None)
