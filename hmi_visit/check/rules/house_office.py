"""Words that the office, the form or the inspector wants to be asked about."""

from __future__ import annotations

from collections.abc import Iterator

from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage


@in_passage("HV519", Severity.CONSIDER)
def words_of_the_office(passage: Passage, reading: Reading) -> Iterator[Find]:
    """Words that the office's list, or the form, asks about.

    Why: an office has words of its own that it wants or does not want; its list is words.toml beside the settings, and
    each of its rules says what to write, why, and how much it matters.
    Example: find = "going forward", say = "Say when." -> in future, or the date.
    """
    return reading.house.office.find(passage.text)
