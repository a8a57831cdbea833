"""What a form says about checks holds for its visits, and what fits no rule is a fault of the form."""

from __future__ import annotations

from dataclasses import replace

from hmi_visit.check.engine import queries
from hmi_visit.check.settings import form_faults
from hmi_visit.form.checks import Checks
from tests.check.made_up import made_up_form, snapshot_with

SLIP = "The goverment said. That was years ago."


def test_a_form_switches_rules_off() -> None:
    """A family that is off is not asked, unless it is selected by name."""
    form = replace(made_up_form(), checks=Checks(off=("hv6",)))
    assert not [q for q in queries(form, snapshot_with(SLIP)) if q.code.startswith("HV6")]
    assert [q.code for q in queries(form, snapshot_with(SLIP), select=["HV601"])] == ["HV601"]


def test_a_form_sets_limits() -> None:
    """A sentence is long where the form says so."""
    form = replace(made_up_form(), checks=Checks(limits={"sentence": 4}))
    found = queries(form, snapshot_with("Here are five words now. Four are too few."), select=["HV510"])
    assert "Here are five words now." in [q.text for q in found]


def test_what_fits_no_rule_is_a_fault() -> None:
    """Codes and limits that are not there are told with their place and the likeliest one."""
    form = replace(made_up_form(), checks=Checks(off=("HV9", "HV601"), limits={"sentences": 3}))
    told = [str(fault) for fault in form_faults(form)]
    assert len(told) == 2
    assert "checks.off: no rule's code begins with HV9" in told[0]
    assert told[1].endswith("checks.limits.sentences: there is no limit sentences; did you mean sentence?")
