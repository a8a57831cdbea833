"""The bins in the shell: `bin` of the folder of visits, and of one visit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem, shortened


@click.command("bin", short_help="List what is in a bin, bring it back, or empty the bin.")
@click.argument("visit", required=False, shell_complete=complete_visit)
@click.option("--bring-back", "back", multiple=True, metavar="NAME", help="Bring one back; may be given several times.")
@click.option("--empty", is_flag=True, help="Delete for good all that is in the bin.")
@click.option("--yes", is_flag=True, help="Empty it without asking.")
@click.pass_context
def bin_command(ctx: click.Context, visit: str | None, back: tuple[str, ...], empty: bool, yes: bool) -> None:
    """List what is in the bin of a visit: entries (e3) and items of groups (i12), the last taken out first. Without a
    VISIT, list the visits in the bin of the folder.

    Emptying is for good: what was in the bin, with its earlier states, is in the file no more. Backups and copies that
    were made before have it still; deleting a visit leaves its backups and letters.

    \b
    Examples:
      hmi-visit bin saltmarsh-lane-primary-school-2014-06-26
      hmi-visit bin saltmarsh-lane-primary-school-2014-06-26 --bring-back e3
      hmi-visit bin --empty
    """
    if back and empty:
        ctx.fail("give --bring-back or --empty, not both")
    shell: Shell = ctx.obj
    if visit is None:
        _of_folder(shell.folder.path, back, empty, yes)
    else:
        _of_visit(shell.find(visit), back, empty, yes)


def _of_visit(path: Path, back: tuple[str, ...], empty: bool, yes: bool) -> None:
    """Entries and items of one visit."""
    from hmi_visit.visit import bin as visit_bin
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    with Visit.open(path, writing=bool(back) or empty) as opened:
        form = form_of(opened).form
        found = visit_bin.in_bin(opened.db, form)
        chosen = [visit_bin.named(found, name) for name in back]
        for binned in chosen:
            visit_bin.bring_back(opened.db, binned)
        if empty:
            if found and _sure(f"Delete for good {visit_bin.contents(found)}?", yes):
                visit_bin.empty(opened, form)
        elif not back:
            for binned in found:
                first = shortened(binned.text.partition("\n")[0])
                click.echo(f"{binned.name:<5} {binned.removed_at}  {binned.label}: {first}")


def _of_folder(folder: Path, back: tuple[str, ...], empty: bool, yes: bool) -> None:
    """The visits in the bin of a folder."""
    from hmi_visit.visit.folder_bin import binned_visits, delete_binned, unbin_visit

    found = {path.stem: path for path in binned_visits(folder)}
    for name in back:
        if name not in found:
            raise Problem("there is no such visit in the bin", where=name, mend="hmi-visit bin lists those there are")
    for name in back:
        click.echo(unbin_visit(found[name]))
    if empty:
        if found and _sure(f"Delete for good {', '.join(found)}?", yes):
            for path in found.values():
                delete_binned(path)
    elif not back:
        for name in found:
            click.echo(name)


def _sure(question: str, yes: bool) -> bool:
    """Whether it is to be done: said beforehand, or when asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        mend = "--yes does it without asking"
        raise Problem("nothing was deleted, because nobody was there to ask", mend=mend)
    if click.confirm(question):
        return True
    click.echo("nothing was deleted")
    return False
