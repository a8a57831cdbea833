"""What a form says about evidence: the people that are met, known after `@`, and how a paragraph is drafted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from hmi_visit.form.toml import Tell, check_table
from hmi_visit.problems import Problem

EVIDENCE_KEYS = {"people": "a list of texts", "draft": "a text", "abbreviations": "a table"}
_SHORT = re.compile(r"(?=.*[^\W\d_])[^\W_][\w&/+.’'-]{0,19}\Z")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """How entries of a form's visits are read and offered."""

    people: tuple[str, ...] = ()
    """Roles of the people that inspectors meet, as they are said and in the order in which a letter names them."""
    draft: str = ""
    """A piece of Jinja that drafts the paragraph of evidence from the log (`log`, see `evidence.sources`)."""
    source: str = ""
    """The file and key that the draft comes from, for messages."""
    abbreviations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What inspectors type for short, and what it stands for; a visit adds to it, and changes it."""


def read_evidence(table: Mapping[str, Any], where: str, tell: Tell, draft: str = "") -> Evidence:
    """The `[evidence]` of a form; faults go to `tell`, and what has one is left out."""
    table = dict(table)
    check_table(table, EVIDENCE_KEYS, f"{where}.", tell)
    short = {}
    for name, meaning in table.get("abbreviations", {}).items():
        if what := fault_of(name, meaning):
            tell(Problem(what, where=f"{where}.abbreviations.{name}"))
        else:
            short[name] = " ".join(meaning.split())
    return Evidence(tuple(table.get("people", [])), table.get("draft", ""), draft, MappingProxyType(short))


def fault_of(short: str, meaning: object) -> str:
    """What is wrong with an abbreviation or with what it stands for; nothing where both can be kept."""
    if not _SHORT.match(short):
        return "an abbreviation is one word of at most 20 characters, with a letter in it"
    if not isinstance(meaning, str) or not meaning.strip():
        return "an abbreviation stands for words"
    if len(meaning) > _LONGEST:
        return f"an abbreviation stands for at most {_LONGEST} characters"
    return ""
