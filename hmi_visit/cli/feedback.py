"""The feedback at the end of a visit, in the shell: `feedback`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.cli.paper import FORCE, beside, check_ending, paper_as
from hmi_visit.cli.streams import STANDARD, write_bytes
from hmi_visit.problems import Problem

if TYPE_CHECKING:
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.sheets import Kept


@click.command("feedback", short_help="Write the feedback sheet, or compare the letter with what was said.")
@click.argument("visit", shell_complete=complete_visit)
@click.option(
    "-o", "output", metavar="FILE",
    help="FILE.docx or .md, or - for Markdown on standard output; without it, a .docx beside the visit.",
)  # fmt: skip
@click.option("--compare", is_flag=True, help="Say what the letter says otherwise than the last sheet.")
@click.option("--sheet", type=int, metavar="N", help="Compare with this sheet; without it, with the last.")
@FORCE
@click.pass_obj
def feedback_command(
    shell: Shell, visit: str, output: str | None, compare: bool, sheet: int | None, force: bool
) -> None:
    """Write the sheet for the meeting at the end of a visit, and print its path: the judgement, the first sentence of
    each paragraph of the findings with its evidence, the actions.

    What a sheet in a file said is kept in the visit: --compare shows later what the letter says otherwise.

    \b
    Examples:
      hmi-visit feedback saltmarsh-lane
      hmi-visit feedback saltmarsh-lane --compare
    """
    from hmi_visit.evidence.feedback import feedback
    from hmi_visit.letter.house import FEEDBACK
    from hmi_visit.visit import sheets
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    path = shell.find(visit)
    if compare or sheet is not None:
        with Visit.open(path, writing=False) as opened:
            _compare(opened, sheet)
        return
    target = output or beside(path, "feedback")
    check_ending(target, (".docx", ".md"))
    with Visit.open(path, writing=target != STANDARD, though_final=True) as opened:
        form, snapshot = form_of(opened).form, opened.snapshot()
        made = feedback(form, snapshot)
        write_bytes(target, paper_as(target, form, snapshot, FEEDBACK, made, "Feedback"), force=force)
        if target != STANDARD:
            sheets.keep(opened.db, target, made)
            click.echo(target)


def _compare(opened: Visit, number: int | None) -> None:
    from hmi_visit.evidence.feedback_compared import compared
    from hmi_visit.visit import sheets
    from hmi_visit.visit.formed import form_of

    there = sheets.read(opened.db)
    if not there:
        raise Problem("no feedback sheet was written from this visit", mend="hmi-visit feedback VISIT writes one")
    kept = next((k for k in there if number in (None, k.number) and (number or k is there[-1])), None)
    if kept is None:
        known = ", ".join(str(k.number) for k in there)
        raise Problem(f"there is no sheet {number}", mend=f"there is {known}")
    found = compared(kept.sheet, form_of(opened).form, opened.snapshot())
    click.echo(f"{_named(kept)}, compared with the letter:")
    for otherwise in found:
        click.echo(otherwise.shown)
    if not found:
        click.echo("The letter says what the feedback said.")


def _named(kept: Kept) -> str:
    from hmi_visit.form.dates import british
    from hmi_visit.visit.times import clock, day_of

    day: date | None = day_of(kept.made_at)
    return f"Feedback sheet {kept.number} of {british(day) if day else 'an unknown day'} at {clock(kept.made_at)}"
