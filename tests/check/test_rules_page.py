"""The page of all rules is generated from the rules' own documentation."""

from __future__ import annotations

from hmi_visit.check.registry import all_rules
from scripts.rules import PAGE, page


def test_the_page_is_what_the_rules_say() -> None:
    """docs/rules.md is as `python scripts/rules.py` writes it, and has every rule."""
    written = PAGE.read_text(encoding="utf-8")
    assert written == page(), "run python scripts/rules.py"
    assert all(f"**{rule.code}**" in written for rule in all_rules())
