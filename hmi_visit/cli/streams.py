"""Texts that come in and go out: files, or standard input and output where `-` is named. Always UTF-8."""

from __future__ import annotations

import io
import os
import sys

from hmi_visit.files import write_whole
from hmi_visit.problems import Problem
from hmi_visit.where import expanded

STANDARD = "-"
"""Standard input or output, where a file is taken."""


def tolerate() -> None:
    """Let standard output take whatever a visit or a path holds, whatever the terminal's own encoding.

    In UTF-8 a path with other bytes in it is printed as those bytes; elsewhere what cannot be shown is written out.
    """
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and out.errors == "strict":
        is_utf8 = out.encoding.replace("-", "").casefold() == "utf8"
        out.reconfigure(errors="surrogateescape" if is_utf8 else "backslashreplace")


def read_text(named: str) -> tuple[str, str]:
    """The text of a file or of standard input, its line ends as they are; and what to call the place in messages."""
    where = "standard input" if named == STANDARD else named
    try:
        data = sys.stdin.buffer.read() if named == STANDARD else expanded(named).read_bytes()
    except OSError as error:
        raise Problem(f"it cannot be read ({os.strerror(error.errno or 0)})", where=where) from None
    try:
        return data.decode("utf-8-sig"), where
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Problem("this is not UTF-8 text", where=f"{where}:{line}") from None


def argument_text(value: str) -> str:
    """The text that an argument stands for: itself, or standard input for `-`, without the line end that closes it.

    Line ends of other systems are made `\\n`, as the keyboard has them.
    """
    text = read_text(value)[0].removesuffix("\n").removesuffix("\r") if value == STANDARD else value
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_text(named: str, text: str, *, force: bool = False) -> None:
    """Write a text to standard output, or to a file: whole or not at all, readable by its owner alone.

    Raises a Problem where it cannot be written, or where there is a file and `force` does not say to replace it.
    """
    write_bytes(named, text.encode("utf-8"), force=force)


def write_bytes(named: str, data: bytes, *, force: bool = False) -> None:
    """Write bytes as `write_text` writes a text, and raise what it raises."""
    if named == STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = expanded(named)
    if path.is_dir():
        raise Problem("this is a folder", where=named, mend="name a file in it")
    if path.exists() and not path.is_file():
        raise Problem("this is no ordinary file", where=named, mend="choose another name")
    try:
        write_whole(path, data, replace=force)
    except FileExistsError:
        raise Problem("there is a file of this name already", where=named, mend="--force writes over it") from None
    except OSError as error:
        raise Problem(f"it cannot be written ({os.strerror(error.errno or 0)})", where=named) from None
