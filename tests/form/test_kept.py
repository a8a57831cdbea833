"""A form kept as text is the same form again, its letter too; what differs between two versions is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hmi_visit.form.fit import as_kind_of, differences
from hmi_visit.form.kept import digest_of, files_of, packed, stamps_of, unpacked
from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Field, Form, Kind, Value
from hmi_visit.letter.text import letter_text
from hmi_visit.problems import Problem
from hmi_visit.visit.case import read_case
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder
from tests.form.conftest import SOUND, House

HOUSE = form_names((templates_folder(),))


@pytest.mark.parametrize("name", HOUSE)
def test_a_packed_form_is_the_same_form_again(name: str) -> None:
    """Steps, fields and wording come back, and packing it again says that it is the same version."""
    form = load_form(name)
    again = unpacked(packed(form), name)
    assert (again.title, again.steps, dict(again.fields), again.checks) == (
        form.title,
        form.steps,
        dict(form.fields),
        form.checks,
    )
    assert {n: w.text for n, w in again.wording.items()} == {n: w.text for n, w in form.wording.items()}
    assert digest_of(packed(again)) == digest_of(packed(form))
    assert len(packed(form)) < 12_000


@pytest.mark.parametrize("name", HOUSE)
def test_a_packed_form_writes_the_same_letter(name: str) -> None:
    """Its templates come with it, those that they extend included."""
    form = load_form(name)
    sample = form.folder / "sample.json"
    case, _ = read_case(sample.read_text(encoding="utf-8"), str(sample))
    snapshot = Snapshot(name, case["answers"])
    assert letter_text(unpacked(packed(form), name), snapshot) == letter_text(form, snapshot)


@pytest.mark.parametrize("spoil", [lambda t: t[:-9], lambda t: "0" + t[1:], lambda t: "x y", lambda t: ""])
def test_a_damaged_form_is_no_form(house: House, spoil: object) -> None:
    """What is not as it was packed is refused, not half read."""
    text = packed(house.read(SOUND))
    with pytest.raises(Problem, match="damaged"):
        unpacked(spoil(text), "lighthouse")  # type: ignore[operator]


def test_every_file_of_a_form_is_watched(house: House) -> None:
    """The form's own files, the shared ones that it extends, and every template that its template names."""
    house.write("house/base.toml", SOUND)
    house.write("house/base.md.j2", "{% include 'house/part.md.j2' %}")
    house.write("house/part.md.j2", "part")
    folder = house.form('extends = "house/base.toml"')
    house.write("lighthouse/letter.md.j2", '{%- extends "house/base.md.j2" %}')
    form = read(folder)
    names = {path.relative_to(house.root).as_posix() for path in files_of(form)}
    assert names == {
        "house/base.toml", "house/base.help.md", "lighthouse/form.toml", "lighthouse/help.md",
        "lighthouse/letter.md.j2", "house/base.md.j2", "house/part.md.j2",
    }  # fmt: skip
    before = stamps_of(form)
    house.write("house/part.md.j2", "another part")
    assert stamps_of(form) != before


def read(folder: Path) -> Form:
    """The form in a folder."""
    from hmi_visit.form.load import read_form

    form, faults = read_form(folder, (folder.parent,))
    assert form is not None
    assert faults == []
    return form


def test_what_differs_is_said(house: House) -> None:
    """Fields added and gone, kinds and choices and standard wording changed, inside groups too."""
    before = house.read(
        SOUND
        + '[[steps]]\nname="more"\nfields=["old","kind","pick","rooms"]\n[fields.old]\nkind="line"\nlabel="Old"\n'
        + '[fields.kind]\nkind="line"\n[fields.pick]\nkind="choice"\n'
        + 'choices=[{value="a",key="a"},{value="b",key="b",label="Bee"}]\n'
        + '[fields.rooms]\nkind="group"\n[fields.rooms.fields.bed]\nkind="line"\n[wording.hello]\ntext="Hello"\n'
    )
    after = house.read(
        SOUND
        + '[[steps]]\nname="more"\nfields=["new","kind","pick","rooms"]\n[fields.new]\nkind="prose"\nlabel="New"\n'
        + '[fields.kind]\nkind="list"\n[fields.pick]\nkind="choice"\nchoices=[{value="a",key="a"}]\n'
        + '[fields.rooms]\nkind="group"\n[fields.rooms.fields.chair]\nkind="line"\n[wording.hello]\ntext="Good day"\n'
    )
    assert differences(before, after) == [
        "New (new) is new",
        "Kind (kind) was of the kind line and is list",
        "Pick (pick) has no choice Bee any more",
        "Chair (rooms.chair) is new",
        "Bed (rooms.bed) is gone",
        "Old (old) is gone",
        "its standard wording changed: Hello",
    ]
    assert differences(before, replace(before, title="Another title")) == []


@pytest.mark.parametrize(
    ("kind", "value", "to", "brought"),
    [
        ("line", "a", "prose", "a"),
        ("prose", "a", "line", "a"),
        ("prose", "a\nb", "line", None),
        ("prose", "a\nb", "list", ["a", "b"]),
        ("prose", "a\n\nb", "list", None),
        ("list", ["a", "b"], "prose", "a\nb"),
        ("list", ["a", "b"], "line", None),
        ("list", ["a", "b"], "lines", ["a", "b"]),
        ("number", 3, "line", "3"),
        ("line", "3", "number", 3),
        ("line", "three", "number", None),
        ("line", "03", "number", None),
        ("date", "2024-02-29", "line", "2024-02-29"),
        ("line", "29/2/24", "date", None),
        ("flag", True, "line", None),
        ("flag", True, "number", None),
    ],
)
def test_an_answer_goes_over_to_another_kind_whole_or_not_at_all(
    kind: str, value: Value, to: str, brought: Value | None
) -> None:
    """A value changes its kind only where the new one says all that the old one said."""
    assert as_kind_of(Field("x", Kind(to), "X"), Kind(kind), value) == brought
