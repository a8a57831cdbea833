"""Marks that are typed in an entry: a leading `+`, `-` or `?`, `@chair of governors`, `#2`.

The entry's text is kept as it was typed, marks included. What they say becomes the entry's sign, whom it was with and
the areas that it is about, and a reader is shown the text without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from hmi_visit.visit.model import Entry

_T = TypeVar("_T", str, int)
LARGEST = 9999
"""The largest number of an area that is read as one; there is no report with so many."""
_SIGN = re.compile(r"\s*([+\-?])(?=\s|\Z|[@#]|[^\W\d_])")
_LIST = re.compile(r"^[ \t]*-[ \t]", re.MULTILINE)
_MARK = re.compile(r"#(?P<area>[0-9]{1,4})(?!\w)|@(?=[^\W_])")
"""Found by its first character, which is quick in a long text; what stands before it is looked at then."""
_ENDS = re.compile(r"\s(?=[#@][^\W_])|[,:]|$", re.MULTILINE)
_STOP = re.compile(r"[.;!?](?:\s|$)")
_JOINS = frozenset({"and", "or", "of", "for", "to", "with", "in", "at", "on", "&"})
_MOST_WORDS = 6
"""A role is not longer."""
_BETWEEN = " \t\n,:"
"""What may stand between marks at the beginning, and after them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its characters, and what it says."""

    start: int
    stop: int
    sign: str = ""
    role: str = ""
    area: int = 0


def marks_in(text: str, known: Iterable[str] = ()) -> tuple[Mark, ...]:
    """The marks of a text, in order. `known` are roles that may be several words without a comma or colon behind them.

    A role ends at the next mark, comma or colon. Without one of them it is the longest known role that stands there,
    else its first word. A sign is only one at the beginning, and not where the text is a list of such lines or a
    negative number.
    """
    found = []
    roles = sorted(known, key=len, reverse=True)
    at = 0
    if (sign := _SIGN.match(text)) and not (sign[1] == "-" and len(_LIST.findall(text)) > 1):
        found.append(Mark(sign.start(1), sign.end(1), sign=sign[1]))
        at = sign.end()
    while mark := _MARK.search(text, at):
        if mark.start() and not (text[mark.start() - 1].isspace() or text[mark.start() - 1] == "("):
            at = mark.end()
        elif mark["area"]:
            at = mark.end()
            found.append(Mark(mark.start(), at, area=int(mark["area"])))
        else:
            role = _role(text, mark.end(), roles)
            at = mark.end() + len(role)
            found.append(Mark(mark.start(), at, role=" ".join(role.split())))
    return tuple(found)


def bare(entry: Entry) -> str:
    """The entry's words as a reader is shown them: marks at the beginning left out, others without their sign."""
    text, marks = entry.text, list(marks_in(entry.text, entry.with_whom))
    at = 0
    while marks and not text[at : marks[0].start].strip(_BETWEEN):
        at = marks.pop(0).stop
    if at:
        at += len(text[at:]) - len(text[at:].lstrip(_BETWEEN))
    pieces = []
    for mark in marks:
        pieces += [text[at : mark.start], mark.role]
        at = mark.stop
        if not mark.role:
            bracketed = pieces[-2].endswith("(") and text[at : at + 1] == ")"
            pieces[-2] = (pieces[-2][:-1] if bracketed else pieces[-2]).rstrip(" \t")
            at += bracketed
    return "".join((*pieces, text[at:]))


def marked(entry: Entry, text: str, known: Sequence[str] = ()) -> Entry:
    """The entry with this text, and with what its marks say in the place of what those of its old text said.

    What was said without a mark (by a key, or in the shell) stays.
    """
    known = (*known, *entry.with_whom)
    old, new = marks_in(entry.text, known), marks_in(text, known)
    return replace(
        entry,
        text=text,
        sign=_one([m.sign for m in new], [m.sign for m in old], entry.sign),
        with_whom=_changed(entry.with_whom, [m.role for m in old], [m.role for m in new]),
        about=_changed(entry.about, [m.area for m in old], [m.area for m in new]),
    )


def _role(text: str, start: int, roles: Sequence[str]) -> str:
    """The role that begins here."""
    end = _ENDS.search(text, start)
    assert end is not None
    here = text[start : end.start()]
    if stop := _STOP.search(here):
        here = here[: stop.start()]
    ended = not stop and end.start() < len(text) and text[end.start()] != "\n"
    folded = " ".join(here.split()).casefold()
    known = next((r for r in roles if r and _begins(folded, r.casefold())), "")
    words = here.split()
    if ended and len(words) <= _MOST_WORDS:
        rest = folded[len(known) :].split()
        return _first_words(here, known) if known and rest and rest[0] not in _JOINS else here
    return _first_words(here, known) if known else (words[0] if words else "")


def _begins(text: str, role: str) -> bool:
    return text.startswith(role) and not text[len(role) : len(role) + 1].isalnum()


def _first_words(text: str, known: str) -> str:
    """As many words of the text as the known role has, as they are typed."""
    *before, last = known.split()
    found = re.match(rf"\s*(?:\S+\s+){{{len(before)}}}\S{{{len(last)}}}", text)
    return found[0] if found else text


def _one(new: Sequence[str], old: Sequence[str], was: str) -> str:
    """The sign now: the mark's; without one, what was set by hand."""
    now, before = next(filter(None, new), ""), next(filter(None, old), "")
    return now or ("" if was == before else was)


def _changed(was: tuple[_T, ...], old: Sequence[_T], new: Sequence[_T]) -> tuple[_T, ...]:
    """What was there without the old marks' and with the new ones', each once, in order."""
    gone = {value for value in old if value} - {value for value in new if value}
    kept = [value for value in was if value not in gone]
    for value in new:
        if value and value not in kept:
            kept.append(value)
    return tuple(kept)
