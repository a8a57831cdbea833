"""A small made-up form for the letter's tests: one field of each kind, and a template that a test writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hmi_visit.form.model import Choice, Field, Form, Item, Kind, Role, Step, Value, Wording
from hmi_visit.letter.text import letter_text
from hmi_visit.visit.model import Snapshot

FIELDS = (
    Field("name", Kind.LINE, "Name", required=True, role=Role.SUBJECT),
    Field("nickname", Kind.LINE, "Nickname"),
    Field("address", Kind.LINES, "Address"),
    Field("day", Kind.DATE, "Day", required=True, role=Role.DATE),
    Field("end", Kind.DATE, "Last day"),
    Field("month", Kind.MONTH, "Month"),
    Field("count", Kind.NUMBER, "Count", required=True),
    Field("open", Kind.FLAG, "Open"),
    Field(
        "verdict",
        Kind.CHOICE,
        "Verdict",
        required=True,
        choices=(Choice("y", "Yes it is", "y"), Choice("n", "No", "n")),
    ),
    Field("report", Kind.PROSE, "Report", required=True),
    Field("points", Kind.LIST, "Points"),
    Field(
        "rooms", Kind.GROUP, "Rooms", fields=(Field("title", Kind.LINE, "Title"), Field("seats", Kind.NUMBER, "Seats"))
    ),
)
ROOMS: list[Item] = [{"title": "Hall", "seats": 90}, {"title": "Lab"}]
ANSWERS: dict[str, Value] = {
    "name": "Saltmarsh & Co",
    "nickname": "*Salty*",
    "address": ["1 Quay_Road", "- Harbour"],
    "day": "2018-06-26",
    "end": "2018-06-27",
    "month": "2014-02",
    "count": 3,
    "open": True,
    "verdict": "y",
    "report": "It is *slow*.\n\n- one\n- two",
    "points": ["a & b", "2025. Was"],
    "rooms": ROOMS,
}


def made_up_form(folder: Path, template: str, wording: Mapping[str, str] | None = None, **parts: str) -> Form:
    """A form in a folder, with its template, its standard wording, and other files of its templates by name."""
    home = folder / "made-up"
    home.mkdir(exist_ok=True)
    (home / "letter.md.j2").write_text(template, encoding="utf-8")
    for name, text in parts.items():
        (home / f"{name}.md.j2").write_text(text, encoding="utf-8")
    words = {n: Wording(n, n, t, f"form.toml: wording.{n}.text") for n, t in (wording or {}).items()}
    fields = {field.name: field for field in FIELDS}
    return Form("made-up", "Made up", (Step("all", "All", tuple(fields)),), fields, words, home)


def rendered(folder: Path, template: str, answers: Mapping[str, Value] | None = None) -> str:
    """The Markdown that a template makes of the answers (all of them, unless said)."""
    form = made_up_form(folder, template)
    return letter_text(form, Snapshot("made-up", ANSWERS if answers is None else answers)).markdown.rstrip("\n")
