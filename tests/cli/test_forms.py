"""An office's own forms: begun by one command, checked by another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.toml import NESTED_LIMIT
from hmi_visit.where import templates_folder
from tests.cli.conftest import Shell

HOUSE = form_names([templates_folder()])
FILES = {"form.toml", "letter.md.j2", "help.md", "sample.json"}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for own forms, where nothing is yet."""
    folder = tmp_path / "own" / "forms"
    monkeypatch.setenv("HMI_VISIT_FORMS", str(folder))
    return folder


def begun(shell: Shell, *words: str) -> Path:
    """A new form's folder."""
    load_form.cache_clear()
    return shell("forms", "new", *words).path


def test_a_new_form_is_whole_and_explains_every_file(shell: Shell, own: Path) -> None:
    """Four files; comments in three of them; no fault; a letter with no answers and with the sample's."""
    folder = begun(shell, "thank-you")
    assert folder == own / "thank-you"
    assert {path.name for path in folder.iterdir()} == FILES
    assert folder.stat().st_mode & 0o077 == 0
    for name, mark in (("form.toml", "# "), ("letter.md.j2", "{# "), ("help.md", "<!--\n")):
        assert (folder / name).read_text(encoding="utf-8").startswith(mark)
    done = shell("forms", "--check", "thank-you")
    assert (done.status, done.out, done.err) == (0, "thank-you: no faults\n", "")
    assert "<!--" not in "".join(load_form("thank-you").help.values())
    visit = shell("import", folder / "sample.json", "-o", own / "v.sqlite").path
    letter = shell("letter", visit, "-o", "-")
    assert "Visit to Lantern Street Primary School" in letter.out
    assert letter.err == ""


@pytest.mark.parametrize("model", HOUSE)
def test_a_form_can_be_begun_from_another(shell: Shell, own: Path, model: str) -> None:
    """It asks and words what that form does, under a title of its own; the sample is of the new form."""
    folder = begun(shell, "ours", "--from", model)
    form, before = load_form("ours"), load_form(model)
    assert (form.fields, form.steps) == (before.fields, before.steps)
    assert {n: w.text for n, w in form.wording.items()} == {n: w.text for n, w in before.wording.items()}
    assert form.title != before.title
    assert form.help[""] == before.help[""]
    assert json.loads((folder / "sample.json").read_text(encoding="utf-8"))["form"] == "ours"
    assert all(model in (folder / name).read_text(encoding="utf-8") for name in FILES - {"sample.json"})
    assert own in folder.parents


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("A b",), "A b: this cannot be the name of a form; small letters"),
        (("../x",), "this cannot be the name of a form"),
        (("house",), "this cannot be the name of a form"),
        ((HOUSE[0],), "there is a form of this name already; choose another name"),
        (("x", "--from", HOUSE[0][:-1]), f"did you mean {HOUSE[0]}?"),
    ],
)
def test_what_cannot_be_begun(shell: Shell, own: Path, words: tuple[str, ...], told: str) -> None:
    """A name that is none, one that is taken, a model that there is not: one line, and nothing is made."""
    assert told in shell("forms", "new", *words).refusal
    assert not own.exists()


def test_a_folder_that_cannot_be_written(shell: Shell, own: Path) -> None:
    """It is said, and no half form is left."""
    own.parent.mkdir()
    own.write_text("a file", encoding="utf-8")
    assert "the form cannot be written" in shell("forms", "new", "x").refusal


def test_a_check_is_of_the_forms_that_are_named(shell: Shell, own: Path) -> None:
    """Only those; a name that none has is refused with a suggestion."""
    begun(shell, "one")
    begun(shell, "two")
    (own / "two" / "help.md").unlink()
    load_form.cache_clear()
    assert shell("forms", "--check", "one").status == 0
    assert shell("forms", "--check", "two").status == 1
    assert "did you mean two?" in shell("forms", "--check", "tow").refusal


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("form.toml", 'kind = "prose"', 'kind = "porse"', "form.toml:71: fields.findings.kind: “porse” is no kind"),
        ("form.toml", 'title = "', "title = ", "form.toml:41:9: this is not TOML"),
        (
            "letter.md.j2",
            "{% if points %}",
            "{% if points and poinst %}",
            "letter.md.j2:28: there is no field poinst; did you mean points?",
        ),
        (
            "letter.md.j2",
            "{% if points %}",
            '{% if points == "never" %}{{ wording.opennig }}{% elif points %}',
            "letter.md.j2:28: there is no standard paragraph wording.opennig; did you mean opening?",
        ),
        (
            "letter.md.j2",
            "{{ findings }}",
            "",
            "form.toml:70: fields.findings: the letter never prints this field; print it in the template, or say",
        ),
        (
            "letter.md.j2",
            "{{ wording.opening }}",
            "",
            "wording.opening: the letter never prints this standard paragraph; print {{ wording.opening }} in",
        ),
        ("letter.md.j2", 'style="Address"', 'style="Adress"', "has no paragraph style “Adress”: Normal is used"),
        ("letter.md.j2", "{% endblock %}\n{% block body %}", "{% block body %}", "letter.md.j2"),
        ("sample.json", '"judgement": "good"', '"judgement": "god"', "sample.json: answers.judgement: “god” is not"),
        ("sample.json", '"form": "ours"', f'"form": "{HOUSE[0]}"', "sample.json: "),
        ("help.md", "## points", "## pionts", "help.md:31: no step or field is named pionts; did you mean points?"),
    ],
)
def test_a_fault_has_file_line_and_suggestion(
    shell: Shell, own: Path, file: str, old: str, new: str, told: str
) -> None:
    """In data, template, sample and guidance, also where no answer would ever lead."""
    path = begun(shell, "ours") / file
    text = path.read_text(encoding="utf-8")
    before, found, after = text.rpartition(old)  # the comments at the head of a file say the same
    assert found
    path.write_text(before + new + after, encoding="utf-8")
    load_form.cache_clear()
    done = shell("forms", "--check", "ours")
    assert done.status == 1
    assert told in done.err
    assert str(own) in done.err


