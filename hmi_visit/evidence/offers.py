"""What is offered while a mark is being typed: roles after `@`, areas after `#`.

Nothing is offered where what stands there is whole, so that the key that takes an offer is free again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

MOST = 6
"""So many are shown at once; typing on narrows them."""
_ROLE = re.compile(r"(?:(?<=[\s(])|\A)@(?P<typed>(?:[^\W_][^@#,:;.!?\n]*)?)\Z")
_AREA = re.compile(r"(?:(?<=[\s(])|\A)#(?P<typed>\w*)\Z")
_LONGEST = 80
"""Characters before the cursor in which a mark is looked for."""


class Offer(NamedTuple):
    """What can take the place of the characters typed after a mark's sign."""

    typed: int
    """How many characters it takes the place of."""
    text: str
    shown: str
    """As it is offered."""


def offers(before: str, roles: Sequence[str], areas: Sequence[str], short: Mapping[str, str]) -> list[Offer]:
    """What is offered behind the text `before` the cursor: the likeliest first, none where no mark is being typed.

    `roles` in the order in which they are likely, `areas` as they are numbered, `short` abbreviations with what they
    stand for.
    """
    before = before[-_LONGEST:]
    if found := _ROLE.search(before):
        made = _roles(found["typed"], roles, short)
    elif found := _AREA.search(before):
        made = _areas(found["typed"], areas)
    else:
        return []
    return [offer for offer, _ in zip(made, range(MOST), strict=False)]


def _roles(typed: str, roles: Sequence[str], short: Mapping[str, str]) -> Iterator[Offer]:
    wanted = " ".join(typed.split()).casefold()
    if any(role.casefold() == wanted for role in roles):
        return
    if typed and (meant := next((short[key] for key in short if key.casefold() == wanted), "")):
        yield Offer(len(typed), meant, f"@{meant} ({typed.strip()})")
    begun = [role for role in roles if role.casefold().startswith(wanted)]
    words = wanted.split()
    inside = (role for role in roles if role not in begun and _has(role.casefold().split(), words))
    for role in dict.fromkeys((*begun, *inside)):
        yield Offer(len(typed), role, f"@{role}")


def _areas(typed: str, areas: Sequence[str]) -> Iterator[Offer]:
    if typed.isdecimal() and 1 <= int(typed) <= len(areas):
        return
    wanted = typed.casefold()
    for number, area in enumerate(areas, 1):
        if _has(re.findall(r"\w+", area.casefold()), [wanted] if wanted else []):
            yield Offer(len(typed), str(number), f"#{number} {area}")


def _has(words: Sequence[str], beginnings: Sequence[str]) -> bool:
    return all(any(word.startswith(begun) for word in words) for begun in beginnings)
