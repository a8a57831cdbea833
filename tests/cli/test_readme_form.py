"""The README's letter of one's own, done as it says there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hmi_visit.form.load import load_form
from tests.cli.conftest import Shell

README = Path(__file__).parents[2] / "README.md"
NAME = "letter-to-governors"


def pieces(language: str) -> list[str]:
    """The section's pieces of code of a language, without their indent."""
    section = README.read_text(encoding="utf-8").split("## A letter of your own in ten minutes")[1].split("\n## ")[0]
    found = re.findall(r"^ *```(\w*)\n(.*?)^ *```$", section, re.DOTALL | re.MULTILINE)
    return [re.sub(r"^   ", "", piece, flags=re.MULTILINE) for known, piece in found if known == language]


def test_the_steps_of_the_readme_come_out_as_it_says(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slip is found where the README says, and mended there is a letter with the new answer in it."""
    monkeypatch.setenv("HMI_VISIT_FORMS", str(tmp_path / "forms"))
    monkeypatch.setenv("HMI_VISITS", str(tmp_path / "visits"))
    (field,), (block,) = pieces("toml"), pieces("jinja")
    told, commands = pieces("")
    assert f"`hmi-visit forms new {NAME}`" in README.read_text(encoding="utf-8")
    folder = shell("forms", "new", NAME).path
    form, letter = folder / "form.toml", folder / "letter.md.j2"
    text = form.read_text(encoding="utf-8").replace('["findings", ', '["findings", "pupils_said", ')
    form.write_text(text + field, encoding="utf-8")
    head, judgement, rest = letter.read_text(encoding="utf-8").partition("{% block judgement %}")
    letter.write_text(head + block + judgement + rest, encoding="utf-8")
    load_form.cache_clear()
    done = shell("forms", "--check", NAME)
    assert (done.out + done.err).replace(str(folder.parent), "…") == told
    letter.write_text((head + block + judgement + rest).replace("pupil_said", "pupils_said"), encoding="utf-8")
    load_form.cache_clear()
    assert shell("forms", "--check", NAME).out == f"{NAME}: no faults\n"
    for line in commands.splitlines():
        words = re.findall(r'"([^"]*)"|(\S+)', line)
        done = shell(*(quoted or plain for quoted, plain in words[1:]))
        assert done.status == 0, done.err
    word = shell("letter", done.path.stem, "-o", "-").out
    assert "Your pupils told me:\n\n- We read every day.\n" in word
