"""What a visit that comes in as an exchange file is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hmi_visit.form.model import Form, Role
from hmi_visit.visit.folder import name_for


def case_name(case: Mapping[str, Any], form: Form) -> str:
    """The file name made from the case's own school and day, where it has them."""
    subject, day = (form.with_role(role) for role in (Role.SUBJECT, Role.DATE))
    answers = case["answers"]
    return name_for(*(str(answers.get(field.name, "")) if field else "" for field in (subject, day)))
