"""The made-up form that the trials type into: a step for each kind of field, so that a count of keys leads there."""

from __future__ import annotations

from pathlib import Path

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form
from tests.laying import lay_form

NAME = "harbour"
FORM_TOML = """
title = "Visit to a harbour"

[[steps]]
name = "one"
fields = ["pilot", "day"]
[[steps]]
name = "two"
fields = ["tides"]
[[steps]]
name = "three"
fields = ["weather"]
[[steps]]
name = "four"
fields = ["boats"]
[[steps]]
name = "five"
fields = ["piers"]

[fields.pilot]
kind = "line"
required = true
role = "subject"
[fields.day]
kind = "date"
required = true
role = "date"
[fields.tides]
kind = "prose"
[fields.weather]
kind = "prose"
[fields.boats]
kind = "list"
[fields.piers]
kind = "group"
[fields.piers.fields.name]
kind = "line"
"""


def forms_folder(folder: Path) -> Path:
    """Lay the form into a new folder of forms inside this one; the folder of forms."""
    return lay_form(folder / "forms", NAME, FORM_TOML).parent


def small_form(folder: Path) -> Form:
    """The form, laid into a folder."""
    return load_form(NAME, (forms_folder(folder),))
