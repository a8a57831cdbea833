"""The numbers of paragraphs: one run through the whole document, counted and never typed.

The letter and the screen number by this one function, so that they agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from hmi_visit.form.model import Field, Kind

Node = TypeVar("Node")


def counted(fields: Iterable[Field], node: Node, items: Callable[[Node, Field], Iterable[Node]]) -> Iterator[Node]:
    """The items that are counted, in the order of the fields, each before those inside it: the first is number 1.

    `fields` are those that `node` has answers to; `items` gives the items of a group of it, in order.
    """
    for field in fields:
        if field.kind is Kind.GROUP:
            for item in items(node, field):
                if field.counted:
                    yield item
                yield from counted(field.fields, item, items)


def counts(fields: Iterable[Field]) -> bool:
    """Whether anything in these fields is counted: a report, whose paragraphs have numbers."""
    return any(field.counted or counts(field.fields) for field in fields)
