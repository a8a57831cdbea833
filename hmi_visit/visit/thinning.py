"""Earlier states are thinned so that a visit stays small: never the first and the last of a session.

What goes first are states that later ones hold nearly all of, and of those the older: what was deleted stays longest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from hmi_visit.visit.history import Thing, patch_in, rewrite
from hmi_visit.visit.patch import apply, patch

MOST = 120
"""So many states of one answer or entry are kept at most, besides the first and last of sessions."""
ROOM, ENTRY_ROOM = 6_000, 1_200
"""Bytes that the states of an answer, or of an entry, may take up besides twice the length of its text."""
_ROW = 140
"""Bytes that a state takes up besides its text: its columns, and its line in the index."""
_SLIGHT = 64
"""Bytes of its own, packed, up to which a state is taken to be held by the next one."""
_OF = "entry = ? AND place = ? AND field = ?"


def thin(db: sqlite3.Connection, thing: Thing, length: int) -> None:
    """Drop states of an answer or entry whose text is so long, where they take up too much room.

    It goes well below the limit, so that it is seldom done.
    """
    room = 2 * length + (ENTRY_ROOM if thing.entry else ROOM)
    count, size = _size(db, thing)
    if count <= MOST and size <= room:
        return
    while count > MOST * 3 // 4 or size > room * 3 // 4:
        sql = f"SELECT id, session, length(middle) AS own FROM state WHERE {_OF} ORDER BY id"
        dropped = to_drop([tuple(row) for row in db.execute(sql, thing)])
        if not dropped:
            return
        _drop(db, thing, dropped)
        count, size = _size(db, thing)


def to_drop(states: Sequence[tuple[int, int, int]]) -> set[int]:
    """Which of these to drop next, oldest first, each its id, session and bytes of its own: every second of a kind."""
    edges: dict[int, list[int]] = {}
    for at, (_, session, _) in enumerate(states):
        edges.setdefault(session, [at, at])[1] = at
    kept = {at for pair in edges.values() for at in pair}
    free = [at for at in range(len(states)) if at not in kept]
    slight = [at for at in free if states[at][2] <= _SLIGHT]
    for kind in (slight[: (len(slight) + 1) // 2], free[: (len(free) + 1) // 2]):
        if kind:
            return {states[at][0] for at in kind[::2]}
    return set()


def _size(db: sqlite3.Connection, thing: Thing) -> tuple[int, int]:
    sql = f"SELECT count(*), total(length(middle)) FROM state WHERE {_OF}"
    count, size = db.execute(sql, thing).fetchone()
    return count, int(size) + _ROW * count


def _drop(db: sqlite3.Connection, thing: Thing, dropped: set[int]) -> None:
    """Drop states, and let those before them be made from those after."""
    text = later = ""
    gap = False
    rows = db.execute(f"SELECT * FROM state WHERE {_OF} ORDER BY id DESC", thing).fetchall()
    for row in rows:
        text = apply(patch_in(row), text)
        if row["id"] in dropped:
            gap = True
            continue
        if gap:
            rewrite(db, row, patch(text, later))
        later, gap = text, False
    db.executemany("DELETE FROM state WHERE id = ?", [(number,) for number in dropped])
