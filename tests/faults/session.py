"""A stretch of typing into a visit, with saves, closing and opening again between, told step by step to whoever asks.

Run as a program it tells into a file: what the recorder of a power cut reads between the writes and syncs.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from hmi_visit.form.model import Form
from hmi_visit.visit.file import Visit
from tests.faults.typist import Typist, Write

Tell = Callable[[str, int], None]
"""Told what has just happened, and how many steps are in the file: o opened, k kept, b a save begins, s saved, u not
saved, c closing begins, d closed. Whoever tells may be killed before or after, never within."""
Keep = Callable[[Visit, Form, Write], None]


def keep(visit: Visit, form: Form, write: Write) -> None:
    """Write one step."""
    write(visit, form)


class Session:
    """One typist at one visit."""

    def __init__(self, path: Path, form: Form, typist: Typist, rng: random.Random, tell: Tell, keep: Keep) -> None:
        self.path, self.form, self.typist, self.rng, self.tell, self.keep = path, form, typist, rng, tell, keep
        self._saver: threading.Thread | None = None

    def run(self, kept: int, until: int) -> None:
        """Type from step `kept` up to step `until`; the visit is made where there is none."""
        visit = Visit.open(self.path) if self.path.exists() else Visit.create(self.path, self.form)
        self.tell("o", kept)
        while kept < until:
            self.keep(visit, self.form, self.typist.steps[kept])
            kept += 1
            self.tell("k", kept)
            what = self.rng.random()
            if what < 0.08:
                self._save(visit, kept)
            elif what < 0.15:
                self._save_beside(visit, kept)
            elif what < 0.17:
                self._wait()
                self.tell("c", kept)
                visit.close()
                self.tell("d", kept)
                visit = Visit.open(self.path)
                self.tell("o", kept)
        self._wait()
        self.tell("c", kept)
        visit.close()
        self.tell("d", kept)

    def _save(self, visit: Visit, kept: int) -> None:
        self._wait()
        self.tell("b", kept)
        self.tell("s" if visit.save() else "u", kept)

    def _save_beside(self, visit: Visit, kept: int) -> None:
        """Save in a thread while typing goes on, as the program does."""
        self._wait()
        self.tell("b", kept)
        self._saver = threading.Thread(target=lambda: self.tell("s" if visit.save() else "u", kept))
        self._saver.start()

    def _wait(self) -> None:
        if self._saver is not None:
            self._saver.join()
            self._saver = None


def main() -> None:
    """Type into a visit in a folder: FOLDER SEED STEPS, telling into the file `marks` there."""
    from hmi_visit.form.load import load_form
    from tests.faults.form import NAME

    folder, seed, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    form = load_form(NAME, (folder / "forms",))
    typist = Typist(seed)
    typist.think(steps)
    marks = os.open(folder / "marks", os.O_WRONLY | os.O_CREAT, 0o600)

    def tell(what: str, kept: int) -> None:
        os.write(marks, f"{what} {kept}\n".encode())

    (folder / "visits").mkdir()
    rng = random.Random(f"{seed} saves")
    Session(folder / "visits" / "visit.sqlite", form, typist, rng, tell, keep).run(0, steps)


if __name__ == "__main__":
    main()
