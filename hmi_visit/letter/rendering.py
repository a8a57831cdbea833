"""What one rendering of a letter keeps count of: missing answers, numbers, notes, what it may still do."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hmi_visit.form.model import Field, Form, Kind

if TYPE_CHECKING:
    from hmi_visit.letter.trace import Trace

ROUNDS = 100_000
"""Loops, calls and included templates of one letter, all together."""
CHARACTERS = 50_000_000
"""What one letter may put together on its way to the page."""


class TooMuch(Exception):
    """A template that would not come to an end."""


@dataclass(slots=True)
class Rendering:
    """The state of one rendering."""

    form: Form
    numbers: Mapping[int, int] = field(default_factory=dict)
    """The number of each counted item, by the identity of the item in the visit's answers."""
    labels: Mapping[str, int] = field(default_factory=dict)
    """The number of each counted item that has a label, by the label as labels are compared."""
    is_report: bool = False
    """Whether the form counts paragraphs: then prose may cite them, and have footnotes."""
    notes: list[str] = field(default_factory=list)
    """The Markdown of each footnote, in the order of rendering."""
    missing: dict[tuple[str, str], Field] = field(default_factory=dict)
    trace: Trace | None = None
    """Marks what each answer prints, where that is wanted."""
    rounds: int = ROUNDS
    characters: int = CHARACTERS


CURRENT: ContextVar[Rendering | None] = ContextVar("rendering", default=None)
"""The rendering of this thread, while there is one."""


def note(missing: Field, within: str = "") -> None:
    """Name a required field that the letter needs and that has no answer; once, in the order of the letter.

    `within` says of which item of a group, for a person: "Sections 2, Topics 4".
    """
    rendering = CURRENT.get()
    if rendering and missing.required and (missing.name, within) not in rendering.missing:
        named = replace(missing, label=f"{missing.label} ({within})") if within else missing
        rendering.missing[missing.name, within] = named


def note_reference(what: str) -> None:
    """Name a footnote or citation of the prose that leads nowhere, as a missing answer is named."""
    note(Field(what, Kind.LINE, what, required=True))


def spend(rounds: int = 1) -> None:
    """Count rounds of a loop, or calls. Raises TooMuch where the letter has used all it may."""
    if rendering := CURRENT.get():
        rendering.rounds -= rounds
        if rendering.rounds < 0:
            raise TooMuch(f"its loops and calls go over {ROUNDS:,} rounds")


def spend_characters(characters: int) -> None:
    """Count text that was put together. Raises TooMuch where the letter has used all it may."""
    if rendering := CURRENT.get():
        rendering.characters -= characters
        if rendering.characters < 0:
            raise TooMuch(f"it puts together more than {CHARACTERS:,} characters")
