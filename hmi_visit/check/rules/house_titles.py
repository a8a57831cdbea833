"""House style: abbreviations, and the capital letters of job titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.house import plain_words
from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_visit
from hmi_visit.check.spelling import is_spelt
from hmi_visit.check.text import words_in
from hmi_visit.form.model import Role

_CAPITALS = re.compile(r"\b[A-Z][A-Z&]{1,5}(?:s\b|\b)(?!['’-]\w)")
_ROMAN = re.compile(r"[IVXLC]+\Z")


@in_visit("HV513", Severity.CONSIDER)
def abbreviation(reading: Reading) -> Iterator[Query]:
    """An abbreviation that the letter does not explain.

    Why: a parent who reads the letter on the website cannot ask what it stands for.
    Example: The SLT meets weekly. -> Senior leaders meet weekly.
    """
    known = plain_words("abbreviations") | reading.house.known
    seen: set[str] = set()
    for passage in reading.passages:
        line = passage.text.text
        if line.isupper() or line.lower() == line:
            continue
        for found in _CAPITALS.finditer(line):
            short = found[0].removesuffix("s") if found[0][-1] == "s" else found[0]
            if short in seen or short.lower() in known or found[0].lower() in known or _ROMAN.match(short):
                continue
            seen.add(short)
            whole_word = len(short) > _LEAST_WORD and is_spelt(short.lower())
            if whole_word or short.lower() in reading.known_names or passage.sort is Sort.ROW:
                continue
            if not any(f"({short}" in p.text.text or f"{short} (" in p.text.text for p in reading.passages):
                yield reading.at(passage, *found.span(), f"“{found[0]}” is explained nowhere in the letter.")


_LEAST_WORD = 3
_TITLES = (
    "chair of the governing body", "vice-chair of the governing body", "chair of governors", "vice-chair of governors",
    "deputy headteacher", "assistant headteacher", "acting headteacher", "executive headteacher", "headteacher",
    "head of school", "director of children's services", "regional schools commissioner", "governing body", "governors",
    "local authority", "senior leaders", "middle leaders", "subject leaders",
)  # fmt: skip
_TITLE = re.compile(
    rf"\b(?:{'|'.join(title.replace(chr(39), '[’' + chr(39) + ']') for title in _TITLES)})\b", re.IGNORECASE
)
_HAVE_TITLES = words_in(
    "chair headteacher headteachers governing governors head director commissioner authority leaders"
)


@in_visit("HV509", Severity.CONSIDER)
def capitals_of_titles(reading: Reading) -> Iterator[Query]:
    """A job title with capital letters here and small ones there, or otherwise than among the copies.

    Why: the same person should not grow and shrink in one letter.
    Example: the Chair of the Governing Body, and later the chair of the governing body -> one of the two
    """
    small: dict[str, int] = {}
    found_at: dict[str, list[tuple[Passage, int, int, bool]]] = {}
    for passage in reading.passages:
        if passage.text.word_set.isdisjoint(_HAVE_TITLES):
            continue
        for found in _TITLE.finditer(passage.text.text):
            title = found[0].lower().replace("’", "'")
            words = [w for w in re.split(r"[ -]", found[0]) if w.lower() not in ("of", "the")]
            if passage.text.begins_sentence(found.start()) or (passage.in_list and found.start() == 0):
                words = words[1:]
            capitals = {w[0].isupper() for w in words}
            if len(capitals) == 1:
                is_small = capitals == {False}
                small[title] = small.get(title, 0) + (1 if is_small else -1)
                found_at.setdefault(title, []).append((passage, found.start(), found.end(), is_small))
    for copy in reading.items(Role.COPIES):
        for found in _TITLE.finditer(copy):
            title = found[0].lower().replace("’", "'")
            small[title] = small.get(title, 0) + (_COPIES_COUNT if found[0] == found[0].lower() else -_COPIES_COUNT)
    for title, places in found_at.items():
        for passage, start, stop, is_small in places:
            if small[title] and is_small != (small[title] > 0):
                other = "small letters" if small[title] > 0 else "capital letters"
                yield reading.at(passage, start, stop, f"Elsewhere in the letter this title has {other}.")


_COPIES_COUNT = 100
"""How the copies have a title decides."""
