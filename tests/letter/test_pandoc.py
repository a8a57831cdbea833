"""The letter's Markdown is pandoc's too: what an inspector typed converts elsewhere as it was typed."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from hmi_visit.letter.escape import literal
from tests.letter.test_prose import HOSTILE


def test_pandoc_reads_typed_text_back() -> None:
    """Hostile lines come through pandoc as plain paragraphs, character for character but for spaces."""
    if not shutil.which("pandoc"):
        pytest.skip("pandoc is not installed")
    lines = [line for line in HOSTILE if line.strip() and line.isprintable()]
    markdown = "\n\n".join(f"{literal(line)}" for line in lines)
    command = ["pandoc", "-f", "markdown-smart", "-t", "plain", "--wrap=none"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    read = [line for line in done.stdout.decode().split("\n") if line.strip()]
    assert [line.split() for line in read] == [line.split() for line in lines]
