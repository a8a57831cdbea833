"""Papers about a visit from the shell: written as asked, readable by the owner alone, never over another file."""

from __future__ import annotations

import json
import zipfile
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


def test_a_copy_for_disclosure(shell: Shell, noted: Path, tmp_path: Path) -> None:
    """No name is in any of its files, not in what a Word file says of itself either; the list beside it has them."""
    shell("note", noted, "@Mrs Okafor, harbour master: OKAFOR'S lamp, with Amelia and Zedekiah")
    shell("note", noted, "amelia said that mrs\nokafor came")
    for ending in ("docx", "md", "csv", "json"):
        target = tmp_path / f"copy.{ending}"
        done = shell("evidence", noted, "--disclosure", "-o", target)
        assert done.path == target
        assert done.err.startswith(f"{target}.names.txt lists what was replaced")
        data = target.read_bytes()
        parts = zipfile.ZipFile(target) if ending == "docx" else None
        text = "".join(parts.read(n).decode("latin-1") for n in parts.namelist()) if parts else data.decode()
        assert "okafor" not in text.casefold()
        assert "[person 1]" in text.replace("\\", "")
    names = tmp_path / "copy.md.names.txt"
    assert (names.stat().st_mode & 0o777) == 0o600
    lines = names.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[:2] for line in lines if "→" in line] == [
        ["e2", "Mrs Okafor → [person 1]"],
        ["e2", "OKAFOR → [person 1]"],
        ["e3", "mrs okafor → [person 1]"],
    ]
    assert lines[-3:] == ["Amelia\te2", "Zedekiah\te2", "amelia\te3"]


def test_a_copy_for_disclosure_is_a_file(shell: Shell, noted: Path) -> None:
    """Without one the list would lie nowhere."""
    assert shell("evidence", noted, "--disclosure", "-o", "-").refusal.startswith("-o: a copy for disclosure is a file")
