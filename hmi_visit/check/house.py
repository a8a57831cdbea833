"""The house's lists of words, and what the office and the inspector add to them: read once, kept while they are as
they were."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hmi_visit.check.phrases import Phrases
from hmi_visit.form.checks import Checks, Limit, WordRule, word_rules
from hmi_visit.form.model import Form
from hmi_visit.form.toml import read_table
from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.where import own_dictionary_file, own_words_file

LIMITS: Mapping[str, Limit] = {
    "sentence": 45,  # words
    "paragraph": 200,  # words
    "action": 45,  # words
    "actions": 8,  # items
    "actions_words": 250,  # about a page of them with what stands around
    "letter": (0, 0),  # words; 0 is no limit
    "late": 180,  # minutes between seeing and typing
}
"""What a form's `[checks.limits]` can set, and what holds where it sets nothing."""
_WORDS = Path(__file__).parent / "words"
_OFFICE_KEYS = ["words", "known"]


@dataclass(frozen=True, slots=True)
class House:
    """What is asked about, and what is known, beside the rules themselves."""

    known: frozenset[str] = frozenset()
    """Words in small letters that no dictionary has and that are spelt right."""
    office: Phrases = field(default_factory=Phrases)
    """The words that the form, the office or the inspector want to be asked about."""
    checks: Checks = field(default_factory=Checks)

    def most(self, name: str) -> int:
        """The limit of this name: the most of something."""
        limit = self.checks.limits.get(name, LIMITS[name])
        return limit if isinstance(limit, int) else limit[1]

    def usual(self, name: str) -> tuple[int, int]:
        """The limit of this name: the usual range."""
        limit = self.checks.limits.get(name, LIMITS[name])
        return (0, limit) if isinstance(limit, int) else limit

    def is_off(self, code: str) -> bool:
        """Whether the form switches this rule off."""
        return any(code.startswith(off.upper()) for off in self.checks.off)


@cache
def phrases(name: str) -> Phrases:
    """A list of words that comes with the program, by the name of its file."""
    told: list[Problem] = []
    found = Phrases(word_rules(read_table(_WORDS / f"{name}.toml").get("words", []), name, told.append))
    if told:
        raise told[0]
    return found


@cache
def plain_words(name: str) -> frozenset[str]:
    """A plain list of words that comes with the program, one a line, in small letters; `#` begins a remark."""
    return frozenset(_lines(_WORDS / f"{name}.txt"))


@cache
def pairs(name: str) -> Mapping[str, str]:
    """A list of pairs that comes with the program: a word, and what to write in its place."""
    table = tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8"))
    return {str(word): str(mend) for word, mend in table["pairs"].items()}


def house_of(form: Form) -> House:
    """What holds for this form's visits on this machine.

    Raises a Problem, with its place, for a fault in the office's list or the personal dictionary.
    """
    office, dictionary = own_words_file().path, own_dictionary_file().path
    rules, known = _office(office, _age(office))
    known |= plain_words("known") | _own(dictionary, _age(dictionary))
    return House(known, Phrases((*rules, *form.checks.words)), form.checks)


@cache
def _office(path: Path, age: int) -> tuple[tuple[WordRule, ...], frozenset[str]]:
    table = read_table(path) if age else {}
    for key in table:
        if key not in _OFFICE_KEYS:
            mend = did_you_mean(key, _OFFICE_KEYS)
            raise Problem("no list of words has this key", where=f"{path}: {key}", mend=mend)
    words, known = table.get("words", []), table.get("known", [])
    if not isinstance(words, list) or not all(isinstance(w, dict) for w in words):
        raise Problem("this should be a list of tables", where=f"{path}: words", mend="write [[words]]")
    if not isinstance(known, list) or not all(isinstance(w, str) for w in known):
        raise Problem("this should be a list of texts", where=f"{path}: known")
    told: list[Problem] = []
    rules = word_rules(words, f"{path}: words", told.append, "list of words")
    if told:
        raise told[0]
    return rules, frozenset(w.lower() for w in known)


@cache
def _own(path: Path, age: int) -> frozenset[str]:
    return frozenset(_lines(path)) if age else frozenset()


def _lines(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Problem(f"it cannot be read ({error.strerror})", where=str(path)) from None
    except UnicodeDecodeError:
        raise Problem("this is not UTF-8 text", where=str(path)) from None
    return (word.lower() for line in text.splitlines() if (word := line.partition("#")[0].strip()))


def _age(path: Path) -> int:
    """When a file was last changed, in nanoseconds; 0 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
