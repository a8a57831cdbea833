"""A made-up visit's letter in Word, and what a reader does to it, by tracked changes or plain typing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

from hmi_visit.form.model import Form, Item, Value
from hmi_visit.letter.back.readback import ReadBack, read_back
from hmi_visit.letter.export import export_letter
from hmi_visit.visit import answers
from hmi_visit.visit.file import Visit
from tests.letter.back.packages import W as NAMESPACE
from tests.letter.made_up import made_up_form

W = f"{{{NAMESPACE}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TEMPLATE = """
{% block address %}{{ name }}\\
{{ address }}{% endblock %}

{% block greeting %}Dear {{ nickname }}{% endblock %}

{% block opening %}{{ wording.opening }} {{ wording.more }}{% endblock %}

{% block body %}
## Findings
{% block report %}{{ report }}{% endblock %}

## Points
{% block points %}{{ points }}{% endblock %}
{% for room in rooms %}

{{ room.title }} has seats.
{% endfor %}
{% endblock %}
{% block ending %}Seen on {{ day }}.{% endblock %}
"""
WORDING = {"opening": "The visit to {{ name }} was short.", "more": "It ended {{ end | span }}."}
REPORT = "The start is slow. Nobody *minds* it.\n\nThere are reasons:\n\n- first\n- second **thing**\n\nThe end."
ROOMS: list[Item] = [{"title": "Hall"}, {"title": "Lab"}]
ANSWERS: dict[str, Value] = {
    "name": "Saltmarsh & Co",
    "nickname": "Mrs Lee",
    "address": ["1 Quay Road", "Harbour"],
    "day": "2018-06-26",
    "end": "2018-06-27",
    "report": REPORT,
    "points": ["a & b", "2025. Was", "c *d*"],
    "rooms": ROOMS,
}


def draft(folder: Path, template: str = TEMPLATE, said: dict[str, Value] | None = None) -> tuple[Visit, Form, Path]:
    """A visit, its form, and its letter in Word."""
    form = made_up_form(folder, template, WORDING)
    fill = lambda db: answers.put_all(db, form.fields.values(), ANSWERS | (said or {}))  # noqa: E731
    visit = Visit.create(folder / "visit.sqlite", form, fill)
    return visit, form, export_letter(visit, form, folder / "letter.docx").path


def edited(letter: Path, change: Callable[[Any], object], **parts: str) -> Path:
    """The letter with its document part changed, and other parts put in."""
    target = letter.with_name("edited.docx")
    with zipfile.ZipFile(letter) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "word/document.xml":
                root = etree.fromstring(content)
                change(root.find(f"{W}body"))
                content = etree.tostring(root)
            if (more := parts.get(info.filename.rpartition("/")[2].partition(".")[0])) is not None:
                content = content.replace(b"</Relationships>", more.encode() + b"</Relationships>")
            new.writestr(info.filename, content)
        for name, text in parts.items():
            if name == "comments":
                new.writestr("word/comments.xml", text)
    return target


def back(visit: Visit, form: Form, path: Path) -> ReadBack:
    """The letter read back."""
    return read_back(visit, form, path)


def told(found: ReadBack) -> dict[str, Value | None]:
    """What the changed answers would be, by their names."""
    return {offer.changed.name: offer.value for offer in found.offers}


def run(words: str, looks: str = "") -> Any:
    """A run of words."""
    made = etree.Element(f"{W}r")
    if looks:
        properties = etree.SubElement(made, f"{W}rPr")
        for look in looks:
            etree.SubElement(properties, f"{W}{look}")
    text = etree.SubElement(made, f"{W}t")
    text.text = words
    text.set(SPACE, "preserve")
    return made


def tracked(kind: str, *runs: Any) -> Any:
    """Runs as tracked by a reader: `ins`, `del`, `moveFrom`, `moveTo`."""
    change = etree.Element(f"{W}{kind}")
    for name, value in (("id", "900"), ("author", "Ann Reader"), ("date", "2018-07-01T10:00:00Z")):
        change.set(f"{W}{name}", value)
    for one in runs:
        if kind == "del":
            for text in one.iter(f"{W}t"):
                text.tag = f"{W}delText"
        change.append(one)
    return change


def paragraph(body: Any, words: str) -> Any:
    """The paragraph that has these words."""
    return next(p for p in body.iter(f"{W}p") if words in "".join(t.text or "" for t in p.iter(f"{W}t")))


def retype(at: Any, old: str, new: str) -> None:
    """Type other words in one run of a paragraph."""
    text = next(t for t in at.iter(f"{W}t") if old in (t.text or ""))
    text.text = (text.text or "").replace(old, new, 1)


def track(at: Any, old: str, new: str) -> None:
    """Change words of one run of a paragraph by tracked changes."""
    text = next(t for t in at.iter(f"{W}t") if old in (t.text or ""))
    own = text.getparent()
    assert own is not None
    before, _, after = (text.text or "").partition(old)
    pieces = [before, old, new, after]
    runs = []
    for piece in pieces:
        one = deepcopy(own)
        one.find(f"{W}t").text = piece
        one.find(f"{W}t").set(SPACE, "preserve")
        runs.append(one)
    for made in (runs[0], tracked("del", runs[1]), tracked("ins", runs[2]), runs[3]):
        own.addprevious(made)
    own.getparent().remove(own)


def mark_of(at: Any, kind: str) -> None:
    """Track the end of a paragraph as put in or taken out."""
    properties = at.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        at.insert(0, properties)
    looks = properties.find(f"{W}rPr")
    if looks is None:
        looks = etree.SubElement(properties, f"{W}rPr")
    looks.append(tracked(kind))
