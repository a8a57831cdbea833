"""The bookmarks of a letter's named parts: how Word finds a part, and how a page number finds its page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hmi_visit.letter.blocks import Block, Div, walk

_LONGEST = 40


class Bookmarks:
    """Gives each part a bookmark of its own, made from its name."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._given: dict[int, str] = {}
        self._first: dict[str, str] = {}

    def give(self, blocks: Iterable[Block]) -> None:
        """Give all named parts among the blocks their bookmarks, so that what stands before them can refer to them."""
        for block in walk(blocks):
            if isinstance(block, Div) and block.name:
                self._given[id(block)] = self._new(block.name)

    def of(self, part: Div) -> str:
        """The bookmark of a part."""
        return self._given.get(id(part)) or self._new(part.name)

    def named(self, name: str) -> str:
        """The bookmark of the first part of this name; empty where there is none."""
        return self._first.get(name, "")

    def another(self, name: str) -> str:
        """A bookmark of its own for an answer inside a sentence."""
        return self._new(name)

    def _new(self, name: str) -> str:
        """A name that Word takes for a bookmark: letters, digits and _, at most 40, a letter first, each once."""
        plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
        plain = (plain if plain[:1].isalpha() else f"p{plain}")[:_LONGEST]
        bookmark = plain
        while bookmark.casefold() in self._used:
            self._used[plain.casefold()] += 1
            ending = f"_{self._used[plain.casefold()]}"
            bookmark = plain[: _LONGEST - len(ending)] + ending
        self._used[bookmark.casefold()] = 1
        self._first.setdefault(name, bookmark)
        return bookmark
