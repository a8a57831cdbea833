"""Every fault of a form is told with its file, its key or line, and what to do."""

from __future__ import annotations

import pytest

from hmi_visit.form.load import load_form, read_form
from hmi_visit.problems import Problem
from tests.form.conftest import SOUND, House

FORM = "lighthouse/form.toml"
CHOICE = '[fields.colour]\nkind = "choice"\n'
STEP = '[[steps]]\nname = "more"\nfields = ["colour"]\n'

PARTS = (
    'kind = "group"',
    "[fields.parts.fields.texts]",
    'kind = "group"',
    "[fields.parts.fields.texts.fields.text]",
    'kind = "prose"',
    "[fields.parts.fields.notes]",
    'kind = "group"',
    "[fields.parts.fields.notes.fields.after]",
)
"""A group with two groups side by side, and the beginning of a field of the second."""


def with_field(name: str, *lines: str) -> str:
    """A sound form with one more field, which a step asks."""
    table = "\n".join(lines)
    return f'{SOUND}\n[fields.{name}]\n{table}\n[[steps]]\nname = "more"\nfields = ["{name}"]\n'


FAULTS = {
    "unknown key": (
        f'{SOUND}\nrequird = true\nkind2 = "x"',
        f"{FORM}: fields.day.requird: no form file has this key; did you mean required?",
    ),
    "unknown key at the top": (
        f'tilte = "x"\n{SOUND}',
        f"{FORM}: tilte: no form file has this key; did you mean title?",
    ),
    "unknown key of a step": (
        SOUND.replace("fields =", "feilds ="),
        f"{FORM}: steps[0].feilds: no form file has this key; did you mean fields?",
    ),
    "wrong sort": (f"{SOUND}\nrequired = 1", f"{FORM}: fields.day.required: this should be true or false"),
    "wrong sort of title": (f"title = 3\n{SOUND.replace('title', 'about')}", f"{FORM}: title: this should be a text"),
    "words the wrong way round": (
        f"{SOUND}\nwords = [9, 3]",
        f"{FORM}: fields.day.words: this should be two whole numbers, the smaller first",
    ),
    "fields as a list": (
        'fields = [1]\n[[steps]]\nname = "a"\nshows = "letter"',
        f"{FORM}: fields: this should be a table of tables",
    ),
    "steps as a table": ("[steps]\na = 1", f"{FORM}: steps: this should be a list of tables"),
    "unknown kind": (
        SOUND.replace('"date"\nrole', '"dtae"\nrole'),
        f"{FORM}: fields.day.kind: “dtae” is no kind of field; did you mean date?",
    ),
    "no kind": (
        with_field("x", 'label = "X"'),
        f"{FORM}: fields.x.kind: a kind of field is missing; one of line, lines, date, ",
    ),
    "unknown role": (
        SOUND.replace('role = "subject"', 'role = "subjekt"'),
        f"{FORM}: fields.lamp.role: “subjekt” is no role; did you mean subject?",
    ),
    "role of a kind that it cannot have": (
        with_field("x", 'kind = "prose"', 'role = "letter-date"'),
        f"{FORM}: fields.x.role: a field with the role letter-date is of the kind date",
    ),
    "role twice": (
        with_field("x", 'kind = "line"', 'role = "subject"'),
        f"{FORM}: fields.lamp.role: two fields have the role subject",
    ),
    "role inside a group": (
        with_field("x", 'kind = "group"', '[fields.x.fields.y]\nkind = "date"\nrole = "date"'),
        f"{FORM}: fields.x.fields.y.role: a field inside a group plays no role",
    ),
    "no subject": (
        SOUND.replace('role = "subject"', ""),
        f"{FORM}: fields: a form needs a field with the role subject",
    ),
    "unknown follow-up": (
        f'{SOUND}\nfollow_up = "kep"',
        f"{FORM}: fields.day.follow_up: “kep” is no rule; did you mean keep?",
    ),
    "next of no number": (
        f'{SOUND}\nfollow_up = "next"',
        f"{FORM}: fields.day.follow_up: only a number has a next one; keep or clear",
    ),
    "counted and no group": (
        f"{SOUND}\ncounted = true",
        f"{FORM}: fields.day.counted: only the items of a group are counted",
    ),
    "follows no group": (
        with_field("parts", *PARTS, 'kind = "number"', 'follows = "text"'),
        f"{FORM}: fields.parts.fields.notes.fields.after.follows: "
        "there is no group text beside notes; did you mean texts?",
    ),
    "follows and is no number": (
        with_field("parts", *PARTS, 'kind = "line"', 'follows = "texts"'),
        f"{FORM}: fields.parts.fields.notes.fields.after.follows: only a number says which item this one follows",
    ),
    "name of a field": (
        with_field("Lamp", 'kind = "line"'),
        f"{FORM}: fields.Lamp: a field's name is small letters, digits and _, and no word of the templates",
    ),
    "name that templates use": (
        with_field("loop", 'kind = "line"'),
        f"{FORM}: fields.loop: a field's name is small letters, digits and _, and no word of the templates",
    ),
    "step names an unknown field": (
        SOUND.replace('["lamp", "day"]', '["lamp", "dya", "day"]'),
        f"{FORM}: steps[0].fields[1]: there is no field dya; did you mean day?",
    ),
    "field asked twice": (
        SOUND.replace('["lamp", "day"]', '["lamp", "day", "lamp"]'),
        f"{FORM}: steps[0].fields[2]: lamp is asked before already",
    ),
    "field never asked": (
        f'{SOUND}\n[fields.x]\nkind = "line"',
        f"{FORM}: fields.x: no step asks this field; name it in a step",
    ),
    "step twice": (
        f'{SOUND}\n[[steps]]\nname = "first"\nshows = "letter"',
        f"{FORM}: steps[1].name: a step before has this name",
    ),
    "step without a name": (
        f'{SOUND}\n[[steps]]\nshows = "letter"',
        f"{FORM}: steps[1].name: a step has a name in small letters, digits and _",
    ),
    "step of nothing": (f'{SOUND}\n[[steps]]\nname = "x"', f"{FORM}: steps[1]: this step asks and shows nothing"),
    "step shows an unknown thing": (
        f'{SOUND}\n[[steps]]\nname = "x"\nshows = "leter"',
        f"{FORM}: steps[1].shows: “leter” is no thing a step shows; did you mean letter?",
    ),
    "no steps": ("[fields]", f"{FORM}: steps: a form has at least one step"),
    "choice without choices": (
        f"{SOUND}\n{CHOICE}\n{STEP}",
        f"{FORM}: fields.colour.choices: a choice, and nothing else, has choices",
    ),
    "choices without keys": (
        f'{SOUND}\n{CHOICE}choices = [{{ value = "red" }}]\n{STEP}',
        f"{FORM}: fields.colour.choices[0]: this choice cannot be picked by one key; give it a key of one ",
    ),
    "choices with one key, in capitals": (
        f'{SOUND}\n{CHOICE}choices = [{{ value = "red", key = "r" }}, {{ value = "rose", key = "R" }}]\n{STEP}',
        f"{FORM}: fields.colour.choices[1]: this choice cannot be picked by one key; give it a key of one ",
    ),
    "choices with one value": (
        f'{SOUND}\n{CHOICE}choices = [{{ value = "red", key = "r" }}, {{ value = "red", key = "s" }}]\n{STEP}',
        f"{FORM}: fields.colour.choices[1]: a choice has a value, and one that no other has",
    ),
    "group without fields": (
        with_field("x", 'kind = "group"'),
        f"{FORM}: fields.x.fields: a group, and nothing else, has fields",
    ),
    "default of the wrong kind": (
        with_field("x", 'kind = "number"', 'default = "one"'),
        f"{FORM}: fields.x.default: this should be a whole number, and is a text",
    ),
    "default with a fraction": (
        with_field("x", 'kind = "number"', "default = 1.5"),
        f"{FORM}: fields.x.default: this should be a whole number, and is a number with a fraction",
    ),
    "default as TOML's own date": (
        f"{SOUND}\ndefault = 2014-06-27",
        f"{FORM}: fields.day.default: this should be a text, and is a date of TOML without quotation marks",
    ),
    "default that is no day": (
        f'{SOUND}\ndefault = "2014-06-31"',
        f"{FORM}: fields.day.default: there is no date “2014-06-31”; write it as 2014-06-27",
    ),
    "wording without a text": (
        f'{SOUND}\n[wording.greeting]\nlabel = "Greeting"',
        f"{FORM}: wording.greeting: a standard paragraph has a name in small letters, and a text",
    ),
    "not TOML": (SOUND.replace("[fields.day]", "[fields.day"), "lighthouse/form.toml:12:12: this is not TOML"),
    "cut off": ('title = "x', "lighthouse/form.toml:1:"),
    "not UTF-8": (b'title = "x"\nabout = "caf\xe9"\n', "lighthouse/form.toml:2: this is not UTF-8 text"),
    "nested beyond TOML": ("x = " + "[" * 3000, "lighthouse/form.toml: this is nested too deeply"),
    "extends nothing": (
        f'extends = "house/leter.toml"\n{SOUND}',
        f"{FORM}: extends: there is no house/leter.toml to extend; did you mean house/letter.toml?",
    ),
    "extends a name too long for a file": (f'extends = "{"x" * 300}"\n{SOUND}', f"{FORM}: extends: there is no xxx"),
    "extends itself": (f'extends = "{FORM}"\n{SOUND}', f"{FORM}: extends: {FORM} extends itself in a circle"),
    "circle by another spelling": (
        f'extends = "house/../{FORM}"\n{SOUND}',
        f"{FORM}: extends: house/../{FORM} extends itself in a circle",
    ),
}


