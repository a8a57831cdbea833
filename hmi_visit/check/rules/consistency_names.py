"""Names and words that are written in one way here and in another there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_visit
from hmi_visit.check.spelling import is_spelt
from hmi_visit.check.text import words_in
from hmi_visit.form.model import Role

TITLES = words_in(
    "mr mrs miss ms mx dr doctor prof professor rev revd reverend fr father sr sister sir dame lady lord cllr"
)
_ROLES_AS_NAMES = words_in(
    "headteacher principal colleague colleagues sir madam director all head executive acting and"
)
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LEAST = 5
"""Letters of a name that can be told from another word by one letter."""


@in_passage("HV209", Severity.MUST)
def name_spelt_otherwise(passage: Passage, reading: Reading) -> Iterator[Find]:
    """A name that differs by one letter from one of the visit's own.

    Why: nobody forgives a letter that misspells their name, their school or their authority.
    Example: Mrs Hartnell above the address, Mrs Hartnel in the text -> Hartnell
    """
    names = _own_names(reading)
    for word in passage.text.capitals:
        bare = word.text.removesuffix("'s").removesuffix("’s")
        if len(bare) < _LEAST - 1 or bare.lower() in names or bare.isupper():
            continue
        near = [name for name in names if name[0] == bare[0].lower() and is_one_slip(bare.lower(), name)]
        if near and not is_spelt(bare) and not is_spelt(bare.lower()) and bare.lower() not in reading.house.known:
            mend = names[near[0]]
            yield Find(word.start, word.start + len(bare), f"Elsewhere the name is “{mend}”.", mend)


@in_visit("HV210", Severity.MUST)
def salutation_and_recipient(reading: Reading) -> Iterator[Query]:
    """The letter greets somebody whose name or title does not stand above the address.

    Why: a visit begun from another keeps the old greeting.
    Example: Mrs Hartnell, “Dear Mr Hartnell” -> Dear Mrs Hartnell
    """
    greeting, name = reading.text(Role.SALUTATION), reading.text(Role.HEAD)
    if not greeting or not name:
        return
    greeted, named = ([w.lower() for w in _NAME.findall(t)] for t in (greeting, name))
    if set(greeted) & _ROLES_AS_NAMES - {"and"}:
        return
    titles, right = ([w for w in words if w in TITLES] for words in (greeted, named))
    strange = [w for w in greeted if w not in named and w not in TITLES and w != "and"]
    if strange and not titles and len(greeted) == 1:  # Tony for Mr Anthony Green
        if not any(word[:2] == greeted[0][:2] for word in named):
            message = f"The letter is to {name}, and greets {greeting}: is it the same person?"
            query = reading.about(Role.SALUTATION, message, greeting)
            yield replace(query, code="HV210", severity=Severity.CONSIDER)
    elif strange:
        message = f"The letter is to {name}, and greets {greeting}."
        yield reading.about(Role.SALUTATION, message, greeting)
    elif titles and right and set(titles) - set(right):
        message = f"The letter is to {name}, and greets {greeting}."
        yield reading.about(Role.SALUTATION, message, greeting, name if len(named) == len(greeted) else None)


_SCHOOL = re.compile(
    r"\b((?:[A-Z][\w'’.-]*|St\.?|of|the|and|&|for|on|upon)(?: (?:[A-Z][\w'’.-]*|of|the|and|&|for|on|upon))*"
    r" (?:School|Academy|College|Nursery|Centre))\b"
)
_JOINING = words_in("of the and & for on upon in")


@in_passage("HV214", Severity.MUST)
def school_named_otherwise(passage: Passage, reading: Reading) -> Iterator[Find]:
    """The school's name in the text is nearly, and not quite, the one that the letter bears.

    Why: a school has one name; Junior for Primary is another school, perhaps next door.
    Example: Saltmarsh Lane Junior School, for Saltmarsh Lane Primary School -> Saltmarsh Lane Primary School
    """
    own = reading.text(Role.SUBJECT)
    words = {w.lower() for w in own.split()}
    first = own.split()[0] if own else ""
    if not first or first not in passage.text.text or not _SCHOOL.search(own):
        return
    for found in _SCHOOL.finditer(passage.text.text):
        at = found[1].find(first)
        said = found[1][at:] if at >= 0 else ""
        there = [w.lower() for w in said.split()]
        if not said or said == own or own in found[1] or (set(there) - _JOINING <= words - {"&"} and "&" not in said):
            continue
        if len(set(there) & words - _JOINING) * 2 >= len(words - _JOINING):
            start = found.start(1) + at
            yield Find(start, start + len(said), f"The letter's school is “{own}”.", own)


_COMPOUND = re.compile(r"\b([a-z]{3,})-([a-z]{3,})\b")
_QUALITIES = words_in(
    "well ill long short high low self non half full part new old all much more most less least better best hard"
    " fast free"
    " open end year cross multi fixed one two three four five six first second third long mid late early whole"
    " large small"
    " good poor single double follow"
)


@in_visit("HV213", Severity.CONSIDER)
def hyphen_here_and_not_there(reading: Reading) -> Iterator[Query]:
    """A word with a hyphen here, and elsewhere in the letter in two words or in one.

    Why: two ways of writing one thing in one letter look like two hands.
    Example: break-time, and later break time -> one of the two
    """
    for passage in reading.passages:
        if "-" not in passage.text.text:
            continue
        for found in _COMPOUND.finditer(passage.text.text):
            first, second = found[1], found[2]
            joined = (
                passage.text.text[found.end() : found.end() + 1] == "-" or passage.text.text[found.start() - 1] == "-"
            )
            if (
                joined
                or first in _QUALITIES
                or first.endswith("ly")
                or second.endswith(("ed", "ing", "term", "based", "led"))
            ):
                continue
            others = [p for p in reading.passages if (first, second) in p.text.pairs]
            apart = re.compile(rf"\b{first} {second}s?\b", re.IGNORECASE)
            solid = f"{first}{second}"
            if any(apart.search(p.text.text) for p in others):
                yield reading.at(passage, *found.span(), f"Elsewhere it is “{first} {second}”.")
            elif not reading.letter_words.isdisjoint((solid, f"{solid}s")):
                yield reading.at(passage, *found.span(), f"Elsewhere it is “{solid}”.")


def is_one_slip(word: str, name: str) -> bool:
    """Whether one letter left out, added, changed or swapped with the next makes one of the other."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    if len(word) == len(name):
        swapped = name[start : start + 2][::-1] == word[start : start + 2] and name[start + 2 :] == word[start + 2 :]
        return word[start + 1 :] == name[start + 1 :] or swapped
    longer, shorter = (word, name) if len(word) > len(name) else (name, word)
    return longer[start + 1 :] == shorter[start:]


def _own_names(reading: Reading) -> dict[str, str]:
    """The words of the visit's own names that are no words of the language, as they are written."""
    kept: dict[str, str] | None = reading.kept.get("names")
    if kept is None:
        lines = [reading.text(role) for role in (Role.SUBJECT, Role.HEAD, Role.AUTHORITY, Role.INSPECTOR)]
        lines += [line.split(",")[0] for line in reading.items(Role.COLLEAGUES)]
        words = [word for line in lines for word in _NAME.findall(line)]
        kept = reading.kept["names"] = {
            w.lower(): w for w in words if len(w) >= _LEAST and w[0].isupper() and not is_spelt(w.lower())
        }
    return kept
