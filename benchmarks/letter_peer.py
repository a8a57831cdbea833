"""What the letter is held against: a script that reads the same answers by sqlite-utils and fills a docxtpl template.

`python letter_peer.py VISIT TEMPLATE OUT.docx`. It knows one form, as such scripts do, and takes its sentences from the
template. What it does not do: check the file, mark missing answers, guard other people's files, write atomically.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[import-not-found,import-untyped,unused-ignore]
from sqlite_utils import Database

ORDINALS = ["", "first", "second", "third", "fourth", "fifth"]


def read_answers(visit: str) -> dict[str, Any]:
    """The answers of a visit, lists and numbers as such."""
    answers: dict[str, Any] = {}
    db = Database(visit)
    for row in db["answer"].rows_where("place = 0"):
        text = row["kind"] in ("line", "date", "month", "choice", "prose")
        answers[row["field"]] = row["value"] if text else json.loads(row["value"])
    db.close()
    return answers


def context_of(answers: dict[str, Any]) -> dict[str, Any]:
    """What the template is filled with: lines joined, prose in paragraphs, dates and numbers in words."""
    context = dict(answers)
    for name in ("letterhead", "office_contact", "direct_contact", "school_address"):
        context[name] = "\n".join(answers[name])
    for name in ("evidence", "context", "main_findings", "external_support"):
        context[name] = answers[name].split("\n\n")
    for name in ("letter_date", "visit_date"):
        day = date.fromisoformat(answers[name])
        context[name] = f"{day.day} {day:%B %Y}"
    context["previous_inspection"] = f"{date.fromisoformat(answers['previous_inspection'] + '-01'):%B %Y}"
    context["visit_number"] = ORDINALS[answers["visit_number"]]
    context["copies"] = " and ".join(answers["copies"])
    return context


def main(visit: str, template: str, out: str) -> None:
    """Write the letter."""
    document = DocxTemplate(template)
    document.render(context_of(read_answers(visit)), autoescape=True)
    document.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
