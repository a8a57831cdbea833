"""A power cut: the files rebuilt as they could stand on the disk at any moment of a recorded session, and opened.

What was synced is there. Of what was not, anything may be: each write, each half kilobyte of a write, each change of
length and of the folder by itself, in any order. A disk may do all of that; most do less.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hmi_visit.visit.file import Visit
from tests.faults.form import forms_folder
from tests.faults.record import Event, record
from tests.faults.report import Loss, Tally
from tests.faults.typist import Typist, read_state

ROUND = 100
"""Power cuts of one recorded session."""
STEPS = 60
_SECTOR = 512
Change = Callable[[Sequence[Event]], Sequence[Event]]


@dataclass
class Promise:
    """What must hold when the power goes after some events."""

    made: bool = False
    """Whether the visit had been made."""
    saved: int = 0
    """The step up to which it was saved last."""
    kept: int = 0
    """The last step that was written."""
    quiet: bool = False
    """Whether the one file alone has all of it: nothing has been bringing text into it since."""

    def hear(self, letter: str, steps: int) -> None:
        """Take in a mark."""
        self.made = True
        self.kept = max(self.kept, steps)
        if letter in "sd":
            self.saved, self.quiet = max(self.saved, steps), True
        elif letter in "bc":
            self.quiet = False


def run_round(seed: int, number: int, trials: int = ROUND, change: Change | None = None) -> Tally:
    """Record a session and cut the power so many times; `change` spoils the record, to see that this is noticed."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        forms_folder(folder)
        typist = Typist(f"{seed}:{number}")
        typist.think(STEPS + 1)
        events: Sequence[Event] = record(folder, f"{seed}:{number}", STEPS)
        if change:
            events = change(events)
        for trial in range(number * ROUND, number * ROUND + trials):
            rng = random.Random(f"{seed}:{trial}")
            cut = rng.randrange(len(events) + 1)
            tally.trials += 1
            lost = _cut(events, cut, typist, folder / "after", rng, tally)
            if lost:
                tally.losses.append(Loss(trial, f"cut after event {cut} of {len(events)}: {lost}"))
    return tally


def _cut(events: Sequence[Event], cut: int, typist: Typist, folder: Path, rng: random.Random, tally: Tally) -> str:
    """Cut the power after so many events; what is lost, in words."""
    promise = Promise()
    for event in events[:cut]:
        if event.what == "mark":
            promise.hear(event.name, event.at)
    files = Disk(rng).after(events[:cut])
    tally.note("saved before" if promise.saved else "never saved before")
    wanted = typist.states[promise.saved : promise.kept + 2]
    if "visit.sqlite" not in files:
        return "the visit is gone" if promise.made else ""
    if promise.kept > promise.saved:
        tally.note("newer text only in the log")
    try:
        alone = promise.quiet and rng.random() < 0.3
        if alone:
            tally.note("the one file alone looked at")
        found = _state(files, folder, rng, alone=alone)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if found in wanted:
        tally.note("newer text survived too", int(found != wanted[0]))
        return ""
    what = "the one file alone" if alone else "the visit"
    return f"saved to step {promise.saved}, {what} has {found}, wanted at least {wanted[0]}"


def _state(files: dict[str, bytes], folder: Path, rng: random.Random, *, alone: bool) -> object:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        if name == "visit.sqlite" or not alone:
            (folder / name).write_bytes(data)
    if not alone and rng.random() < 0.3:  # the index of the log is never synced: anything may stand there
        (folder / "visit.sqlite-shm").write_bytes(rng.randbytes(32768))
    with Visit.open(folder / "visit.sqlite") as visit:
        return read_state(visit)


@dataclass
class Disk:
    """A disk without power: which of the unsynced changes had reached it is the dice's."""

    rng: random.Random
    reached: float = 0.5
    torn: bool = False
    names: dict[str, int] = field(default_factory=dict)

    def after(self, events: Sequence[Event]) -> dict[str, bytes]:
        """The files by name, as they stand after these events and a power cut."""
        self.reached = self.rng.choice((0.0, 0.05, 0.3, 0.5, 0.8, 0.95, 1.0))
        self.torn = self.rng.random() < 0.5
        until = len(events) if self.rng.random() < 0.5 else self.rng.randrange(len(events) + 1)
        synced: dict[int, int] = {}
        folder_synced = 0
        for event in events:
            if event.what == "sync":
                synced[event.file] = event.since
            elif event.what == "sync-folder":
                folder_synced = event.since
        contents: dict[int, bytearray] = {}
        for at, event in enumerate(events):
            if event.what in ("write", "truncate"):
                content = contents.setdefault(event.file, bytearray())
                if at < synced.get(event.file, 0):
                    _do(event, content)
                elif at < until:  # what came after that is in the machine's memory
                    self._perhaps(event, content)
            elif event.what in ("create", "link", "unlink", "rename"):
                contents.setdefault(event.file, bytearray())
                if at < folder_synced or (at < until and self._chance()):
                    self._name(event)
        return {name: bytes(contents[file]) for name, file in self.names.items()}

    def _chance(self) -> bool:
        return self.rng.random() < self.reached

    def _perhaps(self, event: Event, content: bytearray) -> None:
        if event.what == "truncate" or not self.torn:
            if self._chance():
                _do(event, content)
            return
        end = event.at + len(event.data)
        begin = event.at
        while begin < end:
            stop = min(end, begin - begin % _SECTOR + _SECTOR)
            if self._chance():
                part = event.data[begin - event.at : stop - event.at]
                _do(Event("write", at=begin, data=part), content)
            begin = stop

    def _name(self, event: Event) -> None:
        if event.what == "create":
            self.names[event.name] = event.file
        elif event.what == "link":
            self.names[event.other] = event.file
        else:
            if self.names.get(event.name) == event.file:
                del self.names[event.name]
            if event.what == "rename":
                self.names[event.other] = event.file


def _do(event: Event, content: bytearray) -> None:
    """A change to a file's content; a gap before a write is zeros."""
    if event.what == "truncate":
        del content[event.at :]
        content.extend(bytes(event.at - len(content)))
    else:
        content.extend(bytes(max(event.at - len(content), 0)))
        content[event.at : event.at + len(event.data)] = event.data
