"""Putting a long document in order: its items added, moved, split, joined, taken out and brought back.

Each is one transaction and one change that can be undone; nothing that was written is lost by any of them: what a text
was before is among its earlier states, and what was taken out is in the bin.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import cast

from hmi_visit.form.model import Field, Kind, Value
from hmi_visit.form.values import LIST_KINDS, is_empty
from hmi_visit.problems import Problem
from hmi_visit.visit.answers import TOP, as_value
from hmi_visit.visit.change import Draft, Said, answer_at
from hmi_visit.visit.outline import Outline
from hmi_visit.visit.undoing import Undoing


class Arranger(Undoing):
    """Changes the order of a visit's items, and undoes it. Use it from the thread that opened the visit."""

    # adding and taking out

    def add(self, group: Field, place: int = TOP, at: int | None = None, *, after: int | None = None) -> int:
        """A new item of a group at a place, so many items down, or at the end; its place in the file.

        `after` is the number that an item which follows others begins with.
        """
        added: list[int] = []

        def work(draft: Draft, outline: Outline) -> tuple[str, dict[int, int]]:
            order = list(outline.of(place, group))
            added.append(draft.add(place, group, len(order) + 1))
            order.insert(len(order) if at is None else at, added[0])
            draft.order(place, group, order)
            for number in (field for field in group.fields if field.follows and after is not None):
                draft.put((added[0], number.name), Said(number.kind.value, json.dumps(after), None))
            return "added", {}

        self._change(work)
        return added[0]

    def remove(self, item: int) -> None:
        """Move an item to the bin, with all that stands in it."""

        def work(draft: Draft, outline: Outline) -> tuple[str, dict[int, int]]:
            draft.remove(_there(outline, item))
            return f"taken out ({_called(outline, item)})", {}

        self._change(work)

    def bring_back(self, item: int, place: int) -> None:
        """Bring an item back from the bin, to where it stood; or, where that is gone, to the end of another place."""
        row = self.db.execute("SELECT parent, field, position FROM place WHERE id = ?", (item,)).fetchone()

        def work(draft: Draft, outline: Outline) -> tuple[str, dict[int, int]]:
            home = row["parent"] if row["parent"] in outline or row["parent"] == TOP else place
            group = next((f for f in outline.fields(home) if f.name == row["field"]), None)
            if group is None:
                raise Problem("what it stood in is in the bin too", mend="bring that back first, or open one like it")
            draft.bring_back(item)
            order = list(outline.of(home, group))
            order.insert(row["position"] - 1 if home == row["parent"] else len(order), item)
            draft.order(home, group, order)
            return "brought back", {}

        self._change(work)

    # moving

    def move_by(self, item: int, by: int) -> bool:
        """Move an item up (negative) or down; from the end of its place into the next place of that kind.

        False where there is nowhere further to go.
        """
        outline = Outline(self.form, self.db)
        order, parent = outline.beside(_there(outline, item)), outline.parent[item]
        at = order.index(item) + by
        if 0 <= at < len(order):
            self.move(item, parent, at)
            return True
        if parent == TOP:
            return False
        homes = [p for p in outline.inside(TOP) if p in outline and outline.group[p] is outline.group[parent]]
        to = homes.index(parent) + (1 if by > 0 else -1)
        if not 0 <= to < len(homes):
            return False
        self.move(item, homes[to], 0 if by > 0 else None)
        return True

    def move(self, item: int, place: int, at: int | None = None) -> None:
        """Move an item to a place that holds its kind, so many items down, or to the end.

        Raises a Problem where it would stand in itself, or where the place holds no such items.
        """

        def work(draft: Draft, outline: Outline) -> tuple[str, dict[int, int]]:
            group = outline.group[_there(outline, item)]
            if place == item or item in outline.above(place):
                raise Problem("it cannot be moved into itself")
            if (place != TOP and place not in outline) or group not in outline.fields(place):
                raise Problem(f"there is no place for it there: {group.label} stand elsewhere")
            old = [other for other in outline.beside(item) if other != item]
            if place == outline.parent[item]:
                order = old
            else:
                order = list(outline.of(place, group))
                draft.order(outline.parent[item], group, old)
            order.insert(len(order) if at is None else at, item)
            draft.order(place, group, order)
            return f"moved ({_called(outline, item)})", {}

        self._change(work)

    # splitting and joining

    def split(self, item: int, field: Field, at: int) -> int:
        """Split an item at a character of one of its texts: what comes after is a new item's; its place.

        White space at the split goes; groups and other answers stay with the first.
        """
        made: list[int] = []

        def work(draft: Draft, outline: Outline) -> tuple[str, dict[int, int]]:
            said = answer_at(self.db, (_there(outline, item), field.name))
            text = said.value if said else ""
            made.append(_new_after(draft, outline, item))
            draft.put((item, field.name), Said(field.kind.value, text[:at].rstrip(), None))
            draft.put((made[0], field.name), Said(field.kind.value, text[at:].lstrip(), None))
            return f"split ({_called(outline, item)})", {item: made[0]}

        self._change(work)
        return made[0]

    def part(self, item: int) -> int:
        """Begin a new item at an inner one: it and those after it stand in a new item after theirs; its place."""
        made: list[int] = []

        def work(draft: Draft, outline: Outline) -> tuple[str, dict[int, int]]:
            group, parent = outline.group[_there(outline, item)], outline.parent[item]
            if parent == TOP:
                raise Problem("what it stands in is the whole document, which is not parted")
            order = outline.beside(item)
            at = order.index(item)
            made.append(_new_after(draft, outline, parent))
            draft.order(parent, group, order[:at])
            draft.order(made[0], group, order[at:])
            return f"parted ({_called(outline, parent)})", {}

        self._change(work)
        return made[0]

    def join(self, item: int) -> str:
        """Join an item with the one after it, which goes to the bin; what of that was not taken over, in words.

        Texts are set one after the other with a space between, lists and groups one behind the other; of what can be
        but one, the first's stays. Raises a Problem where there is none after it.
        """
        left: list[str] = []

        def work(draft: Draft, outline: Outline) -> tuple[str, dict[int, int]]:
            order = outline.beside(_there(outline, item))
            if item == order[-1]:
                raise Problem("there is none after it to join it with")
            other = order[order.index(item) + 1]
            for field in outline.group[item].fields:
                if field.kind is Kind.GROUP:
                    if moved := outline.of(other, field):
                        draft.order(item, field, [*outline.of(item, field), *moved])
                elif not self._join(draft, field, item, other):
                    left.append(field.label)
            draft.remove(other)
            return f"joined ({_called(outline, item)})", {other: item}

        self._change(work)
        return ", ".join(left)

    def _join(self, draft: Draft, field: Field, item: int, other: int) -> bool:
        """Join an answer of two items; False where the second's could not be taken over."""
        first, second = answer_at(self.db, (item, field.name)), answer_at(self.db, (other, field.name))
        if second is None or (not second.typed and is_empty(_value(second))):
            return True
        if first is None or (not first.typed and is_empty(_value(first))):
            draft.put((item, field.name), second)
        elif field.follows:
            return True
        elif field.kind is Kind.PROSE:
            joined = f"{first.value.rstrip()} {second.value.lstrip()}"
            draft.put((item, field.name), Said(first.kind, joined, None))
        elif field.kind in LIST_KINDS:
            both = [*cast("list[str]", _value(first)), *cast("list[str]", _value(second))]
            draft.put((item, field.name), Said(first.kind, json.dumps(both, ensure_ascii=False), None))
        else:
            return first == second
        return True

    def put_all(self, spots: dict[tuple[int, str], Said], words: str) -> None:
        """Replace answers, as one change."""

        def work(draft: Draft, _outline: Outline) -> tuple[str, dict[int, int]]:
            for spot, said in spots.items():
                draft.put(spot, said)
            return words, {}

        self._change(work)


def _there(outline: Outline, item: int) -> int:
    """An item that is there. Raises a Problem where another program has taken it out meanwhile."""
    if item not in outline:
        raise Problem("it is no longer there: it was taken out meanwhile")
    return item


def _called(outline: Outline, item: int) -> str:
    """What an item is called in a message."""
    name = outline.name(item)
    number = outline.numbers.get(item)
    if number is not None:
        return f"paragraph {number}"
    return f"“{name[:40]}{'…' if len(name) > 40 else ''}”" if name else outline.group[item].label


def _new_after(draft: Draft, outline: Outline, item: int) -> int:
    """A new item right after another; its place."""
    order, parent, group = list(outline.beside(item)), outline.parent[item], outline.group[item]
    made = draft.add(parent, group, len(order) + 1)
    order.insert(order.index(item) + 1, made)
    draft.order(parent, group, order)
    return made


def _value(said: Said) -> Value:
    with suppress(ValueError):
        return as_value(Kind(said.kind), said.value)
    return said.value
