"""What rests on what."""

from __future__ import annotations

from hmi_visit.evidence.resting import most_like, resting_on, under
from hmi_visit.visit.model import Link
from hmi_visit.visit.sentences import Place

LINKS = (
    Link("found", 1, ("e1",), 2),
    Link("found", 1, ("e2",)),
    Link("found", 1, ("e3",), 1),
    Link("found", 2, ("e1", "e4"), 1),
    Link("found", 1, ("e5",), 2, loose=True),
    Link("found", 1, ("e6",), 2, place=7),
    Link("other", 1, ("e7",), 2),
)


def names(links: list[Link]) -> list[str]:
    """The entries of links."""
    return [name for link in links for name in link.entries]


def test_a_sentence_rests_on_its_own_links_and_on_its_paragraphs() -> None:
    """And on no other sentence's, field's or item's, nor on a loose link's."""
    assert names(under(LINKS, 0, "found", Place(1, 2))) == ["e1", "e2"]
    assert names(under(LINKS, 0, "found", Place(1))) == ["e1", "e2", "e3"]
    assert names(under(LINKS, 7, "found", Place(1, 2))) == ["e6"]


def test_an_entry_has_all_its_sentences() -> None:
    """In the order in which they were tied."""
    assert resting_on(LINKS, "e1") == [LINKS[0], LINKS[3]]


def test_the_sentence_most_like_words_that_are_gone() -> None:
    """It is offered to tie them again; an empty text has none."""
    text = "Pupils read well. Governors ask questions.\n\nWriting is weak."
    assert most_like(text, "Governors asked some questions.") == Place(1, 2)
    assert most_like("", "Governors") is None
