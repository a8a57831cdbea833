"""The evidence base as it may be disclosed: names replaced by roles, each replacement listed for a person to check.

A name is found in any letter case, with a title or without, possessive or plural, and where a line end parts it. A part
of a name that is also a word of the language (mark, green) is one alone only with a capital letter; in small letters it
is left, and listed as left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from hmi_visit.evidence.base import Base
from hmi_visit.evidence.names import EMAIL, PARTICLES, TELEPHONE, TITLE, IsWord, Person

NameLike = Callable[[str], Iterable[str]]
"""The words of a text that look like names."""
_NOT_TYPED = frozenset(
    {"format", "field", "entry", "date", "dates", "heading", "time", "observed_at", "typed_at", "typed"}
)
"""Keys of the evidence base whose texts nobody typed."""
_BREAK = "(?:\u00ad|[-‐]?[ \\t]*\\n[ \\t]*)?"
"""What may part the letters of a name at a line end."""
_LETTER = r"[^\W\d_]"
_AROUND = 30


@dataclass(frozen=True, slots=True)
class Replaced:
    """A name that was replaced: where, what stood there, what stands there now, and the words around it."""

    where: str
    words: str
    by: str
    around: str


@dataclass(slots=True)
class Disclosure:
    """The evidence base without names, and what a person has to check."""

    base: Base
    replaced: list[Replaced] = field(default_factory=list)
    left: dict[str, list[str]] = field(default_factory=dict)
    """Words that were left and may be names, each with where it stands."""


def disclosed(base: Base, people: list[Person], is_word: IsWord, name_like: NameLike) -> Disclosure:
    """The evidence base with a role in the place of every name of these people, e-mail address and telephone number."""
    found = Disclosure({})
    names = _Names(people, is_word)

    def clean(text: str, where: str) -> str:
        new, replaced, left = names.replaced(text, where)
        found.replaced += replaced
        for word in dict.fromkeys((*left, *name_like(re.sub(r"\[[^\[\]\n]{1,200}\]", "[]", new)))):
            places = found.left.setdefault(word, [])
            if where not in places:
                places.append(where)
        return new

    def walk(value: Any, where: str) -> Any:
        if isinstance(value, str):
            return clean(value, where)
        if isinstance(value, list):
            return [walk(item, where) for item in value]
        if isinstance(value, dict):
            at = value.get("entry", where)
            return {k: v if k in _NOT_TYPED else walk(v, at or k) for k, v in value.items()}
        return value

    found.base = {**walk(base, ""), "disclosure": True}
    return found


def listed(found: Disclosure) -> str:
    """What a person checks, as a text: every replacement, then the words that were left. It has the names."""
    lines = [
        "This list has the names. It is for checking the copy, and does not go out with it.",
        "",
        f"Replaced: {len(found.replaced)}",
        *(f"{r.where}\t{' '.join(r.words.split())} → {r.by}\t… {' '.join(r.around.split())} …" for r in found.replaced),
        "",
        f"Left, and perhaps names: {len(found.left)}",
        *(f"{word}\t{', '.join(places)}" for word, places in found.left.items()),
    ]
    return "\n".join(lines) + "\n"


class _Names:
    """Finds and replaces the names of people."""

    def __init__(self, people: list[Person], is_word: IsWord) -> None:
        self._people = people
        self._parts = [{_key(piece) for part in person.parts for piece in _pieces(part)} for person in people]
        spelt = {_key(piece): _plain(piece) for p in people for part in p.parts for piece in _pieces(part)}
        self._known = spelt.keys()
        self._ordinary = {key for key, plain in spelt.items() if is_word(plain)}
        last = {_key(person.parts[-1]) for person in people}
        self._weak = {key for key in spelt if len(key) == 1 or (key in PARTICLES and key not in last)}
        one = "|".join(
            _spellings(plain) + ("" if key in self._ordinary else "(?:e?s)?")
            for key, plain in sorted(spelt.items(), key=lambda item: len(item[1]), reverse=True)
        )
        part = rf"(?<!{_LETTER})(?:{one})(?!{_LETTER})"
        run = rf"(?:(?<!{_LETTER}){TITLE}[.\s]*|(?<!{_LETTER}))(?:{one})(?!{_LETTER})(?:[\s.]{{1,20}}{part})*"
        name = rf"|(?P<name>{run})" if one else ""
        self._find = re.compile(rf"(?P<mail>{EMAIL.pattern})|(?P<number>{TELEPHONE.pattern}){name}", re.IGNORECASE)
        self._part = re.compile(rf"(?:{one})(?!{_LETTER})", re.IGNORECASE)
        self._title = re.compile(rf"{TITLE}\b[.\s]*", re.IGNORECASE)

    def replaced(self, text: str, where: str) -> tuple[str, list[Replaced], list[str]]:
        """The text without the names, what was replaced, and the words of names that were left."""
        done: list[Replaced] = []
        left: list[str] = []

        def replace(found: re.Match[str]) -> str:
            by = "[e-mail address]" if found["mail"] else "[telephone number]" if found["number"] else ""
            by = by or self._in_place_of(found[0], left)
            if by:
                around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
                done.append(Replaced(where, found[0], by, around))
            return by or found[0]

        return self._find.sub(replace, text), done, left

    def _in_place_of(self, words: str, left: list[str]) -> str:
        """The role in brackets; nothing where the words are no name by themselves, and then `left` has them."""
        title = self._title.match(words)
        rest = words[title.end() :] if title else words
        keys = [self._key_of(found[0]) for found in self._part.finditer(rest)]
        strong = [key for key in keys if key not in self._weak]
        if not strong and not title:
            return ""
        said = title[0].strip(" .\n\t").casefold() if title else ""

        def fits(at: int) -> tuple[bool, int]:
            own = self._people[at].title
            return not said or not own or said == own, sum(key in self._parts[at] for key in keys)

        best = max(range(len(self._people)), key=fits)
        alone = fits(best)[1] < 2 and not title
        if alone and self._ordinary.issuperset(strong) and not any(w[0].isupper() for w in words.split()):
            left.append(" ".join(words.split()))
            return ""
        return f"[{self._people[best].role}]"

    def _key_of(self, word: str) -> str:
        """The key of a part as it was found: without line end, plural and the like."""
        key = _key(word)
        return next((k for end in ("", "s", "es") if (k := key.removesuffix(end)) in self._known), key)


def _pieces(part: str) -> list[str]:
    """A part of a name, and what a hyphen joins in it."""
    pieces = re.split(r"[-‐]", part)
    return [part, *(piece for piece in pieces if _key(piece))] if len(pieces) > 1 else [part]


def _plain(part: str) -> str:
    """A part in small letters without accents, straight apostrophes and hyphens."""
    plain = unicodedata.normalize("NFD", part.casefold().replace("’", "'").replace("‐", "-"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _key(part: str) -> str:
    """A part of a name as parts are compared: its letters alone."""
    return "".join(c for c in _plain(part) if c.isalpha())


def _spellings(plain: str) -> str:
    """A pattern of every way to write a part: with accents or without, an apostrophe or hyphen or none, a line end."""
    letters = []
    for letter in re.findall("ss+|.", plain):
        if letter in "'-":
            letters.append("['’ʼ`]?" if letter == "'" else r"(?:[-‐–]|\s)?")
        elif len(letter) > 1:  # an ß may stand for two of them
            letters.append(f"[sß](?:{_BREAK}[sß]){{{(len(letter) - 1) // 2},{len(letter) - 1}}}")
        else:
            letters.append(_LIKE.get(letter, re.escape(letter)) + "[\u0300-\u036f]*")
    return _BREAK.join(letters)


def _accented() -> dict[str, str]:
    """Each letter of the alphabet with those that are it with an accent, as a pattern."""
    found: dict[str, str] = {}
    for code in range(0xC0, 0x250):
        base = _key(chr(code))
        if len(base) == 1 and base.isascii():
            found[base] = found.get(base, base) + chr(code)
    return {base: f"[{letters}]" for base, letters in found.items()}


_LIKE = _accented()
