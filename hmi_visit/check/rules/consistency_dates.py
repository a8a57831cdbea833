"""Dates and numbers that do not agree with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_visit, in_words
from hmi_visit.check.text import Text
from hmi_visit.form.dates import MONTHS, british, british_month, weekday
from hmi_visit.form.model import Role


@in_visit("HV201", Severity.MUST)
def letter_before_visit(reading: Reading) -> Iterator[Query]:
    """The letter bears a date before the visit was over.

    Why: a letter cannot report a visit that has not taken place; one of the two dates is wrong.
    Example: visit 26 June 2014, letter 2 June 2014 -> letter 2 July 2014
    """
    letter = reading.day(Role.LETTER_DATE)
    visit = reading.day(Role.END_DATE) or reading.day(Role.DATE)
    if letter and visit and letter < visit:
        message = f"The letter is dated {british(letter)}, before the visit of {british(visit)} was over."
        yield reading.about(Role.LETTER_DATE, message, letter.isoformat())


@in_visit("HV202", Severity.MUST)
def last_day_before_first(reading: Reading) -> Iterator[Query]:
    """The last day of the visit is before its first.

    Why: one of the two was typed wrongly, and the letter's opening prints both.
    Example: from 26 June 2014 to 25 June 2014 -> to 27 June 2014
    """
    first, last = reading.day(Role.DATE), reading.day(Role.END_DATE)
    if first and last and last < first:
        message = f"The visit ends on {british(last)}, before it begins on {british(first)}."
        yield reading.about(Role.END_DATE, message, last.isoformat())


_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@in_visit("HV203", Severity.MUST)
def visit_before_inspection(reading: Reading) -> Iterator[Query]:
    """The visit is before the inspection that it follows.

    Why: a monitoring visit follows an inspection; the year is easily typed wrongly in January.
    Example: inspection February 2015, visit 26 June 2014 -> inspection February 2014
    """
    visit, before = reading.day(Role.DATE), reading.text(Role.PREVIOUS)
    if visit and _MONTH.match(before) and visit.isoformat()[:7] < before[:7]:
        message = (
            f"The visit of {british(visit)} is before the inspection of {british_month(before[:7])} that it follows."
        )
        yield reading.about(Role.PREVIOUS, message, before)


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_THIS_IS = re.compile(
    rf"\b(?:this|the visit|this visit) (?:is|was) (?:my|the|our|your) ({'|'.join(_ORDINALS)})\b"
    r"(?=[^.]{0,40}\b(?:visit|monitoring inspection))",
    re.IGNORECASE,
)
_BEFORE_THIS = re.compile(
    r"\b(?:since|at|during|after|on|from|following) (?:my|our|the) ((?:last|previous|earlier) (?:monitoring )?"
    r"(?:visits?|monitoring inspections?))\b(?! (?:of|by|from) the (?:local|adviser|consultant|governors))",
    re.IGNORECASE,
)


@in_passage("HV206", Severity.MUST)
def which_visit(passage: Passage, reading: Reading) -> Iterator[Find]:
    """The text says another visit than the visit's number does: first, second, the last visit.

    Why: a follow-up begun from the last visit's file, or the other way round, keeps words that are no longer true.
    Example: visit number 1, “Since my last monitoring visit” -> Since the inspection
    """
    number = reading.value(Role.VISIT_NUMBER)
    if not isinstance(number, int) or isinstance(number, bool) or number < 1 or "visit" not in passage.text.lower:
        return
    for found in _THIS_IS.finditer(passage.text.text):
        said = _ORDINALS.index(found[1].lower()) + 1
        if said != number:
            mend = _ORDINALS[number - 1] if number <= len(_ORDINALS) else None
            yield Find(*found.span(1), f"The visit's number is {number}, and here it is the {found[1]}.", mend)
    for found in _BEFORE_THIS.finditer(passage.text.text) if number == 1 else ():
        yield Find(*found.span(1), "This is the first visit, and here is one before it.")


_DATE = re.compile(
    rf"\b(?:(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf" (?P<month>{'|'.join(MONTHS)})(?: (?P<year>\d{{4}}))?\b"
)


@in_words("HV211", Severity.MUST)
def impossible_date(text: Text) -> Iterator[Find]:
    """A date that does not exist, or whose weekday is another.

    Why: one of its parts is a slip, and the reader cannot know which.
    Example: Friday 26 June 2014 -> Thursday 26 June 2014
    """
    for found in _DATE.finditer(text.text):
        year, month, number = int(found["year"] or 2000), MONTHS.index(found["month"]) + 1, int(found["day"])
        try:
            day = date(year, month, number)
        except ValueError:
            yield Find(*found.span(), f"There is no {found['day']} {found['month']}.")
            continue
        if found["weekday"] and found["year"] and found["weekday"] != weekday(day):
            message = f"{british(day)} was a {weekday(day)}."
            yield Find(*found.span("weekday"), message, weekday(day))


_INSPECTED = re.compile(
    rf"\b(?:[Tt]he|its|your|my|our) (?:last |previous |most recent |recent )?(?:section 5|full|graded)"
    r" (?:graded )?inspection(?: report)?,? (?:in|of|which took place in|published in)"
    rf" (({'|'.join(MONTHS)}) (\d{{4}}))\b"
)
_VISITED = re.compile(
    rf"\b(?:[Mm]y|[Oo]ur|[Tt]his) (?:monitoring )?(?:visit|inspection)(?: to (?:you|the school|your school))? on"
    rf" ((\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}}))\b"
)


@in_passage("HV216", Severity.MUST)
def inspection_dated_otherwise(passage: Passage, reading: Reading) -> Iterator[Find]:
    """The text dates the last inspection, or this visit, otherwise than the visit's own details do.

    Why: both dates stand in the letter's opening as well, and the reader sees two.
    Example: inspection June 2015, text “the section 5 inspection in May 2015” -> June 2015
    """
    if "inspection" not in passage.text.word_set and "visit" not in passage.text.word_set:
        return
    before = reading.text(Role.PREVIOUS)
    for found in _INSPECTED.finditer(passage.text.text) if _MONTH.match(before) else ():
        if f"{found[3]}-{MONTHS.index(found[2]) + 1:02}" != before[:7]:
            right = british_month(before[:7])
            yield Find(*found.span(1), f"The visit's details have the last inspection in {right}.", right)
    days = [day for role in (Role.DATE, Role.END_DATE) if (day := reading.day(role))]
    for found in _VISITED.finditer(passage.text.text) if days else ():
        said = f"{found[4]}-{MONTHS.index(found[3]) + 1:02}-{int(found[2]):02}"
        if said not in [day.isoformat() for day in days]:
            yield Find(*found.span(1), f"The visit was on {british(days[0])}.", british(days[0]))


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_FIGURE = re.compile(
    r"(?<![\w£$€.,:/\-–'‘(+#])([1-9])(?![\w%.,:/\-–+]\w|[\d%:/\-–+°)]| ?(?:per cent|percent|p\.?m\b|a\.?m\b|×))"
)
_NAMED = re.compile(
    r"\b(?:years?|stages?|KS|keystage|sections?|levels?|grades?|phases?|tables?|paragraphs?|pages?|aged?|ages|parts?|class"
    r"|classes|sets?|groups?|numbers?|units?|chapters?|figures?|appendix|room|term|terms|week|day|band|bands|tiers?"
    r"|recommendations?|points?|key stages?|questions?|type|category|P|E|e)"
    r" (?:\d+(?:,| and| or| to|/| &)? ?)*\Z",
    re.IGNORECASE,
)


@in_visit("HV212", Severity.CONSIDER)
def words_or_figures(reading: Reading) -> Iterator[Query]:
    """A number below ten in figures, in a letter that writes others in words.

    Why: a letter writes small numbers one way; Year 3, Key Stage 1, dates, times and sums of money stay in figures.
    Example: two teachers and 3 governors -> two teachers and three governors
    """
    if reading.letter_words.isdisjoint(_WORDS[1:]):
        return
    months = tuple(f" {month}" for month in MONTHS)
    for passage in reading.passages:
        text = passage.text
        if not any(len(word.text) == 1 and word.text.isdigit() for word in text.words):
            continue
        for found in _FIGURE.finditer(text.text):
            rest = text.text[found.end() :]
            if rest.startswith(months) or text.is_quoted(found.start()) or passage.sort == "row":
                continue
            if _NAMED.search(text.text[: found.start()]) or not rest.startswith(" "):
                continue
            word = _WORDS[int(found[1]) - 1]
            yield reading.at(passage, *found.span(1), f"Other small numbers stand in words: “{word}”.", word)
