"""Lint, format, types and the floors of the house are checks like any other: one command runs them all."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
    ],
    ids=["lint", "format", "types", "floors"],
)
def test_the_house_rules_hold(command: list[str]) -> None:
    """Lint, format, types and the layering contract find nothing."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ci_runs_the_readmes_test_command() -> None:
    """The README's command for the tests is the one that CI runs, to the letter."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = next(line for line in readme.splitlines() if "-m pytest -n auto" in line and ".venv/bin" in line)
    assert command.strip() in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_no_registry_host_is_named() -> None:
    """What CI installs is pinned by version alone."""
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line


@pytest.mark.parametrize("room", ["form", "visit", "check", "letter", "cli"])
def test_textual_is_known_to_the_terminal_alone(room: str) -> None:
    """Importing a room below the screen brings in nothing of Textual."""
    spec = importlib.util.find_spec(f"hmi_visit.{room}")
    assert spec is not None
    code = (
        "import importlib, pkgutil, sys; import hmi_visit\n"
        f"package = importlib.import_module('hmi_visit.{room}')\n"
        "for m in pkgutil.iter_modules(getattr(package, '__path__', []), package.__name__ + '.'):\n"
        "    importlib.import_module(m.name)\n"
        "bad = [n for n in sys.modules if n.partition('.')[0] == 'textual']\n"
        "sys.exit(f'{bad[:3]}' if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_readmes_tables_are_the_programs_own() -> None:
    """The README's tables of keys and commands are those that the program declares."""
    done = subprocess.run(
        [sys.executable, "scripts/readme.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run python scripts/readme.py {done.stderr}"
