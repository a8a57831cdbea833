"""The keyboard and the end of the program, in a real terminal."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a POSIX pty", allow_module_level=True)

from tests.pty_terminal import Terminal

APP = """
import sys
from pathlib import Path
from textual.app import App
from hmi_visit.tui.driver import driver_class, install_signal_handlers
from hmi_visit.tui.widgets.editor import Editor

class Small(App):
    def compose(self):
        yield Editor("READY")
    def on_mount(self):
        self.query_one(Editor).focus()
        install_signal_handlers(self, self.note)
    def note(self, number):
        with open(sys.argv[1], "a") as file:
            file.write(f"signal {number} with {self.query_one(Editor).text}\\n")
    def on_unmount(self):
        with open(sys.argv[1], "a") as file:
            file.write("unmounted\\n")

app = Small(driver_class=driver_class())
app.run()
sys.exit(app.return_code)
"""


def small_app(log: Path) -> Terminal:
    """An editor in a terminal, on the screen."""
    terminal = Terminal([sys.executable, "-c", APP, str(log)])
    terminal.wait_for("READY")
    return terminal


def test_a_byte_that_is_not_utf8_does_not_end_the_program(tmp_path: Path) -> None:
    """A Latin-1 é is shown as a replacement character, and typing goes on behind it."""
    with small_app(tmp_path / "log") as terminal:
        terminal.write(b"caf\xe9 au lait, ")
        terminal.wait_for("caf� au lait, READY")
        terminal.type("déjà ")
        terminal.wait_for("au lait, déjà READY")
        assert terminal.process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_properly(tmp_path: Path, number: signal.Signals) -> None:
    """The handler sees the text as typed, the app is unmounted, and the exit status names the signal."""
    log = tmp_path / "log"
    with small_app(log) as terminal:
        terminal.type("typed ")
        terminal.wait_for("typed READY")
        terminal.process.send_signal(number)
        assert terminal.wait() == 128 + number
    assert log.read_text().splitlines() == [f"signal {int(number)} with typed READY", "unmounted"]


def test_a_closed_terminal_ends_the_program_properly(tmp_path: Path) -> None:
    """With no terminal left the handler is called, the app is unmounted, and the process does not linger."""
    log = tmp_path / "log"
    with small_app(log) as terminal:
        terminal.hang_up()
        until = time.monotonic() + 15
        while terminal.process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        assert terminal.process.poll() is not None
    assert log.read_text().splitlines() == [f"signal {int(signal.SIGHUP)} with READY", "unmounted"]


def test_alt_with_a_letter_is_known_at_once() -> None:
    """What is typed right after Alt and a letter is text; longer sequences and Escape are what they were."""
    from hmi_visit.tui.driver import parser_class

    parser = parser_class()()
    typed = "\x1biOil\x1b[1;3Bx\x1bOPy\x1bé\x1b[2~"
    assert [getattr(event, "key", "") for event in parser.feed(typed)] == [
        *("alt+i", "O", "i", "l", "alt+down", "x", "f1", "y"),
        *("alt+é", "insert"),
    ]
