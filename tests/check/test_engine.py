"""Where a query stands, in which order they come, and that any thread may ask."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.check.engine import queries
from hmi_visit.check.lines import Sort, lines_of
from hmi_visit.check.query import Query
from tests.check.made_up import asked, made_up_form, snapshot_with

TEXT = "All is.\n\n1. The goverment came.\n2. It left.\n\n| a | b |\n|---|---|\n| a freind | c |\n\nLast\nline teh end."


def spelling_of(found: tuple[Query, ...]) -> list[tuple[int | None, int | None, str]]:
    """Line, column and words of the spelling queries of the findings."""
    return [(q.line, q.column, q.text) for q in found if q.field == "findings"]


def test_lines_are_paragraphs_items_and_rows() -> None:
    """Each counts as one, from 1; the rule under a table's header does not; columns are counted in the line."""
    assert spelling_of(asked(TEXT, "HV601")) == [(2, 5, "goverment"), (5, 5, "freind"), (6, 11, "teh")]


def test_the_offset_finds_the_words_in_the_field() -> None:
    """A query's words stand at its offset: in the prose itself, or in the list's item."""
    for query in asked(TEXT, "HV601"):
        assert query.offset is not None
        assert TEXT[query.offset :].startswith(query.text)
    (query,) = asked({"points": ["One.", "The goverment came."]}, "HV601")
    assert (query.line, query.column, query.offset) == (2, 5, 4)


def test_items_of_groups_are_named_by_their_path() -> None:
    """The path is the exchange file's own."""
    (query,) = asked({"rooms": [{"story": "Warm."}, {"story": "The goverment."}]}, "HV601")
    assert query.place == "rooms[1].story:1:5"


def test_own_wording_is_read_too() -> None:
    """A standard paragraph in the visit's own words is checked like any text."""
    (query,) = asked({"_wording": {"greeting": "The goverment came."}}, "HV601")
    assert query.place == "wording.greeting:1:5"


def test_queries_come_in_the_order_of_the_form() -> None:
    """Fields as the steps ask them, then line and column."""
    found = asked({"more": "Teh end.", "seen": "Teh day.", "findings": "Teh one. Teh two.\n\nTeh three."}, "HV601")
    assert [(q.field, q.line, q.column) for q in found] == [
        ("seen", 1, 1), ("findings", 1, 1), ("findings", 1, 10), ("findings", 2, 1), ("more", 1, 1),
    ]  # fmt: skip


def test_what_is_wrong_throughout_is_told_once() -> None:
    """Four signs for “per cent” are one query that says so; three are three."""
    (query,) = asked("It is 1%, 2%, 3% and 4%.", "HV502")
    assert query.message.endswith("It stands so 4 times in the letter.")
    assert len(asked("It is 1%, 2% and 3%.", "HV502")) == 3


def test_any_thread_may_ask() -> None:
    """Many at once say the same as one."""
    texts = [f"Number {n}: teh goverment %{n}" for n in range(40)]
    alone = [queries(made_up_form(), snapshot_with(text)) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: queries(made_up_form(), snapshot_with(text)), texts)) == alone


WORDS = st.sampled_from(
    [
        "- ",
        "* ",
        "1. ",
        "|",
        "a",
        "teh",
        " ",
        "\n",
        "\n\n",
        ".",
        "(",
        '"',
        "’",
        "%",
        "[x]",
        "Mrs X",
        "…",
        "\t",
        "*b*",
        "é",
        "ß",
        "İ",
    ]
)


@given(st.lists(WORDS, max_size=25).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    """Any text is read: lines lie in it as they stand, and every query's words are where it says."""
    for line in lines_of(text):
        assert text[line.start :].startswith(line.text)
        assert line.text or line.sort is Sort.ITEM
    for query in asked(text):
        if query.field == "findings" and query.offset is not None:
            assert text[query.offset :].startswith(query.text)
