"""The whole program: typed at in a pty, ended at a random moment, and its file held against what its screen had shown.

The reader of the screen knows the text after each key, and so which keys the screen had come to when the program ended.
The file must have come as far, or further: what was typed last may be in the file and not yet on the screen.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hmi_visit.form.model import Form
from hmi_visit.visit.file import Visit
from tests.faults.form import small_form
from tests.faults.report import Loss, Tally
from tests.faults.typist import read_state
from tests.pty_terminal import KEYS, Terminal

ROUND = 5
PROGRAM = (sys.executable, "-m", "hmi_visit")
_ROOT = Path(__file__).parent.parent.parent
_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ      ,.'éß£“”—"
_INSERT = "\x1b[2~"
_PLACES = {
    "a line": "",
    "prose": KEYS["f4"],
    "prose further on": KEYS["f4"] * 2,
    "a list": KEYS["f4"] * 3,
    "an item of a group": KEYS["f4"] * 4 + _INSERT,
    "an entry": KEYS["f9"],
}
"""Where is typed, and the keys that lead there from the first step."""
_WAYS = ("SIGKILL",) * 7 + ("SIGTERM", "SIGHUP", "closed")


@dataclass
class Typing:
    """Keys for one text, and the text after each of them."""

    rng: random.Random
    mark: str
    """What the text begins with, so that it is found on the screen."""
    keys: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def think(self, count: int) -> None:
        """Make so many keys: characters, now and then Backspace or an arrow; never two spaces, which end the text."""
        text, at = "", 0
        self.texts.append(self.mark)
        while len(self.keys) < count:
            what = self.rng.choices(("character", "backspace", "left", "right", "end"), (80, 8, 5, 3, 4))[0]
            key, new, to = KEYS.get(what, ""), text, at
            if what == "character":
                key = self.rng.choice(_CHARACTERS)
                new, to = text[:at] + key + text[at:], at + 1
            elif what == "backspace":
                new, to = text[: max(at - 1, 0)] + text[at:], at - 1
            else:
                to = {"left": at - 1, "right": at + 1, "end": len(text)}[what]
            if 0 <= to <= len(new) and "  " not in new:
                text, at = new, to
                self.keys.append(key)
                self.texts.append(self.mark + text)

    def reached(self, text: str, first: int, last: int) -> int | None:
        """The first of the keys `first` to `last` after which the text was this; None where it never was."""
        return next((n for n in range(first, last + 1) if self.texts[n].rstrip() == text.rstrip()), None)


class Reader:
    """Who looks at the screen while the keys are sent, and remembers how far it had come."""

    def __init__(self, terminal: Terminal, typing: Typing) -> None:
        self.terminal, self.typing = terminal, typing
        self.sent = self.seen = 0
        self.unclear = 0
        """How often the text on the screen was none that there had been: the screen was half painted."""

    def look(self, seconds: float) -> None:
        """Read what comes for so long."""
        until = time.monotonic() + seconds
        while True:
            self.terminal.settle(0.005, timeout=max(until - time.monotonic(), 0.006))
            shown = re.search(f"{re.escape(self.typing.mark)}.*?(?=  |$)", "\n".join(self.terminal.lines[1:]), re.M)
            reached = self.typing.reached(shown[0], self.seen, self.sent) if shown else None
            if reached is not None:
                self.seen = reached
            else:
                self.unclear += 1
            if time.monotonic() >= until:
                return

    def send(self, keys: Sequence[str]) -> None:
        """Send keys in one piece."""
        self.sent += len(keys)
        self.terminal.type("".join(keys))


def run_round(seed: int, number: int, trials: int = ROUND, program: Sequence[str] = PROGRAM) -> Tally:
    """Do some trials, each with a visit and a program of its own."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        form = small_form(folder)
        for trial in range(number * ROUND, number * ROUND + trials):
            tally.trials += 1
            lost = _trial(folder / f"{trial}", form, random.Random(f"{seed}:{trial}"), program, tally)
            if lost:
                tally.losses.append(Loss(trial, lost))
    return tally


def _trial(folder: Path, form: Form, rng: random.Random, program: Sequence[str], tally: Tally) -> str:
    folder.mkdir()
    path = folder / "visit.sqlite"
    Visit.create(path, form).close()
    place, way = rng.choice(list(_PLACES)), rng.choice(_WAYS)
    pause = rng.choice((0.0, 0.0, 0.01, 0.03, 0.1))
    typing = Typing(rng, f"«{rng.randrange(10**6)}»")
    typing.think(rng.randrange(1, 25 if pause > 0.03 else 60))
    tally.note(f"typed into {place}")
    tally.note(f"ended by {way}")
    own = {"HMI_VISIT_FORMS": str(form.folder.parent), "PYTHONPATH": str(_ROOT)}
    own |= {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "TMPDIR")}
    try:
        with Terminal([*program, str(path)], rows=24, columns=200, env=own, cwd=folder) as terminal:
            terminal.wait_for("Guidance", 60)
            terminal.settle(0.05)
            for key in re.findall("\x1b[^\x1b]*", _PLACES[place]):
                terminal.type(key)
                terminal.settle(0.06)
            terminal.type(typing.mark)
            terminal.wait_for(typing.mark)
            reader = Reader(terminal, typing)
            if pause:
                for key in typing.keys:
                    reader.send([key])
                    reader.look(rng.random() * 2 * pause)
            else:
                reader.send(typing.keys)
            reader.look(rng.random() * rng.choice((0.02, 0.1, 0.4)))
            _end(terminal, way)
            if terminal.master >= 0:
                reader.look(0.02)  # what had been shown before the end
    except AssertionError as fault:
        return f"{place}, {way}: {fault}"
    tally.note("keys sent", reader.sent)
    tally.note("keys seen on the screen", reader.seen)
    tally.note("looks at a half painted screen", reader.unclear)
    try:
        with Visit.open(path) as visit:
            state = read_state(visit)
    except Exception as error:
        return f"{place}, {way}: {type(error).__name__}: {error}"
    candidates = (*state.texts, *state.lines, *state.items, *(words for words, _ in state.entries))
    found = next((text for text in candidates if text.startswith(typing.mark)), "")
    if typing.reached(found, reader.seen, reader.sent) is None:
        return f"{place}, {way}: the screen had {typing.texts[reader.seen]!r}, the file has {found!r}"
    return ""


def _end(terminal: Terminal, way: str) -> None:
    """End the program in one of the ways. Raises AssertionError where it does not end."""
    if way == "closed":
        terminal.hang_up()
        with suppress(ProcessLookupError):
            terminal.process.wait(20)
        return
    os.kill(terminal.process.pid, getattr(signal, way))
    if way == "SIGKILL":
        terminal.process.wait()
    else:
        terminal.wait(20)
