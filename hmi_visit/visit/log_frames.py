"""The frames of a visit's log (SQLite's WAL), each checked by itself, without SQLite.

SQLite stops at the first frame whose sum is wrong. A sum goes on from the one before it as it stands in the log, so
that each frame can be checked alone: those after a damaged one are good.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

_HEAD, _FRAME = 32, 24
_LOGS = 10_000
"""So many logs at most were written one after another while a visit was open."""
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""The log's first number says in which order the bytes of its sums stand."""


class Frames(NamedTuple):
    """Pages from a log."""

    kept: dict[int, bytes]
    """The newest of each page that a finished change wrote."""
    loose: list[bytes]
    """Pages that are damaged, or of a change that was not finished."""


def read_frames(log: bytes, size: int) -> Frames:
    """The pages of a log; none where it is none, or one of other pages."""
    kept: dict[int, bytes] = {}
    pending: list[tuple[int, bytes]] = []
    loose: list[bytes] = []
    places = range(_HEAD, len(log) - _FRAME, _FRAME + size)
    order = _MAGIC.get(int.from_bytes(log[:4], "big"), "")
    salts = _salts(log, places, size, order)
    last = max((at for at in places if log[at + 8 : at + 16] == salts), default=0)
    for at in places:
        if at > last and _is_older(log[at + 8 : at + 12], salts[:4]):  # a longer log, written over from the front
            break
        head, image = log[at : at + _FRAME], log[at + _FRAME : at + _FRAME + size]
        if head[8:16] != salts or not _is_whole(log, at, size, order):
            loose.append(image.ljust(size, b"\0"))
            continue
        pending.append((int.from_bytes(head[:4], "big"), image))
        if head[4:8] != b"\0\0\0\0":
            kept.update(pending)
            pending = []
    return Frames(kept, [*(image for _, image in pending), *loose])


def _salts(log: bytes, places: range, size: int, order: str) -> bytes:
    """What marks the frames of the newest log: its head says so, or where that is damaged, the first whole frame."""
    if order and log[24:32] == _packed(_summed(log[:24], (0, 0), order)):
        return log[16:24]
    return next((log[at + 8 : at + 16] for at in places if _is_whole(log, at, size, order)), b"")


def _is_older(salt: bytes, newest: bytes) -> bool:
    """Whether a frame is of a log before the newest: the first of the two salts counts up from log to log."""
    return bool(newest) and 0 < int.from_bytes(newest, "big") - int.from_bytes(salt, "big") < _LOGS


def _is_whole(log: bytes, at: int, size: int, order: str) -> bool:
    """Whether the sum of a frame is right, going on from the one before it as that stands there."""
    before = log[24:32] if at == _HEAD else log[at - size - 8 : at - size]
    head, image = log[at : at + _FRAME], log[at + _FRAME : at + _FRAME + size]
    if len(image) < size:
        return False
    starts = struct.unpack(">2I", before)
    return any(head[16:] == _packed(_summed(image, _summed(head[:8], starts, way), way)) for way in order or "<>")


def _packed(sums: tuple[int, int]) -> bytes:
    return struct.pack(">2I", *sums)


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data[: len(data) // 4 * 4])
    for even, odd in zip(words[::2], words[1::2], strict=False):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
