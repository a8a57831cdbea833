"""New visits, and visits that come and go as exchange files."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell

Exported = Callable[[Path], dict[str, Any]]


def mode(path: Path) -> int:
    """Who may read and write a file."""
    return stat.S_IMODE(path.stat().st_mode)


def write_case(path: Path, **changes: Any) -> Path:
    """An exchange file of the lighthouse with these keys changed."""
    case = {"format": "hmi-visit", "version": 1, "form": "lighthouse", "answers": {"lamp": "Sand Point"}} | changes
    path.write_text(json.dumps(case), encoding="utf-8")
    return path


def test_new_names_the_file_in_the_folder_of_visits(shell: Shell, lighthouse: str, tmp_path: Path) -> None:
    """Without -o a new visit is named from its subject and its date, twice the same with a number."""
    command = (
        "--visits",
        tmp_path / "v",
        "new",
        "--form",
        lighthouse,
        "--subject",
        "Sand Point",
        "--date",
        "26 June 14",
    )
    assert shell(*command).path == tmp_path / "v" / "sand-point-2014-06-26.sqlite"
    assert shell(*command).path == tmp_path / "v" / "sand-point-2014-06-26-2.sqlite"


def test_new_begins_with_defaults(visit: Path, exported: Exported) -> None:
    """A new visit has the form's defaults, its subject and its date, and nothing else."""
    assert exported(visit)["answers"] == {"lamp": "Sand Point", "day": "2014-06-26", "lit": True}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no file modes")
def test_files_are_their_owners_alone(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """Visits and exchange files are readable by their owner alone, whatever the umask."""
    before = os.umask(0)
    try:
        shell("export", visit, "-o", tmp_path / "case.json")
        made = shell("--visits", tmp_path / "v", "import", tmp_path / "case.json").path
    finally:
        os.umask(before)
    assert mode(visit) == mode(tmp_path / "case.json") == mode(made) == 0o600
    assert mode(made.parent) == 0o700


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"--date": "31/2/14"}, "day: “31/2/14” is no date"),
        ({"--form": "lighthose"}, "there is no form lighthose; did you mean lighthouse?"),
        ({"--subject": "a\nb"}, "lamp: this is one line"),
        ({"--subject": "a\x07b"}, "lamp: U+0007 at line 1, column 2"),
        (
            {"-o": "no/such/folder/v.sqlite"},
            "no/such/folder/v.sqlite: it cannot be written (No such file or directory)",
        ),
        ({"-o": "."}, ".: this is a folder"),
    ],
)
def test_new_refuses(shell: Shell, lighthouse: str, changed: dict[str, str], told: str) -> None:
    """What a new visit cannot be is refused in one line, and nothing is written."""
    options = {"--form": lighthouse, "--subject": "S", "--date": "today", "-o": "v.sqlite"} | changed
    assert shell("new", *(word for pair in options.items() for word in pair)).refusal.startswith(told)
    assert list(Path().iterdir()) == []


def test_new_never_replaces(shell: Shell, lighthouse: str, visit: Path) -> None:
    """A visit is never made over a file that is there."""
    before = visit.read_bytes()
    done = shell("new", "--form", lighthouse, "--subject", "S", "--date", "today", "-o", visit)
    assert "there is a file of this name already" in done.refusal
    assert visit.read_bytes() == before


