"""Where things lie, and which forms there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.form.load import form_names, load_form
from hmi_visit.where import templates_folder
from tests.cli.conftest import Shell


def line_of(text: str, name: str) -> str:
    """The line of `paths` that begins so."""
    return next(line for line in text.splitlines() if line.startswith(f"{name} "))


def test_the_folder_of_visits_and_why(
    shell: Shell, own_machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--visits comes before HMI_VISITS, that before visits/ here, that before the user's documents."""
    documents = line_of(shell("paths").out, "visits")
    assert str(own_machine) in documents
    assert documents.endswith("(the user's documents; not there yet)")
    (here := Path("visits")).mkdir()
    expected = f"{here.absolute()}  (visits/ where the command was run)"
    assert line_of(shell("paths").out, "visits").endswith(expected)
    monkeypatch.setenv("HMI_VISITS", str(tmp_path))
    assert line_of(shell("paths").out, "visits").endswith(f"{tmp_path}  (HMI_VISITS)")
    assert line_of(shell("--visits", "v", "paths").out, "visits").endswith("(--visits; not there yet)")


def test_paths_makes_nothing(shell: Shell, own_machine: Path) -> None:
    """Asking where things lie creates none of them."""
    before = sorted(own_machine.rglob("*"))
    assert shell("paths").status == 0
    assert sorted(own_machine.rglob("*")) == before


def test_forms_lists_own_forms_beside_the_house(shell: Shell, lighthouse: str) -> None:
    """Each form stands with its name, its title, what it is for and where it lies."""
    form = load_form(lighthouse)
    lines = shell("forms").out.splitlines()
    at = lines.index(lighthouse)
    assert lines[at : at + 4] == [lighthouse, f"  {form.title}", f"  {form.about}", f"  {form.folder}"]
    assert len(lines) == 4 * len(form_names())


def test_every_form_of_the_house_is_sound(shell: Shell) -> None:
    """The forms that come with the program have no fault in data, guidance or template."""
    done = shell("forms", "--check")
    assert (done.status, done.err) == (0, "")
    assert done.out.count(": no faults\n") == len(form_names())


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "form.toml",
            'kind = "month"',
            'kind = "mnth"',
            ": fields.season.kind: “mnth” is no kind of field; did",
        ),
        ("form.toml", "required = true", "requird = true", ": fields.lamp.requird: no form file has this key"),
        ("form.toml", "[fields.height]", "[fields.height", "form.toml:29:15: this is not TOML"),
        (
            "form.toml",
            '"season", ',
            '"seeson", ',
            ": steps[0].fields[2]: there is no field seeson; did you mean",
        ),
        ("help.md", "## lamp", "## lump", "help.md:5: no step or field is named lump; did you mean lamp?"),
        ("letter.md.j2", "{{", "{{{{", "letter.md.j2:1"),
        ("letter.md.j2", "wording.greeting", "wording.greting", "letter.md.j2:1"),
        ("letter.md.j2", "{{ wording.greeting }}", "{{ lmap }}", "letter.md.j2:1"),
    ],
)
def test_faults_are_told_by_file_and_place(
    shell: Shell, lighthouse: str, tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    """A fault in any file of a form is one line with its file and place, and the exit status is 1."""
    path = tmp_path / "forms" / lighthouse / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = shell("forms", "--check", lighthouse)
    assert done.status == 1
    assert told in done.err
    assert all(str(tmp_path) in line for line in done.err.splitlines())
    assert f"{lighthouse}: no faults" not in done.out


def test_every_fault_is_told(shell: Shell, lighthouse: str, tmp_path: Path) -> None:
    """Not the first fault alone: all of them."""
    path = tmp_path / "forms" / lighthouse / "form.toml"
    text = path.read_text(encoding="utf-8").replace('kind = "flag"', 'kind = "flog"').replace("required", "requird", 1)
    path.write_text(text, encoding="utf-8")
    (path.parent / "help.md").unlink()
    err = shell("forms", "--check", lighthouse).err
    assert "requird" in err
    path.write_text(text.replace("requird", "required"), encoding="utf-8")
    err = shell("forms", "--check", lighthouse).err
    assert ("flog" in err, "help.md" in err) == (True, True)


def test_every_place_of_the_house_has_guidance() -> None:
    """Each step and each field of the forms that come with the program says something helpful."""
    for name in form_names([templates_folder()]):
        form = load_form(name)
        assert form.help[""]
        assert [n for n in (*form.fields, *(s.name for s in form.steps)) if not form.help.get(n)] == []
