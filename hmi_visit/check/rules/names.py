"""People named in the letter who are neither its reader nor its writer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.house import plain_words
from hmi_visit.check.name_like import name_like_words, without_possessive
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_visit
from hmi_visit.check.spelling import is_spelt
from hmi_visit.evidence.names import FULL, TITLED

_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")


@in_passage("HV401", Severity.MUST)
def person_named(passage: Passage, reading: Reading) -> Iterator[Find]:
    """A person is named who is neither the recipient, nor an inspector, nor among the copies.

    Why: the letter is published; pupils, parents and members of staff are not named in it. A name is known by its
    title, or from the people whom the visit's entries name.
    Example: Mrs Okafor checks books. -> The leader of mathematics checks books.
    """
    known, met = reading.known_names, _met(reading)
    seen: list[tuple[int, int]] = []
    for found in TITLED.finditer(passage.text.text):
        parts = [part for part in found.groups() if part]
        if not any(without_possessive(part.lower()) in known for part in parts) and not parts[0].isupper():
            seen.append(found.span())
            yield Find(*found.span(), f"“{found[0]}” is named in the letter.")
    for word in passage.text.capitals if met else ():
        inside = any(start <= word.start < stop for start, stop in seen)
        if not inside and (bare := without_possessive(word.lower)) in met and bare not in known:
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
        for word in name_like_words(passage.text, in_list=passage.in_list):
            bare = without_possessive(word.lower)
            if bare in asked or bare in reading.known_names or bare in reading.house.known:
                continue
            asked.add(bare)
            if not any(f.start <= word.start < f.stop for f in person_named(passage, reading)):
                yield reading.at(passage, word.start, word.stop, f"Is “{word.text}” a person's name?")


def _met(reading: Reading) -> frozenset[str]:
    """The names, in small letters, of the people whom the visit's entries name."""
    kept: frozenset[str] | None = reading.kept.get("met")
    if kept is None:
        people = [whom for entry in reading.snapshot.entries for whom in entry.with_whom]
        texts = [entry.text for entry in reading.snapshot.entries]
        names = [part for text in (*people, *texts) for m in TITLED.finditer(text) for part in m.groups() if part]
        names += [part for whom in people for m in FULL.finditer(whom) for part in m.groups()]
        strange = (name.lower() for name in names if not is_spelt(name.lower()) and len(name) > 2)
        kept = frozenset(map(without_possessive, strange))
        said = {without_possessive(word.lower()) for text in (*people, *texts) for word in _CAPITAL.findall(text)}
        kept |= said & plain_words("forenames")
        reading.kept["met"] = kept
    return kept
