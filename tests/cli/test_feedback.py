"""The feedback sheet from the shell: written, kept, compared with what the letter says later."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Shell


def test_written_kept_and_compared(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """What the sheet said is known after the text has changed."""
    shell("set", visit, "story", "The lamp is lit. It turns.\n\nKeepers sleep.")
    told = "no feedback sheet was written from this visit; hmi-visit feedback VISIT writes one"
    assert shell("feedback", visit, "--compare").refusal == told
    assert shell("feedback", visit, "-o", "-").out.count("The lamp is lit.") == 1
    assert shell("feedback", visit, "--compare").refusal == told
    assert shell("feedback", visit).path == visit.with_name("point-feedback.docx")
    assert shell("feedback", visit, "--compare").out.endswith(
        ", compared with the letter:\nThe letter says what the feedback said.\n"
    )
    shell("set", visit, "story", "Keepers sleep well.\n\nThe lamp is lit.")
    assert shell("feedback", visit, "--compare").out.splitlines()[1:] == [
        "Main point: Keepers [-sleep.-] {+sleep well.+}"
    ]
    done = shell("feedback", visit, "-o", tmp_path / "second.md")
    assert (done.path.stat().st_mode & 0o777) == 0o600
    assert shell("feedback", visit, "--compare").out.startswith("Feedback sheet 2 of ")
    assert shell("feedback", visit, "--compare", "--sheet", "1").out.startswith("Feedback sheet 1 of ")
    assert shell("feedback", visit, "--sheet", "7").refusal == "there is no sheet 7; there is 1, 2"


def test_a_sheet_that_cannot_be_written_is_not_kept(shell: Shell, visit: Path, tmp_path: Path) -> None:
    """Nothing was said of it."""
    (tmp_path / "mine.md").write_text("mine")
    assert "--force writes over it" in shell("feedback", visit, "-o", tmp_path / "mine.md").refusal
    assert "no feedback sheet" in shell("feedback", visit, "--compare").refusal
    assert "ends in .docx or .md" in shell("feedback", visit, "-o", "x.pdf").refusal
