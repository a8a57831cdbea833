"""Locking a visit and opening it again: `finalise` and `reopen`."""

from __future__ import annotations

import sys

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem


@click.command("finalise", short_help="Lock a visit against change.")
@click.argument("visit", shell_complete=complete_visit)
@click.option("--yes", is_flag=True, help="Do not ask about what may be missing.")
@click.option("--reason", metavar="TEXT", default="", help="Why what must be mended is set aside, all of it.")
@click.pass_obj
def finalise_command(shell: Shell, visit: str, yes: bool, reason: str) -> None:
    """Lock a visit against change, and record when. Where something is missing, it is named first, and asked about.

    What must be mended (hmi-visit check) is mended first, or set aside with a reason, which the visit keeps. A final
    visit can be read, and its letter written; hmi-visit reopen opens it to change again.

    \b
    Example:
      hmi-visit finalise saltmarsh-lane-primary-school-2014-06-26
    """
    from hmi_visit.check.ready import finalise_with, readiness
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    with Visit.open(shell.find(visit)) as opened:
        ready = readiness(form_of(opened).form, opened)
        for line in ready.lines:
            click.echo(line, err=True)
        if ready.musts and not reason.strip():
            if not sys.stdin.isatty():
                mend = '--reason "…" sets all of that aside; hmi-visit check tells each, and its --set-aside one alone'
                raise Problem(f"it was not finalised: {ready.asks}", where=visit, mend=mend)
            reason = click.prompt("Why is all of that set aside? Enter alone: not yet", default="", show_default=False)
            if not reason.strip():
                click.echo("nothing was changed")
                return
        elif ready.lines and not ready.musts and not yes:
            if not sys.stdin.isatty():
                mend = "--yes finalises it all the same"
                raise Problem("it was not finalised, because nobody was there to ask", where=visit, mend=mend)
            if not click.confirm("Finalise it all the same?"):
                click.echo("nothing was changed")
                return
        event = finalise_with(opened, ready.musts, reason)
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
