"""A gate for workers that read a visit: closing it waits for who is inside, and lets nobody in any more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

WAIT = 1.0
"""Seconds that closing waits at the most: a letter or a backup takes some milliseconds."""


class Gate:
    """Open until it is closed. A worker does its reading inside `passing`, if that lets it."""

    def __init__(self) -> None:
        self._inside = threading.Lock()
        self._closed = False

    @contextmanager
    def passing(self) -> Iterator[bool]:
        """True while the worker may read; False where the visit has been closed meanwhile."""
        with self._inside:
            yield not self._closed

    def close(self) -> None:
        """Let nobody in from now on, and wait for who is inside."""
        self._closed = True
        if self._inside.acquire(timeout=WAIT):
            self._inside.release()