def test_import_and_export_through_standard_streams(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """`-` is standard input and output: an export that is imported exports the same bytes."""
    text = shell("export", visit, "-o", "-").out
    made = shell("import", "-", "-o", tmp_path / "again.sqlite", stdin=text.encode()).path
    assert shell("export", made).out == text


def test_import_names_the_visit(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """Without -o an imported visit is named from its own subject and date."""
    shell("export", visit, "-o", tmp_path / "case.json")
    made = shell("--visits", tmp_path / "v", "import", tmp_path / "case.json")
    assert made.path == tmp_path / "v" / "sand-point-2014-06-26.sqlite"


def test_export_replaces_only_when_told(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """A file that is there stays as it is, unless --force says otherwise."""
    out = tmp_path / "case.json"
    out.write_text("mine")
    assert "there is a file of this name already; --force writes over it" in shell("export", visit, "-o", out).refusal
    assert out.read_text() == "mine"
    assert shell("export", visit, "-o", out, "--force").path == out
    assert json.loads(out.read_text(encoding="utf-8"))["form"] == "lighthouse"


@pytest.mark.parametrize(
    ("out", "told"),
    [
        (".", ".: this is a folder"),
        ("no/such/case.json", "no/such/case.json: it cannot be written"),
        (os.devnull, f"{os.devnull}: this is no ordinary file"),
    ],
)
def test_export_refuses_what_is_no_file(shell: Shell, visit: Path, out: str, told: str) -> None:
    """Folders, devices and folders that are not there are refused, also with --force; no draft is left behind."""
    assert shell("export", visit, "-o", out, "--force").refusal.startswith(told)
    assert list(Path().iterdir()) == []


def test_export_says_what_is_not_understood(shell: Shell, visit: Path) -> None:
    """What was typed and is no value yet is named on standard error, and the export still comes out."""
    from hmi_visit.form.load import load_form
    from hmi_visit.visit.file import Visit

    with Visit.open(visit) as opened:
        opened.put(load_form("lighthouse").fields["season"], "", typed="soon")
    done = shell("export", visit)
    assert (done.status, json.loads(done.out)["answers"]["season"]) == (0, "")
    assert done.err == "Season: “soon” is not understood yet, and is not in the exchange file\n"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"form": "lighthose"}, "there is no form lighthose; did you mean lighthouse?"),
        ({"answers": {"storey": "x"}}, "answers.storey: no such field in form lighthouse; did you mean story?"),
        ({"answers": {"height": "tall"}}, "answers.height: this should be a whole number, and is a text"),
        ({"answers": {"height": float("nan")}}, "answers.height: this should be a whole number, and is a number with"),
        ({"answers": {"day": "2014-02-30"}}, "answers.day: there is no date “2014-02-30”"),
        ({"answers": {"colour": "blue"}}, "answers.colour: “blue” is not one of white, red-white"),
        ({"answers": {"rooms": [{"things": [{"seen": 1}]}]}}, "answers.rooms[0].things[0].seen: this should be a text"),
        ({"answers": {"story": "a\n\x0bb"}}, "answers.story: U+000B at line 2, column 1"),
        ({"answers": {"story": "\ud800"}}, "answers.story: U+D800 at line 1, column 1"),
        ({"version": 2}, "case.json: version: the version of this exchange file is not 1"),
        ({"notes": []}, "notes: the exchange file has no such key"),
        ({"evidence_log": [{"id": "e1"}]}, "evidence_log[0].text: an entry has a text"),
        (
            {"links": [{"field": "story", "paragraph": 1, "entries": ["e9"]}]},
            "links[0].entries[0]: there is no entry e9",
        ),
        ({"wording": {"greting": "x"}}, "wording.greting: no such standard paragraph in form lighthouse; did you mean"),
    ],
)
def test_import_refuses_by_place(shell: Shell, lighthouse: str, changes: dict[str, Any], told: str) -> None:
    """What the form does not know is refused by its place, and no file is made."""
    write_case(Path("case.json"), **changes)
    assert told in shell("import", "case.json", "-o", "v.sqlite").refusal
    assert [p.name for p in Path().iterdir()] == ["case.json"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "case.json:1:1: this is not JSON"),
        (b'{"format": "hmi-visit",\n "version": }', "case.json:2:13: this is not JSON"),
        (b'{"format": "hmi-visit",\n "form": "caf\xe9"}', "case.json:2: this is not UTF-8 text"),
        (b"[1, 2]", "case.json: this is not the exchange file of a visit"),
        (b"[" * 100_000, "case.json: it is nested too deeply"),
        (b'{"format": "hmi-visit", "version": 1, "version": 1}', "version: this key stands twice"),
    ],
)
def test_import_refuses_what_is_no_exchange_file(shell: Shell, data: bytes, told: str) -> None:
    """Files that are no exchange file are told from faults in one, by line and column where there are any."""
    Path("case.json").write_bytes(data)
    assert shell("import", "case.json", "-o", "v.sqlite").refusal.startswith(told)
    assert not Path("v.sqlite").exists()


def test_import_takes_a_byte_order_mark(shell: Shell, lighthouse: str) -> None:
    """Editors on Windows put a mark before UTF-8: it is no part of the JSON."""
    case = write_case(Path("case.json"))
    case.write_bytes(b"\xef\xbb\xbf" + case.read_bytes())
    assert shell("import", case, "-o", "v.sqlite").status == 0


def test_import_of_what_cannot_be_read(shell: Shell) -> None:
    """A file that is not there and a folder are each one line."""
    assert shell("import", "nothing.json").refusal.startswith("nothing.json: it cannot be read (No such file")
    assert shell("import", ".").refusal.startswith(".: it cannot be read (")
