"""Below the screen: a process types into a visit, is killed at a random moment, and the file is held against its words.

A round is one file over several kills, each of which finds what the one before left: kills hit typing, saving, closing,
and the recovery from the last kill. The process says through a pipe what it has kept; there must be that much in the
file, and at most the one step that was under way besides.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import struct
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from hmi_visit.form.model import Form
from hmi_visit.visit.file import Visit
from tests.faults.form import small_form
from tests.faults.report import Loss, Tally
from tests.faults.session import Keep, Session, keep
from tests.faults.typist import State, Typist, read_state

ROUND = 40
"""Kills of one file."""
_WORD = struct.Struct("=cI")
_AHEAD = 120
"""Steps that a process may go before it ends by itself."""
_DOING = {"": "opening", "o": "typing", "k": "typing", "b": "saving", "s": "typing", "u": "typing", "c": "closing"}


@dataclass
class Told:
    """What a process said before it was killed."""

    kept: int
    last: str = ""
    saved: int | None = None
    """While the header says saved, or newer text is only in the log: how much is in the one file."""
    saving: bool = False
    fault: str = ""

    def hear(self, what: str, kept: int) -> None:
        """Take in one word."""
        self.last = what
        self.kept = max(self.kept, kept)
        if what in "bc":
            self.saved = None
            self.saving = what == "b"
        elif what in "sd":
            self.saved = kept
            self.saving = False
        elif what == "u":
            self.saving = False


def run_round(seed: int, number: int, trials: int = ROUND, keep: Keep = keep) -> Tally:
    """Do a round of trials."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        form = small_form(folder)
        path = folder / "visit.sqlite"
        rng = random.Random(f"{seed}:{number}")
        typist, kept = Typist(f"{seed}:{number}"), 0
        for trial in range(number * ROUND, number * ROUND + trials):
            typist.think(kept + _AHEAD)
            told = _kill_one(path, form, typist, kept, rng, keep)
            tally.trials += 1
            tally.note("killed while " + ("saving" if told.saving else _DOING.get(told.last, "done")))
            lost = told.fault or _compare(path, typist, told, folder / "copy", rng, tally)
            if isinstance(lost, str):
                tally.losses.append(Loss(trial, lost))
                _forget(path)
                typist, kept = Typist(f"{seed}:{number}:{trial}"), 0
            else:
                kept = lost
    return tally


def _kill_one(path: Path, form: Form, typist: Typist, kept: int, rng: random.Random, keep: Keep) -> Told:
    """Have a new process type from step `kept` on, and kill it; what it said."""
    opening = rng.random() < 0.25
    words = 0 if opening else rng.choice((1, 2, 3, rng.randrange(4, 40)))
    delay = rng.random() * (0.008 if opening else 0.002)
    choices = rng.random()
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process == 0:
        os.close(reader)
        _type(path, form, typist, kept, random.Random(choices), writer, keep)
    os.close(writer)
    said = b""
    try:
        while len(said) < words * _WORD.size and select.select([reader], [], [], 30)[0]:
            if not (more := os.read(reader, 4096)):
                break
            said += more
        time.sleep(delay)
    finally:
        os.kill(process, signal.SIGKILL)
        while more := os.read(reader, 4096):
            said += more
        os.waitpid(process, 0)
        os.close(reader)
    told = Told(kept)
    for at in range(0, len(said) - _WORD.size + 1, _WORD.size):
        what, count = _WORD.unpack_from(said, at)
        if what == b"!":
            told.fault = said[at + _WORD.size :].decode(errors="replace")
            break
        told.hear(what.decode(), count)
    return told


def _type(path: Path, form: Form, typist: Typist, kept: int, rng: random.Random, writer: int, keep: Keep) -> None:
    """What the process does; it never returns."""
    try:

        def tell(what: str, kept: int) -> None:
            os.write(writer, _WORD.pack(what.encode(), kept))

        Session(path, form, typist, rng, tell, keep).run(kept, kept + _AHEAD)
    except BaseException:
        os.write(writer, _WORD.pack(b"!", 0) + traceback.format_exc()[-1500:].encode())
    finally:
        os._exit(0)


def _compare(path: Path, typist: Typist, told: Told, copy: Path, rng: random.Random, tally: Tally) -> int | str:
    """Open what a kill left: the number of steps it holds, or what is missing."""
    if not path.exists() and not told.last:
        return told.kept  # killed before the visit had a name
    until = told.kept + 1
    try:
        if told.saved is not None:
            tally.note("the one file alone looked at")
            found = _state_of(_copied(path, copy, alone=True))
            if which(typist.states, found, told.saved, until) is None:
                return f"the one file alone, saved at step {told.saved}, {_differs(found, typist.states[told.saved])}"
        in_place = rng.random() < 0.4
        found = _state_of(path if in_place else _copied(path, copy, alone=False))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    at = which(typist.states, found, told.kept, until)
    return f"kept to step {told.kept}, {_differs(found, typist.states[told.kept])}" if at is None else at


def which(states: list[State], found: State, first: int, last: int) -> int | None:
    """The first of the steps `first` to `last` after which things stood like this; None where they never did."""
    return next((at for at in range(first, last + 1) if states[at] == found), None)


def _differs(found: State, wanted: State) -> str:
    return f"the file has {found}, wanted {wanted}"


def _state_of(path: Path) -> State:
    with Visit.open(path) as visit:
        return read_state(visit)


def _copied(path: Path, copy: Path, *, alone: bool) -> Path:
    """A copy of the file, alone or with its log, in a folder that held nothing."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in (path,) if alone else (path, Path(f"{path}-wal")):
        if name.exists():
            shutil.copyfile(name, copy / name.name)
    return copy / path.name


def _forget(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
