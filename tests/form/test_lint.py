"""A form's faults come with file, line and what to do; half a form, and two of one name, are named."""

from __future__ import annotations

import pytest

from hmi_visit.form.lines import line_of
from hmi_visit.form.lint import form_folders, lint
from hmi_visit.form.toml import NESTED_LIMIT
from tests.form.conftest import SOUND, House

TOML = '''title = "A" # one
[[steps]]
name = "a"
[[steps]]
name = "b"
fields = [
  "x",
]
[fields.x]
kind = "line"
label = """
[fields.y]
kind = "no"
"""
[fields.y]
choices = [{ value = "v" }]
[fields.g.fields.inner]
kind = "line"
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("title", 1),
        ("steps", 2),
        ("steps[1]", 4),
        ("steps[1].name", 5),
        ("steps[1].fields[0]", 6),
        ("steps[1].shows", 4),
        ("fields.x.kind", 10),
        ("fields.x.prompt", 9),
        ("fields.y", 15),
        ("fields.y.choices[0].value", 16),
        ("fields.g.fields.inner.role", 17),
        ("nothing.here", 0),
    ],
)
def test_a_key_has_its_line(key: str, line: int) -> None:
    """The line of the key, or of the nearest table around it; what stands in a long text is no key."""
    assert line_of(TOML, key) == line


def told(house: House, folder: str = "lighthouse") -> list[str]:
    """The faults of a form, named from the house's folder."""
    return [str(fault).replace(f"{house.root}/", "") for fault in lint(house.root / folder, (house.root,))[1]]


def test_a_fault_has_its_line_and_a_suggestion(house: House) -> None:
    """`file:line: key`, in whichever file of the chain says it."""
    house.write("house/base.toml", SOUND.replace('kind = "date"', 'kind = "dtae"'))
    house.form('extends = "house/base.toml"\n\n[fields.lamp]\nrequird = true')
    assert told(house)[:2] == [
        "lighthouse/form.toml:4: fields.lamp.requird: no form file has this key; did you mean required?",
        "house/base.toml:13: fields.day.kind: “dtae” is no kind of field; did you mean date?",
    ]


@pytest.mark.parametrize("kept", ["form.toml", "letter.md.j2", "help.md"])
def test_half_a_form_is_named_by_what_it_lacks(house: House, kept: str) -> None:
    """Whichever file there is, each that is not there is a fault of its own."""
    folder = house.form(SOUND)
    for path in folder.iterdir():
        if path.name != kept:
            path.unlink()
    assert list(form_folders([house.root])) == ["lighthouse"]
    lacking = {"form.toml", "letter.md.j2", "help.md"} - {kept}
    assert {line.split(":")[0] for line in told(house)} == {f"lighthouse/{name}" for name in lacking}
    assert all("this file of the form is not there" in line for line in told(house))


def test_a_form_file_of_another_name_is_suggested(house: House) -> None:
    """A slip in the name of the file is a slip like any other."""
    folder = house.form(SOUND)
    (folder / "form.toml").rename(folder / "from.toml")
    assert told(house) == ["lighthouse/form.toml: this file of the form is not there; is it from.toml?"]


def test_two_forms_of_one_name_are_both_found_the_used_one_first(house: House) -> None:
    """The first root has the say; a folder without a form.toml never stands before one that has it."""
    for root in ("own", "program"):
        house.form(SOUND, name=f"{root}/lighthouse")
    roots = (house.root / "own", house.root / "program")
    assert form_folders(roots) == {"lighthouse": [root / "lighthouse" for root in roots]}
    (roots[0] / "lighthouse" / "form.toml").unlink()
    assert form_folders(roots)["lighthouse"][0] == roots[1] / "lighthouse"


def test_shared_parts_are_no_form(house: House) -> None:
    """What lies in house/ is for forms to extend."""
    house.write("house/letter.md.j2", "x")
    assert form_folders([house.root]) == {}


def test_groups_nested_without_end_are_a_fault_and_no_crash(house: House) -> None:
    """A hundred deep is read; deeper is named by its place."""
    keys = "g"
    lines = []
    for _ in range(NESTED_LIMIT + 3):
        lines.append(f'[fields.{keys}]\nkind = "group"')
        keys += ".fields.g"
    lines.append(f'[fields.{keys}]\nkind = "line"')
    house.form(SOUND + '[[steps]]\nname = "deep"\nfields = ["g"]\n' + "\n".join(lines))
    assert any(f"groups are nested more than {NESTED_LIMIT} deep" in line for line in told(house))
