"""The judgement, who was there and who is copied, against what the text says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import Reading
from hmi_visit.check.registry import in_passage, in_visit
from hmi_visit.form.model import Meaning, Role

_ACTION = re.compile(
    r"\b(?:leaders|governors|you|school|authority)\b[^.;]{0,60}?\b(?:is|are) (not (?:yet )?)?(?:yet )?taking"
    r" effective action",
    re.IGNORECASE,
)


@in_passage("HV204", Severity.MUST)
def judgement_in_words(passage: Passage, reading: Reading) -> Iterator[Find]:
    """The text says the opposite of the judgement that was chosen.

    Why: the judgement is what the school will read first, and it can stand in the letter only once.
    Example: judgement “taking effective action”, text “are not taking effective action” -> one of the two
    """
    means = reading.means(Role.JUDGEMENT)
    if means is Meaning.NONE or "effective" not in passage.text.word_set:
        return
    for found in _ACTION.finditer(passage.text.text):
        if bool(found[1]) != (means is Meaning.NOT_EFFECTIVE):
            said = "not effective" if found[1] else "effective"
            yield Find(*found.span(), f"The judgement chosen is another: here action is {said}.")


_CONCERN = re.compile(
    r"\b(?:concern(?:s|ed)?|(?:further|another|second|third|return|next|follow-up|additional|early|monitoring)"
    r" (?:monitoring )?"
    r"(?:visit|inspection)|visit (?:you|the school)? ?again|return to the school|revisit)\b",
    re.IGNORECASE,
)


@in_visit("HV205", Severity.MUST)
def not_effective_without_more(reading: Reading) -> Iterator[Query]:
    """Action is judged not to be effective, and the text names neither a concern nor a further visit.

    Why: a school that is not acting well enough must read how serious that is, and what will follow.
    Example: add: I will make a further visit to check on the school's progress.
    """
    if reading.means(Role.JUDGEMENT) is not Meaning.NOT_EFFECTIVE or not reading.of_role(Role.FINDINGS):
        return
    if not any(_CONCERN.search(p.text.text) for p in reading.passages):
        message = "The judgement is not effective, and the text names neither a concern nor a further visit."
        yield reading.about(Role.FINDINGS, message)


_WE = re.compile(r"\b(we|our|us)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|my)\b")
_TOGETHER = re.compile(
    r"\b(?:together|with you|jointly|joint|you and I|both of us|with the headteacher|as we agreed|we agreed)\b", re.I
)


@in_visit("HV207", Severity.CONSIDER)
def i_and_we(reading: Reading) -> Iterator[Query]:
    """“we” in a letter in which one inspector says “I”, and nobody is named who came along.

    Why: the reader asks who else was there.
    Example: I met governors. We visited lessons. -> Together with you, I visited lessons.
    """
    if reading.field(Role.COLLEAGUES) is None or reading.items(Role.COLLEAGUES):
        return
    if not any(_I.search(p.text.text) for p in reading.passages):
        return
    for passage in reading.passages:
        if passage.text.word_set.isdisjoint(("we", "our", "us")):
            continue
        for start, stop in passage.text.sentences:
            found = _WE.search(passage.text.text, start, stop)
            alone = found and found[1].lower() == "we" and not passage.text.is_quoted(found.start())
            if found and alone and not _TOGETHER.search(passage.text.text[max(0, start - 200) : stop]):
                yield reading.at(passage, *found.span(), "The letter says “I”; who are “we” here?")
                return


_TRUST = re.compile(
    r"\b(?:trust|sponsor|academ(?:y|ies)|regional schools? commissioner|chief executive|department for education"
    r"|DfE)\b",
    re.I,
)
_AUTHORITY = re.compile(
    r"\b(?:authority|children['’]?s services|director of|council|diocese|diocesan)\b", re.IGNORECASE
)


@in_visit("HV208", Severity.SHOULD)
def copies_for_the_kind(reading: Reading) -> Iterator[Query]:
    """The copies do not go to those who run a school of this kind.

    Why: an academy's letter is copied to its trust, a maintained school's to its local authority; who is left out does
    not learn what the school was asked to do.
    Example: academy, copies to the director of children's services alone -> the chair of the trust
    """
    kind, copies = reading.means(Role.SUBJECT_KIND), reading.items(Role.COPIES)
    if not copies or kind is Meaning.NONE:
        return
    authority = reading.text(Role.AUTHORITY).lower()
    has_trust = any(_TRUST.search(copy) for copy in copies)
    has_authority = any(_AUTHORITY.search(copy) or (authority and authority in copy.lower()) for copy in copies)
    if kind is Meaning.ACADEMY and not has_trust:
        yield reading.about(Role.COPIES, "The school is an academy, and no copy goes to its trust.")
    elif kind is Meaning.MAINTAINED and not has_authority:
        yield reading.about(Role.COPIES, "The school is maintained, and no copy goes to its local authority.")
