"""What the commands that write papers share: where a paper goes, and what it is written as."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hmi_visit.cli.streams import STANDARD
from hmi_visit.problems import Problem

if TYPE_CHECKING:
    from hmi_visit.form.model import Form
    from hmi_visit.visit.model import Snapshot

FORCE = click.option("--force", is_flag=True, help="Write over a file that is there already.")


def paper_as(target: str, form: Form, snapshot: Snapshot, template: str, data: Mapping[str, Any], title: str) -> bytes:
    """A paper in Word or as Markdown, by the ending of the file's name."""
    from hmi_visit.letter.house import paper, paper_in_word

    markdown = paper(form, snapshot, template, data)
    if Path(target).suffix.lower() != ".docx":
        return markdown.encode()
    made = paper_in_word(form, markdown, f"{title}: {data['subject']}", data["inspector"])
    for warning in made.warnings:
        click.echo(warning, err=True)
    return made.content


def beside(visit: Path, what: str) -> str:
    """A Word file beside the visit, named after it."""
    return str(visit.with_name(f"{visit.stem}-{what}.docx"))


def check_ending(target: str, endings: tuple[str, ...]) -> None:
    """Raise a Problem where the file's name does not end in one of these."""
    if target != STANDARD and Path(target).suffix.lower() not in endings:
        raise Problem(f"this file's name ends in {', '.join(endings[:-1])} or {endings[-1]}", where=target)
