"""The frames of a visit's log (SQLite's WAL), checked as SQLite checks them, without SQLite."""

from __future__ import annotations

import struct
from typing import NamedTuple

_HEAD, _FRAME = 32, 24
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""The log's first number says in which order the bytes of its sums stand."""


class Frames(NamedTuple):
    """Pages from a log."""

    kept: dict[int, bytes]
    """The newest of each page that a finished change wrote."""
    loose: list[bytes]
    """What stands after the place where the log stops being sure."""


def read_frames(log: bytes, size: int) -> Frames:
    """The pages of a log; none where it is none, or one of other pages."""
    kept: dict[int, bytes] = {}
    pending: list[tuple[int, bytes]] = []
    loose: list[bytes] = []
    order = _MAGIC.get(int.from_bytes(log[:4], "big"), "")
    sums, sure = _summed(log[:24], (0, 0), order or ">"), bool(order)
    sure = sure and log[24:32] == struct.pack(">2I", *sums)
    places = range(_HEAD, len(log) - _FRAME - size + 1, _FRAME + size)
    last = max((at for at in places if log[at + 8 : at + 16] == log[16:24]), default=0)
    for at in places:
        if sure and at > last:  # from here on it is an older log, written over from the front
            break
        head, image = log[at : at + _FRAME], log[at + _FRAME : at + _FRAME + size]
        sure = sure and head[8:16] == log[16:24]
        sums = _summed(image, _summed(head[:8], sums, order or ">"), order or ">") if sure else sums
        sure = sure and head[16:24] == struct.pack(">2I", *sums)
        if not sure:
            loose.append(image)
            continue
        pending.append((int.from_bytes(head[:4], "big"), image))
        if head[4:8] != b"\0\0\0\0":
            kept.update(pending)
            pending = []
    return Frames(kept, [*(image for _, image in pending), *loose])


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data[: len(data) // 4 * 4])
    for even, odd in zip(words[::2], words[1::2], strict=False):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