@pytest.mark.parametrize(("text", "told"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told(house: House, text: str | bytes, told: str) -> None:
    """A form with one fault is told of by file, key and suggestion."""
    house.write("house/letter.toml", "")
    faults = house.faults(text)
    assert any(fault.startswith(told) for fault in faults), faults


@pytest.mark.parametrize("missing", ["letter.md.j2", "help.md", "form.toml"])
def test_a_missing_file_is_named(house: House, missing: str) -> None:
    """Each of the three files is needed."""
    folder = house.form(SOUND)
    (folder / missing).unlink()
    _, faults = read_form(folder, (house.root,))
    assert [fault.where for fault in faults] == [str(folder / missing)]


@pytest.mark.parametrize(
    ("guidance", "told"),
    [
        ("## lmap\ntext", "lighthouse/help.md:1: no step or field is named lmap; did you mean lamp?"),
        ("## lamp\n\n## lamp", "lighthouse/help.md:3: there is guidance for lamp above already; join the two"),
        (b"fine\n## lamp\ncaf\xe9", "lighthouse/help.md:3: this is not UTF-8 text"),
    ],
)
def test_guidance_is_checked(house: House, guidance: str | bytes, told: str) -> None:
    """Headings of the guidance are names of steps and fields, once each."""
    assert house.faults(SOUND, guidance=guidance) == [told]


def test_several_faults_in_one_pass(house: House) -> None:
    """Faults of keys, kinds, steps and guidance are told together, without any that only follows from another."""
    text = (
        SOUND.replace('"line"', '"lnie"')
        .replace('role = "date"', 'roel = "date"')
        .replace('"lamp", ', '"lamp", "la", ')
    )
    assert house.faults(text, guidance="## dya") == [
        f"{FORM}: fields.day.roel: no form file has this key; did you mean role?",
        f"{FORM}: fields.lamp.kind: “lnie” is no kind of field; did you mean line?",
        f"{FORM}: steps[0].fields[1]: there is no field la; did you mean lamp?",
        f"{FORM}: fields: a form needs a field with the role subject",
        f"{FORM}: fields: a form needs a field with the role date",
        "lighthouse/help.md:1: no step or field is named dya; did you mean day?",
    ]


def test_a_fault_in_a_shared_file_is_told_there(house: House) -> None:
    """What a form inherits is blamed on the file that says it, even where the form says more of the same field."""
    house.write("house/sea.toml", '[fields.depth]\nkind = "nubmer"\n')
    text = SOUND.replace('"day"]', '"day", "depth"]') + '[fields.depth]\nlabel = "Depth"\n'
    told = ["house/sea.toml: fields.depth.kind: “nubmer” is no kind of field; did you mean number?"]
    assert house.faults(f'extends = "house/sea.toml"\n{text}') == told


def test_a_long_chain_ends(house: House) -> None:
    """Files that extend one another for ever are refused."""
    for number in range(30):
        house.write(f"house/{number}.toml", f'extends = "house/{number + 1}.toml"')
    assert house.faults(f'extends = "house/0.toml"\n{SOUND}')[-1].endswith("more than 10 files extend one another")


def test_groups_nested_for_ever_are_refused(house: House) -> None:
    """A hundred groups inside one another are read; a thousand are a fault, not a traceback."""

    def nested(depth: int) -> str:
        parts = ["fields.g" + ".fields.g" * level for level in range(depth)]
        tables = "".join(f'[{part}]\nkind = "{"line" if part == parts[-1] else "group"}"\n' for part in parts)
        return SOUND.replace('"day"]', '"day", "g"]') + tables

    assert house.faults(nested(100)) == []
    assert any("nested more than 100 deep" in fault for fault in house.faults(nested(400)))


def test_loading_raises_the_first_fault(house: House) -> None:
    """A form with a fault is not loaded."""
    house.form(SOUND.replace('"line"', '"lnie"'))
    with pytest.raises(Problem, match="is no kind of field"):
        load_form("lighthouse", (house.root,))


@pytest.mark.parametrize("name", ["lighthous", "", "..", "../lighthouse", "x" * 300, "a\0b", "/etc", "house"])
def test_a_form_that_is_not_there(house: House, name: str) -> None:
    """A name that is no form's is refused, whatever it would mean as a path."""
    house.form(SOUND)
    house.form(SOUND, name="deeper/one")
    with pytest.raises(Problem, match="there is no form"):
        load_form(name, (house.root / "deeper" if ".." in name else house.root,))
