"""The filters that templates and standard wording have beside Jinja's own: lists, dates and numbers in words.

Each takes a value as the letter's template sees it and gives plain text, which is escaped where it is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from datetime import date

from hmi_visit.form.dates import MONTHS, span

_CARDINALS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip


def joined(items: Sequence[str], last: str = " and ") -> str:
    """A, B and C."""
    words = [str(item) for item in items]
    return last.join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def brief(day: date) -> str:
    """A day for a table: 8 Nov 2011."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def ordinal(number: int) -> str:
    """First to twentieth in words, then 21st, 22nd, 111th."""
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    tens, ones = divmod(abs(number) % 100, 10)
    ending = "th" if tens == 1 else {1: "st", 2: "nd", 3: "rd"}.get(ones, "th")
    return f"{number}{ending}"


def count_word(counted: Sized | int) -> str:
    """How many there are, in words up to twenty: three."""
    number = counted if isinstance(counted, int) else len(counted)
    return _CARDINALS[number] if 0 <= number < len(_CARDINALS) else str(number)


def plural(counted: Sized | int) -> str:
    """The s of a plural: nothing after one."""
    return "" if (counted if isinstance(counted, int) else len(counted)) == 1 else "s"


def next_ordinal(more: Sized, after: Sized) -> str:
    """What follows those that were counted: "a fourth" for one more after three, "two more" for several."""
    if len(more) != 1:
        return f"{count_word(more)} more"
    word = ordinal(len(after) + 1)
    return f"{'an' if word[0] in 'aeiou' or word in ('8th', '11th', '18th') else 'a'} {word}"


FILTERS: dict[str, Callable[..., object]] = {
    "joined": joined,
    "span": span,
    "brief": brief,
    "ordinal": ordinal,
    "count_word": count_word,
    "plural": plural,
    "next_ordinal": next_ordinal,
}
