"""How the program begins and ends: into the terminal, unknown words, exit statuses, one line of refusal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hmi_visit import __version__
from hmi_visit.__main__ import main
from hmi_visit.cli import COMMANDS
from hmi_visit.where import visits_folder
from tests.cli.conftest import Shell

ROOT = Path(__file__).parents[2]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Path | None]]:
    """What the program was opened on; it ends with status 7."""
    calls: list[tuple[Path, Path | None]] = []

    def open_program(folder: Path, visit: Path | None) -> int:
        calls.append((folder, visit))
        return 7

    monkeypatch.setattr("hmi_visit.__main__.open_program", open_program)
    return calls


def process(*arguments: str | Path, code: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
    """Run the program, or `code`, in a process of its own."""
    start = ["-c", code] if code else ["-m", "hmi_visit"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **extra}
    command = [sys.executable, *start, *map(str, arguments)]
    return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("words", ["", "open", "--visits {folder}", "--visits {folder} open"])
def test_ways_to_the_folder(shell: Shell, visit: Path, opened: list[tuple[Path, Path | None]], words: str) -> None:
    """No command, or open alone, opens the folder of visits; the program's exit status is the command's."""
    arguments = words.format(folder=visit.parent).split()
    assert shell(*arguments).status == 7
    folder = visit.parent if arguments[:1] == ["--visits"] else visits_folder().path
    assert opened == [(folder, None)]


@pytest.mark.parametrize(
    "words",
    [
        "{visit}",
        "open {visit}",
        "--visits {folder} point",
        "--visits {folder} point.sqlite",
        "--visits {folder} open point",
    ],
)
def test_ways_to_a_visit(shell: Shell, visit: Path, opened: list[tuple[Path, Path | None]], words: str) -> None:
    """A visit is opened by its path, or by its name in the folder with or without its ending."""
    assert shell(*words.format(folder=visit.parent, visit=visit).split()).status == 7
    assert opened[0][1] == visit


def test_a_command_comes_before_a_file_of_its_name(shell: Shell, opened: list[tuple[Path, Path | None]]) -> None:
    """A file called like a command does not hide it; with a path it is opened."""
    Path("paths").write_text("")
    assert shell("paths").status == 0
    assert opened == []
    assert shell("./paths").status == 7
    assert opened[0][1] == Path("paths")


def test_an_unknown_word_is_a_visit_or_a_slip(shell: Shell) -> None:
    """A word close to a command is a matter of usage; any other is a visit that is not there."""
    done = shell("shwo", "x")
    assert done.status == 2
    assert done.err.endswith("there is no command and no visit shwo; did you mean show?\n")
    assert shell("sandy-point").refusal == "sandy-point: there is no such visit; hmi-visit new makes one"


def test_no_terminal_is_one_line(visit: Path) -> None:
    """Where there is no terminal the program says so and draws nothing."""
    for arguments in ([], [visit]):
        done = process(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("the program opens in a terminal, and this is none")
        assert done.stderr.count("\n") == 1


def test_opening_imports_no_click(visit: Path) -> None:
    """The way into the terminal does not pay for the commands."""
    code = """
import sys
import hmi_visit.__main__ as m
opened = []
m.open_program = lambda folder, visit: opened.append(visit) or 0
m.main([]), m.main(sys.argv[1:])
print(len(opened), "click" in sys.modules, "sqlite_utils" in sys.modules, "textual" in sys.modules)
"""
    assert process(visit, code=code).stdout == "2 False False False\n"


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_on_each_with_an_example(shell: Shell, command: str) -> None:
    """--help on each command shows an example that begins with the program's name."""
    done = shell(command, "--help")
    assert done.status == 0
    assert "Example" in done.out
    assert f"\n    hmi-visit {command}" in done.out


def test_help_of_the_whole(shell: Shell) -> None:
    """--help lists every command, the exit statuses and how to complete by the Tab key."""
    out = shell("--help").out
    for word in (*COMMANDS, "_HMI_VISIT_COMPLETE=bash_source", "Exit status", "--visits"):
        assert word in out


def test_version(shell: Shell) -> None:
    """--version says the version."""
    assert shell("--version").out == f"hmi-visit {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["--nonsense"], ["show"], ["new"], ["show", "a", "b"], ["show", "a", "--format", "x"]]
)
def test_usage_is_status_2(shell: Shell, arguments: list[str]) -> None:
    """A command line that makes no sense ends with 2 and says how it goes."""
    done = shell(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Usage: hmi-visit")


def test_a_refusal_is_one_line_whatever_a_name_holds(shell: Shell) -> None:
    """Line ends and control characters in a name can neither break the line nor reach the terminal."""
    refusal = shell("show", "a\nb\x1b[31mc\udce9.sqlite").refusal
    assert refusal == r"a b\x1b[31mc\udce9.sqlite: there is no such visit; hmi-visit new makes one"


def test_a_terminal_of_another_encoding(visit: Path) -> None:
    """What the terminal's encoding does not have is written out, and the command is done."""
    done = process("show", visit, PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Sand Point\n")
    assert "\\u2500" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_path_of_other_bytes_is_printed_as_it_is(visit: Path, tmp_path: Path) -> None:
    """A script can use the path that a command prints, even where it is not UTF-8."""
    out = os.fsencode(tmp_path) + b"/caf\xe9.json"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command: list[str | bytes] = [sys.executable, "-m", "hmi_visit", "export", str(visit), "-o", out]
    assert subprocess.run(command, env=env, capture_output=True).stdout == out + b"\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_under_standard_output(visit: Path) -> None:
    """Output that cannot be written is an error, not silence."""
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "hmi_visit", "show", str(visit)]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, env=env)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not shutil.which("sh"), reason="there is no sh here")
def test_a_reader_that_goes_away(shell: Shell, visit: Path) -> None:
    """A pipe that is closed early ends the command without a word on standard error."""
    shell("set", visit, "story", "-", stdin=b"word " * 100_000)
    line = '"$0" -m hmi_visit show "$1" | head -1'
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["sh", "-c", line, sys.executable, visit], capture_output=True, text=True, env=env)
    assert (done.stdout, done.stderr) == ("Sand Point\n", "")


def test_a_fault_of_the_program_is_told_too(
    shell: Shell, visit: Path, monkeypatch: pytest.MonkeyPatch, lighthouse: str
) -> None:
    """Even what should not happen is one line, with its place for a report."""
    monkeypatch.setattr("hmi_visit.visit.folder.find_visit", lambda named, folder: 1 / 0)
    assert shell("show", visit).refusal.startswith("this is a fault of the program itself (ZeroDivisionError at ")


def test_ctrl_c_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Stopping the program from the keyboard ends it with 1 and a word."""

    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("hmi_visit.__main__.open_program", stop)
    assert main([]) == 1
    assert capsys.readouterr().err == "stopped\n"
