"""Forms are read as they are written, joined with what they extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.form.load import form_names, load_form, read_form
from hmi_visit.form.model import FollowUp, Kind, Role, Shows
from hmi_visit.where import templates_folder
from tests.form.conftest import SOUND, House

FULL = """
title = "Visit to a harbour"
about = "A longer form."

[[steps]]
name = "first"
title = "To begin with"
fields = ["lamp", "day", "boats"]
shows = "entries"

[fields.lamp]
kind = "line"
role = "subject"
prompt = "Which lamp?"
required = true
printed = false
default = "The great one"
follow_up = "keep"
words = [1, 3]

[fields.day]
kind = "date"
role = "date"

[fields.boats]
kind = "group"
[fields.boats.fields.sail]
kind = "choice"
choices = [{ value = "red", key = "r" }, { value = "white", label = "White or so", key = "w" }]

[wording.greeting]
text = '''

Dear {{ lamp }}

'''
"""


def test_every_key_is_read(house: House) -> None:
    """Each key of a form file arrives in the form."""
    form = house.read(FULL, guidance="# Title\nOf the form.\n## lamp\nLook up.\n\n### More\n## first\n")
    lamp, day, boats = form.fields.values()
    assert (form.name, form.title, form.about) == ("lighthouse", "Visit to a harbour", "A longer form.")
    assert (lamp.prompt, lamp.required, lamp.printed, lamp.default) == ("Which lamp?", True, False, "The great one")
    assert (lamp.follow_up, lamp.words, lamp.role) == (FollowUp.KEEP, (1, 3), Role.SUBJECT)
    assert (day.label, day.required, day.printed, day.default) == ("Day", False, True, None)
    assert (day.follow_up, day.words, day.choices) == (FollowUp.CLEAR, None, ())
    assert [(c.value, c.label, c.key) for c in boats.fields[0].choices] == [
        ("red", "red", "r"),
        ("white", "White or so", "w"),
    ]
    assert form.steps[0].title == "To begin with"
    assert form.steps[0].shows is Shows.ENTRIES
    assert [f.name for f in form.step_fields(form.steps[0])] == ["lamp", "day", "boats"]
    assert form.step_of("boats") is form.steps[0]
    assert form.with_role(Role.DATE) is day
    assert form.with_role(Role.COPIES) is None
    assert form.wording["greeting"].text == "Dear {{ lamp }}"
    assert form.wording["greeting"].source == f"{form.folder / 'form.toml'}: wording.greeting.text"
    assert form.help == {"": "Of the form.", "lamp": "Look up.\n\n### More"}


def test_the_child_says_last(house: House) -> None:
    """Tables are joined through every file of the chain, lists and texts are the nearest one's, guidance too."""
    house.write("house/far.toml", '[fields.lamp]\nkind = "line"\nrole = "subject"\nlabel = "Far"\nprompt = "Far?"\n')
    house.write("house/far.help.md", "## lamp\nfar\n## day\nfar\n## tide\nof forms that have one\n")
    house.write(
        "house/near.toml",
        'extends = "house/far.toml"\n[fields.lamp]\nlabel = "Near"\n[fields.day]\nkind = "date"\nrole = "date"\n'
        '[wording.end]\nlabel = "End"\ntext = "near"\n[[steps]]\nname = "a"\nfields = ["lamp"]\n',
    )
    form = house.read(
        'extends = "house/near.toml"\n[wording.end]\ntext = "here"\n[[steps]]\nname = "b"\nfields = ["day", "lamp"]\n',
        guidance="## day\nhere\n",
    )
    assert list(form.fields) == ["lamp", "day"]
    assert (form.fields["lamp"].label, form.fields["lamp"].prompt) == ("Near", "Far?")
    assert [s.name for s in form.steps] == ["b"]
    assert (form.wording["end"].label, form.wording["end"].text) == ("End", "here")
    assert form.wording["end"].source.startswith(str(form.folder))
    assert (form.help["lamp"], form.help["day"]) == ("far", "here")


def test_a_form_can_extend_a_form(house: House) -> None:
    """A form's own folder is searched like the shared one, and its guidance goes with it."""
    house.form(SOUND, name="parent", guidance="## lamp\nfrom the parent\n")
    form = house.read('extends = "parent/form.toml"\ntitle = "Child"')
    assert (form.title, form.help["lamp"]) == ("Child", "from the parent")


def test_windows_files_are_read(house: House) -> None:
    """A byte order mark and Windows line ends do not count."""
    form = house.read(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert form.title == "Visit to a lighthouse"


def test_names_are_folders_with_a_form(house: House) -> None:
    """Forms of all folders are found, the first folder's before the others'."""
    house.form(SOUND, name="own/lighthouse")
    house.form(SOUND, name="shipped/lighthouse")
    house.form(SOUND, name="shipped/harbour")
    house.write("shipped/house/letter.toml", "")
    roots = (house.root / "own", house.root / "shipped", house.root / "gone")
    assert form_names(roots) == ["harbour", "lighthouse"]
    assert load_form("lighthouse", roots).folder == house.root / "own/lighthouse"


def test_own_forms_come_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that HMI_VISIT_FORMS names adds to the forms that come with the program."""
    house.form(SOUND)
    before = form_names()
    monkeypatch.setenv("HMI_VISIT_FORMS", str(house.root))
    assert form_names() == sorted([*before, "lighthouse"])
    assert load_form("lighthouse").fields["day"].kind is Kind.DATE


@pytest.mark.parametrize(
    "folder", sorted(p.parent for p in templates_folder().glob("*/form.toml")), ids=lambda p: p.name
)
def test_the_forms_of_the_house_have_no_fault(folder: Path) -> None:
    """Every form that comes with the program is sound, and asks for what an evidence log and a letter need."""
    form, faults = read_form(folder)
    assert form is not None
    assert [str(f) for f in faults] == []
    assert {Shows.ENTRIES, Shows.LETTER} <= {step.shows for step in form.steps}
    roles = {f.role for f in form.fields.values()}
    assert {Role.SUBJECT, Role.DATE} <= roles
    assert Role.HEAD not in roles or {Role.INSPECTOR, Role.AREAS} <= roles  # a report is written to nobody by name


def test_a_form_is_read_anew_where_a_file_of_it_changed(house: House) -> None:
    """What was read is kept as long as no file of a form changes, also where it was to be forgotten."""
    folder = house.form(SOUND)
    first = load_form(folder.name, (house.root,))
    load_form.cache_clear()
    assert load_form(folder.name, (house.root,)) is first
    (folder / "help.md").write_text("# Guidance\n\nAnother.\n", encoding="utf-8")
    load_form.cache_clear()
    assert load_form(folder.name, (house.root,)) is not first
