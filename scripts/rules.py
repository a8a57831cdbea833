"""Writes docs/rules.md: every rule of the checks, from its own documentation.

python scripts/rules.py            write it
python scripts/rules.py --check    exit 1 where it differs
"""

from __future__ import annotations

import sys
from pathlib import Path

from hmi_visit.check.house import LIMITS
from hmi_visit.check.registry import FAMILIES, Rule, all_rules

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
_HEAD = """# What the checks ask

Written by `python scripts/rules.py` from the rules' own documentation; `hmi-visit check --explain CODE` says the same.
A *must* is a wrong fact or a part that is missing, a *should* has one right mend, a *consider* is a matter of
judgement.
"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for begins, family in FAMILIES.items():
        parts.append(f"## {begins}: {family}\n")
        parts += [_entry(rule) for rule in all_rules() if rule.code.startswith(begins)]
    limits = "\n".join(f"| `{name}` | {_said(limit)} |" for name, limit in LIMITS.items())
    parts.append(
        f"## Limits\n\nA form sets them in `[checks.limits]`.\n\n| limit | unless the form says otherwise |\n|---"
        f"|---|\n{limits}\n"
    )
    return "\n".join(parts)


def _entry(rule: Rule) -> str:
    why = f"{rule.why[:1].upper()}{rule.why[1:]}"
    return f"**{rule.code}** {rule.title} *({rule.severity.value})*\n{why}\n*Example:* {rule.example}\n"


def _said(limit: int | tuple[int, int]) -> str:
    if isinstance(limit, int):
        return str(limit)
    return f"{limit[0]} to {limit[1]}" if limit[1] else "none"


def main() -> int:
    """Write the page, or with `--check` say whether it is right."""
    if "--check" in sys.argv[1:]:
        return int(not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
