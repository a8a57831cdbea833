"""The abbreviations that a visit keeps: what is typed for short in it, and what that stands for. Each is a fact.

The exchange file's format has no place for them: they stay in the visit file, its copies and its backups, as history
does. A follow-up visit begins with those of the visit before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from hmi_visit.form.evidence import fault_of
from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit import facts
from hmi_visit.visit.characters import unprintable
from hmi_visit.visit.model import Snapshot

_FACT = "abbreviation:"


def mean(db: sqlite3.Connection, form: Form, short: str, meaning: str) -> None:
    """Keep what an abbreviation stands for; with an empty meaning it is none in this visit, whatever the form says.

    Raises a Problem for what cannot be one.
    """
    meaning = check(short, meaning)
    if meaning == form.evidence.abbreviations.get(short, ""):
        db.execute("DELETE FROM fact WHERE name = ?", (_FACT + short,))
    else:
        put(db, short, meaning)


def check(short: str, meaning: str) -> str:
    """The meaning in one line. Raises a Problem where this cannot be an abbreviation, or its meaning."""
    meaning = " ".join(meaning.split())
    what = fault_of(short, meaning or "nothing")
    if not what and unprintable(meaning):
        what = "it stands for a character that no document can hold"
    if what:
        raise Problem(what, where=short)
    return meaning


def put(db: sqlite3.Connection, short: str, meaning: str) -> None:
    """Keep a visit's own abbreviation, empty where it takes out the form's."""
    facts.put(db, _FACT + short, meaning)


def own(known: Mapping[str, str]) -> dict[str, str]:
    """The visit's own abbreviations from its facts, in the order of the alphabet."""
    return {name.removeprefix(_FACT): known[name] for name in sorted(known) if name.startswith(_FACT)}


def abbreviations(form: Form, visit: Snapshot) -> dict[str, str]:
    """What is short for what in this visit: the form's with the visit's own over them, in the order of the alphabet."""
    both = {**form.evidence.abbreviations, **visit.abbreviations}
    return {short: both[short] for short in sorted(both, key=str.casefold) if both[short]}
