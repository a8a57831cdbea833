"""What became of an exported part: its characters in order, kept, taken out or put in, each with what printed it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from hmi_visit.letter.back.leaves import END, LOOKS, Leaf, Owners

_TOKEN = re.compile(r"\w+|[ \t\n]+|.", re.DOTALL)
_MOST = 6_000_000
"""Pairs of tokens up to which two stretches are compared; larger ones are told as taken out and put in as wholes."""

Rank = Callable[[Owners], int]
"""How readily something takes what was typed beside it."""


class Segment(NamedTuple):
    """Characters that one thing printed."""

    owners: Owners
    before: str
    after: str


def segments(old: Sequence[Leaf], new: Sequence[Leaf], rank: Rank) -> list[Segment]:
    """How the leaves of a part became others: all `before` make the old text, all `after` the new one."""
    return [*_joined(_segments(old, new, rank))]


def _segments(old: Sequence[Leaf], new: Sequence[Leaf], rank: Rank) -> Iterator[Segment]:
    was, now = [leaf.whole for leaf in old], [leaf.whole for leaf in new]
    owners = [leaf.all_owners for leaf in old]
    if was == now:
        for text, by in zip(was, owners, strict=True):
            yield from _kept(text, by)
        return
    for kind, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            for text, by in zip(was[i:j], owners[i:j], strict=True):
                yield from _kept(text, by)
            continue
        before = owners[i - 1][-1] if i else None
        after = owners[j][0] if j < len(owners) else None
        inside = [owner for by in owners[i:j] for owner in by]
        yield from _words("".join(was[i:j]), inside, "".join(now[k:m]), (before, after), rank)


def _words(
    was: str, owners: list[Owners], now: str, around: tuple[Owners | None, Owners | None], rank: Rank
) -> Iterator[Segment]:
    """A stretch that differs, token by token."""
    old, new = _TOKEN.findall(was), _TOKEN.findall(now)
    if len(old) * len(new) > _MOST:
        codes = [("replace", 0, len(old), 0, len(new))]
    else:
        codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()  # type: ignore[assignment]
    at = [0]
    for token in old:
        at.append(at[-1] + len(token))
    for kind, i, j, k, m in codes:
        start, stop = at[i], at[j]
        if kind == "equal":
            yield from _kept(was[start:stop], owners[start:stop])
            continue
        inside = owners[start:stop]
        put = "".join(new[k:m])
        if put:
            left = owners[start - 1] if start else around[0]
            right = owners[stop] if stop < len(owners) else around[1]
            yield Segment(_taker(inside, left, right, rank), "", put)
        for owner, text in _runs(was[start:stop], inside):
            yield Segment(owner, text, "")


def _taker(inside: Sequence[Owners], left: Owners | None, right: Owners | None, rank: Rank) -> Owners:
    """What takes words that were put in: what printed those in whose place they stand, else what stands beside."""
    candidates = [*dict.fromkeys(inside)] or [owner for owner in (left, right) if owner is not None]
    return max(candidates, key=rank, default=())


def _kept(text: str, owners: Sequence[Owners]) -> Iterator[Segment]:
    for owner, words in _runs(text, owners):
        yield Segment(owner, words, words)


def _runs(text: str, owners: Sequence[Owners]) -> Iterator[tuple[Owners, str]]:
    """The text parted where what printed it changes, and at the ends of leaves."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or owners[at] != owners[start] or text[at - 1] == END:
            yield owners[start], text[start:at]
            start = at


def _joined(found: Iterator[Segment]) -> Iterator[Segment]:
    """Neighbours of one owner as one, leaf by leaf."""
    held: Segment | None = None
    for segment in found:
        if held and held.owners == segment.owners and not (held.before + held.after).endswith(END):
            held = Segment(held.owners, held.before + segment.before, held.after + segment.after)
            continue
        if held:
            yield held
        held = segment
    if held:
        yield held


def counted(before: str, after: str) -> tuple[int, int, int]:
    """How many leaves came, went, and stand elsewhere among the others."""
    was, now = ([leaf.translate(LOOKS) for leaf in text.split(END) if leaf] for text in (before, after))
    came, went = Counter(now) - Counter(was), Counter(was) - Counter(now)
    same = len(was) - went.total()
    still = sum(block.size for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks())
    return max(came.total() - went.total(), 0), max(went.total() - came.total(), 0), same - still
