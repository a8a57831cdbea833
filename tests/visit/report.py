"""A made-up report: sections of topics of numbered paragraphs, with notes that follow them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

REPORT_TOML = """
title = "Report on a lighthouse"

[[steps]]
name = "front"
fields = ["lamp", "day", "opening"]
[[steps]]
name = "report"
fields = ["sections"]
[[steps]]
name = "end"
shows = "letter"

[fields.lamp]
kind = "line"
role = "subject"
[fields.day]
kind = "date"
role = "date"
[fields.opening]
kind = "group"
counted = true
[fields.opening.fields.text]
kind = "prose"
required = true
[fields.sections]
kind = "group"
[fields.sections.fields.title]
kind = "line"
required = true
[fields.sections.fields.topics]
kind = "group"
required = true
[fields.sections.fields.topics.fields.title]
kind = "line"
required = true
[fields.sections.fields.topics.fields.paragraphs]
kind = "group"
counted = true
required = true
[fields.sections.fields.topics.fields.paragraphs.fields.text]
kind = "prose"
required = true
[fields.sections.fields.topics.fields.paragraphs.fields.label]
kind = "line"
names = true
[fields.sections.fields.topics.fields.notes]
kind = "group"
label = "Recommendations"
[fields.sections.fields.topics.fields.notes.fields.aim]
kind = "line"
required = true
[fields.sections.fields.topics.fields.notes.fields.items]
kind = "list"
[fields.sections.fields.topics.fields.notes.fields.after]
kind = "number"
follows = "paragraphs"
"""

LETTER = """{% block text %}
{% for p in opening %}
{{ p.text }}

{% endfor %}
{% for s in sections %}
# {{ s.title }}

{% for t in s.topics %}
## {{ t.title }}

{% for p in t.paragraphs %}
{{ p.text }}

{% endfor %}
{% for n in t.notes %}
{{ n.aim }}

{{ n['items'] }}

{% endfor %}
{% endfor %}
{% endfor %}
{% endblock %}
"""


def write_report_form(folder: Path) -> None:
    """Write the form into a folder of forms."""
    (folder / "lighthouse-report").mkdir(parents=True)
    for name, text in (("form.toml", REPORT_TOML), ("letter.md.j2", LETTER), ("help.md", "# A report\n")):
        (folder / "lighthouse-report" / name).write_text(text, encoding="utf-8")


def topic(title: str, *texts: str, **more: Any) -> Any:
    """A topic of paragraphs."""
    return {"title": title, "paragraphs": [{"text": text} for text in texts], **more}


SECTIONS: Any = [
    {"title": "Lamp", "topics": [topic("Oil", "One. Two.", "Three."), topic("Wick", "Four.")]},
    {
        "title": "Sea",
        "topics": [topic("Fog", "Five.", "Six.", "Seven.", notes=[{"aim": "Ring", "items": ["bell"], "after": 2}])],
    },
]
OPENING: Any = [{"text": "Zero."}]
