"""The filters that put a report in order: what stands after which paragraph, what is gathered again, which number.

Nothing is left out by them: what would stand beyond the last paragraph stands at the end, what has no place comes last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from markupsafe import Markup

from hmi_visit.letter.escape import literal, with_plain_ends
from hmi_visit.letter.prose import in_cell, prose_blocks, prose_in_cell
from hmi_visit.letter.values import Prose, Record, markdown_of, number_of, numbers_within, traced

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def number(item: Record) -> int:
    """The number of a counted item: 17."""
    return number_of(item)


def numbers(items: object, dash: str = "–") -> str:
    """The range of the numbers of all counted items inside: 17–23; 27 where it is one; nothing where there is none."""
    found = list(numbers_within(items))
    if not found:
        return ""
    return str(found[0]) if len(found) == 1 else f"{found[0]}{dash}{found[-1]}"


def lettered(place: int) -> str:
    """A letter for a place: 1 is a, 26 is z, 27 is aa."""
    letters = ""
    while place > 0:
        place, at = divmod(place - 1, 26)
        letters = chr(ord("a") + at) + letters
    return letters


def blocks(text: str) -> list[Markup]:
    """The paragraphs, lists and tables of prose, each to be printed by itself."""
    if isinstance(text, Prose):
        return [Markup(traced(text, block)) for block in prose_blocks(text)]
    whole = markdown_of(text)
    return [Markup(whole)] if whole else []


def as_typed(text: str) -> Markup:
    """A text with its lines as they were typed and nothing in it read as mark-up; blank lines part its paragraphs."""
    return Markup("\n\n".join(literal(part.strip("\n")) for part in _BLANK_LINES.split(with_plain_ends(text))))


def in_one_cell(value: object) -> Markup:
    """A value for one cell of a table: prose with its lines under one another, a list or address a line an item."""
    if isinstance(value, Prose):
        return Markup(traced(value, prose_in_cell(value)))
    if isinstance(value, list):
        return Markup(in_cell(markdown_of(item) for item in value))
    return Markup(markdown_of(value))


def followed_by(items: Iterable[object], by: str, **groups: Iterable[object]) -> list[Record]:
    """The items in order, each with those of the groups that stand after it.

    Each result has `item`, `at` (its place from 1) and under each group's name those of it whose field `by` is that
    place. What says 0 or less stands before the first: in the result without an item whose place is 0. What says a
    place beyond the last, or none, stands after the last.
    """
    listed = list(items)
    stops: list[dict[str, list[object]]] = [{name: [] for name in groups} for _ in range(len(listed) + 1)]
    for name, group in groups.items():
        for one in group:
            place = one[by] if isinstance(one, Record) else None
            stops[min(max(place, 0), len(listed)) if isinstance(place, int) else len(listed)][name].append(one)
    first = [Record({"item": "", "at": 0, **stops[0]})] if any(stops[0].values()) else []
    rest = [Record({"item": item, "at": at, **stops[at]}) for at, item in enumerate(listed, 1)]
    return first + rest


def gathered(items: Iterable[object], *names: str) -> list[object]:
    """All items of a group inside these items, or at the end of several names: the parts of the parts."""
    found = list(items)
    for name in names:
        found = [inner for item in found if isinstance(item, Record) for inner in _several(item[name])]
    return found


def ordered(items: Iterable[object], by: str) -> list[object]:
    """The items by the number in a field; those without one stand last, in the order they had."""

    def place(item: object) -> tuple[bool, int]:
        value = item[by] if isinstance(item, Record) else None
        return (False, value) if isinstance(value, int) else (True, 0)

    return sorted(items, key=place)


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


ARRANGING: dict[str, Callable[..., object]] = {
    "number": number,
    "numbers": numbers,
    "lettered": lettered,
    "blocks": blocks,
    "as_typed": as_typed,
    "in_one_cell": in_one_cell,
    "followed_by": followed_by,
    "gathered": gathered,
    "ordered": ordered,
}
"""By the names that templates have for them."""
EMPTY_TOO = ("numbers", "followed_by", "gathered", "ordered", "blocks")
"""Those that take a field without an answer for one with nothing in it."""
