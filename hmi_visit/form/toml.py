"""Form files as tables: read, joined with the files they extend, and each key known or named as a fault."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from hmi_visit.problems import Problem, did_you_mean

Table: TypeAlias = dict[str, Any]
Tell: TypeAlias = Callable[[Problem], None]
"""Where faults go: all of them are wanted, not the first alone."""

_TEXT, _FLAG, _TEXTS, _ANY = "a text", "true or false", "a list of texts", "anything"

FORM_KEYS = {
    "extends": _TEXT,
    "title": _TEXT,
    "about": _TEXT,
    "steps": "tables",
    "fields": "table",
    "wording": "table",
}
STEP_KEYS = {"name": _TEXT, "title": _TEXT, "fields": _TEXTS, "shows": _TEXT}
WORDING_KEYS = {"label": _TEXT, "text": _TEXT}
CHOICE_KEYS = {"value": _TEXT, "label": _TEXT, "key": _TEXT}
FIELD_KEYS = {
    "kind": _TEXT, "label": _TEXT, "prompt": _TEXT, "required": _FLAG, "printed": _FLAG, "default": _ANY, "role": _TEXT,
    "follow_up": _TEXT, "choices": "tables", "words": "two numbers", "fields": "table",
}  # fmt: skip
_EXTENDS_LIMIT = 10


def read_table(path: Path) -> Table:
    """One TOML file. Raises a Problem naming file and line."""
    try:
        text = path.read_bytes().decode("utf-8")
        return tomllib.loads(text)
    except FileNotFoundError:
        raise Problem("there is no such file", where=str(path)) from None
    except OSError as error:
        raise Problem(f"it cannot be read ({error.strerror})", where=str(path)) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Problem("this is not UTF-8 text", where=f"{path}:{line}") from None
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"this is not TOML: {error}", where=str(path)) from None


def read_chain(path: Path, roots: tuple[Path, ...], tell: Tell) -> list[tuple[Path, Table]]:
    """A file and the files it extends, the farthest ancestor first; faults go to `tell`."""
    chain: list[tuple[Path, Table]] = []
    while True:
        table = read_table(path)
        check_keys(table, path, tell)
        chain.insert(0, (path, table))
        extends = table.get("extends")
        if not isinstance(extends, str):
            return chain
        found = next((root / extends for root in roots if (root / extends).is_file()), None)
        if found is None:
            near = [str(p.relative_to(r)) for r in roots for p in r.glob("house/*.toml")]
            raise Problem(
                f"there is no {extends} to extend", where=f"{path}: extends", mend=did_you_mean(extends, near)
            )
        if any(found == seen for seen, _ in chain) or len(chain) > _EXTENDS_LIMIT:
            raise Problem(f"{extends} extends itself in a circle", where=f"{path}: extends")
        path = found


def joined(parent: Table, child: Table) -> Table:
    """The child's table over the parent's: tables are joined, everything else is the child's."""
    both = dict(parent)
    for key, value in child.items():
        old = both.get(key)
        both[key] = joined(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return both


def check_keys(table: Table, path: Path, tell: Tell) -> None:
    """Tell of every key that no form file has and every value of the wrong sort."""
    _check(table, FORM_KEYS, f"{path}", "", tell)
    for index, step in enumerate(_tables(table.get("steps"))):
        _check(step, STEP_KEYS, str(path), f"steps[{index}].", tell)
    _check_fields(table.get("fields"), str(path), "fields.", tell)
    for name, wording in _named(table.get("wording")):
        _check(wording, WORDING_KEYS, str(path), f"wording.{name}.", tell)


def _check_fields(fields: object, file: str, prefix: str, tell: Tell) -> None:
    for name, field in _named(fields):
        _check(field, FIELD_KEYS, file, f"{prefix}{name}.", tell)
        for index, choice in enumerate(_tables(field.get("choices"))):
            _check(choice, CHOICE_KEYS, file, f"{prefix}{name}.choices[{index}].", tell)
        _check_fields(field.get("fields"), file, f"{prefix}{name}.fields.", tell)


def _check(table: Table, known: dict[str, str], file: str, prefix: str, tell: Tell) -> None:
    for key, value in table.items():
        where = f"{file}: {prefix}{key}"
        if key not in known:
            tell(Problem("no form file has this key", where=where, mend=did_you_mean(key, list(known))))
        elif not _fits(value, known[key]):
            tell(Problem(f"this should be {known[key]}", where=where))


def _fits(value: object, sort: str) -> bool:
    if sort == _TEXT:
        return isinstance(value, str)
    if sort == _FLAG:
        return isinstance(value, bool)
    if sort == "table":
        return isinstance(value, dict) and all(isinstance(v, dict) for v in value.values())
    if sort in ("tables", _TEXTS):
        return isinstance(value, list) and all(isinstance(v, dict if sort == "tables" else str) for v in value)
    if sort == "two numbers":
        numbers = isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value)
        return numbers and 0 <= value[0] <= value[1]  # type: ignore[index]
    return True


def _tables(value: object) -> list[Table]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _named(value: object) -> list[tuple[str, Table]]:
    return [(k, v) for k, v in value.items() if isinstance(v, dict)] if isinstance(value, dict) else []
