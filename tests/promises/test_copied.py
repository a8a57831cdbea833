"""The one file is copied to a stick, at any moment the header says saved: the copy alone is whole."""

from __future__ import annotations

import itertools
import random
import shutil
import threading
import time
from pathlib import Path

from hmi_visit.visit.file import Visit
from tests.promises.inspector import TRIALS, Inspector, tides

READ = 0.1
"""Seconds for which the header must have said saved: a screen may be read when it is half painted."""


class Copier(threading.Thread):
    """Copies the one file again and again, and knows from when to when each copy was made."""

    def __init__(self, path: Path, stick: Path) -> None:
        super().__init__()
        self.path, self.stick, self.done = path, stick, threading.Event()
        self.copies: list[tuple[float, float, Path]] = []
        stick.mkdir()

    def run(self) -> None:
        """Copy until told to stop."""
        chance = random.Random(1)
        for number in itertools.count():
            if self.done.wait(chance.random() * 0.02):
                return
            begun = time.monotonic()
            copy = Path(shutil.copyfile(self.path, self.stick / f"{number}.sqlite"))
            self.copies.append((begun, time.monotonic(), copy))


def test_a_copy_made_while_the_header_says_saved_is_whole_by_itself(path: Path) -> None:
    """While one types, pauses and writes the letter, each copy that began and ended while the header
    said saved opens without its log, and says what the screen said."""
    copier = Copier(path, path.parent.parent / "stick")
    shown: list[tuple[float, float, str]] = []
    typed = "Low at nine. "
    chance = random.Random(1)
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        copier.start()
        try:
            for number in range(max(TRIALS // 10, 4)):
                words = f"wave {number}, "
                inspector.type(words)
                typed += words
                if number % 4 == 2:
                    inspector.press("f12")
                since = last = 0.0
                for screen in inspector.watch(0.6 + chance.random() / 4):
                    if not inspector.says_saved() or words.strip() not in screen:
                        shown.append((since, last, typed))
                        since = 0.0
                    else:
                        last = time.monotonic()
                        since = since or last + READ
                shown.append((since, last, typed))
        finally:
            copier.done.set()
            copier.join()
        inspector.leaves()
    looked_at = 0
    for since, until, words in shown:
        for begun, ended, copy in copier.copies:
            if 0 < since <= begun and ended <= until:
                with Visit.open(copy):
                    assert tides(copy) == words
                looked_at += 1
    assert looked_at > 3
