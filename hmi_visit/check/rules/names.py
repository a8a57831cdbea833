"""People named in the letter who are neither its reader nor its writer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.house import plain_words
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_visit
from hmi_visit.check.spelling import is_spelt
from hmi_visit.check.text import Word, words_in
from hmi_visit.form.dates import MONTHS

_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Revd?|Reverend|Father|Sister|Cllr|Councillor)\.? "
    r"([A-Z][\w’'-]+)(?: (?!and\b)([A-Z][\w’'-]+))?"
)
_FULL = re.compile(r"\b([A-Z][a-z’'-]+) ([A-Z][a-z’'-]+)\b")
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_PLACES = words_in(
    "school academy college nursery trust council street road lane avenue university borough county city town"
    " federation"
    " partnership centre hall park house church cathedral diocese hospital library museum award project programme"
    " scheme"
    " day week year term stage christmas easter alliance teaching infant infants junior primary secondary high grammar"
)
_BEFORE_PLACES = words_in("in at near from around across saint st north south east west central greater")
_NUMERAL = re.compile(r"[IVX]+\Z")
_MONTHS = frozenset(month.lower() for month in MONTHS)


@in_passage("HV401", Severity.MUST)
def person_named(passage: Passage, reading: Reading) -> Iterator[Find]:
    """A person is named who is neither the recipient, nor an inspector, nor among the copies.

    Why: the letter is published; pupils, parents and members of staff are not named in it. A name is known by its
    title, or from the people whom the visit's entries name.
    Example: Mrs Okafor checks books. -> The leader of mathematics checks books.
    """
    known, met = reading.known_names, _met(reading)
    seen: list[tuple[int, int]] = []
    for found in _TITLED.finditer(passage.text.text):
        parts = [part for part in found.groups() if part]
        if not any(_bare(part) in known for part in parts) and not parts[0].isupper():
            seen.append(found.span())
            yield Find(*found.span(), f"“{found[0]}” is named in the letter.")
    for word in passage.text.capitals if met else ():
        inside = any(start <= word.start < stop for start, stop in seen)
        if not inside and _bare(word.text) in met and _bare(word.text) not in known:
            yield Find(word.start, word.stop, f"“{word.text}” is named in the letter, and in the visit's entries.")


@in_visit("HV402", Severity.CONSIDER)
def name_like(reading: Reading) -> Iterator[Query]:
    """A word that looks like a person's name, and that nothing in the visit's details explains.

    Why: a pupil's first name slips in with a quotation. Names of places, schools and projects are left alone as far as
    they can be told; asked once for each name.
    Example: as Amelia told me -> as one pupil told me
    """
    asked: set[str] = set()
    for passage in reading.passages:
        for word in _capitalised(passage):
            bare = _bare(word.text)
            if bare in asked or bare in reading.known_names or bare in reading.house.known or bare in _MONTHS:
                continue
            if _is_place(passage, word) or not _like_a_name(passage, word, bare):
                continue
            asked.add(bare)
            if not any(f.start <= word.start < f.stop for f in person_named(passage, reading)):
                yield reading.at(passage, word.start, word.stop, f"Is “{word.text}” a person's name?")


def _capitalised(passage: Passage) -> Iterator[Word]:
    return (w for w in passage.text.capitals if len(w.text) > 2 and not w.text[1:].isupper())


def _like_a_name(passage: Passage, word: Word, bare: str) -> bool:
    begins = passage.text.begins_sentence(word.start) or (passage.in_list and word.start == 0)
    if bare in plain_words("forenames"):
        return not (begins and is_spelt(bare))
    if begins or any(c.isdigit() for c in word.text) or any(c.isupper() for c in word.text[1:]):
        return False
    proper = word.text.removesuffix("'s").removesuffix("’s")
    return not is_spelt(proper) and not is_spelt(bare)


def _is_place(passage: Passage, word: Word) -> bool:
    """Whether the words around say that it is a place, a school or a project."""
    words = passage.text.words
    at = words.index(word)
    after = [w.lower for w in words[at + 1 : at + 4]]
    before = words[at - 1] if at else None
    if words[at + 1 : at + 2] and _NUMERAL.match(words[at + 1].text):
        return True  # a king or queen
    if any(w in _PLACES for w in after[:3]) and all(w.text[0].isupper() for w in words[at + 1 : at + 2]):
        return True
    if after[:1] and after[0] in _PLACES:
        return True
    return before is not None and before.lower in _BEFORE_PLACES and word.lower not in plain_words("forenames")


def _met(reading: Reading) -> frozenset[str]:
    """The names, in small letters, of the people whom the visit's entries name."""
    kept: frozenset[str] | None = reading.kept.get("met")
    if kept is None:
        people = [whom for entry in reading.snapshot.entries for whom in entry.with_whom]
        texts = [entry.text for entry in reading.snapshot.entries]
        names = [part for text in (*people, *texts) for m in _TITLED.finditer(text) for part in m.groups() if part]
        names += [part for whom in people for m in _FULL.finditer(whom) for part in m.groups()]
        kept = frozenset(_bare(name) for name in names if not is_spelt(name.lower()) and len(name) > 2)
        said = {_bare(word) for text in (*people, *texts) for word in _CAPITAL.findall(text)}
        kept |= said & plain_words("forenames")
        reading.kept["met"] = kept
    return kept


def _bare(name: str) -> str:
    return name.lower().removesuffix("'s").removesuffix("’s")
