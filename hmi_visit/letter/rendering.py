"""What one rendering of a letter keeps count of: the fields found missing, and how much a template may still do."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field

from hmi_visit.form.model import Field, Form

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
    missing: dict[str, Field] = field(default_factory=dict)
    rounds: int = ROUNDS
    characters: int = CHARACTERS


CURRENT: ContextVar[Rendering | None] = ContextVar("rendering", default=None)
"""The rendering of this thread, while there is one."""


def note(missing: Field) -> None:
    """Name a required field that the letter needs and that has no answer; once, in the order of the letter."""
    rendering = CURRENT.get()
    if rendering and missing.required:
        rendering.missing.setdefault(missing.name, missing)


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
