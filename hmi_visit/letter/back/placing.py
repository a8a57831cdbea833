"""In which part of the exported letter each leaf of an edited one stands: by its marks, else by its text."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from hmi_visit.letter.back.leaves import Leaf

_ALIKE = 0.5
"""How alike two leaves must be for one to stand for the other."""


def place(old: Sequence[Leaf], new: Sequence[Leaf]) -> set[str]:
    """Give each leaf of the edited letter that stands in no part of its own the part whose text it has.

    A part whose marks are gone from the file, but not its text, has its leaves back; the names of such parts are given.
    """
    there = {leaf.part for leaf in new}
    lost = {leaf.part for leaf in old} - there
    if not lost:
        return set()
    blocks = SequenceMatcher(None, [a.whole for a in old], [b.whole for b in new], autojunk=False).get_matching_blocks()
    stands = {block.b + n: block.a + n for block in blocks for n in range(block.size)}
    found: set[str] = set()
    for at, was in stands.items():
        if old[was].part in lost and new[at].part != old[was].part:
            new[at].part = old[was].part
            found.add(old[was].part)
    before = -1
    for at in range(len(new) + 1):
        if at < len(new) and at not in stands:
            continue
        end = stands[at] if at < len(new) else len(old)
        _between(
            old, new, (before + 1 if before >= 0 else 0, at), (stands[before] + 1 if before >= 0 else 0, end), lost
        )
        before = at
    return found | {leaf.part for leaf in new if leaf.part in lost}


def is_like(leaf: Leaf, others: Sequence[Leaf]) -> bool:
    """Whether a leaf can stand for one of others."""
    return any(
        leaf.text == other.text or SequenceMatcher(None, other.text, leaf.text, autojunk=False).quick_ratio() > _ALIKE
        for other in others
    )


def _between(
    old: Sequence[Leaf], new: Sequence[Leaf], span: tuple[int, int], was: tuple[int, int], lost: set[str]
) -> None:
    """Leaves that are nowhere as they were, between two that are: the likest one's part, or the neighbours'."""
    first = was[0]
    for at in range(*span):
        leaf = new[at]
        if leaf.part and any(other.part == leaf.part for other in old):
            continue  # it stands in a part that is marked
        likest, best = -1, _ALIKE
        for candidate in range(first, was[1]):
            if old[candidate].part in lost:
                alike = SequenceMatcher(None, old[candidate].text, leaf.text, autojunk=False).quick_ratio()
                if alike > best:
                    likest, best = candidate, alike
        if likest >= 0:
            leaf.part, first = old[likest].part, likest + 1
            continue
        before = new[at - 1].part if at else ""
        after = old[first].part if first < len(old) else ""
        if before and before in lost and (before == after or (first == was[1] and _goes_on(old, was, before))):
            leaf.part = before


def _goes_on(old: Sequence[Leaf], was: tuple[int, int], part: str) -> bool:
    """Whether the part goes on after the stretch."""
    return was[1] < len(old) and old[was[1]].part == part
