"""A small made-up report for the letter's tests: chapters with counted paragraphs, which may have labels."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hmi_visit.form.model import Field, Form, Item, Kind, Role, Step, Value
from hmi_visit.letter.text import LetterText, letter_text
from hmi_visit.visit.model import Snapshot

TEXT = Field("text", Kind.PROSE, "Paragraph", required=True)
PARAGRAPHS = Field(
    "lines", Kind.GROUP, "Lines", counted=True, fields=(TEXT, Field("key", Kind.LINE, "Key", names=True))
)
REMARKS = Field(
    "remarks", Kind.GROUP, "Remarks", fields=(Field("say", Kind.LINE, "Say"), Field("place", Kind.NUMBER, "Place"))
)
CHAPTERS = Field(
    "chapters", Kind.GROUP, "Chapters", fields=(Field("head", Kind.LINE, "Head", required=True), PARAGRAPHS, REMARKS)
)
FIELDS = {
    field.name: field
    for field in (
        Field("name", Kind.LINE, "Name", role=Role.SUBJECT),
        Field("day", Kind.DATE, "Day", role=Role.DATE),
        Field("prose", Kind.PROSE, "Prose"),
        CHAPTERS,
    )
}


def chapter(head: str, *texts: str, **labels: str) -> Item:
    """A chapter of these paragraphs; `labels` gives those that have one, by their place from p1 on."""
    lines: list[Item] = [{"text": text} for text in texts]
    for place, label in labels.items():
        lines[int(place[1:]) - 1]["key"] = label
    return {"head": head, "lines": lines}


def report(folder: Path, template: str, answers: Mapping[str, Value]) -> LetterText:
    """The report that a template makes of the answers."""
    home = folder / "report"
    home.mkdir(exist_ok=True)
    (home / "letter.md.j2").write_text(template, encoding="utf-8")
    form = Form("report", "Report", (Step("all", "All", tuple(FIELDS)),), FIELDS, {}, home)
    return letter_text(form, Snapshot("report", answers))


def prose_of(folder: Path, text: str, **answers: Value) -> tuple[str, list[str]]:
    """The Markdown of prose in a report, and what is named as missing."""
    letter = report(folder, "{{ prose }}", {"prose": text, **answers})
    return letter.markdown.rstrip("\n"), [field.label for field in letter.missing]
