"""What a visit holds, as frozen data: entries, links, and a snapshot of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hmi_visit.form.model import Value

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Entry:
    """An evidence entry: what was seen or said, when, where from, about what."""

    number: int
    """1 for e1, in the order of entering; never given again."""
    text: str
    """As it was typed."""
    typed_at: str
    """When it was typed: ISO 8601 with its offset, to the second."""
    observed_at: str = ""
    """When it was seen or heard: ISO 8601 with its offset, to the minute; empty where only the typing is known."""
    activity: str = ""
    with_whom: tuple[str, ...] = ()
    about: tuple[int, ...] = ()
    """The numbers of the areas for improvement that it is about."""
    sign: str = ""
    """`+` a strength, `-` a weakness, `?` to be followed up, or nothing."""

    @property
    def name(self) -> str:
        """The name that the exchange file and links use."""
        return f"e{self.number}"

    @property
    def when(self) -> str:
        """The time that orders and heads the entry: when observed, else when typed."""
        return self.observed_at or self.typed_at


@dataclass(frozen=True, slots=True)
class Link:
    """What a paragraph or sentence of a field rests on."""

    field: str
    paragraph: int
    entries: tuple[str, ...]
    sentence: int | None = None
    """Counted from 1; None where the whole paragraph is meant."""
    why: str | None = None
    """Why it rests on them, in the inspector's words; None where nothing was said."""
    number: int = 0
    """Which link it is in the visit file, for as long as it is there; 0 where it was not read from one."""
    place: int = 0
    """The item of a group in which the field stands, 0 for none."""
    words: str = ""
    """The words that were linked, as they were when they last stood still."""
    loose: bool = False
    """Whether those words stand nowhere any longer; `paragraph` and `sentence` are then where they last were."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A query of the checks that was set aside."""

    code: str
    """The rule's."""
    field: str
    """The path of the field, as the query names it; empty where the whole visit is meant."""
    words: int
    """The digest of the words meant."""
    reason: str
    at: str
    """When: ISO 8601 with its offset, to the second."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A visit at one moment, read in one transaction: what letters, checks and exports are made from."""

    form: str
    answers: Mapping[str, Value]
    """Only what was answered: an empty value was given, an absent one was not."""
    entries: tuple[Entry, ...] = ()
    links: tuple[Link, ...] = ()
    wording: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Standard paragraphs that this visit words in its own way, by name."""
    visit_id: str = ""
    """Identifies the visit across copies and renames of its file."""
    asides: tuple[Aside, ...] = ()
    """Queries of the checks that were set aside."""
    abbreviations: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """This visit's own, with what they stand for (see `abbreviations`)."""


@dataclass(frozen=True, slots=True)
class Export:
    """A letter that was written: which, where, when, and the digest of its bytes."""

    number: int
    path: str
    digest: str
    made_at: str


ACTIVITIES = {
    "meeting": "m",
    "lesson visit": "l",
    "documents": "d",
    "pupils' work": "w",
    "pupils' views": "v",
    "telephone": "t",
    "tour of the school": "s",
    "data": "i",
    "other": "o",
}
"""What an entry can come from, with the key that picks it."""

SIGNS = {"+": "strength", "-": "weakness", "?": "to be followed up"}
"""What an entry can be a sign of."""
