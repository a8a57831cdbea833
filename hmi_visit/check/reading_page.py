"""How hard a visit's text is to read, as a page."""

from __future__ import annotations

from collections.abc import Callable

from hmi_visit.check.ease import FORMULA, ease_of
from hmi_visit.check.house import house_of
from hmi_visit.check.reading import Reading
from hmi_visit.form.model import Form
from hmi_visit.visit.model import Snapshot


def reading_page(form: Form, snapshot: Snapshot, named: Callable[[str], str] = str) -> str:
    """Sentence lengths, the reading age and the hardest sentences; `named` says what a field's path is called."""
    ease = ease_of(Reading(form, snapshot, house_of(form)).passages)
    if ease is None:
        return "there is no sentence yet"
    lines = [
        f"sentences  {ease.sentences}, of {ease.mean:.1f} words on average; the longest has {ease.longest}",
        f"reading age  {ease.age:.1f} years, by {FORMULA}",
        "the hardest sentences",
    ]
    for sentence in ease.hardest:
        path, _, line = sentence.place.rpartition(":")
        lines += [f"  {named(path)}:{line}  {sentence.words} words, age {sentence.age:.1f}", f"    {sentence.text}"]
    return "\n".join(lines)
