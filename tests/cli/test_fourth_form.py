"""A new kind of letter is a folder of three files and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

FORM = """
extends = "house/letter.toml"
title = "Thanks for a visit"

[[steps]]
name = "all"
title = "All of it"
fields = [
  "school", "day", "recipient", "recipient_role", "salutation", "inspector", "inspector_role", "letter_date",
  "letterhead", "office_contact", "direct_contact", "thanks", "helpers", "evidence_seen",
]
shows = "entries"

[[steps]]
name = "letter"
shows = "letter"

[fields.school]
kind = "line"
label = "School"
required = true
role = "subject"

[fields.day]
kind = "date"
required = true
role = "date"

[fields.thanks]
kind = "prose"
label = "Thanks"
required = true

[fields.helpers]
kind = "list"

[fields.evidence_seen]
kind = "prose"
label = "What was seen"
required = true

[wording.opening]
text = "I came to {{ school }} on {{ day | span }}."
"""

LETTER = """\
Dear {{ salutation }}

{{ wording.opening }}

# Thanks

{{ thanks }}

{% for helper in helpers %}
- {{ helper }}
{% endfor %}

{{ evidence_seen }}
"""


@pytest.fixture
def thanks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The three files; the form's name."""
    folder = tmp_path / "forms" / "thanks"
    folder.mkdir(parents=True)
    (folder / "form.toml").write_text(FORM, encoding="utf-8")
    (folder / "letter.md.j2").write_text(LETTER, encoding="utf-8")
    (folder / "help.md").write_text("# Guidance\n\n## thanks\nBe brief.\n", encoding="utf-8")
    monkeypatch.setenv("HMI_VISIT_FORMS", str(folder.parent))
    return folder.name


def test_three_files_make_a_kind_of_letter(shell: Shell, thanks: str, tmp_path: Path) -> None:
    """From an empty folder to a letter in Word, with nothing changed but three new files."""
    assert shell("forms", "--check").status == 0
    asked = ("--form", thanks, "--subject", "Marsh & Mere <School>", "--date", "1/7/2024")
    path = shell("--visits", tmp_path / "v", "new", *asked).path
    for field, *values in (
        ("salutation", "Ms Vane"),
        ("thanks", "Tea was *very* good.\n\nSo were {{ braces }}."),
        ("helpers", "Ann", "Bob"),
    ):
        assert shell("set", path, field, *values).status == 0
    text = shell("letter", path, "-o", "-")
    assert "Dear Ms Vane" in text.out
    assert "on 1 July 2024." in text.out
    assert text.err == "not yet answered: What was seen\n"
    done = shell("letter", path)
    assert (done.status, done.path) == (0, path.with_suffix(".docx"))
    with zipfile.ZipFile(done.path) as word:
        body = word.read("word/document.xml").decode("utf-8")
    for piece in ("Marsh &amp; Mere &lt;School&gt;", "{{ braces }}", "Ann", "Bob", "What was seen: not yet answered"):
        assert piece in body
    assert done.path.stat().st_mode & 0o077 == 0
