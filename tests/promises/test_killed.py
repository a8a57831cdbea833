"""The process is killed, the terminal closes, SIGHUP, SIGTERM, Ctrl+C: every character that the screen had shown.

At random moments and in larger counts: `python -m tests.faults --layer pty` and `--layer storage`.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from hmi_visit.visit.file import snapshot_of
from tests.promises.inspector import TRIALS, Inspector, is_whole, tides

WORDS = "Zephyr “high” at four"


def test_killed_by_kill_9_the_file_has_what_the_screen_had_shown(path: Path) -> None:
    """Killed as soon as the words are on the screen, the file has every character of them, in line, prose and entry."""
    with Inspector(path) as inspector:
        inspector.wait_for("Guidance: Pilot")
        inspector.writes(f", {WORDS}")
        inspector.at_the_prose()
        inspector.writes(WORDS)
        inspector.press("f9")
        inspector.wait_for("New evidence")
        inspector.writes("Gulls, he said")
        inspector.kill()
    assert is_whole(path)
    found = snapshot_of(path)
    assert found.answers["pilot"] == f"Saltmarsh Harbour, {WORDS}"
    assert found.answers["tides"] == f"Low at nine. {WORDS}"
    assert [entry.text for entry in found.entries] == ["Gulls, he said"]


@pytest.mark.parametrize("way", ["SIGTERM", "SIGHUP", "SIGINT", "closed"])
def test_told_to_end_or_with_its_terminal_closed_it_leaves_one_whole_file(path: Path, way: str) -> None:
    """After SIGTERM, SIGHUP, SIGINT or a closed terminal the one file, without any other, has what the screen had."""
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.writes(WORDS)
        if way == "closed":
            inspector.hang_up()
            inspector.process.wait(15)
        else:
            os.kill(inspector.process.pid, getattr(signal, way))
            inspector.wait()
    assert [p.name for p in path.parent.iterdir() if p.name != "backups"] == [path.name]
    assert tides(path) == f"Low at nine. {WORDS}"


def test_ctrl_c_ends_nothing_and_loses_nothing(path: Path) -> None:
    """Ctrl+C says how to leave; what was typed before and after it is in the file, and opens on the screen again."""
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.type(WORDS)
        inspector.press("ctrl+c")
        inspector.wait_for("Ctrl+Q leaves")
        inspector.writes(", low at ten")
        inspector.kill()
    with Inspector(path) as inspector:
        inspector.at_the_prose()
        inspector.wait_for(f"Low at nine. {WORDS}, low at ten")


def test_killed_at_random_moments_in_a_terminal_nothing_shown_is_lost() -> None:
    """The whole program, typed at and ended at random moments by a kill, a signal or a closed window."""
    from tests.faults.pty import run_round

    tally = run_round(1, 0, max(TRIALS // 20, 2))
    assert tally.losses == []
    assert tally.notes["keys seen on the screen"] > 0


def test_killed_while_it_opens_types_saves_or_closes_nothing_kept_is_lost() -> None:
    """Killed below the screen, each time on the file that the kill before left, nothing that was kept is lost."""
    from tests.faults.storage import run_round

    tallies = [run_round(seed, 0, max(TRIALS * 3 // 4, 30)) for seed in (1, 2)]
    assert [loss for tally in tallies for loss in tally.losses] == []
