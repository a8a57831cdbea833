"""What is short for what in a visit, in the shell: `abbreviations`."""

from __future__ import annotations

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem


@click.command("abbreviations", short_help="Say what is short for what in a visit.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("said", metavar="[SHORT=MEANING...]", nargs=-1)
@click.pass_obj
def abbreviations_command(shell: Shell, visit: str, said: tuple[str, ...]) -> None:
    """Keep abbreviations with what they stand for, and list those that the visit knows: its own, and its form's.

    The evidence base writes them out, and they are offered while typing. SHORT= takes one out. They stay in the visit
    file and go on to a follow-up visit; an exchange file does not carry them.

    \b
    Example:
      hmi-visit abbreviations saltmarsh-lane "SLT=senior leadership team" LSA=
    """
    from hmi_visit.visit import abbreviations
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    pairs = [pair.partition("=") for pair in said]
    for short, equals, _ in pairs:
        if not equals:
            raise Problem("this is no SHORT=MEANING", where=short, mend='"SLT=senior leadership team", for one')
    with Visit.open(shell.find(visit), writing=bool(pairs)) as opened:
        form = form_of(opened).form
        for short, _, meaning in pairs:
            abbreviations.check(short.strip(), meaning)
        for short, _, meaning in pairs:
            abbreviations.mean(opened.db, form, short.strip(), meaning)
        known = abbreviations.abbreviations(form, opened.snapshot())
    for short, meaning in known.items():
        click.echo(f"{short} = {meaning}")
