"""Every rule against texts written for it: five or more that must raise it, five or more near misses that must not.

In a text, «words» are those that the query means, «words|mend» those and what to write for them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest

from hmi_visit.check.query import Severity
from hmi_visit.check.registry import FAMILIES, Rule, all_rules, rule_of
from tests.check.made_up import CORPUS, asked

Given: TypeAlias = "str | Mapping[str, Any]"
LEAST = 5
_MARKED = re.compile(r"«([^»|]*)(?:\|([^»]*))?»")


def corpus() -> dict[str, dict[str, list[Given]]]:
    """The texts of every rule, by its code."""
    texts: dict[str, dict[str, list[Given]]] = {}
    for path in sorted(CORPUS.glob("*.toml")):
        for code, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            assert code not in texts, f"{code} has texts in two files"
            texts[code] = table
    return texts


TEXTS = corpus()


def unmarked(given: Any, marks: list[tuple[str, str | None]]) -> Any:
    """What was given without its marks, which go to `marks`."""
    if isinstance(given, str):
        marks += [(m[1], m[2]) for m in _MARKED.finditer(given)]
        return _MARKED.sub(lambda m: m[1], given)
    if isinstance(given, list):
        return [unmarked(item, marks) for item in given]
    if isinstance(given, dict):
        return {name: unmarked(value, marks) for name, value in given.items()}
    return given


@pytest.mark.parametrize(
    ("code", "given"), [(c, g) for c, table in TEXTS.items() for g in table["raises"]], ids=lambda v: str(v)[:60]
)
def test_the_rule_asks(code: str, given: Given) -> None:
    """The rule asks about the words that are marked, and has the mend that stands beside them."""
    marks: list[tuple[str, str | None]] = []
    found = asked(unmarked(given, marks), code)
    assert found
    for words, mend in marks:
        assert words in [query.text for query in found]
        assert mend is None or (words, mend) in [(query.text, query.mend) for query in found]


@pytest.mark.parametrize(
    ("code", "given"), [(c, g) for c, table in TEXTS.items() for g in table["passes"]], ids=lambda v: str(v)[:60]
)
def test_the_rule_is_silent(code: str, given: Given) -> None:
    """The rule says nothing about a near miss."""
    assert [(q.place, q.text, q.message) for q in asked(given, code)] == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_each_rule_has_all_that_a_rule_has(rule: Rule) -> None:
    """A rule has documentation, a reason and an example, a family, and texts enough that differ."""
    assert rule.code[:3] in FAMILIES
    assert re.fullmatch(r"HV[1-8]\d\d", rule.code)
    for part in (rule.title, rule.why, rule.example):
        assert part.endswith((".", "?", "…", ")", "”")) or "->" in part, part
    assert len(rule.why.split()) > LEAST
    table = TEXTS[rule.code]
    assert set(table) == {"raises", "passes"}
    for texts in table.values():
        assert len({str(text) for text in texts}) >= LEAST


def test_every_text_belongs_to_a_rule() -> None:
    """No texts are left over of a rule that is gone."""
    assert [code for code in TEXTS if rule_of(code).code != code] == []


def test_the_sound_visit_leaves_nothing_to_be_mended() -> None:
    """What the texts are put into raises nothing by itself."""
    assert [(q.code, q.text) for q in asked({}) if q.severity is not Severity.CONSIDER] == []
    assert [(q.code, q.text) for q in asked({})] == []
