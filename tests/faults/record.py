"""The record of what a process did to its files, in order, as strace saw it; Linux only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,write,writev,pwrite64,pwritev,ftruncate,truncate,fallocate,"
    "fsync,fdatasync,sync_file_range,msync,link,linkat,unlink,unlinkat,rename,renameat,renameat2"
)
_LINE = re.compile(r"(\d+) +(\w+)\((.*?)(?:\) += (-?\d+|\?).*|, *<unfinished \.\.\.>|<unfinished \.\.\.>)$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)\) += (-?\d+|\?)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Event:
    """One thing done to a file of the folder, or one word of the process about what it had done."""

    what: str
    """write, truncate, sync, sync-folder, create, link, unlink, rename; or mark."""
    file: int = 0
    """Which file: the same however it is called."""
    name: str = ""
    """What it is called, for what changes the folder; a mark's letter."""
    other: str = ""
    """The second name, of a rename."""
    at: int = 0
    """Where a write begins; the length that a truncate leaves; a mark's number of steps."""
    data: bytes = b""
    since: int = 0
    """For a sync: the number of events there were when it began. What was written later it need not hold."""


def record(folder: Path, seed: str, steps: int) -> list[Event]:
    """Have a process type into a new visit in `folder`/visits (the forms lie there), and record it."""
    trace = folder / "trace"
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}"]
    session = [sys.executable, "-m", "tests.faults.session", str(folder), seed, str(steps)]
    environment = os.environ | {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([*command, "-o", str(trace), *session], cwd=_ROOT, env=environment, check=True)
    with trace.open(encoding="ascii") as lines:
        return Reader(folder / "visits", folder / "marks").read(lines)


class Reader:
    """Makes events of strace's lines. A write counts from when it was begun, a sync when it has ended."""

    def __init__(self, folder: Path, marks: Path) -> None:
        self.folder, self.marks = folder, marks
        self.events: list[Event] = []
        self._open: dict[int, Path] = {}
        self._files: dict[int, int] = {}
        """Which file a descriptor is."""
        self._names: dict[str, int] = {}
        self._begun: dict[str, tuple[str, int]] = {}
        self._count = 0

    def read(self, lines: Iterable[str]) -> list[Event]:
        """All events."""
        for line in lines:
            if found := _LINE.match(line):
                process, call, arguments, result = found.groups()
                now = len(self.events)
                if result is None:
                    self._begun[process] = (arguments, now)
                    if call in ("write", "pwrite64", "close"):
                        self._done(call, arguments, 0, now)
                elif result.isdecimal():
                    self._done(call, arguments, int(result), now)
            elif found := _RESUMED.match(line):
                process, call, rest, result = found.groups()
                arguments, since = self._begun.pop(process)
                if call not in ("write", "pwrite64", "close") and result.isdecimal():
                    self._done(call, f"{arguments}, {rest}", int(result), since)
        return self.events

    def _done(self, call: str, arguments: str, result: int, since: int) -> None:
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
        if call in ("open", "openat", "creat"):
            self._opened(Path(os.fsdecode(texts[0])), arguments, result)
        elif call in ("link", "linkat", "unlink", "unlinkat", "rename", "renameat", "renameat2"):
            self._named(call.removesuffix("2").removesuffix("at"), [Path(os.fsdecode(text)) for text in texts])
        else:
            descriptor = int(arguments.split(",")[0])
            path = self._open.get(descriptor)
            if path == self.marks and call == "write":
                letter, count = texts[0].decode().split()
                self.events.append(Event("mark", name=letter, at=int(count)))
            elif path is not None and path != self.marks:
                self._changed(call, arguments, descriptor, texts, since)

    def _opened(self, path: Path, arguments: str, descriptor: int) -> None:
        self._open.pop(descriptor, None)
        if path == self.marks or path == self.folder:
            self._open[descriptor] = path
        elif path.parent == self.folder and not path.name.endswith("-shm"):  # which is nobody's after a power cut
            if path.name not in self._names:
                if "O_CREAT" not in arguments:
                    raise ValueError(f"a file that came from nowhere: {path}")
                self._count += 1
                self._names[path.name] = self._count
                self.events.append(Event("create", self._count, path.name))
            elif "O_TRUNC" in arguments:
                self.events.append(Event("truncate", self._names[path.name]))
            self._open[descriptor] = path
            self._files[descriptor] = self._names[path.name]

    def _named(self, what: str, paths: list[Path]) -> None:
        name, other = paths[0].name, paths[-1].name if len(paths) > 1 else ""
        if paths[0].parent != self.folder or name not in self._names:
            return
        file = self._names[name] if what == "link" else self._names.pop(name)
        if other:
            self._names[other] = file
        self.events.append(Event(what, file, name, other))

    def _changed(self, call: str, arguments: str, descriptor: int, texts: list[bytes], since: int) -> None:
        if call == "close":
            self._open.pop(descriptor)
            return
        if self._open[descriptor] == self.folder:
            if call in ("fsync", "fdatasync"):
                self.events.append(Event("sync-folder", since=since))
            return
        file = self._files[descriptor]
        numbers = re.findall(r", (\d+)", arguments)
        if call == "pwrite64":
            self.events.append(Event("write", file, at=int(numbers[-1]), data=texts[0]))
        elif call == "ftruncate":
            self.events.append(Event("truncate", file, at=int(numbers[-1])))
        elif call in ("fsync", "fdatasync"):
            self.events.append(Event("sync", file, since=since))
        elif not self._open[descriptor].name.endswith(".open"):  # who has it open is no part of the visit
            raise ValueError(f"{call} of {self._open[descriptor].name}: not known to this simulation")
