"""Slips with apostrophes, brackets, quotation marks, stops and commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.lines import Sort
from hmi_visit.check.query import Find, Severity
from hmi_visit.check.reading import Passage, Reading
from hmi_visit.check.registry import in_passage, in_words
from hmi_visit.check.text import Text, words_in

_PEOPLE = (
    r"(?:pupils|teachers|leaders|governors|parents|schools|children|adults|inspectors|lessons|books|subjects|classes)"
)
_CANNOT_BE_OWNED = (
    r"(?:as|who|whom|that|which|is|are|was|were|has|have|had|do|does|did|can|could|will|would|should|must|may|might|but"
    r"|at|by|for|to|from|with|when|where|because|if|they|he|she|it|we|you|the|a|an|this|these|their|across|through"
    r"|during|make|made|know|understand|enjoy|need|learn|feel|receive|throughout|within)"
)
_STRAY = re.compile(rf"\b([A-Za-z]+s)(['’])(?=\s+{_CANNOT_BE_OWNED}\b)", re.IGNORECASE)
_NOUN = (
    r"(?:pupil|teacher|leader|governor|parent|lesson|book|subject|plan|result|target|visitor|colleague|class|report)"
)
_ONES_MANY = re.compile(
    rf"\b({_NOUN})(['’]s)(?=\s+(?:are|were|have|who|know|make|need|understand|enjoy|learn)\b)", re.I
)
_DECADE = re.compile(r"\b((?:19|20)\d0)['’]s\b(?=\s+(?:are|were|and|to)\b|[.,;])")
_AFTER_S = re.compile(r"s['’]\s")
_OPENS = re.compile(r"(?<!\w)['‘](?=\w)")


@in_words("HV607", Severity.SHOULD)
def stray_apostrophe(text: Text) -> Iterator[Find]:
    """An apostrophe after a plural that owns nothing.

    Why: what stands after it cannot be owned: a verb, a preposition, a conjunction.
    Example: The behaviour of pupils' as they move -> pupils
    """
    if "'" not in text.text and "’" not in text.text:
        return
    for found in _STRAY.finditer(text.text) if _AFTER_S.search(text.text) else ():
        opened = sum(1 for _ in _OPENS.finditer(text.text, 0, found.start(2)))
        closed = len(re.findall(r"(?<=[\w.,!?])['’](?!\w)", text.text[: found.start(2)]))
        if opened <= closed:
            yield Find(*found.span(), "Nothing that follows is owned: the apostrophe is one too many.", found[1])
    for found in _ONES_MANY.finditer(text.text):
        mend = f"{found[1]}{'es' if found[1].lower().endswith('ss') else 's'}"
        yield Find(*found.span(), "Nothing that follows is owned: this is a plain plural.", mend)
    for found in _DECADE.finditer(text.text):
        yield Find(*found.span(), "A decade is a plain plural.", f"{found[1]}s")


_OWNERS = r"(pupils|governors|teachers|leaders|parents|childrens|mens|womens)"
_OWNER_WORDS = words_in("pupils governors teachers leaders parents childrens mens womens")
_OWNED = r"(?:attainment|achievement|behaviour|attitudes|outcomes|minutes|starting points|learning needs)"
_VERBS = r"(?:progress|needs|views|work|learning)"
_BEFORE = (
    r"(?:about|improv\w+|rais\w+|check\w*|track\w*|monitor\w*|scrutinis\w+|evaluat\w+|analys\w+|accelerat\w+|assess\w*"
    r"|review\w*)"
)
_UNOWNED = re.compile(
    rf"(?:\b(?:the|of|in|on|for|from|between|{_BEFORE})\s+{_OWNERS}(?=\s+{_OWNED}\b)"
    rf"|\b{_BEFORE}\s+{_OWNERS}(?=\s+{_VERBS}\b(?!\s+(?:with|hard|well|on|together|through|at|independently|towards)))"
    r"|\b(childrens|mens|womens)\b(?!['’]))",
    re.IGNORECASE,
)


@in_words("HV608", Severity.SHOULD)
def missing_apostrophe(text: Text) -> Iterator[Find]:
    """A plural that owns what follows, without its apostrophe.

    Why: “information about pupils progress” stops the reader, who takes “progress” for what pupils do.
    Example: information about pupils progress -> pupils'
    """
    if text.word_set.isdisjoint(_OWNER_WORDS):
        return
    for found in _UNOWNED.finditer(text.text):
        group = next(number for number in (1, 2, 3) if found[number])
        owner = found[group]
        mark = "’" if "’" in text.text else "'"
        mend = f"{owner[:-1]}{mark}s" if owner.lower() in ("childrens", "mens", "womens") else f"{owner}{mark}"
        yield Find(*found.span(group), f"What follows belongs to them: “{mend}”.", mend)


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
        re.compile(r"(?<=\w)( +)(?=[,;:](?:\s|\Z)|\.(?:\s|\Z)|[!?](?:\s|\Z))"),
        "There is a space before the mark.",
        "",
    ),
    ((), re.compile(r"(?<=[a-z])([,;])(?=[A-Za-z])"), "A space is missing after the mark.", r"\1 "),
    ((), re.compile(r"(?<=[a-z)])(\.)(?=[A-Z][a-z])"), "A space is missing after the full stop.", ". "),
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


_OPENERS = re.compile(
    r"(?:^|(?<=[.!?] ))(As a result(?! of)|In addition(?! to)|Nevertheless|Consequently|Furthermore|Moreover|In summary"
    r"|In contrast(?! (?:to|with))|For example|As a consequence(?! of)|However(?! (?:hard|much|many|well|small|good|few"
    r"|long|quickly|often|it (?:may|is)|they do|carefully|difficult|able|strong))|In particular|On the other hand"
    r"|Therefore|In conclusion)(?= [A-Za-z])"
)
_CLAUSE = re.compile(
    r"(?:^|(?<=[.!?] ))(?:As|When|Although|While|Because) (?:I|we|you|they|leaders|pupils|governors) [^,;:.!?]{3,60}?"
    r"(?<! when)(?<! that)(?<! because)(?<! as)(?<! if)(?<! which)(?<! where)(?<! what)(?<! how)(?<! while)(?<! and)"
    r"(?<! than)(?<! before)(?<! after)(?<! since)(?<! whom)(?<! or)(?<! but)(?<! until)(?<! whether)(?<! why)"
    r" (I|we) (?:am|was|have|will|did|had|saw|found|met|would|can|could|could|should|must|ask|recommend|write)\b"
)


@in_words("HV617", Severity.CONSIDER)
def comma_after_opening(text: Text) -> Iterator[Find]:
    """A sentence opens with “However”, “As a result” or a clause, and no comma parts it from the rest.

    Why: without the comma the reader runs on and has to come back.
    Example: As a result middle leaders check more often. -> As a result, middle leaders check more often.
    """
    for found in _OPENERS.finditer(text.text):
        yield Find(*found.span(1), f"A comma would part “{found[1]}” from the rest.", f"{found[1]},")
    for found in _CLAUSE.finditer(text.text):
        yield Find(*found.span(1), f"A comma before “{found[1]}” would part the clause from the rest.")


_THINKING = (
    r"(?:recognising|ensuring|meaning|suggesting|indicating|reflecting|knowing|believing|demonstrating|adding"
    r"|making sure) (?:that|how|what)\b[^.;:]*"
)
_DOING = (
    r"(?:making|giving|allowing|enabling|ensuring|helping|providing|including|resulting|causing|creating|leaving|raising"
    r"|hindering|preventing|limiting|leading to|contributing|focusing|highlighting|taking) [^.;:]*"
)
_FRAGMENT = re.compile(rf"(;)\s+(?:(?P<thinking>{_THINKING})|{_DOING})")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|must|should)\b")


@in_words("HV618", Severity.SHOULD)
def semicolon_before_fragment(text: Text) -> Iterator[Find]:
    """A semicolon before words that are no sentence of their own.

    Why: what stands after a semicolon could stand alone; a clause with a participle is joined by a comma.
    Example: they welcome the training; recognising that it helps -> they welcome the training, recognising
    """
    for found in _FRAGMENT.finditer(text.text):
        start, stop = text.sentence_at(found.start())
        a_list = ":" in text.text[start : found.start()] or text.text[start:stop].count(";") > 1
        if not a_list and (found["thinking"] or not _FINITE.search(found[0])):
            yield Find(*found.span(1), "What follows is no sentence of its own: a comma joins it.", ",")


_PARTED = re.compile(r",(?= (?:have|has|are|were|will|is|was) (?:all|both|each) )")
_ASIDE = re.compile(r", (?:who|which|where|whose|including|such as|as well as|together with|along with|for example)\b")


@in_words("HV619", Severity.CONSIDER)
def comma_before_the_verb(text: Text) -> Iterator[Find]:
    """A comma that parts a long subject from its verb.

    Why: however long the list before it, the verb belongs to it.
    Example: New toys, longer breaks and clearer rules, have all helped. -> clearer rules have all helped
    """
    if text.word_set.isdisjoint(("all", "both", "each")):
        return
    for found in _PARTED.finditer(text.text):
        start, _ = text.sentence_at(found.start())
        before = text.text[start : found.start()]
        if " and " in before and not _ASIDE.search(before) and "(" not in before and " – " not in before:
            yield Find(*found.span(), "This comma parts the subject from its verb.", "")
