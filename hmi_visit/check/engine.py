"""All rules over one visit: pure, without a screen, for any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from hmi_visit.check.house import House, house_of
from hmi_visit.check.passage import Passage
from hmi_visit.check.query import Find, Query, Severity
from hmi_visit.check.reading import OWN_WORDING, Reading
from hmi_visit.check.registry import Looks, Rule, all_rules
from hmi_visit.form.model import Form
from hmi_visit.visit.model import Snapshot


def queries(
    form: Form,
    snapshot: Snapshot,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    last: Snapshot | None = None,
    house: House | None = None,
    wanted: Callable[[], bool] = lambda: True,
) -> tuple[Query, ...]:
    """What a careful reader would say about a visit, in the order of the form, the text and the codes.

    `select` and `ignore` are codes, or beginnings of codes; without `select` every rule is asked that the form does not
    switch off. `last` is the last visit to the same school. `wanted` is asked before each rule: False ends it early,
    with nothing found. Raises a Problem for a fault in the office's own list.
    """
    house = house or house_of(form)
    reading = Reading(form, snapshot, house, last)
    found: list[Query] = []
    for rule in all_rules():
        if not wanted():
            return ()
        if not _asked(rule.code, select, ignore, house):
            continue
        found += _of_visit(rule, reading) if rule.looks is Looks.VISIT else _of_passages(rule, reading)
    found = [*_not_again_and_again(found)]
    order = {name: index for index, name in enumerate(_order(form))}
    return tuple(sorted(found, key=lambda q: _place(q, order)))


_OFTEN = 3
"""How often one and the same thing of house style is asked about; more often, it is asked once."""


def _not_again_and_again(found: Sequence[Query]) -> Iterator[Query]:
    """The queries, but a matter of house style that the letter has wrong throughout is told once, with how often.

    A colleague says “per cent, by the way”, and not so at each of twenty places.
    """
    same = Counter((q.code, q.text.lower()) for q in found if _is_style(q))
    told: set[tuple[str, str]] = set()
    for query in found:
        key = (query.code, query.text.lower())
        if not _is_style(query) or same[key] <= _OFTEN:
            yield query
        elif key not in told:
            told.add(key)
            yield replace(query, message=f"{query.message} It stands so {same[key]} times in the letter.")


def _is_style(query: Query) -> bool:
    return query.code.startswith("HV5") and query.severity is Severity.SHOULD


def warm_up() -> None:
    """Load the rules, their lists and the dictionary, so that the first check is as quick as the others."""
    form = Form("", "", (), {}, {}, Path())
    queries(form, Snapshot("", {}, wording={OWN_WORDING: "A pupil's quarrelsome freind; they was there."}))


def _asked(code: str, select: Sequence[str], ignore: Sequence[str], house: House) -> bool:
    if any(code.startswith(begins.upper()) for begins in ignore):
        return False
    return any(code.startswith(begins.upper()) for begins in select) if select else not house.is_off(code)


def _of_visit(rule: Rule, reading: Reading) -> Iterator[Query]:
    for query in rule.run(reading):
        assert isinstance(query, Query)
        yield query if query.code else replace(query, code=rule.code, severity=rule.severity)


def _of_passages(rule: Rule, reading: Reading) -> Iterator[Query]:
    for passage in reading.passages:
        for find in _finds(rule, passage, reading):
            yield _query(rule, passage, find)


def _finds(rule: Rule, passage: Passage, reading: Reading) -> Sequence[Find]:
    if rule.looks is Looks.PASSAGE:
        return _as_finds(rule.run(passage, reading))
    kept = passage.text.found.get(rule.code)
    if kept is None:
        kept = passage.text.found[rule.code] = _as_finds(rule.run(passage.text))
    return kept


def _as_finds(found: object) -> tuple[Find, ...]:
    return tuple(found)  # type: ignore[arg-type]


def _query(rule: Rule, passage: Passage, find: Find) -> Query:
    return Query(
        code=rule.code,
        severity=find.severity or rule.severity,
        field=passage.path,
        line=passage.line,
        column=find.start + 1,
        text=passage.text.text[find.start : find.stop],
        message=find.message,
        mend=find.mend,
        offset=passage.start + find.start,
    )


def _order(form: Form) -> Iterator[str]:
    for step in form.steps:
        yield from step.fields


def _place(query: Query, order: dict[str, int]) -> tuple[int, str, int, int, str]:
    known = order.get(query.top, len(order) if query.field else -1)
    return known, query.field or "", query.line or 0, query.column or 0, query.code
