"""What a form says about evidence: the people that are met, whose roles are completed and known after `@`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hmi_visit.form.toml import Tell, check_table

EVIDENCE_KEYS = {"people": "a list of texts"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How entries of a form's visits are read and offered."""

    people: tuple[str, ...] = ()
    """Roles of the people that inspectors meet, as they are said: chair of governors."""


def read_evidence(table: Mapping[str, Any], where: str, tell: Tell) -> Evidence:
    """The `[evidence]` of a form; faults go to `tell`, and what has one is left out."""
    table = dict(table)
    check_table(table, EVIDENCE_KEYS, f"{where}.", tell)
    return Evidence(tuple(table.get("people", [])))
