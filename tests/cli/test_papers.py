"""Papers about a visit from the shell: written as asked, readable by the owner alone, never over another file."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def noted(shell: Shell, visit: Path) -> Path:
    """A visit with a note that has marks and an abbreviation, tied to a sentence."""
    shell("abbreviations", visit, "HM=harbour master")
    shell("note", visit, "+ @HM #1 The HM came.", "--activity", "meeting", "--at", "10.40")
    shell("set", visit, "story", "The lamp is lit. It turns.")
    shell("link", visit, "story:1.2", "e1")
    return visit


def test_evidence_in_each_form(shell: Shell, noted: Path, tmp_path: Path) -> None:
    """Word, Markdown, a table, JSON: by the ending of the file's name, the same each time, for the owner alone."""
    for ending in ("docx", "md", "csv", "json"):
        target = tmp_path / f"e.{ending}"
        assert shell("evidence", noted, "-o", target).path == target
        data = target.read_bytes()
        assert (target.stat().st_mode & 0o777) == 0o600
        shell("evidence", noted, "-o", target, "--force")
        assert target.read_bytes() == data
        text = data.decode("utf-8-sig") if ending != "docx" else words(data)
        assert "The harbour master came." in text
        assert "#1" not in text
    assert json.loads((tmp_path / "e.json").read_text())["days"][0]["entries"][0]["findings"][0]["words"] == "It turns."


def words(data: bytes) -> str:
    """The words of a Word file."""
    return "\n".join("".join(p.itertext()) for p in docx.Document(BytesIO(data)).element.body)


def test_evidence_beside_the_visit_and_on_standard_output(shell: Shell, noted: Path) -> None:
    """Without -o a Word file of the visit's name; with - Markdown."""
    assert shell("evidence", noted).path == noted.with_name("point-evidence.docx")
    assert "# Evidence base\n" in shell("evidence", noted, "-o", "-").out


def test_evidence_refuses(shell: Shell, noted: Path, tmp_path: Path) -> None:
    """A file that is there, and a kind of file that it does not write."""
    (tmp_path / "x.csv").write_text("mine")
    told = "x.csv: there is a file of this name already; --force writes over it"
    assert shell("evidence", noted, "-o", tmp_path / "x.csv").refusal.endswith(told)
    assert (
        shell("evidence", noted, "-o", "x.pdf").refusal == "x.pdf: this file's name ends in .docx, .csv, .json or .md"
    )
    assert (tmp_path / "x.csv").read_text() == "mine"
