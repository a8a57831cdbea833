"""Finding words through the whole of a visit's answers, and putting others in their place."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from hmi_visit.form.model import Field, Form, Kind
from hmi_visit.form.values import LIST_KINDS
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.change import Said, Spot
from hmi_visit.visit.outline import Outline

_TEXTS = {Kind.LINE, Kind.PROSE, *LIST_KINDS}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for."""

    text: str
    same_case: bool = False
    whole_words: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """As a regular expression."""
        pattern = re.escape(self.text)
        if self.whole_words:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        return re.compile(pattern, 0 if self.same_case else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where it stands."""

    place: int
    """The item in which the answer stands, or the top."""
    field: Field
    line: int
    """Which item of a list; 0 in a text."""
    start: int
    end: int
    text: str
    """The whole text, or item of the list, as it was when it was found."""

    def around(self, width: int) -> tuple[str, str, str]:
        """What stands before it, it, and what stands after it, in one line of about so many characters."""
        beside = max((width - (self.end - self.start)) // 2, 8)
        before, after = self.text[max(self.start - beside, 0) : self.start], self.text[self.end : self.end + beside]
        cut = "…" if self.start > beside else ""
        more = "…" if len(self.text) - self.end > beside else ""
        return cut + _flat(before), _flat(self.text[self.start : self.end]), _flat(after) + more


def find(form: Form, db: sqlite3.Connection, wanted: Wanted) -> list[Hit]:
    """Everywhere it stands in lines, prose and lists, in the order of the document; never in what overlaps."""
    if not wanted.text:
        return []
    pattern = wanted.pattern
    outline = Outline(form, db)
    return [
        Hit(place, field, line, match.start(), match.end(), text)
        for place, field, line, text in _texts(outline, _rows(db))
        for match in pattern.finditer(text)
    ]


def replaced(db: sqlite3.Connection, hits: Iterable[Hit], by: str) -> tuple[dict[Spot, Said], int]:
    """The answers with these hits replaced, and how many were; a hit whose text is no longer as it was found is not."""
    rows = _rows(db)
    by_text: dict[tuple[Spot, int], list[Hit]] = {}
    for hit in hits:
        by_text.setdefault(((hit.place, hit.field.name), hit.line), []).append(hit)
    put: dict[Spot, Said] = {}
    count = 0
    for (spot, line), found in by_text.items():
        said = put.get(spot) or rows.get(spot)
        texts = _parts(said) if said else []
        if said is None or line >= len(texts) or any(hit.text != texts[line] for hit in found):
            continue
        for hit in sorted(found, key=lambda hit: hit.start, reverse=True):
            texts[line] = texts[line][: hit.start] + by + texts[line][hit.end :]
            count += 1
        put[spot] = _joined(said, texts)
    return put, count


def _texts(outline: Outline, rows: dict[Spot, Said]) -> Iterator[tuple[int, Field, int, str]]:
    def at(place: int) -> Iterator[tuple[int, Field, int, str]]:
        for field in outline.fields(place):
            if field.kind is Kind.GROUP:
                for item in outline.of(place, field):
                    yield from at(item)
            elif field.kind in _TEXTS and (said := rows.get((place, field.name))):
                for line, text in enumerate(_parts(said)):
                    yield place, field, line, text

    return at(TOP)


def _rows(db: sqlite3.Connection) -> dict[Spot, Said]:
    sql = "SELECT place, field, kind, value, typed FROM answer WHERE value != '' AND typed IS NULL"
    return {(r[0], r[1]): Said(r[2], r[3], r[4]) for r in db.execute(sql) if Kind(r[2]) in _TEXTS}


def _parts(said: Said) -> list[str]:
    return cast("list[str]", json.loads(said.value)) if Kind(said.kind) in LIST_KINDS else [said.value]


def _joined(said: Said, texts: Sequence[str]) -> Said:
    value = json.dumps(list(texts), ensure_ascii=False) if Kind(said.kind) in LIST_KINDS else texts[0]
    return said._replace(value=value)


def _flat(text: str) -> str:
    return text.replace("\n", " ")
