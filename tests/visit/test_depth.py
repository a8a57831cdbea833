"""Groups in groups: places are named at any depth, and what was absent stays absent."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from hmi_visit.form.counting import counts
from hmi_visit.form.load import form_names, load_form, read_form
from hmi_visit.form.model import Value
from hmi_visit.problems import Problem
from hmi_visit.visit import answers
from hmi_visit.visit.case import read_case
from hmi_visit.visit.exchange import as_text, exported, imported
from hmi_visit.visit.file import Visit
from hmi_visit.where import templates_folder

REPORTS = [name for name in form_names([templates_folder()]) if counts(load_form(name).fields.values())]


def sample() -> dict[str, Any]:
    """The exchange file of a report with groups four deep."""
    case: dict[str, Any] = json.loads((load_form(REPORTS[0]).folder / "sample.json").read_text(encoding="utf-8"))
    return case


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_exported_as_it_came(name: str, tmp_path: Path) -> None:
    """To the last character, order included."""
    text = (load_form(name).folder / "sample.json").read_text(encoding="utf-8")
    case, form = read_case(text, "sample.json")
    with imported(case, form, tmp_path / "a.sqlite") as visit:
        assert as_text(exported(visit)) == text


def test_absent_and_empty_stay_what_they_were_at_depth(tmp_path: Path) -> None:
    """An empty group, an empty item, an empty text and nothing at all are four things."""
    case = sample()
    topics = case["answers"]["sections"][0]["topics"]
    topics[0] |= {"recommendations": [], "paragraphs": [{}, {"text": ""}], "contents_title": ""}
    topics[1] = {}
    case["answers"]["sections"][1] = {"topics": []}
    read, form = read_case(json.dumps(case), "x")
    with imported(read, form, tmp_path / "a.sqlite") as visit:
        assert exported(visit)["answers"] == case["answers"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"urgency": "urgnt"}, ".urgency: “urgnt” is not one of"),
        ({"urgncy": "other"}, ".urgncy: no such field in recommendations; did you mean urgency?"),
        ({"after": True}, ".after: this should be a whole number, and is true or false"),
        ({"items": ["a", 1]}, ".items[1]: this should be a text"),
        ({"aim": "a\x01"}, ".aim: U+0001 at line 1, column 2"),
        ("late buses", ": this should be an object of named fields"),
    ],
)
def test_a_wrong_shape_is_told_by_its_path(value: object, told: str) -> None:
    """The path goes down to the field."""
    case = copy.deepcopy(sample())
    case["answers"]["sections"][0]["topics"][2]["recommendations"][1] = value
    with pytest.raises(Problem) as caught:
        read_case(json.dumps(case), "x")
    assert str(caught.value).startswith(f"answers.sections[0].topics[2].recommendations[1]{told}")


def test_what_is_nested_without_end_is_a_problem() -> None:
    """Ten thousand lists in one another are refused, not fallen over."""
    text = json.dumps(sample()).replace('"sections": [', f'"sections": {"[" * 10_000}{"]" * 10_000}, "s": [', 1)
    with pytest.raises(Problem, match="nested too deeply"):
        read_case(text, "x")


def nested_form(folder: Path, depth: int) -> Path:
    """A form whose one group holds a group, and so on."""
    home = folder / "deep"
    home.mkdir()
    keys = [f"fields.{'.fields.'.join(['g'] * level)}" for level in range(1, depth + 2)]
    groups = "".join(f'[{key}]\nkind = "group"\n' for key in keys[:-1])
    steps = 'title = "Deep"\n[[steps]]\nname = "all"\nfields = ["s", "d", "g"]\n'
    fields = '[fields.s]\nkind = "line"\nrole = "subject"\n[fields.d]\nkind = "date"\nrole = "date"\n'
    (home / "form.toml").write_text(f'{steps}{fields}{groups}[{keys[-1]}]\nkind = "line"\n', encoding="utf-8")
    (home / "letter.md.j2").write_text("{{ s }}", encoding="utf-8")
    (home / "help.md").write_text("", encoding="utf-8")
    return home


def test_a_hundred_nested_groups_are_kept(tmp_path: Path) -> None:
    """As deep as a form may go, a value goes into the file and comes out."""
    form, faults = read_form(nested_form(tmp_path, 100))
    assert form is not None
    assert faults == []
    value: Value = "x"
    for _ in range(100):
        value = [{"g": value}]
    with Visit.create(tmp_path / "v.sqlite", form, lambda db: answers.put(db, form.fields["g"], value)) as visit:
        assert visit.snapshot().answers["g"] == value


def test_more_is_a_fault_of_the_form(tmp_path: Path) -> None:
    """It is told with its place."""
    _, faults = read_form(nested_form(tmp_path, 101))
    assert "groups are nested more than 100 deep" in str(faults[0])
