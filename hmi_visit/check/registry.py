"""The rules there are: each a function with a decorator, its documentation its own."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from hmi_visit.check.passage import Passage
    from hmi_visit.check.reading import Reading
    from hmi_visit.check.text import Text

FAMILIES = {
    "HV1": "completeness",
    "HV2": "consistency",
    "HV3": "evidence",
    "HV4": "names and privacy",
    "HV5": "house style",
    "HV6": "slips",
    "HV7": "length",
    "HV8": "wording",
}
"""What the beginnings of the codes stand for."""


class Looks(StrEnum):
    """What a rule looks at."""

    WORDS = "words"
    """A line's words alone: what it finds is kept while the line stays as it is."""
    PASSAGE = "passage"
    """A line and where it stands in the visit."""
    VISIT = "visit"
    """The whole visit."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, how much it matters, and the function that asks."""

    code: str
    name: str
    """The function's name, as words."""
    severity: Severity
    looks: Looks
    run: Callable[..., Iterable[Find | Query]]
    title: str
    """What it asks, in one line."""
    why: str
    example: str

    @property
    def family(self) -> str:
        """What its codes' beginning stands for."""
        return FAMILIES[self.code[:3]]


def explained(code: str) -> str:
    """Why a rule asks, with an example. Raises a Problem where there is none of this code."""
    rule = rule_of(code)
    head = f"{rule.code} {rule.name} ({rule.family}, {rule.severity.value})"
    return f"{head}\n\n{rule.title}\n\nWhy: {rule.why}\n\nExample: {rule.example}"


_RULES: dict[str, Rule] = {}


def in_words(
    code: str, severity: Severity
) -> Callable[[Callable[[Text], Iterator[Find]]], Callable[[Text], Iterator[Find]]]:
    """A rule about the words of a line, wherever it stands."""

    def add(run: Callable[[Text], Iterator[Find]]) -> Callable[[Text], Iterator[Find]]:
        _add(code, severity, Looks.WORDS, run)
        return run

    return add


def in_passage(
    code: str, severity: Severity
) -> Callable[[Callable[[Passage, Reading], Iterator[Find]]], Callable[[Passage, Reading], Iterator[Find]]]:
    """A rule about a line, for which it matters where it stands or what the visit knows."""

    def add(run: Callable[[Passage, Reading], Iterator[Find]]) -> Callable[[Passage, Reading], Iterator[Find]]:
        _add(code, severity, Looks.PASSAGE, run)
        return run

    return add


def in_visit(
    code: str, severity: Severity
) -> Callable[[Callable[[Reading], Iterator[Query]]], Callable[[Reading], Iterator[Query]]]:
    """A rule about the visit as a whole; its queries' code and severity are those of the rule where it gives none."""

    def add(run: Callable[[Reading], Iterator[Query]]) -> Callable[[Reading], Iterator[Query]]:
        _add(code, severity, Looks.VISIT, run)
        return run

    return add


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    from hmi_visit.check import rules

    for module in pkgutil.iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return tuple(_RULES[code] for code in sorted(_RULES))


def rule_of(code: str) -> Rule:
    """The rule of this code. Raises a Problem where there is none."""
    found = next((rule for rule in all_rules() if rule.code == code.upper()), None)
    if found is None:
        known = [rule.code for rule in all_rules()]
        mend = did_you_mean(code.upper(), known) or "hmi-visit check --explain all lists them"
        raise Problem(f"there is no rule {code}", mend=mend)
    return found


def check_codes(codes: Iterable[str], where: str) -> None:
    """Raise a Problem for the first of these that is neither a rule's code nor the beginning of one."""
    known = [rule.code for rule in all_rules()]
    for code in codes:
        if not code or not any(name.startswith(code.upper()) for name in known):
            raise Problem(f"no rule's code begins with {code}", where=where, mend=did_you_mean(code.upper(), known))


def _add(code: str, severity: Severity, looks: Looks, run: Callable[..., Iterable[Find | Query]]) -> None:
    parts = {"": "", "Why:": "", "Example:": ""}
    part = ""
    for line in (run.__doc__ or "").splitlines():
        word, _, rest = line.strip().partition(" ")
        part, line = (word, rest) if word in parts and word else (part, line)
        parts[part] = f"{parts[part]} {line.strip()}".strip()
    name = run.__name__.strip("_").replace("_", " ")
    assert code not in _RULES, f"two rules have the code {code}"
    _RULES[code] = Rule(code, name, severity, looks, run, parts[""], parts["Why:"], parts["Example:"])
