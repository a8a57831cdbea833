"""Forms of the tests' own, laid into folders of forms."""

from __future__ import annotations

from pathlib import Path


def lay_form(forms: Path, name: str, form: str, *, letter: str = "", guidance: str = "") -> Path:
    """Write the three files of a form into a folder of forms, made where it is missing; the form's folder."""
    folder = forms / name
    folder.mkdir(parents=True)
    for file, text in (("form.toml", form), ("letter.md.j2", letter), ("help.md", guidance)):
        (folder / file).write_text(text, encoding="utf-8")
    return folder
