"""Which values a field can hold, and what typed text means as one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.form.model import Choice, Field, Kind, Value
from hmi_visit.form.values import NUMBER_LIMIT, check_value, is_empty, spoken, understand
from hmi_visit.problems import Problem

TODAY = date(2014, 7, 1)
COLOURS = (Choice("red", "Red all over", "r"), Choice("red-white", "Red and white", "W"))
FIELDS = {kind: Field("lamp", kind, "Lamp", choices=COLOURS if kind is Kind.CHOICE else ()) for kind in Kind}
URGENCY = Field("urgency", Kind.CHOICE, "Urgency", choices=(Choice("now", "Now", "n"),))
RECOMMENDATIONS = Field("recommendations", Kind.GROUP, "", fields=(URGENCY, Field("text", Kind.PROSE, "")))
TOPICS = Field("topics", Kind.GROUP, "", fields=(RECOMMENDATIONS,))
SECTIONS = Field("sections", Kind.GROUP, "", fields=(TOPICS,))


def told(field: Field, value: Any) -> str:
    """What is said of a value that the field cannot hold."""
    with pytest.raises(Problem) as caught:
        check_value(field, value, "answers.lamp")
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        *((kind, "") for kind in (Kind.LINE, Kind.PROSE, Kind.DATE, Kind.MONTH, Kind.CHOICE)),
        (Kind.LINE, "one\ttwo"),
        (Kind.PROSE, "one\ntwo"),
        (Kind.LINES, []),
        (Kind.LIST, ["", "a"]),
        (Kind.DATE, "1066-10-14"),
        (Kind.MONTH, "2014-12"),
        (Kind.NUMBER, -NUMBER_LIMIT),
        (Kind.FLAG, False),
        (Kind.CHOICE, "red-white"),
        (Kind.GROUP, []),
    ],
)
def test_values_of_every_kind(kind: Kind, value: object) -> None:
    """What the exchange file may say for each kind."""
    check_value(FIELDS[kind], value, "answers.lamp")


@pytest.mark.parametrize(
    ("kind", "value", "what"),
    [
        (Kind.LINE, 3, "this should be a text, and is a number"),
        (Kind.LINE, None, "this should be a text, and is nothing"),
        (Kind.LINE, "a\nb", "this is one line and cannot hold a line end"),
        (Kind.LINE, "a\rb", "this is one line and cannot hold a line end"),
        (Kind.PROSE, ["a"], "this should be a text, and is a list"),
        (Kind.NUMBER, True, "this should be a whole number, and is true or false"),
        (Kind.NUMBER, 1.0, "this should be a whole number, and is a number with a fraction"),
        (Kind.NUMBER, float("nan"), "this should be a whole number, and is a number with a fraction"),
        (Kind.NUMBER, NUMBER_LIMIT + 1, "this should be a whole number, and is too large"),
        (Kind.NUMBER, "1", "this should be a whole number, and is a text"),
        (Kind.FLAG, 0, "this should be true or false, and is a number"),
        (Kind.LIST, "a", "this should be a list of texts, and is a text"),
        (Kind.LINES, {"a": 1}, "this should be a list of texts, and is an object"),
        (Kind.DATE, "2014-06-31", "there is no date “2014-06-31”; write it as 2014-06-27"),
        (Kind.DATE, "27/6/14", "there is no date “27/6/14”; write it as 2014-06-27"),
        (Kind.DATE, "٢٠١٤-٠٦-٢٧", "there is no date “٢٠١٤-٠٦-٢٧”; write it as 2014-06-27"),
        (Kind.DATE, "0000-01-01", "there is no date “0000-01-01”; write it as 2014-06-27"),
        (Kind.MONTH, "2014-13", "there is no month “2014-13”; write it as 2014-02"),
        (Kind.MONTH, "0000-01", "there is no month “0000-01”; write it as 2014-02"),
        (Kind.CHOICE, "red-whit", "“red-whit” is not one of red, red-white; did you mean red-white?"),
        (Kind.CHOICE, "x" * 999, f"“{'x' * 59}…” is not one of red, red-white"),
        (Kind.GROUP, {"a": 1}, "this should be a list of objects, and is an object"),
    ],
)
def test_what_a_kind_cannot_hold(kind: Kind, value: object, what: str) -> None:
    """The place, what is wrong and what to do are said."""
    assert told(FIELDS[kind], value) == f"answers.lamp: {what}"


def test_the_place_inside_a_list_is_named() -> None:
    """The item of a list is counted from 0, as JSON has it."""
    assert told(FIELDS[Kind.LIST], ["a", "b", 3]).startswith("answers.lamp[2]: this should be a text")


@pytest.mark.parametrize(
    ("item", "place", "what"),
    [
        ({"urgency": "soon"}, "[0].urgency", "“soon” is not one of now"),
        ({"urgancy": "now"}, "[0].urgancy", "no such field in recommendations; did you mean urgency?"),
        ("now", "[0]", "this should be an object of named fields, and is a text"),
    ],
)
def test_the_place_at_depth_is_named(item: object, place: str, what: str) -> None:
    """A fault deep in nested groups has its exact path."""
    value: Any = [{"topics": []}] * 2 + [{"topics": [{"recommendations": []}] * 4 + [{"recommendations": [item]}]}]
    with pytest.raises(Problem) as caught:
        check_value(SECTIONS, value, "sections")
    assert str(caught.value) == f"sections[2].topics[4].recommendations{place}: {what}"


def test_a_hundred_nested_groups() -> None:
    """Deep nesting is walked to its end."""
    field, place = Field("g", Kind.LINE, ""), "g"
    deep: Any = 3
    for _ in range(100):
        field, deep, place = Field("g", Kind.GROUP, "", fields=(field,)), [{"g": deep}], f"{place}[0].g"
    with pytest.raises(Problem) as caught:
        check_value(field, deep, "g")
    assert caught.value.where == place


@pytest.mark.parametrize("value", [None, "", " \n ", [], ["", " "]])
def test_what_is_empty(value: Value | None) -> None:
    """Nothing, blanks, and lists of nothing else."""
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, False, "a", ["", "a"], [{}]])
def test_what_is_not_empty(value: Value) -> None:
    """Zero and no are answers; so is an item with nothing in it."""
    assert not is_empty(value)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.LINE, " as it is ", " as it is "),
        (Kind.LINE, "closed by a line end\r\n", "closed by a line end"),
        (Kind.LINE, "a\nb", None),
        (Kind.PROSE, " a\r\nb\rc\n", " a\nb\nc\n"),
        (Kind.LIST, "a\r\n\n \n b\n", ["a", " b"]),
        (Kind.LINES, "", []),
        (Kind.DATE, " 27/6/14 ", "2014-06-27"),
        (Kind.DATE, "31 Jun", None),
        (Kind.DATE, " ", ""),
        (Kind.MONTH, "Feb 2014", "2014-02"),
        (Kind.MONTH, "", ""),
        (Kind.MONTH, "soon", None),
        (Kind.NUMBER, " +12 ", 12),
        (Kind.NUMBER, "1.5", None),
        (Kind.NUMBER, "", None),
        (Kind.NUMBER, "٣", None),
        (Kind.FLAG, "Yes", True),
        (Kind.FLAG, "n", False),
        (Kind.FLAG, "maybe", None),
        (Kind.CHOICE, "RED", "red"),
        (Kind.CHOICE, "red and white", "red-white"),
        (Kind.CHOICE, "w", "red-white"),
        (Kind.CHOICE, "W", "red-white"),
        (Kind.CHOICE, "", ""),
        (Kind.CHOICE, "blue", None),
        (Kind.GROUP, "a", None),
    ],
)
def test_typed_text_as_a_value(kind: Kind, typed: str, value: Value | None) -> None:
    """What the keyboard and the shell send, for each kind."""
    assert understand(FIELDS[kind], typed, TODAY) == value


@given(st.sampled_from(list(Kind)), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_what_is_understood_is_a_value(kind: Kind, typed: str) -> None:
    """Whatever is typed is either refused or a value that the field can hold and can say."""
    value = understand(FIELDS[kind], typed, TODAY)
    if value is not None:
        check_value(FIELDS[kind], value, "lamp")
    assert isinstance(spoken(FIELDS[kind], value), str)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.LINE, "a", "a"),
        (Kind.NUMBER, 0, "0"),
        (Kind.FLAG, True, "yes"),
        (Kind.FLAG, False, "no"),
        (Kind.DATE, "2014-06-27", "Friday 27 June 2014"),
        (Kind.DATE, "no date", "no date"),
        (Kind.MONTH, "2014-02", "February 2014"),
        (Kind.MONTH, "no month", "no month"),
        (Kind.CHOICE, "red", "Red all over"),
        (Kind.CHOICE, "of an older form", "of an older form"),
        (Kind.LIST, ["a", "b"], "a\nb"),
        (Kind.GROUP, [{}, {}], "2 of them"),
        (Kind.PROSE, None, ""),
        (Kind.DATE, "", ""),
    ],
)
def test_answers_are_spoken(kind: Kind, value: Value | None, said: str) -> None:
    """A person reads words; a value that a form no longer knows is shown as it is."""
    assert spoken(FIELDS[kind], value) == said
