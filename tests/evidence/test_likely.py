"""The entries that a sentence most likely rests on are offered first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.evidence.likely import likely
from hmi_visit.visit.model import Entry

AREAS = ["raise standards in mathematics", "improve pupils' writing", "develop the role of subject leaders"]
LOG = (
    Entry(1, "Books in Year 3 show harder number work since Easter.", "", about=(1,)),
    Entry(2, "Pupils write at length each fortnight; spelling is not corrected.", "", about=(2,)),
    Entry(3, "Chair knows the targets.", ""),
    Entry(4, "The school is calm and pupils are polite.", ""),
    Entry(5, "Leaders of history have had no time to visit lessons.", "", about=(3,)),
)


def first(sentence: str, *used: str) -> str:
    """The name of the likeliest."""
    return likely(sentence, LOG, AREAS, used)[0].name


def test_shared_words_count_in_whatever_form() -> None:
    """Correct and corrected are one word here, and words that few entries have count more."""
    assert first("Spelling remains weak because errors are not corrected.") == "e2"
    assert first("Pupils' behaviour is calm.") == "e4"


def test_the_same_area_counts_without_shared_words() -> None:
    """A sentence with words of an area is near to the entries about it."""
    assert first("Mathematics is improving.") == "e1"
    assert first("Subject specialists need support.") == "e5"


def test_of_equal_ones_the_newest_comes_first_and_the_unused_before_the_used() -> None:
    """With nothing in common they stand as in the log, the last first."""
    assert [e.name for e in likely("Xyz.", LOG, AREAS)] == ["e5", "e4", "e3", "e2", "e1"]
    same = (Entry(1, "Calm corridors.", ""), Entry(2, "Calm corridors.", ""))
    assert likely("Calm corridors.", same, [], ["e2"])[0].name == "e1"


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=5), st.lists(st.text(max_size=20), max_size=3))
def test_every_entry_is_offered_once(sentence: str, texts: list[str], areas: list[str]) -> None:
    """Whatever stands there: none is left out, none comes twice."""
    entries = [Entry(n, text, "", about=(n,)) for n, text in enumerate(texts, 1)]
    assert sorted(e.number for e in likely(sentence, entries, areas)) == [e.number for e in entries]
