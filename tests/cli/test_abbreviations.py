"""Abbreviations from the shell: kept, listed, taken out, refused."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Shell


def test_they_are_kept_listed_and_taken_out(shell: Shell, visit: Path) -> None:
    """Each line says one; what is taken out is not listed."""
    assert shell("abbreviations", visit).out == ""
    assert shell("abbreviations", visit, "HM=harbour master", "fs=fog signal").out == (
        "fs = fog signal\nHM = harbour master\n"
    )
    assert shell("abbreviations", visit, "fs=").out == "HM = harbour master\n"
    assert shell("abbreviations", visit).out == "HM = harbour master\n"


def test_what_is_none_is_refused_and_nothing_is_kept(shell: Shell, visit: Path) -> None:
    """Nothing of a line with a slip in it is kept."""
    told = 'fog: this is no SHORT=MEANING; "SLT=senior leadership team", for one'
    assert shell("abbreviations", visit, "HM=harbour master", "fog").refusal == told
    assert shell("abbreviations", visit, "HM=harbour master", "a b=c").refusal.startswith("a b: an abbreviation is one")
    assert shell("abbreviations", visit).out == ""
