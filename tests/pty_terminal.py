"""A program in a real terminal: started in a pty, typed at, and its screen read. POSIX only; needs pyte for `lines`."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyte

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    **{f"f{n}": code for n, code in enumerate(("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"), 1)},
    **{f"f{n}": f"\x1b[{code}~" for n, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)},
    **{f"ctrl+{chr(n + 96)}": chr(n) for n in range(1, 27)},
    **{f"alt+{chr(n + 96)}": f"\x1b{chr(n + 96)}" for n in range(1, 27)},
    **{f"alt+shift+{chr(n + 96)}": f"\x1b{chr(n + 64)}" for n in range(1, 27)},
}
"""The bytes of the keys that are not characters, as xterm sends them."""
_FOREIGN = re.compile(rb"\x1b\[(?:[<>=][0-9;]*[a-zA-Z]|\?[0-9;]*(?:\$p|u))")
"""Sequences of newer terminals, which pyte takes for text."""


class Terminal:
    """A command that runs in a pty of its own, as the leader of its session: a closed window hangs it up."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        rows: int = 24,
        columns: int = 80,
        env: Mapping[str, str] | None = None,
        cwd: str | os.PathLike[str] | None = None,
    ) -> None:
        self.rows, self.columns = rows, columns
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES", "NO_COLOR", "TMUX"}}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)
        self._screen: pyte.Screen | None = None
        self._stream: pyte.ByteStream | None = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # in

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        os.write(self.master, data)

    def type(self, text: str) -> None:
        """Send characters."""
        self.write(text.encode())

    def press(self, *keys: str) -> None:
        """Send keys by name (those of `KEYS`), one after the other."""
        for key in keys:
            self.type(KEYS[key])
            if key == "escape":
                time.sleep(0.15)  # so that it is not read as the beginning of the next key

    def paste(self, text: str) -> None:
        """Send text as a bracketed paste."""
        self.write(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def click(self, column: int, row: int) -> None:
        """Press and release the left button on a cell, counted from 0."""
        self.type(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m")

    def resize(self, rows: int, columns: int) -> None:
        """Change the window's size."""
        self.rows, self.columns = rows, columns
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if self._screen is not None:
            self._screen.resize(rows, columns)
        self.process.send_signal(signal.SIGWINCH)

    # out

    def read(self, timeout: float) -> bytes:
        """The next output, or nothing after so many seconds or when the program has gone."""
        if not select.select([self.master], [], [], timeout)[0]:
            return b""
        try:
            return os.read(self.master, 1 << 16)
        except OSError:  # Linux says so when the last writer has closed
            return b""

    def settle(self, quiet: float = 0.1, timeout: float = 10) -> None:
        """Read until nothing has come for `quiet` seconds."""
        until = time.monotonic() + timeout
        while time.monotonic() < until and (data := self.read(quiet)):
            self._show(data)

    def wait_for(self, text: str, timeout: float = 15, *, gone: bool = False) -> str:
        """Read until the screen shows the text (or, with `gone`, does not); returns the screen.

        Raises AssertionError with the screen in it when that does not come about in time.
        """
        until = time.monotonic() + timeout
        while (text in self.screen) == gone:
            if time.monotonic() > until:
                raise AssertionError(f"waited in vain for {'the end of ' * gone}{text!r} in:\n{self.screen}")
            if data := self.read(0.05):
                self._show(data)
            elif self.process.poll() is not None and not self.read(0.05):
                raise AssertionError(f"ended with {self.process.returncode} before {text!r}:\n{self.screen}")
        return self.screen

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        self._show(b"")
        assert self._screen is not None
        return [line.rstrip() for line in self._screen.display]

    @property
    def screen(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def _show(self, data: bytes) -> None:
        if self._screen is None or self._stream is None:
            import pyte

            self._screen = pyte.Screen(self.columns, self.rows)
            self._stream = pyte.ByteStream(self._screen)
        self._stream.feed(_FOREIGN.sub(b"", data))

    # the end

    def wait(self, timeout: float = 15) -> int:
        """Read until the program has ended; its exit status."""
        until = time.monotonic() + timeout
        while self.process.poll() is None:
            if time.monotonic() > until:
                raise AssertionError(f"has not ended:\n{self.screen}")
            if data := self.read(0.05):
                self._show(data)
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the window under the program."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def close(self) -> None:
        """End the program, if it has not ended, and close the pty."""
        with suppress(ProcessLookupError):
            if self.process.poll() is None:
                self.process.kill()
        self.process.wait()
        self.hang_up()


def _take_terminal() -> None:
    """In the new process: standard input becomes its controlling terminal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
