"""What a text was before this editor showed it, as changes that its undo can take back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit

from hmi_visit.visit.patch import shared

Earlier = Callable[[], Sequence[tuple[int, str]]]
"""Earlier texts, the newest last, each with a number that grows."""


def step_back(earlier: Sequence[tuple[int, str]], text: str, before: int | None) -> tuple[int, str] | None:
    """The newest text of those below the number `before` that differs from this one; None where there is none.

    Without a number, what is looked for comes before the newest that equals this text.
    """
    if before is None:
        before = next((number for number, found in reversed(earlier) if found == text), None)
    older = ((n, found) for n, found in reversed(earlier) if (before is None or n < before) and found != text)
    return next(older, None)


def change_between(before: str, after: str) -> Edit:
    """The edit that made one text the other, as if it had been done."""
    head, tail = shared(before, after)
    old_end, new_end = len(before) - tail, len(after) - tail
    start, end = _location(before, head), _location(before, old_end)
    edit = Edit(after[head:new_end], start, end, maintain_selection_offset=False)
    edit._edit_result = EditResult(_location(after, new_end), before[head:old_end])
    edit._original_selection = Selection.cursor(end)
    return edit


def _location(text: str, offset: int) -> Location:
    """Row and column of a character."""
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)
