"""What a form says about checks: rules switched off, limits, words."""

from __future__ import annotations

import pytest

from hmi_visit.form.checks import read_checks
from hmi_visit.problems import Problem


def faults_of(table: dict[str, object]) -> list[str]:
    """What is told about a `[checks]` table."""
    told: list[Problem] = []
    read_checks(table, "form.toml: checks", told.append)
    return [str(problem) for problem in told]


def test_a_form_switches_rules_off_sets_limits_and_adds_words() -> None:
    """All three are read."""
    found = {"find": "joined up", "say": "Say what was joined.", "mend": "shared"}
    checks = read_checks({"off": ["HV7"], "limits": {"sentence": 30, "letter": [1, 2]}, "words": [found]}, "", print)
    assert checks.off == ("HV7",)
    assert checks.limits == {"sentence": 30, "letter": (1, 2)}
    (rule,) = checks.words
    assert (rule.say, rule.mend, rule.first) == ("Say what was joined.", "shared", "joined")
    assert rule.find.search("a Joined  up plan")
    assert not rule.find.search("a rejoined up plan")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"of": []}, "form.toml: checks.of: no form file has this key; did you mean off?"),
        ({"limits": {"sentence": [3, 1]}}, "form.toml: checks.limits.sentence: a limit is a whole number"),
        ({"words": [{"say": "x"}]}, "form.toml: checks.words[0]: a rule about words says which words"),
        ({"words": [{"find": "(", "pattern": True}]}, "form.toml: checks.words[0].find: this pattern cannot be read"),
        (
            {"words": [{"find": "a", "severity": "may"}]},
            "form.toml: checks.words[0].severity: there is no severity may",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(table: dict[str, object], told: str) -> None:
    """Each fault names its key."""
    (fault,) = faults_of(table)
    assert fault.startswith(told)
