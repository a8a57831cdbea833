"""Locking a visit and opening it again: `finalise` and `reopen`."""

from __future__ import annotations

import sys

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem


@click.command("finalise", short_help="Lock a visit against change.")
@click.argument("visit", shell_complete=complete_visit)
@click.option("--yes", is_flag=True, help="Finalise it without asking, whatever is missing.")
@click.pass_obj
def finalise_command(shell: Shell, visit: str, yes: bool) -> None:
    """Lock a visit against change, and record when. Where something is missing, it is named first, and asked about.

    A final visit can be read, and its letter written; hmi-visit reopen opens it to change again.

    \b
    Example:
      hmi-visit finalise saltmarsh-lane-primary-school-2014-06-26
    """
    from hmi_visit.check.ready import concerns
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.finalise import finalise
    from hmi_visit.visit.formed import form_of

    with Visit.open(shell.find(visit)) as opened:
        found = concerns(form_of(opened).form, opened)
        for line in found:
            click.echo(line, err=True)
        if found and not yes:
            if not sys.stdin.isatty():
                mend = "--yes finalises it all the same"
                raise Problem("it was not finalised, because nobody was there to ask", where=visit, mend=mend)
            if not click.confirm("Finalise it all the same?"):
                click.echo("nothing was changed")
                return
        event = finalise(opened)
    click.echo(f"finalised on {event.moment}")


@click.command("reopen", short_help="Open a final visit to change again.")
@click.argument("visit", shell_complete=complete_visit)
@click.option("--reason", required=True, metavar="TEXT", help="Why; it is recorded in the visit.")
@click.pass_obj
def reopen_command(shell: Shell, visit: str, reason: str) -> None:
    """Open a final visit to change again, and record when and why: hmi-visit history VISIT shows it.

    \b
    Example:
      hmi-visit reopen saltmarsh-lane-primary-school-2014-06-26 --reason "The head's name was spelt wrongly."
    """
    from hmi_visit.visit.case import check_printable
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.finalise import reopen

    check_printable(reason, "--reason")
    with Visit.open(shell.find(visit), though_final=True) as opened:
        event = reopen(opened, reason)
    click.echo(f"reopened on {event.moment}")
