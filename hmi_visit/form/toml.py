"""Form files as tables: read, joined with the files they extend, and each key known or named as a fault."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from hmi_visit.problems import Problem, did_you_mean

Table: TypeAlias = dict[str, Any]
Chain: TypeAlias = list[tuple[Path, Table]]
"""A form file after the files that it extends, each with its table."""
Tell: TypeAlias = Callable[[Problem], None]
"""Where faults go: all of them are wanted, not the first alone."""

_TEXT, _FLAG, _TEXTS, _ANY = "a text", "true or false", "a list of texts", "anything"
_TABLE, _TABLES, _RANGE = "a table of tables", "a list of tables", "two whole numbers, the smaller first"
_PLAIN_TABLE = "a table"

FORM_KEYS = {
    "extends": _TEXT, "title": _TEXT, "about": _TEXT, "steps": _TABLES, "fields": _TABLE, "wording": _TABLE,
    "checks": _PLAIN_TABLE, "evidence": _PLAIN_TABLE,
}  # fmt: skip
STEP_KEYS = {"name": _TEXT, "title": _TEXT, "fields": _TEXTS, "shows": _TEXT}
WORDING_KEYS = {"label": _TEXT, "text": _TEXT, "leads": _TEXT}
CHOICE_KEYS = {"value": _TEXT, "label": _TEXT, "key": _TEXT, "means": _TEXT}
FIELD_KEYS = {
    "kind": _TEXT, "label": _TEXT, "prompt": _TEXT, "required": _FLAG, "printed": _FLAG,
    "conditional": _FLAG, "default": _ANY, "role": _TEXT, "follow_up": _TEXT, "choices": _TABLES, "words": _RANGE,
    "fields": _TABLE, "counted": _FLAG, "follows": _TEXT, "names": _FLAG,
}  # fmt: skip
NESTED_LIMIT = 100
"""Groups inside groups; more would be more than Python's own stack holds when their values are walked."""
_EXTENDS_LIMIT = 10
_AT_LINE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_text(path: Path) -> str:
    """A text file in UTF-8, with or without a byte order mark. Raises a Problem naming file and line."""
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        return data.decode("utf-8").replace("\r\n", "\n")
    except FileNotFoundError:
        raise Problem("there is no such file", where=str(path)) from None
    except OSError as error:
        raise Problem(f"it cannot be read ({error.strerror})", where=str(path)) from None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Problem("this is not UTF-8 text", where=f"{path}:{line}") from None


def read_table(path: Path) -> Table:
    """One TOML file. Raises a Problem naming file and line."""
    text = read_text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line, column = (found[1], found[2]) if found and found[1] else (text.count("\n") + 1, 1)
        raise Problem(f"this is not TOML: {_AT_LINE.sub('', str(error))}", where=f"{path}:{line}:{column}") from None
    except RecursionError:
        raise Problem("this is nested too deeply", where=str(path)) from None


def read_chain(path: Path, roots: tuple[Path, ...], tell: Tell) -> Chain:
    """A file and the files it extends, the farthest ancestor first; faults go to `tell`, and what has one is left out.

    Raises a Problem where one of the files cannot be read at all.
    """
    chain: Chain = []
    while True:
        table = read_table(path)
        check_keys(table, path, tell)
        chain.insert(0, (path, table))
        extends = table.get("extends")
        if extends is None:
            return chain
        where = f"{path}: extends"
        found = next((root / extends for root in roots if is_file(root / extends)), None)
        if found is None:
            near = sorted({p.relative_to(r).as_posix() for r in roots for p in r.glob("*/*.toml")})
            raise Problem(f"there is no {extends} to extend", where=where, mend=did_you_mean(extends, near))
        if any(found.resolve() == seen.resolve() for seen, _ in chain):
            raise Problem(
                f"{extends} extends itself in a circle", where=where, mend="end the chain in one of its files"
            )
        if len(chain) >= _EXTENDS_LIMIT:
            raise Problem(f"more than {_EXTENDS_LIMIT} files extend one another", where=where)
        path = found


def joined(parent: Table, child: Table) -> Table:
    """The child's table over the parent's: tables are joined, everything else is the child's."""
    both = dict(parent)
    for key, value in child.items():
        old = both.get(key)
        both[key] = joined(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return both


def place_of(chain: Chain, *keys: str) -> str:
    """`file: a.b.c`: the file that says it last, or where none does, the one that says most of the way to it."""

    def depth(table: object) -> int:
        for at, key in enumerate(keys):
            if not isinstance(table, dict) or key not in table:
                return at
            table = table[key]
        return len(keys)

    path, _ = max(reversed(chain), key=lambda part: depth(part[1]))
    return f"{path}: {'.'.join(keys)}"


def check_keys(table: Table, path: Path, tell: Tell) -> None:
    """Tell of every key that no form file has and every value of the wrong sort, and take them out of the table."""
    check_table(table, FORM_KEYS, f"{path}: ", tell)
    for index, step in enumerate(table.get("steps", [])):
        check_table(step, STEP_KEYS, f"{path}: steps[{index}].", tell)
    _check_fields(table.get("fields", {}), f"{path}: fields.", tell, NESTED_LIMIT)
    for name, wording in table.get("wording", {}).items():
        check_table(wording, WORDING_KEYS, f"{path}: wording.{name}.", tell)


def is_file(path: Path) -> bool:
    """Whether a file is there; a name that no file system takes is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def check_table(table: Table, known: dict[str, str], prefix: str, tell: Tell, whose: str = "form file") -> None:
    """Tell of every key that is not known and every value of the wrong sort, and take them out of this one table."""
    for key, value in list(table.items()):
        where = f"{prefix}{key}"
        if key not in known:
            tell(Problem(f"no {whose} has this key", where=where, mend=did_you_mean(key, list(known))))
        elif not _fits(value, known[key]):
            tell(Problem(f"this should be {known[key]}", where=where))
        else:
            continue
        del table[key]


def _check_fields(fields: Table, prefix: str, tell: Tell, deeper: int) -> None:
    for name, field in fields.items():
        where = f"{prefix}{name}"
        check_table(field, FIELD_KEYS, f"{where}.", tell)
        for index, choice in enumerate(field.get("choices", [])):
            check_table(choice, CHOICE_KEYS, f"{where}.choices[{index}].", tell)
        if "fields" in field and not deeper:
            tell(Problem(f"groups are nested more than {NESTED_LIMIT} deep", where=where))
            del field["fields"]
        _check_fields(field.get("fields", {}), f"{where}.fields.", tell, deeper - 1)


def _fits(value: object, sort: str) -> bool:
    if sort == _TEXT:
        return isinstance(value, str)
    if sort == _FLAG:
        return isinstance(value, bool)
    if sort == _PLAIN_TABLE:
        return isinstance(value, dict)
    if sort == _TABLE:
        return isinstance(value, dict) and all(isinstance(v, dict) for v in value.values())
    if sort == _TABLES:
        return isinstance(value, list) and all(isinstance(v, dict) for v in value)
    if sort == _TEXTS:
        return isinstance(value, list) and all(isinstance(v, str) for v in value)
    if sort == _RANGE:
        return isinstance(value, list) and [type(v) for v in value] == [int, int] and 0 <= value[0] <= value[1]
    return True
