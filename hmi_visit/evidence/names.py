"""The people whom a visit names, each with a role: reader and writers, whom its entries met, whoever has a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from hmi_visit.evidence.people import small
from hmi_visit.form.model import Form, Role, Value
from hmi_visit.visit.model import Snapshot


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


IsWord = Callable[[str], bool]
"""Whether a word in small letters is one of the language: then it is a name only where it is written as one."""
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Revd?|Reverend|Father|Sister|Cllr|Councillor)\.? "
    r"([A-Z][\w’'-]+)(?: (?!and\b)([A-Z][\w’'-]+))?"
)
"""A name after a title, as a letter has it."""
FULL = re.compile(r"\b([A-Z][a-z’'-]+) ([A-Z][a-z’'-]+)\b")
"""Two words that may be a forename and a surname."""
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
TELEPHONE = re.compile(r"(?<![\w£.])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?!\w)")
_SURE = r"mr|mrs|ms|mx|dr|prof|revd|cllr"
"""Titles that are no other words, so that a name is one after them in small letters too."""
TITLE = rf"(?:{_SURE}|miss|professor|sir|dame|lady|lord|rev|reverend|father|sister|councillor)"
_NAME = r"[^\W\d_](?:[^\W\d_]|[’'‐-](?=[^\W\d_]{2}))*"
_AFTER_TITLE = re.compile(
    rf"(?<![^\W_])(?P<title>(?i:{TITLE}))\b\.?\s+(?P<names>{_NAME}(?:[ \t]+(?=[^\W\d_a-z]){_NAME}){{0,2}})"
)
_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_AND = re.compile(r"\s+(?:and|&)\s+|[,;/]")
_NO_NAMES = _words(
    "and or the a an of for to in on at by with from said says is was were has had who whom also but not as colleague"
    " colleagues sir madam all year years key stage reception nursery monday tuesday wednesday thursday friday"
)
PARTICLES = _words("de da di du van von der den la le bin ibn ap of the and")
"""Parts of names that are none by themselves."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is named: the words of the name, the title where one is known, and what is said in their place."""

    parts: tuple[str, ...]
    title: str
    role: str


def people_named(form: Form, visit: Snapshot, is_word: IsWord) -> list[Person]:
    """Everybody whom the visit names; somebody without a known role is person 1, person 2, as they are met."""
    return _People(form, visit, is_word).found


