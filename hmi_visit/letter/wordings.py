"""The standard paragraphs as a template sees them: `wording.opening` prints the form's, or the visit's own words."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup


class Wordings:
    """Each paragraph is made when it is asked for. Raises KeyError where there is none of the name."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], Markup]) -> None:
        self._make = make

    def __getitem__(self, name: str) -> Markup:
        return self._make(name)
