"""The attributes of a division or span, as pandoc writes them: `{#name .class custom-style="Style" key="value"}`.

Classes and keys that letters use: `.header`, a division that stands in the first page's header; `.place`, one that is
only a place to refer to and no part that a draft brings back; `.number`, a span that is the number of its paragraph;
`.page of="name"`, a span that prints the page on which the part of this name begins; `id="name"`, another way to write
`#name`, for templates, where `{#` begins a comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ONE = re.compile(
    r"[ \t]*(?:\#(?P<name>[\w-]+)|\.(?P<cls>[\w-]+)|(?P<key>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[\w-]+)))"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a division or span says about itself."""

    name: str = ""
    style: str = ""
    header: bool = False
    number: bool = False
    page: str = ""
    place: bool = False


@lru_cache(maxsize=256)
def read_attributes(text: str) -> Attributes | None:
    """The attributes between the braces; None where they are not attributes at all."""
    name = style = page = ""
    classes: set[str] = set()
    at = 0
    end = len(text.rstrip(" \t"))
    while at < end:
        found = _ONE.match(text, at)
        if found is None:
            return None
        if found["name"]:
            name = found["name"]
        elif found["cls"]:
            classes.add(found["cls"])
        else:
            value = found["quoted"] or found["bare"] or ""
            match found["key"]:
                case "custom-style":
                    style = value
                case "id":
                    name = value
                case "of":
                    page = value
        at = found.end()
    return Attributes(
        name,
        style,
        header="header" in classes,
        number="number" in classes,
        page=page if "page" in classes else "",
        place="place" in classes,
    )
