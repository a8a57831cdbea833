"""The evidence base as JSON for programs, and as a table for Excel.

A cell that Excel would take for a formula (it begins with = + - @, a tab or a line end, spaces before it apart) has an
apostrophe before it: Excel then shows the words, apostrophe included, and computes nothing. A text longer than a cell
of Excel holds goes on in rows of its own, so that Excel cuts nothing off in silence.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from hmi_visit.evidence.base import Base

COLUMNS = (
    "entry", "piece", "day", "time", "observed", "typed", "written from memory", "activity", "with", "about areas",
    "sign", "text", "findings that rest on it",
)  # fmt: skip
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_CELL = 32_000
"""Characters of one cell; Excel holds 32,767."""


def as_json(base: Base) -> str:
    """The evidence base as JSON, as it stands."""
    return json.dumps(base, ensure_ascii=False, indent=2) + "\n"


def as_csv(base: Base) -> bytes:
    """A row an entry, in UTF-8 with the mark by which Excel knows it, commas between the cells."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    table.writerows(_rows(base))
    return out.getvalue().encode("utf-8-sig")


def _rows(base: Base) -> Iterator[list[str]]:
    for day in base["days"]:
        for entry in day["entries"]:
            parts = [entry["text"][at : at + _CELL] for at in range(0, len(entry["text"]), _CELL)] or [""]
            findings = "\n".join(_finding(finding) for finding in entry["findings"])
            for number, text in enumerate(parts, 1):
                part = f"{number} of {len(parts)}" if len(parts) > 1 else ""
                row = (
                    entry["entry"], part, day["date"], entry["time"], entry["observed_at"], entry["typed_at"],
                    "yes" if entry["from_memory"] else "", entry["activity"], "; ".join(entry["with"]),
                    ", ".join(map(str, entry["about"])), entry["sign"], text, findings if number == 1 else "",
                )  # fmt: skip
                yield [safe_cell(cell) for cell in row]


def safe_cell(text: str) -> str:
    """A cell that Excel takes for words, whatever it begins with, and that holds no more than Excel does."""
    return ("'" if _FORMULA.match(text) else "") + text[:_CELL]


def _finding(finding: dict[str, object]) -> str:
    place = f"{finding['label']}, paragraph {finding['paragraph']}"
    place += f", sentence {finding['sentence']}" if finding["sentence"] else ""
    gone = " (these words are gone)" if finding["loose"] else ""
    return f"{place}: {finding['words']}{gone}" + (f" – {finding['why']}" if finding["why"] else "")
