"""What must be mended is told before a visit is finalised, until it is set aside."""

from __future__ import annotations

from pathlib import Path

from hmi_visit.check.ready import concerns
from hmi_visit.visit import asides
from hmi_visit.visit.file import Visit
from tests.check.made_up import made_up_form

FORM = made_up_form()


def test_what_must_be_mended_is_told(tmp_path: Path) -> None:
    """A placeholder is; a slip that only should be mended is not, nor what was set aside with a reason."""
    with Visit.create(tmp_path / "visit.sqlite", FORM) as visit:
        visit.put(FORM.fields["findings"], "I met [name]. The goverment came.")
        (told,) = [line for line in concerns(FORM, visit) if "mended" in line]
        assert "findings:1:7: “[name]” holds a place" in told
        assert "HV102" in told
        asides.add(visit.db, "HV102", "findings", "[name]", "so it is called")
        assert not [line for line in concerns(FORM, visit) if "mended" in line]


def test_many_are_counted(tmp_path: Path) -> None:
    """Eight are told, and how many more there are."""
    with Visit.create(tmp_path / "visit.sqlite", FORM) as visit:
        visit.put(FORM.fields["findings"], " ".join(f"[name {n}]" for n in range(11)) + " came.")
        told = [line for line in concerns(FORM, visit) if "mended" in line]
        assert len(told) == 9
        assert told[-1] == "And 3 more to be mended: hmi-visit check tells them."
