"""What rests on what: the links under a sentence, the sentences on an entry, the sentence most like lost words."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from hmi_visit.visit.model import Link
from hmi_visit.visit.sentences import Place, paragraphs, sentences


def under(links: Iterable[Link], place: int, field: str, at: Place) -> list[Link]:
    """The links of a sentence, with those of its whole paragraph; of a paragraph, with those of its sentences."""
    here = (link for link in links if (link.place, link.field, link.loose) == (place, field, False))
    inside = (link for link in here if link.paragraph == at.paragraph)
    return [link for link in inside if at.sentence is None or link.sentence in (None, at.sentence)]


def resting_on(links: Iterable[Link], name: str) -> list[Link]:
    """The links of the sentences and paragraphs that rest on an entry."""
    return [link for link in links if name in link.entries]


def most_like(text: str, words: str) -> Place | None:
    """The sentence of a text that is most like some words; None where the text has none."""
    places = [
        (SequenceMatcher(None, words, span.of(text), autojunk=False).quick_ratio(), -number, -at)
        for number, paragraph in enumerate(paragraphs(text), 1)
        for at, span in enumerate(sentences(text, paragraph), 1)
    ]
    if not places:
        return None
    _, number, at = max(places)
    return Place(-number, -at)
