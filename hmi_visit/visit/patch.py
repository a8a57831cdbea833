"""An earlier text as what differs from the text after it: what both begin and end with, and the middle of its own."""

from __future__ import annotations

import zlib
from typing import NamedTuple

_PLAIN, _SMALL = b"t", b"z"
"""What the bytes of a middle begin with: as they are, or compressed."""


class Patch(NamedTuple):
    """How to make an earlier text from the text after it."""

    head: int
    """How many characters both begin with."""
    tail: int
    """How many characters both end with, besides those."""
    middle: bytes
    """What the earlier one has between them, packed."""


def whole(text: str) -> Patch:
    """A text that needs no other to be made from."""
    return Patch(0, 0, _packed(text))


def patch(text: str, later: str) -> Patch:
    """What makes `text` from `later`."""
    head, tail = shared(text, later)
    return Patch(head, tail, _packed(text[head : len(text) - tail]))


def shared(text: str, later: str) -> tuple[int, int]:
    """How many characters both begin with, and how many both end with besides those."""
    most = min(len(text), len(later))
    head = _same(text, later, most)
    return head, _same(text[head:][::-1], later[head:][::-1], most - head)


def apply(found: Patch, later: str) -> str:
    """The earlier text. Raises a ValueError where the bytes are not as they were written."""
    return later[: found.head] + _unpacked(found.middle) + later[len(later) - found.tail :]


def _same(one: str, other: str, most: int) -> int:
    """How many characters both begin with, by halving: slices compare faster than characters."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            most = middle - 1
    return low


def _packed(text: str) -> bytes:
    plain = text.encode("utf-8")
    small = zlib.compress(plain, 1)
    return _SMALL + small if len(small) < len(plain) else _PLAIN + plain


def _unpacked(packed: bytes) -> str:
    if packed[:1] == _PLAIN:
        return packed[1:].decode("utf-8")
    try:
        return zlib.decompress(packed[1:]).decode("utf-8")
    except zlib.error as error:
        raise ValueError(str(error)) from None
