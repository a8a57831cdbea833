"""The line of a TOML file at which a key stands: faults know keys, people look for lines."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?\Z")
_KEY = re.compile(r"\s*((?:[\w-]+|\"[^\"]*\")(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"))*)\s*=")
_PARTS = re.compile(r"[\w-]+|\"[^\"]*\"")
_INDEX = re.compile(r"(\[\d+\])")
_FENCES = ('"""', "'''")


def line_of(text: str, key: str) -> int:
    """The line, counted from 1, at which a key such as `steps[1].fields[2]` or `fields.x.kind` stands; that of the
    nearest table around it where it stands nowhere, else of the first inside it; 0 where there is none of these."""
    wanted = _split(key)
    best, line, inside = 0, 0, 0
    for number, path in _keys(text):
        if path == wanted[: len(path)] and len(path) > best:
            best, line = len(path), number
        elif path[: len(wanted)] == wanted and not inside:
            inside = number
    return line or inside


def _keys(text: str) -> list[tuple[int, list[str]]]:
    """Every header and key with its line."""
    found: list[tuple[int, list[str]]] = []
    table: list[str] = []
    counts: dict[str, int] = {}
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if header := _HEADER.match(line):
            table = _PARTS.findall(header[2])
            if header[1] == "[[":
                name = ".".join(table)
                counts[name] = counts.get(name, -1) + 1
                table = [*table, f"[{counts[name]}]"]
            found.append((number, list(table)))
        elif key := _KEY.match(line):
            found.append((number, [*table, *_PARTS.findall(key[1])]))
        fence = next((f for f in _FENCES if line.count(f) % 2), "")
    return found


def _split(key: str) -> list[str]:
    """`steps[1].fields[2]` as steps, [1], fields, [2]."""
    return [part for piece in key.split(".") for part in _INDEX.split(piece) if part]
