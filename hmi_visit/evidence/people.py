"""People and papers as a sentence names them: by role, with the article that English gives, each once, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_DETERMINED = re.compile(
    r"(?i:the|a|an|my|your|our|their|his|her|its|this|these|some|several|many|most|all|both|other|each|various|different"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]+|you)\b|(?i:children|people)['’]s\b|[A-Z]\w*['’]s\b"
)
"""What needs no article before it: it has one, a number, or an owner with a name."""
_OWNED = re.compile(r"[a-z][\w -]*['’]s\b")
"""What belongs to one who has no name: the school's action plans."""
_MANY = re.compile(
    r"(?:representative|member|governor|teacher|parent|pupil|assistant|adult|carer|trustee|visitor|volunteer|colleague"
    r"|consultant|sample|range|selection|number|group|nqt|ect|ta|hlta)\Z"
)
"""Heads of which there are many: one of them is "a"."""
_UNCOUNTED = re.compile(
    r"(?:people|children|staff|data|information|evidence|work|marking|feedback|training|support|guidance"
    r"|correspondence|attendance|behaviour|monitoring|planning|tracking|break-?time|lunchtime|playtime|assembly"
    r"|registration|documentation)\Z|\w*[^siu]s\Z"
)
"""Heads that are many, or cannot be counted."""
_NAME = re.compile(r"English|French|German|Latin|Years?|Ofsted|Reception|Key|Nursery|\w+[A-Z]")
"""First words that keep their capital letter."""
_OF = re.compile(r"\s(?:of|for|about|on|from|with|in|at|to|who|that|which|responsible|and)\s")
_VOWEL = re.compile(r"(?i:[aeio]|u(?!n[ai]|s[eu])|hono|hour)|[AEFHILMNORSX][A-Z]")
"""What "an" stands before."""


def named(what: str) -> str:
    """A role or paper with its article: the chair of governors, a parent, senior leaders, the school's action plan."""
    what = " ".join(what.split())
    if not what or _DETERMINED.match(what):
        return what
    if _OWNED.match(what):
        return f"the {what}"
    head = _OF.split(what, maxsplit=1)[0].split()[-1].strip(".,;:()").casefold()
    if _UNCOUNTED.match(head):
        return what
    if _MANY.match(head):
        return f"{'an' if _VOWEL.match(what) else 'a'} {what}"
    return f"the {what}"


def merged(people: Iterable[str], known: Sequence[str], you: Iterable[str] = ()) -> list[str]:
    """Each once, in the order in which the form knows them, others after these as they were met; "you" first where the
    letter's reader is among them, whose roles are `you`."""
    spelt = {role.casefold(): role for role in known}
    rank = {role.casefold(): at for at, role in enumerate(known)}
    readers = {role.casefold() for role in you if role}
    seen: dict[str, str] = {}
    for person in people:
        key = " ".join(person.split()).casefold().removeprefix("the ")
        if key:
            seen.setdefault("you" if key in readers else key, spelt.get(key, small(person)))
    order = sorted((key for key in seen if key != "you"), key=lambda key: rank.get(key, len(rank)))
    others = [seen[key] for key in order if not _inside(key, seen)]
    if "you" not in seen:
        return [named(person) for person in others]
    return ["you", *(f"other {p}" if n == 0 and p.startswith("senior ") else named(p) for n, p in enumerate(others))]


def _inside(key: str, seen: Iterable[str]) -> bool:
    """Whether somebody is named more exactly beside: governors, with members of the governing body."""
    return key == "governors" and any(other.startswith("members of the governing") for other in seen)


def small(words: str) -> str:
    """With a small first letter, unless it begins a name or an abbreviation."""
    words = " ".join(words.split())
    return words if _NAME.match(words) else words[:1].lower() + words[1:]
