"""Into the terminal: `open` and `demo`."""

from __future__ import annotations

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem


@click.command("open")
@click.argument("visit", required=False, shell_complete=complete_visit)
@click.pass_context
def open_command(ctx: click.Context, visit: str | None) -> None:
    """Open the folder of visits, or one visit, in the terminal.

    The word open may be left out.

    \b
    Example:
      hmi-visit open saltmarsh-lane-primary-school-2014-06-26
    """
    shell: Shell = ctx.obj
    ctx.exit(shell.opener(shell.folder.path, shell.find(visit) if visit else None))


@click.command("demo")
@click.option("--no-open", is_flag=True, help="Only make the visits, and print where they are.")
@click.pass_context
def demo_command(ctx: click.Context, no_open: bool) -> None:
    """Open a fictional visit, filled in, to try everything on.

    Each form brings one. They lie in a folder of their own (hmi-visit paths says where; --visits names another), apart
    from real visits. What you change in them stays; one that you move away or bin is made afresh.

    \b
    Example:
      hmi-visit demo
    """
    from hmi_visit.cli.samples import make_samples
    from hmi_visit.where import demo_folder

    shell: Shell = ctx.obj
    folder = shell.folder.path if shell.visits else demo_folder()
    samples = make_samples(folder, lambda problem: click.echo(str(problem), err=True))
    if not samples:
        raise Problem("no form has a sample visit", mend="see hmi-visit forms")
    if no_open:
        for path in samples:
            click.echo(path)
        return
    ctx.exit(shell.opener(folder, samples[0]))
