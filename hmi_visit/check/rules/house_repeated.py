"""House style: the same word, the same sentence, the same beginning again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_visit, in_words
from hmi_visit.check.text import Text, words_in

_COMMON = words_in(
    "about after again being before between could every first having other pupils pupil school school's schools should"
    " their there these those through under where which while whose would teachers leaders governors"
    " teaching learning progress children local authority authority's pupils' improve improvement support education"
    " years"
    " stage because other others another"
)
_LEAST_LETTERS, _MOST_TIMES = 5, 3


@in_words("HV515", Severity.CONSIDER)
def word_again_and_again(text: Text) -> Iterator[Find]:
    """The same word three times in one sentence.

    Why: it tires the reader, and is often what is left of two sentences.
    Example: checks that check what was checked -> monitors that look at what was done
    """
    if len(text.words) < _MOST_TIMES * 2:
        return
    for _, _, words in text.by_sentence:
        if len(words) < _MOST_TIMES * 2:
            continue
        times = Counter(w.lower for w in words if len(w.text) >= _LEAST_LETTERS and w.lower not in _COMMON)
        for lower, count in times.items():
            if count >= _MOST_TIMES and not lower.isdigit():
                third = [w for w in words if w.lower == lower][_MOST_TIMES - 1]
                if not third.text[0].isupper():
                    yield Find(third.start, third.stop, f"“{lower}” stands {count} times in this sentence.")


_LEAST_SENTENCE = 8


@in_visit("HV516", Severity.SHOULD)
def sentence_twice(reading: Reading) -> Iterator[Query]:
    """The same sentence twice in one letter.

    Why: it was copied where it was meant to be moved. A report gathers its recommendations again on purpose: what
    stands in two parts of a group is left alone.
    Example: the second of the two -> (take it out)
    """
    seen: dict[tuple[str, ...], Passage] = {}
    for passage in reading.passages:
        for start, stop, key in _sentences(passage):
            first = seen.get(key)
            if first is None:
                seen[key] = passage
                continue
            same_part = first.path == passage.path or "[" not in first.path + passage.path
            if same_part:
                message = f"This sentence stands already in {first.path}, line {first.line}."
                yield reading.at(passage, start, stop, message, "")


_LEAST_COPIED = 9


@in_visit("HV517", Severity.CONSIDER)
def sentence_of_last_time(reading: Reading) -> Iterator[Query]:
    """A sentence that stood in the last visit's letter word for word.

    Why: what was true then may be true now, and the school will compare.
    Example: Governors do not yet check attendance. -> is it still so?
    """
    if reading.last is None:
        return
    before = Reading(reading.form, reading.last, reading.house)
    known = {key for p in before.passages for _, _, key in _sentences(p) if len(key) >= _LEAST_COPIED}
    for passage in reading.passages:
        for start, stop, key in _sentences(passage):
            if key in known:
                yield reading.at(passage, start, stop, "This sentence stood in the last letter word for word.")


def _sentences(passage: Passage) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The longer sentences of a line: where they stand, and their words."""
    for start, stop, words in passage.text.by_sentence if passage.sort is not Sort.ROW else ():
        if len(words) >= _LEAST_SENTENCE:
            yield start, stop, tuple(w.lower for w in words)


_ROW = 3
_SMALL = words_in("the a an in at for on of to with this these")


@in_words("HV522", Severity.CONSIDER)
def sentences_begin_alike(text: Text) -> Iterator[Find]:
    """Three sentences in a row begin with the same word.

    Why: it reads as a list that was made into sentences.
    Example: They check books. They visit lessons. They meet parents. -> join two, or begin one otherwise
    """
    firsts = [words[0] for _, _, words in text.by_sentence if words]
    for index in range(_ROW - 1, len(firsts)):
        row = {w.lower for w in firsts[index - _ROW + 1 : index + 1]}
        if len(row) == 1 and row.isdisjoint(_SMALL) and (index == _ROW - 1 or firsts[index - _ROW].lower not in row):
            word = firsts[index]
            yield Find(word.start, word.stop, f"Three sentences in a row begin with “{word.text}”.")
