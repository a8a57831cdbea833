"""A copy for the office's reader: beside each sentence the evidence entries that it rests on, as [e1, e3]."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hmi_visit.visit.model import Link, Snapshot
from hmi_visit.visit.paths import parts
from hmi_visit.visit.sentences import Place, span_of

PathOf = Callable[[Link], "str | None"]
"""Where the field of a link stands: `sections[2].text`; None where it stands nowhere any longer."""


def top_level(link: Link) -> str | None:
    """The path of a field outside any group."""
    return None if link.place else link.field


def with_references(snapshot: Snapshot, path_of: PathOf = top_level) -> Snapshot:
    """The visit with the names of its entries behind the sentences and paragraphs that rest on them.

    A loose link, whose words stand nowhere any longer, is left out.
    """
    marks: dict[str, dict[int, list[str]]] = {}
    answers: dict[str, Any] = copy.deepcopy(dict(snapshot.answers))
    for link in snapshot.links:
        path = None if link.loose else path_of(link)
        text = _at(answers, path) if path else None
        span = span_of(text, Place(link.paragraph, link.sentence)) if text else None
        if path and span:
            names = marks.setdefault(path, {}).setdefault(span.stop, [])
            names += [name for name in link.entries if name not in names]
    for path, at in marks.items():
        text = _at(answers, path) or ""
        for stop in sorted(at, reverse=True):
            text = f"{text[:stop]} [{', '.join(at[stop])}]{text[stop:]}"
        _put(answers, path, text)
    return replace(snapshot, answers=answers)


def _at(answers: Any, path: str) -> str | None:
    """The prose at a path; None where there is none."""
    for name, index in parts(path) or ():
        answers = answers.get(name) if isinstance(answers, dict) else None
        if index is not None:
            answers = answers[index] if isinstance(answers, list) and index < len(answers) else None
    return answers if isinstance(answers, str) else None


def _put(answers: Any, path: str, text: str) -> None:
    names = parts(path) or []
    for name, index in names[:-1]:
        answers = answers[name] if index is None else answers[name][index]
    answers[names[-1][0]] = text
