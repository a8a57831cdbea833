"""Small made-up forms, written where a test wants them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from hmi_visit.form.load import read_form
from hmi_visit.form.model import Form

SOUND = """
title = "Visit to a lighthouse"

[[steps]]
name = "first"
fields = ["lamp", "day"]

[fields.lamp]
kind = "line"
role = "subject"

[fields.day]
kind = "date"
role = "date"
"""
"""A form without a fault, as small as one can be."""


@dataclass
class House:
    """A folder of forms of a test's own."""

    root: Path

    def write(self, name: str, text: str | bytes) -> Path:
        """Write one file of the house."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def form(self, text: str | bytes, *, name: str = "lighthouse", guidance: str | bytes = "# Guidance\n") -> Path:
        """Write a form's three files; its folder."""
        self.write(f"{name}/letter.md.j2", "{{ lamp }}")
        self.write(f"{name}/help.md", guidance)
        return self.write(f"{name}/form.toml", text).parent

    def read(self, text: str | bytes, *, guidance: str | bytes = "# Guidance\n") -> Form:
        """A form that has no fault."""
        form, faults = read_form(self.form(text, guidance=guidance), (self.root,))
        assert form is not None
        assert [str(f) for f in faults] == []
        return form

    def faults(self, text: str | bytes, *, guidance: str | bytes = "# Guidance\n") -> list[str]:
        """What is told of a form, each file named from the house's folder."""
        _, faults = read_form(self.form(text, guidance=guidance), (self.root,))
        return [str(fault).replace(f"{self.root}/", "") for fault in faults]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An empty house."""
    return House(tmp_path)
