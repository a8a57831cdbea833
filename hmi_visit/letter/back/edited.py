"""What an edited letter says: its leaves, its comments, its footnotes, who changed it."""

from __future__ import annotations

from dataclasses import dataclass, field

from hmi_visit.letter.back.leaves import Leaf, Run


@dataclass(slots=True)
class Comment:
    """A comment, and where it stands."""

    author: str
    said_at: str
    text: str
    words: str = ""
    """The words that it is about; without any, those of its paragraph."""
    leaf: Leaf | None = None


@dataclass(slots=True)
class Edited:
    """What an edited letter says."""

    leaves: list[Leaf]
    comments: list[Comment]
    notes: dict[str, str] = field(default_factory=dict)
    """The marked words of each footnote, by its id."""
    seen: set[str] = field(default_factory=set)
    """The named parts that are marked in it still."""
    readers: set[str] = field(default_factory=set)
    """Who tracked changes in it."""


@dataclass(slots=True)
class Line:
    """A paragraph that is being read."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    within: tuple[str, ...] | None = None
    readers: set[str] = field(default_factory=set)
    referred: list[str] = field(default_factory=list)
    """The ids of the comments that stand in it."""
