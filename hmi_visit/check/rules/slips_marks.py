"""Slips with brackets, quotation marks, stops and capital letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.lines import Sort
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_words
from hmi_visit.check.text import Text

_BRACKETS = {")": "(", "]": "["}
_LETTERED = re.compile(r"(?<!\w)(?:[a-z]|[ivx]{1,4}|\d{1,2})\)")


@in_words("HV609", Severity.SHOULD)
def unbalanced(text: Text) -> Iterator[Find]:
    """A bracket or quotation mark without its partner.

    Why: half of a pair is a slip wherever it stands, and the reader looks for the other half.
    Example: the plan (and its targets is clear -> the plan (and its targets) is clear
    """
    open_at: list[int] = []
    lettered = {found.end() - 1 for found in _LETTERED.finditer(text.text)} if ")" in text.text else set()
    for at, character in enumerate(text.text):
        if character in "([":
            open_at.append(at)
        elif character in ")]":
            if open_at and text.text[open_at[-1]] == _BRACKETS[character]:
                open_at.pop()
            elif at not in lettered:
                yield Find(at, at + 1, "This bracket was never opened.")
    for at in open_at:
        yield Find(at, at + 1, "This bracket is never closed.")
    if text.text.count('"') % 2:
        at = text.text.rindex('"')
        yield Find(at, at + 1, "This quotation mark has no partner.")
    if text.text.count("“") > text.text.count("”"):
        at = text.text.rindex("“")  # one that opens a paragraph may go on in the next
        severity = Severity.SHOULD if at else Severity.CONSIDER
        yield Find(at, at + 1, "This quotation mark is never closed.", severity=severity)
    elif text.text.count("”") > text.text.count("“"):
        at = text.text.index("”")
        ends = text.text.rstrip().endswith("”") and text.text.count("”") == 1
        severity = Severity.CONSIDER if ends else Severity.SHOULD
        yield Find(at, at + 1, "This quotation mark was never opened.", severity=severity)


_WEB = re.compile(r"\S*(?:@|www\.|https?:|\w\.(?:uk|com|org|gov|net|sch|co)\b)\S*")
_SPACING: tuple[tuple[tuple[str, ...], re.Pattern[str], str, str | None], ...] = (
    (
        (" ,", " ;", " :", " .", " !", " ?"),
        re.compile(r"(?<=\w)( +)(?=[,;](?:[A-Za-z\s]|\Z)|:(?:\s|\Z)|\.(?:\s|\Z)|[!?](?:\s|\Z))"),
        "There is a space before the mark.",
        "",
    ),
    ((), re.compile(r"([,;])(?<=[a-z].)(?=[A-Za-z])"), "A space is missing after the mark.", r"\1 "),
    ((), re.compile(r"(\.)(?<=[a-z)].)(?=[A-Z][a-z])"), "A space is missing after the full stop.", ". "),
    (
        (",,", ";;", "::", "..", ",.", ".,"),
        re.compile(r"(?<![.,])(,,|;;|::|(?<!\.)\.\.(?!\.)|,\.|\.,(?!\w))(?![.])"),
        "Two marks stand where one does.",
        None,
    ),
    (("( ", " )"), re.compile(r"(?<=\()( +)|( +)(?=\))"), "There is a space inside the bracket.", ""),
)
"""What must stand in the line for the pattern to be tried, the pattern, what is said, and the mend."""
_ABBREVIATED = re.compile(r"(?:e\.g|i\.e|etc|al|Inc|Ltd|\b[A-Za-z])\.,\Z")


@in_words("HV614", Severity.SHOULD)
def spaces_around_marks(text: Text) -> Iterator[Find]:
    """A space before a comma or full stop, none after it, or two marks where one stands.

    Why: they are left when a word was taken out or pasted in.
    Example: the plan , which is clear -> the plan, which is clear
    """
    web = [found.span() for found in _WEB.finditer(text.text)] if "." in text.text or "@" in text.text else []
    for needed, pattern, message, mend in _SPACING:
        if needed and not any(marks in text.text for marks in needed):
            continue
        for found in pattern.finditer(text.text):
            if any(start <= found.start() < stop for start, stop in web):
                continue
            if _ABBREVIATED.search(text.text[: found.end()]):
                continue
            to = found[0][-1:] if mend is None else (found.expand(mend) if mend else "")
            yield Find(*found.span(), message, to)


_SMALL = re.compile(r"(?<=[a-z]{3}[.!?])\s+([a-z])(?=[a-z]*\s)|(?<=[a-z]{3}[.!?]['\"”’)])\s+([a-z])(?=[a-z]*\s)")
_I = re.compile(r"(?<![\w'’.(\-])i(?![\w.)\-])(?!['’]s)")
_ABBREVIATIONS = re.compile(r"\b(?:etc|approx|incl|vol|dept|resp|viz|max|min|est|ext|tel|sec|para|paras|pages?)[.]\Z")


@in_passage("HV616", Severity.SHOULD)
def small_letter(passage: Passage, reading: Reading) -> Iterator[Find]:  # noqa: ARG001
    """A sentence that begins with a small letter, or “i” for “I”.

    Why: it shows that a sentence was parted or begun in a hurry.
    Example: Pupils read well. they enjoy it. -> They enjoy it.
    """
    text = passage.text
    for found in _SMALL.finditer(text.text):
        group = 1 if found[1] else 2
        if not text.is_quoted(found.start()) and not _ABBREVIATIONS.search(text.text[: found.start()]):
            yield Find(*found.span(group), "A sentence begins with a capital letter.", found[group].upper())
    for found in _I.finditer(text.text) if any(word.text == "i" for word in text.words) else ():
        yield Find(*found.span(), "“I” is a capital letter.", "I")
    if passage.sort is Sort.PARAGRAPH and passage.field and not passage.in_list and text.words:
        first = text.words[0]
        alone = first.text.islower() and first.start == 0 and len(text.words) > 1
        if alone and first.text != "i" and passage.line == 1 and not text.text[first.stop :].startswith((".", "@")):
            yield Find(0, 1, "A sentence begins with a capital letter.", text.text[0].upper())
