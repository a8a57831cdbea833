"""Whether what a form says about checks fits the rules and limits that there are."""

from __future__ import annotations

from hmi_visit.check.house import LIMITS
from hmi_visit.check.registry import check_codes
from hmi_visit.form.model import Form
from hmi_visit.problems import Problem, did_you_mean


def form_faults(form: Form) -> list[Problem]:
    """Every code that no rule has and every limit that no rule asks for, each with its place in the form's file."""
    faults = []
    where = f"{form.folder / 'form.toml'}: checks"
    for code in form.checks.off:
        try:
            check_codes([code], f"{where}.off")
        except Problem as problem:
            faults.append(problem)
    for name in form.checks.limits:
        if name not in LIMITS:
            mend = did_you_mean(name, list(LIMITS)) or f"one of {', '.join(LIMITS)}"
            faults.append(Problem(f"there is no limit {name}", where=f"{where}.limits.{name}", mend=mend))
    return faults
