"""The same thing said in two parts of the text, and not in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_visit

_LEAST, _EDGE, _ALIKE = 9, 3, 0.8
"""Words of a sentence that is compared; words at its edge by which others are found; how much must be the same."""


class _Said(NamedTuple):
    passage: Passage
    start: int
    stop: int
    words: tuple[str, ...]


@in_visit("HV215", Severity.CONSIDER)
def said_in_other_words(reading: Reading) -> Iterator[Query]:
    """A sentence that stands nearly so in another part of the text.

    Why: a recommendation that is worded otherwise in the appendix than in the text is two recommendations; the school
    does not know which one it is held to.
    Example: “improve the marking of writing” here, “improve the marking of all writing” there -> one of the two
    """
    by_edge: dict[tuple[str, ...], list[_Said]] = {}
    for said in _sentences(reading):
        edges = {("first", *said.words[:_EDGE]), ("last", *said.words[-_EDGE:])}
        near = {id(other): other for edge in edges for other in by_edge.get(edge, ())}
        twin = next((other for other in near.values() if _is_twin(other, said)), None)
        if twin:
            message = f"Nearly the same words stand in {twin.passage.path}, line {twin.passage.line}."
            yield reading.at(said.passage, said.start, said.stop, message)
        for edge in edges:
            by_edge.setdefault(edge, []).append(said)


def _is_twin(one: _Said, two: _Said) -> bool:
    if one.passage.path == two.passage.path or one.words == two.words:
        return False
    if min(len(one.words), len(two.words)) < _ALIKE * max(len(one.words), len(two.words)):
        return False
    return SequenceMatcher(None, one.words, two.words, autojunk=False).ratio() >= _ALIKE


def _sentences(reading: Reading) -> Iterator[_Said]:
    for passage in reading.passages:
        if passage.sort is Sort.ROW or len(passage.text.words) < _LEAST:
            continue
        for start, stop, words in passage.text.by_sentence:
            if len(words) >= _LEAST:
                yield _Said(passage, start, stop, tuple(w.lower for w in words))
