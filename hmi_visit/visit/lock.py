"""Who has a visit open: a small file beside it, held by the operating system as long as the program lives.

A lock keeps two windows from writing the same field; it never keeps anybody from reading, and it is no reason to lose
text. One that was left by a dead program of this machine is taken over at once. Of one that came from another machine
(through a synced folder) nobody here can know whether its program lives: it is told, and taken over on request.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import sys
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from io import FileIO
from pathlib import Path

from hmi_visit.visit.times import now, stamp


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a visit."""

    user: str
    machine: str
    process: int
    since: str
    """ISO 8601 with its offset."""

    @property
    def here(self) -> bool:
        """Whether it is this machine."""
        return self.machine == platform.node()

    def __str__(self) -> str:
        """Who, where and since when by the clock here, for a person."""
        try:
            since = datetime.fromisoformat(self.since).astimezone().isoformat()
        except ValueError:
            since = self.since
        day = "" if since[:10] == now().date().isoformat() else f" on {since[:10]}"
        where = "in another window" if self.here else f"on {self.machine}"
        return f"{self.user} has had it open {where} since {since[11:16]}{day}"


def lock_path(path: Path) -> Path:
    """The file beside a visit that says who has it open."""
    return path.with_name(f".{path.name}.open")


class Lock:
    """One visit, held by this process from `take` to `release`."""

    def __init__(self, path: Path) -> None:
        self.path = lock_path(path)
        self._file: FileIO | None = None
        self._turn = threading.Lock()

    def take(self, *, force: bool = False) -> Holder | None:
        """Hold the visit; None when it is held now, else who holds it.

        With `force`, a lock of another machine is taken over; one whose program lives on this machine never is. Where
        no lock file can be written, the visit is used without one.
        """
        while True:
            try:
                file = FileIO(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
            except OSError:
                return None
            holder = _read(file)
            if not _hold(file):
                file.close()
                return holder or Holder("somebody", platform.node(), 0, stamp())
            if _is_still(file, self.path):
                break
            file.close()  # its holder let go and took it away meanwhile
        if holder is not None and not holder.here and not force:
            file.close()
            return holder
        mine = Holder(_user(), platform.node(), os.getpid(), stamp())
        with contextlib.suppress(OSError):  # a full disk: the hold itself needs no bytes
            file.seek(0)
            file.truncate()
            file.write(json.dumps(asdict(mine)).encode())
        self._file = file
        return None

    def put_back(self) -> Holder | None:
        """Put the lock's file back where something (a program that syncs folders) took it away, from any thread.

        The holder where another program has taken the visit meanwhile: both write to it then, and have to be told.
        """
        with self._turn:
            held = self._file
            if held is None or _is_still(held, self.path):
                return None
            other = self.take()
            if other is not None or self._file is held:
                return other  # what was held is held on: it is this program's all the same
            held.close()
            return None

    def release(self) -> None:
        """Let go of the visit."""
        with self._turn:
            self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                if sys.platform != "win32":  # while it is held: nobody else's file is taken away
                    self.path.unlink(missing_ok=True)
            self._file.close()
            if sys.platform == "win32":
                with contextlib.suppress(OSError):
                    self.path.unlink(missing_ok=True)
            self._file = None


def _hold(file: FileIO) -> bool:
    """Ask the operating system for the file; it lets go of it when the process ends, however it ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 20)  # beyond the words, which others are to read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_still(file: FileIO, path: Path) -> bool:
    """Whether the file that was opened is the one that has the name now."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _read(file: FileIO) -> Holder | None:
    try:
        return Holder(**json.loads(file.read(4096)))
    except (OSError, ValueError, TypeError):
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
