"""What a form says about evidence: the people that are met, known after `@`, and how a paragraph is drafted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hmi_visit.form.toml import Tell, check_table

EVIDENCE_KEYS = {"people": "a list of texts", "draft": "a text"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """How entries of a form's visits are read and offered."""

    people: tuple[str, ...] = ()
    """Roles of the people that inspectors meet, as they are said and in the order in which a letter names them."""
    draft: str = ""
    """A piece of Jinja that drafts the paragraph of evidence from the log (`log`, see `evidence.sources`)."""
    source: str = ""
    """The file and key that the draft comes from, for messages."""


def read_evidence(table: Mapping[str, Any], where: str, tell: Tell, draft: str = "") -> Evidence:
    """The `[evidence]` of a form; faults go to `tell`, and what has one is left out."""
    table = dict(table)
    check_table(table, EVIDENCE_KEYS, f"{where}.", tell)
    return Evidence(tuple(table.get("people", [])), table.get("draft", ""), draft)
