"""Slips in lists: an item that does not go on the sentence of its lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_visit
from hmi_visit.check.rules.house_sentences import NOUNS_TOO, beginning


@in_visit("HV610", Severity.SHOULD)
def item_and_its_lead(reading: Reading) -> Iterator[Query]:
    """A list item that cannot be read on from its lead.

    Why: “The school should: to improve marking” is what comes of rewording the lead and not the items.
    Example: “… should ensure that:” with the item “improve marking” -> marking improves
    """
    for wording in reading.form.wording.values():
        if wording.leads:
            lead = reading.snapshot.wording.get(wording.name, wording.text)
            items = [p for p in reading.passages if p.path == wording.leads]
            yield from _told_once([*_misfits(reading, lead, items)], len(items))
    lead = ""
    for passage in reading.passages:
        if passage.in_list:
            continue
        if passage.sort is Sort.ITEM and lead:
            yield from _misfits(reading, lead, [passage])
        elif passage.sort is Sort.PARAGRAPH:
            lead = passage.text.text if passage.text.text.endswith(":") else ""


def _told_once(misfits: list[Query], items: int) -> list[Query]:
    """Where no item fits, the lead is at fault, or another lead was meant: that is said once."""
    if len(misfits) < max(items, 2):
        return misfits
    return [replace(misfits[0], message=f"{misfits[0].message} So do all {items} items: is another lead meant?")]


def _misfits(reading: Reading, lead: str, items: list[Passage]) -> Iterator[Query]:
    ending = lead.rstrip(" *_\n").lower()
    for passage in items:
        if not passage.text.words:
            continue
        first, sort = passage.text.words[0], beginning(passage.text)
        if ending.endswith(" to:") and sort == "“to”":
            cut = passage.text.words[1].start if len(passage.text.words) > 1 else first.stop
            message = "The lead ends with “to” already."
            yield reading.at(passage, first.start, cut, message, "")
        elif ending.endswith(" to:") and sort in ("a noun", "a form in -ing"):
            message = f"After “to:” an item begins with a verb, this one with {sort}."
            yield reading.at(passage, first.start, first.stop, message)
        elif ending.endswith(" that:") and sort in ("a verb", "“to”") and first.lower not in NOUNS_TOO:
            message = f"After “that:” an item is a whole clause, and this one begins with {sort}."
            yield reading.at(passage, first.start, first.stop, message)
