"""Slips of spelling: words that no dictionary has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.house import pairs
from hmi_visit.check.passage import Passage
from hmi_visit.check.phrases import cased
from hmi_visit.check.query import Find, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage
from hmi_visit.check.spelling import is_spelt, one_slip_from
from hmi_visit.check.text import Text, Word, words_in

_PREFIXES = words_in(
    "anti co de ex extra inter intra mid micro mini multi non over out post pre pro pseudo quasi re semi socio "
    "sub super trans ultra un under vice ad hoc"
)
"""What may stand before a hyphen, or in one word with what follows, without being a word."""
_ADDRESS = re.compile(r"\S*(?:@|www\.|https?:|\.(?:uk|com|org|gov|net)\b)\S*")
_ENDINGS = re.compile(r"(?<=\d)(?:st|nd|rd|th|s|am|pm)\Z")
_LEAST_KNOWN = 4


@in_passage("HV601", Severity.SHOULD)
def spelling(passage: Passage, reading: Reading) -> Iterator[Find]:
    """A word that the dictionary of British English does not have.

    Why: a misspelt word is the first thing that a reader sees, and the last that the writer does. Names that the visit
    knows and the words of your own dictionary.txt are left alone; so is what begins with a capital letter inside a
    sentence.
    Example: The goverment of the school has improved. -> government
    """
    text = passage.text
    for word in text.words:
        if _is_right(word.text, reading) or word.lower in pairs("british"):
            continue
        if _stands_apart(text, word) or _joined_is_right(text, word, reading):
            continue
        capital = word.text[0].isupper()
        if capital and (any(c.isupper() for c in word.text[1:]) or not text.begins_sentence(word.start)):
            continue
        likely = one_slip_from(word.lower)
        if capital and (not likely or _is_name(text, word)):
            continue  # a name at the beginning of a sentence
        mend = cased(likely[0], word.text) if len(likely) == 1 else None
        some = ", ".join(likely[:3])
        hint = f"; is it {some}?" if len(likely) > 1 else (f"; “{mend}” is" if mend else "")
        yield Find(word.start, word.stop, f"“{word.text}” is not in the dictionary{hint}.".replace("?.", "?"), mend)


def _is_right(word: str, reading: Reading) -> bool:
    straight = word.replace("’", "'")
    if is_spelt(straight):
        return True
    lower = straight.lower()
    bare = lower.removesuffix("'s").removesuffix("'")
    known = reading.house.known
    if bare in known or lower in known or bare in reading.known_names:
        return True
    if any(c.isdigit() for c in word):
        return not word[-1].isalpha() or bool(_ENDINGS.search(lower)) or word[0].isalpha()
    if bare != lower and is_spelt(straight[: len(bare)]):
        return True
    return len(lower) == 1 or (straight.isupper() and len(lower) < 6) or straight.rstrip("s").isupper()


def _is_name(text: Text, word: Word) -> bool:
    """Whether the next word has a capital letter too."""
    return bool(re.match(r" [A-Z][a-z]", text.text[word.stop : word.stop + 3]))


def _stands_apart(text: Text, word: Word) -> bool:
    """Whether the word is part of a web address, or of what somebody said in a foreign spelling."""
    if "." not in text.text and "@" not in text.text:
        return False
    return any(m.start() <= word.start < m.end() for m in _ADDRESS.finditer(text.text))


def _joined_is_right(text: Text, word: Word, reading: Reading) -> bool:
    """Whether a part of a hyphenated word is right as such: a prefix, or with its neighbours in one word."""
    before = text.text[: word.start].endswith("-") and word.start > 1
    after = text.text[word.stop : word.stop + 1] == "-"
    if not before and not after:
        return False
    if after and word.lower in _PREFIXES:
        return True
    start, stop = word.start, word.stop
    while start > 0 and (text.text[start - 1].isalnum() or text.text[start - 1] == "-"):
        start -= 1
    while stop < len(text.text) and (text.text[stop].isalnum() or text.text[stop] == "-"):
        stop += 1
    whole = text.text[start:stop].strip("-")
    return any(_is_right(form, reading) for form in (whole, whole.replace("-", ""))) and len(whole) >= _LEAST_KNOWN