class _People:
    def __init__(self, form: Form, visit: Snapshot, is_word: IsWord) -> None:
        self.found: list[Person] = []
        self._is_word = is_word
        self._unknown = 0
        head = _value(form, visit, Role.HEAD_ROLE)
        self._roles = sorted({*form.evidence.people, *([head] if isinstance(head, str) and head else [])}, key=len)
        self._role_words = {word.casefold() for role in self._roles for word in _WORD.findall(role)} | _NO_NAMES
        for role in (Role.HEAD, Role.SALUTATION):
            for name in _AND.split(str(_value(form, visit, role) or "")):
                self._add(name, small(str(head or "reader")))
        self._add(str(_value(form, visit, Role.INSPECTOR) or ""), "inspector")
        colleagues = _value(form, visit, Role.COLLEAGUES)
        for line in colleagues if isinstance(colleagues, list) else []:
            name, _, said = str(line).partition(",")
            self._add(name, small(said.strip()) or "colleague")
        texts = [*_texts(visit)]
        self._role_beside = _beside(self._roles)
        for entry in visit.entries:
            for whom in entry.with_whom:
                self._met(whom)
        for text in texts:
            self._titled(text)

    def _met(self, whom: str) -> None:
        """Whom an entry was with, where that is a name: two words or one with capital letters that are no words."""
        if whom.casefold() in {role.casefold() for role in self._roles} or _AFTER_TITLE.search(whom):
            return
        words = [word for word in re.findall(_NAME, whom.partition("(")[0]) if word[0].isupper() and not word.isupper()]
        strange = [
            word for word in words if not self._is_word(word.casefold()) and word.casefold() not in self._role_words
        ]
        if strange and len(words) <= 3:
            said = whom.partition("(")[2].strip(" )")
            self._add(" ".join(words), small(said))

    def _titled(self, text: str) -> None:
        for found in _AFTER_TITLE.finditer(text):
            first, *others = re.finditer(r"\S+", found["names"])
            names = [first, *takewhile(lambda word: word[0].casefold() not in self._role_words, others)]
            words = [_POSSESSIVE.sub("", word[0]) for word in names]
            end = found.start("names") + names[-1].end()
            sure = found["title"].casefold() in _SURE.split("|")
            if not words[0][0].isupper() and (not sure or self._is_word(words[0])):
                continue
            if words[0].casefold() not in _NO_NAMES and not re.fullmatch(TITLE, words[0], re.IGNORECASE):
                before, after = text[max(0, found.start() - 80) : found.start()], text[end : end + 80]
                self._add(f"{found['title']} {' '.join(words)}", self._role_beside(before, after))

    def _add(self, name: str, role: str) -> None:
        words = [word.strip(".'’") for word in name.split()]
        words = [word for word in words if word]
        title = words.pop(0).casefold() if words and re.fullmatch(TITLE, words[0], re.IGNORECASE) else ""
        parts = [
            word
            for word in words
            if _WORD.match(word) and not (word.isupper() and 1 < len(word) <= 4 and len(words) > 1)
        ]
        if not title:
            parts = [word for word in parts if word.casefold() not in self._role_words]
        parts = [word for word in parts if not word.isdigit()]
        if not any(len(word) > 1 for word in parts):
            return
        for at, known in enumerate(self.found):
            if self._same(known, parts, title):
                both = tuple(dict.fromkeys((*known.parts, *(p for p in parts if _folded(p) not in _folded_all(known)))))
                keep = known.role if not known.role.startswith("person ") or not role else role
                self.found[at] = Person(both, known.title or title, keep)
                return
        if not role or any(part.casefold() in role.casefold() for part in parts):
            self._unknown += 1
            role = f"person {self._unknown}"
        self.found.append(Person(tuple(parts), title, role))

    def _same(self, known: Person, parts: list[str], title: str) -> bool:
        if known.title and title and known.title != title:
            return False
        there = _folded_all(known)
        fewer, more = sorted(({*map(_folded, parts)} - PARTICLES, there - PARTICLES), key=len)
        return bool(fewer) and fewer <= more


def _folded(part: str) -> str:
    return part.casefold().replace("’", "'")


def _folded_all(person: Person) -> set[str]:
    return {_folded(part) for part in person.parts}


def _beside(roles: Iterable[str]) -> Callable[[str, str], str]:
    """What finds a role right before or behind a name: "the headteacher, Mrs Lee", "Mrs Lee (headteacher)"."""
    known = "|".join(re.escape(role) for role in sorted(roles, key=len, reverse=True))
    before = re.compile(rf"(?<![^\W_])({known})[,\s(:–-]{{1,3}}\Z", re.IGNORECASE)
    after = re.compile(rf"(?:[,\s(:–-]{{1,3}})(?:the |our |their )?({known})(?![^\W_])", re.IGNORECASE)

    def role(words_before: str, words_after: str) -> str:
        found = known and (after.match(words_after) or before.search(words_before))
        return small(found[1]) if found else ""

    return role


def _value(form: Form, visit: Snapshot, role: Role) -> Value | None:
    field = form.with_role(role)
    return visit.answers.get(field.name) if field else None


def _texts(visit: Snapshot) -> Iterator[str]:
    for entry in visit.entries:
        yield from entry.with_whom
        yield entry.text
    yield from _inside([*visit.answers.values()])
    for link in visit.links:
        yield link.why or ""
        yield link.words
    yield from visit.abbreviations.values()


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, dict):
        yield from _inside([*value.values()])
