"""The terminal's keyboard, output and end, where Textual's own driver would end the program or wait for ever."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual import events
    from textual._xterm_parser import XTermParser
    from textual.app import App
    from textual.driver import Driver

LONGER = "[O]P_^X\\"
"""Characters that begin a longer sequence after an escape."""


def driver_class() -> type[Driver] | None:
    """The driver to give to the app; None, which is Textual's own choice, on Windows and where one is asked for.

    On POSIX a byte from the keyboard that is not UTF-8 (an é in Latin-1) becomes "�" and typing goes on: Textual's
    decoder raises, which ends the app with exit status 0. And when the terminal has gone, writing to it is given up
    instead of waiting for a queue that nobody empties.
    """
    from textual import constants

    if sys.platform == "win32" or constants.DRIVER is not None:
        return None
    import codecs

    from textual.drivers import linux_driver

    def forgiving_decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
        """What `codecs.getincrementaldecoder` gives, for a decoder that replaces instead of raising."""
        return lambda: codecs.getincrementaldecoder(encoding)(errors="replace")

    class TerminalDriver(linux_driver.LinuxDriver):
        """Textual's driver, which does not end by what comes in nor hang by what cannot go out."""

        def run_input_thread(self) -> None:
            """Read the keyboard until told to stop, or until the terminal has gone."""
            linux_driver.getincrementaldecoder = forgiving_decoder  # type: ignore[attr-defined, assignment]
            linux_driver.XTermParser = parser_class()  # type: ignore[attr-defined]
            try:
                super().run_input_thread()
            except OSError:  # the terminal was closed: SIGHUP says so to the app
                self.exit_event.wait()

        def _sigcont_application(self, *_: object) -> None:
            """Go on after a stop. One that came without a word (SIGSTOP) has left the keyboard being read: begun anew,
            it would be read by two threads, and keys would come in any order."""
            if self._key_thread is None or not self._key_thread.is_alive():
                super()._sigcont_application()
                return
            import termios
            import tty

            with contextlib.suppress(termios.error):  # the shell may have had the terminal meanwhile
                modes = termios.tcgetattr(self.fileno)
                modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
                modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
                termios.tcsetattr(self.fileno, termios.TCSANOW, modes)
            self.write("\x1b[?1049h\x1b[?25l")
            self._enable_mouse_support()
            self._enable_bracketed_paste()
            self._app.call_later(self._app.refresh, layout=True)

        def write(self, data: str) -> None:
            """Write to the terminal, if there still is one."""
            if self._writer_thread is not None and self._writer_thread.is_alive():
                super().write(data)

    return TerminalDriver


def parser_class() -> type[XTermParser]:
    """Textual's reader of keys, which knows Alt with a letter at once.

    Textual's own waits a tenth of a second for what may follow, and where more was typed meanwhile, takes all of it for
    an unknown sequence: Alt+N and then "Oil" came as the text "^nOil".
    """
    from textual._xterm_parser import XTermParser

    class PromptParser(XTermParser):
        """Tells Alt with a character from the beginning of a longer sequence by the character."""

        def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
            if len(sequence) == 2 and sequence[0] == "\x1b" and sequence[1].isprintable() and sequence[1] not in LONGER:
                return super()._sequence_to_key_events(sequence[1], alt=True)
            return super()._sequence_to_key_events(sequence, alt)

    return PromptParser


def install_signal_handlers(app: App[Any], on_signal: Callable[[int], None]) -> None:
    """Have SIGTERM, SIGINT and SIGHUP (a closed terminal) end the app properly; call it in `on_mount`.

    `on_signal` is called first, in the event loop, with the signal's number: there the visit is closed. Then the app
    exits with 128 and that number. On Windows it is the break event, which closes the console window too.
    """

    def end(number: int) -> None:
        on_signal(number)
        app.exit(return_code=128 + number)

    loop = asyncio.get_running_loop()
    if sys.platform == "win32":
        signal.signal(signal.SIGBREAK, lambda number, _frame: loop.call_soon_threadsafe(end, number))
    else:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, end, number)
