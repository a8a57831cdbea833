"""Which named parts and which comments are open at a place of an edited letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hmi_visit.letter.back.edited import Comment
from hmi_visit.letter.back.leaves import plain
from hmi_visit.letter.back.outside import W

STARTS, ENDS = f"{W}bookmarkStart", f"{W}bookmarkEnd"


class Anchors:
    """Parts are known by their bookmarks; a control's tag or alias names its part, where only one has the name."""

    def __init__(self, names: Mapping[str, str]) -> None:
        by_name: dict[str, list[str]] = {}
        for bookmark, name in names.items():
            by_name.setdefault(name, []).append(bookmark)
        self._bookmarks = {bookmark.casefold(): bookmark for bookmark in names}
        self._tags = {name: found[0] for name, found in by_name.items() if len(found) == 1}
        self._within: list[tuple[str, bool]] = []
        """The parts that are open, each with whether it was a bookmark that opened it."""
        self._marked: dict[str, str] = {}
        """The bookmarks that are open by their ids. LibreOffice begins a bookmark of several paragraphs twice, with two
        ids, and ends it once: it is open from the first to the end."""
        self._waiting: dict[str, list[str]] = {}
        """The words so far that an open comment is about."""
        self.comments: dict[str, Comment] = {}
        self.seen: set[str] = set()
        """The parts that were marked anywhere."""

    @property
    def open(self) -> tuple[str, ...]:
        """The parts that are open, the innermost last."""
        return tuple(dict.fromkeys(name for name, _ in self._within))

    def named(self, control: Any) -> str:
        """The part that a content control is; empty where it is none."""
        properties = control.find(f"{W}sdtPr")
        for kind in ("tag", "alias"):
            found = properties.find(f"{W}{kind}") if properties is not None else None
            if found is not None and (name := self._tags.get(str(found.get(f"{W}val", "")))):
                return name
        return ""

    def enter(self, name: str) -> None:
        """A control of this part begins."""
        self._within.append((name, False))
        self.seen.add(name)

    def leave(self, name: str) -> None:
        """A control of this part ends."""
        self._within.remove((name, False))

    def forget(self) -> None:
        """Nothing stays open from one part of the file to the next."""
        self._within.clear()

    def pass_by(self, element: Any) -> None:
        """A bookmark or comment begins or ends here; anything else is passed by."""
        tag, known = element.tag, str(element.get(f"{W}id", ""))
        if tag == STARTS:
            bookmark = self._bookmarks.get(str(element.get(f"{W}name", "")).casefold())
            if bookmark:
                self._marked[known] = bookmark
                if (bookmark, True) not in self._within:
                    self._within.append((bookmark, True))
                    self.seen.add(bookmark)
        elif tag == ENDS:
            opened = (self._marked.pop(known, ""), True)
            if opened in self._within:
                self._within.remove(opened)
        elif tag == f"{W}commentRangeStart":
            self._waiting[known] = []
        elif tag == f"{W}commentRangeEnd" and known in self.comments and known in self._waiting:
            self.comments[known].words = " ".join(plain("".join(self._waiting.pop(known))).split())

    def hear(self, words: str) -> None:
        """Words that stand here, for the comments that are about them."""
        for heard in self._waiting.values():
            heard.append(words)
