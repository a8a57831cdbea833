"""What an edited letter brings: answers and paragraphs that changed, words without a field, comments."""

from __future__ import annotations

from dataclasses import dataclass, field

from hmi_visit.form.model import Value
from hmi_visit.letter.back.edited import Comment
from hmi_visit.letter.trace import Source


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer or a standard paragraph that the reader changed."""

    source: Source
    label: str
    before: str
    """As it was exported, as it would be typed."""
    after: str
    value: Value | None
    """The answer that the reader's words make; None where they make none. Of a standard paragraph its text."""
    parts: tuple[str, ...] = ()
    """The names of the parts of the letter in which it was changed."""
    moved: int = 0
    """Paragraphs, items or rows that stand elsewhere among the others."""
    came: int = 0
    went: int = 0
    readers: tuple[str, ...] = ()
    """Who tracked changes there."""
    others: tuple[str, ...] = ()
    """What else the reader made of it where the letter prints it more than once."""

    @property
    def name(self) -> str:
        """How the command line names it: the field, `wording.NAME`, `group[2].field`."""
        if self.source.field is None:
            return f"wording.{self.source.path[0]}"
        parts = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in self.source.path)
        return "".join(parts).removeprefix(".")


@dataclass(frozen=True, slots=True)
class Loose:
    """Words that have no place in the visit: typed outside every answer, or in the template's own text."""

    spot: str
    """The name of the part that they stand in or after; empty before all of them."""
    near: str
    """The words before them."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs."""

    changed: tuple[Changed, ...] = ()
    loose: tuple[Loose, ...] = ()
    comments: tuple[tuple[Comment, str], ...] = ()
    """Each with the name of the field or part at which it stands."""
    readers: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = field(default=())
    """Parts that the file marks no longer, and that were known by their text."""
