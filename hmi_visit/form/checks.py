"""What a form, or an office's list, says about checks: rules switched off, limits, words to be asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hmi_visit.form.toml import Tell, check_table
from hmi_visit.problems import Problem, did_you_mean

Limit: TypeAlias = "int | tuple[int, int]"
"""The most of something, or the usual range from and to."""

_TEXT, _FLAG, _TEXTS, _TABLE, _TABLES = "a text", "true or false", "a list of texts", "a table", "a list of tables"
CHECKS_KEYS = {"off": _TEXTS, "limits": _TABLE, "words": _TABLES}
WORD_KEYS = {
    "find": _TEXT,
    "say": _TEXT,
    "mend": _TEXT,
    "severity": _TEXT,
    "pattern": _FLAG,
    "case": _FLAG,
    "has": _TEXTS,
}
SEVERITIES = ("must", "should", "consider")


@dataclass(frozen=True, slots=True)
class WordRule:
    """Words to be asked about wherever they stand: a rule without Python."""

    find: re.Pattern[str]
    """Matches where the words begin and end."""
    first: str
    """The word in small letters that they begin with, by which they are found fast; empty for a pattern."""
    has: frozenset[str] = frozenset()
    """Words in small letters, one of which a line must have for a pattern to be tried: it saves time alone."""
    say: str = ""
    mend: str | None = None
    """What to write in their place, where there is one thing."""
    severity: str = ""
    """must, should or consider; empty where the list's own rule says it."""


@dataclass(frozen=True, slots=True)
class Checks:
    """How the checks read a form's visits."""

    off: tuple[str, ...] = ()
    """Codes, or beginnings of codes, of rules that are not asked."""
    limits: Mapping[str, Limit] = field(default_factory=dict)
    words: tuple[WordRule, ...] = ()


def read_checks(table: Mapping[str, Any], where: str, tell: Tell) -> Checks:
    """The `[checks]` of a form; faults go to `tell`, and what has one is left out."""
    table = dict(table)
    check_table(table, CHECKS_KEYS, f"{where}.", tell)
    limits: dict[str, Limit] = {}
    for name, value in table.get("limits", {}).items():
        numbers = value if isinstance(value, list) else [value]
        fit = 1 <= len(numbers) <= 2 and all(type(n) is int and n >= 0 for n in numbers)
        if not fit or sorted(numbers) != numbers:
            tell(Problem("a limit is a whole number, or two, the smaller first", where=f"{where}.limits.{name}"))
            continue
        limits[name] = numbers[0] if len(numbers) == 1 else (numbers[0], numbers[1])
    words = word_rules(table.get("words", []), f"{where}.words", tell)
    return Checks(tuple(table.get("off", [])), limits, words)


def word_rules(
    tables: Iterable[Mapping[str, Any]], where: str, tell: Tell, whose: str = "form file"
) -> tuple[WordRule, ...]:
    """The rules that `[[words]]` tables make; faults go to `tell`, and what has one is left out."""
    made = []
    for index, found in enumerate(tables):
        table, at = dict(found), f"{where}[{index}]"
        check_table(table, WORD_KEYS, f"{at}.", tell, whose)
        severity = table.get("severity", "")
        if severity and severity not in SEVERITIES:
            mend = did_you_mean(severity, list(SEVERITIES)) or "one of must, should, consider"
            tell(Problem(f"there is no severity {severity}", where=f"{at}.severity", mend=mend))
        elif not table.get("find", "").strip():
            tell(Problem("a rule about words says which words", where=at, mend='write find = "…"'))
        else:
            try:
                made.append(_word_rule(table, severity))
            except re.error as error:
                tell(Problem(f"this pattern cannot be read ({error})", where=f"{at}.find"))
    return tuple(made)


def _word_rule(table: Mapping[str, Any], severity: str) -> WordRule:
    words, literal = table["find"], not table.get("pattern")
    pattern = r"[\s]+".join(map(re.escape, words.split())) if literal else words
    if literal:
        pattern = rf"(?<!\w){pattern}(?![\w])"
    flags = re.NOFLAG if table.get("case") else re.IGNORECASE
    begins = re.match(r"[^\W\d_]+", words) if literal else None
    first = begins[0].lower() if begins else ""
    has = frozenset(word.lower() for word in table.get("has", []))
    return WordRule(re.compile(pattern, flags), first, has, table.get("say", ""), table.get("mend"), severity)
