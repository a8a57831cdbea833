"""Items that follow items of another group (a recommendation after its paragraph) stay with what they follow.

A form says so of a number (`Field.follows`): it counts items of the group beside. Whenever those are moved, the number
is counted anew, and where what it counted to went to another place, the follower goes there too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hmi_visit.form.model import Field, Kind
from hmi_visit.visit.change import Draft, Said
from hmi_visit.visit.outline import Outline


class Follower(NamedTuple):
    """An item and the number that says what it follows."""

    item: int
    number: Field
    followed: Field
    """The group beside, whose items the number counts."""


def followers(outline: Outline) -> Iterator[Follower]:
    """Every item that follows another, or could."""
    for item, group in outline.group.items():
        for number in group.fields:
            if number.follows:
                beside = next(f for f in outline.fields(outline.parent[item]) if f.name == number.follows)
                yield Follower(item, number, beside)


def leaders(outline: Outline) -> Mapping[Follower, list[int]]:
    """For each follower, the items up to the one that it stands after; empty where it stands at the end."""
    found = {}
    for follower in followers(outline):
        count = outline.answers(follower.item).get(follower.number.name)
        order = outline.of(outline.parent[follower.item], follower.followed)
        known = isinstance(count, int) and 1 <= count <= len(order)
        found[follower] = order[:count] if known and isinstance(count, int) else []
    return found


def keep_with(draft: Draft, before: Mapping[Follower, list[int]], after: Outline, instead: Mapping[int, int]) -> None:
    """Bring each follower to what it stood after, and count its number anew.

    `instead` says for an item which one stands for it now. Of one that is gone, the one before it takes the place.
    """
    for follower, order in before.items():
        if not order or follower.item not in after:
            continue
        stood = instead.get(order[-1], order[-1])
        home = after.parent.get(stood)
        if home is not None and home != after.parent[follower.item] and after.group[stood] is follower.followed:
            _take_along(draft, after, follower, home)
            order_now = after.of(home, follower.followed)
            count = order_now.index(stood) + 1
        else:
            order_now = after.of(after.parent[follower.item], follower.followed)
            there = [order_now.index(item) + 1 for item in order if item in order_now]
            count = order_now.index(stood) + 1 if stood in order_now else max(there, default=1)
        if after.answers(follower.item).get(follower.number.name) != count:
            draft.put((follower.item, follower.number.name), Said(Kind.NUMBER.value, json.dumps(count), None))


def _take_along(draft: Draft, after: Outline, follower: Follower, home: int) -> None:
    """Move a follower to another place, behind those that follow things there."""
    group = after.group[follower.item]
    after.beside(follower.item).remove(follower.item)
    there = after.items.setdefault((home, group.name), [])
    there.append(follower.item)
    after.parent[follower.item] = home
    draft.order(home, group, there)
