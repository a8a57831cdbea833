"""The attributes of a division or span, as pandoc writes them: `{#name .class custom-style="Style"}`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(
    r"[ \t]*(?:\#(?P<name>[\w-]+)|\.(?P<cls>[\w-]+)|(?P<key>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[\w-]+)))"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a division or span says about itself."""

    name: str = ""
    style: str = ""
    header: bool = False


def read_attributes(text: str) -> Attributes | None:
    """The attributes between the braces; None where they are not attributes at all."""
    name = style = ""
    header = False
    at = 0
    end = len(text.rstrip(" \t"))
    while at < end:
        found = _ONE.match(text, at)
        if found is None:
            return None
        if found["name"]:
            name = found["name"]
        elif found["cls"]:
            header = header or found["cls"] == "header"
        elif found["key"] == "custom-style":
            style = found["quoted"] or found["bare"] or ""
        at = found.end()
    return Attributes(name, style, header)
