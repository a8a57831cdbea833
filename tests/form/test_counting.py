"""Paragraphs are numbered by counting, through whatever groups they stand in."""

from __future__ import annotations

from typing import Any

from hmi_visit.form.counting import counted
from tests.form.conftest import SOUND, House

REPORT = f"""{SOUND}
[[steps]]
name = "report"
fields = ["opening", "asides", "sections"]
[fields.opening]
kind = "group"
counted = true
[fields.opening.fields.text]
kind = "prose"
[fields.asides]
kind = "group"
[fields.asides.fields.text]
kind = "prose"
[fields.sections]
kind = "group"
[fields.sections.fields.topics]
kind = "group"
[fields.sections.fields.topics.fields.paragraphs]
kind = "group"
counted = true
[fields.sections.fields.topics.fields.paragraphs.fields.text]
kind = "prose"
"""


def test_the_numbers_run_on_through_every_group(house: House) -> None:
    """Items of counted groups share one run of numbers in the form's order, however deep; others have none."""
    form = house.read(REPORT)
    answers: Any = {
        "sections": [
            {"topics": [{"paragraphs": [{"text": "c"}]}, {"paragraphs": []}, {}]},
            {},
            {"topics": [{"paragraphs": [{"text": "d"}, {"text": "e"}]}]},
        ],
        "asides": [{"text": "x"}],
        "opening": [{"text": "a"}, {"text": "b"}],
    }
    found = counted(form.fields.values(), answers, lambda node, field: node.get(field.name, []))
    assert [item["text"] for item in found] == [*"abcde"]