GROUP = """
[fields.rooms]
kind = "group"
[fields.rooms.fields.name]
kind = "line"
[fields.rooms.fields.seats]
kind = "number"
"""


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% for r in rooms %}{{ r.name }}{{ r.seats }}{% endfor %}", ""),
        ("{% for r in rooms if r.seats %}{{ r }}{% endfor %}", ""),
        ("{% for r in rooms %}{{ r.name }}{% endfor %}", "fields.rooms.fields.seats: the letter never prints"),
        (
            "{% for r in rooms %}{{ r.seats }}{% if r.nmae %}{% endif %}{% endfor %}",
            "an item has no field nmae; did",
        ),
        ("{% macro m(r) %}{{ r.name }}{% endmacro %}{% for r in rooms %}{{ m(r) }}{% endfor %}", ""),
        ("{% set r = rooms | first %}{% if rooms %}{{ r.name }}{% endif %}", ""),
    ],
)
def test_fields_of_items_are_looked_for_too(shell: Shell, own: Path, template: str, told: str) -> None:
    """What a loop over a group wants of its items, and what of them it never prints."""
    folder = begun(shell, "ours")
    form, letter = folder / "form.toml", folder / "letter.md.j2"
    text = form.read_text(encoding="utf-8").replace('"judgement", "points"]', '"judgement", "points", "rooms"]')
    form.write_text(text + GROUP, encoding="utf-8")
    text = letter.read_text(encoding="utf-8").replace("{{ findings }}", "{{ findings }}\n\n" + template)
    letter.write_text(text, encoding="utf-8")
    load_form.cache_clear()
    done = shell("forms", "--check", "ours")
    assert done.status == bool(told), done.err
    assert told in done.err


def test_of_two_forms_of_one_name_the_own_one_is_used_and_said(shell: Shell, own: Path) -> None:
    """Both places are named; it is no fault."""
    folder = begun(shell, "ours", "--from", HOUSE[0])
    folder.rename(own / HOUSE[0])
    sample = own / HOUSE[0] / "sample.json"
    sample.write_text(sample.read_text(encoding="utf-8").replace('"ours"', f'"{HOUSE[0]}"'), encoding="utf-8")
    load_form.cache_clear()
    for words in ((), ("--check",)):
        done = shell("forms", *words, HOUSE[0])
        assert done.status == 0
        assert f"the one in {own / HOUSE[0]} is used, not the one in {templates_folder() / HOUSE[0]}" in done.err
    assert load_form(HOUSE[0]).folder == own / HOUSE[0]


def test_half_a_form_is_named(shell: Shell, own: Path) -> None:
    """A folder without its form.toml is no form that could be used, and is told by --check all the same."""
    folder = begun(shell, "ours")
    (folder / "form.toml").unlink()
    load_form.cache_clear()
    done = shell("forms", "--check")
    assert done.status == 1
    assert f"{folder / 'form.toml'}: this file of the form is not there" in done.err


def test_groups_a_hundred_deep_are_checked(shell: Shell, own: Path) -> None:
    """They are read, tried full, and end: what is never printed of them is told."""
    folder = begun(shell, "ours")
    form = folder / "form.toml"
    keys, tables = "deep", []
    for _ in range(NESTED_LIMIT - 1):
        tables.append(f'[fields.{keys}]\nkind = "group"')
        keys += ".fields.deep"
    tables.append(f'[fields.{keys}]\nkind = "line"')
    text = form.read_text(encoding="utf-8").replace('"judgement", "points"]', '"judgement", "points", "deep"]')
    form.write_text("\n".join([text, *tables]), encoding="utf-8")
    load_form.cache_clear()
    done = shell("forms", "--check", "ours")
    assert done.status == 1
    assert "fields.deep: the letter never prints this field" in done.err
    letter = folder / "letter.md.j2"
    text = letter.read_text(encoding="utf-8").replace(
        "{% block judgement %}", "{{ deep | count }}{% block judgement %}"
    )
    letter.write_text(text, encoding="utf-8")
    load_form.cache_clear()
    done = shell("forms", "--check", "ours")
    assert (done.status, done.err) == (0, "")
