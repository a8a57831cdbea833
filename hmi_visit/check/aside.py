"""Which queries were set aside: they are neither shown among the others nor counted."""

from __future__ import annotations

from collections.abc import Iterable

from hmi_visit.check.query import Query
from hmi_visit.visit.digest import digest
from hmi_visit.visit.model import Aside


def parted(queries: Iterable[Query], asides: Iterable[Aside]) -> tuple[list[Query], list[tuple[Query, Aside]]]:
    """The queries that stand, and those that were set aside with their records."""
    known = {(a.code, a.field, a.words): a for a in asides}
    stand: list[Query] = []
    set_aside: list[tuple[Query, Aside]] = []
    for query in queries:
        aside = known.get((query.code, query.field or "", digest(query.text))) if known else None
        if aside is None:
            stand.append(query)
        else:
            set_aside.append((query, aside))
    return stand, set_aside
