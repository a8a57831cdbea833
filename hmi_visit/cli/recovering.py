"""What is done when something went wrong: `backups`, `restore`, `salvage`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem, shortened
from hmi_visit.where import expanded

if TYPE_CHECKING:
    from hmi_visit.visit.backups import Backup
    from hmi_visit.visit.compare import Change
    from hmi_visit.visit.model import Snapshot

_SHOWN = 100
"""So many characters of each side of a difference are shown."""


@click.command("backups", short_help="List the backups of a visit, the newest first.")
@click.argument("visit", shell_complete=complete_visit)
@click.pass_obj
def backups_command(shell: Shell, visit: str) -> None:
    """List the backups of a visit, the newest first: number, when it was made, what it holds, where it is.

    Backups are made by themselves while a visit is open in the terminal: on opening, and every ten minutes while it
    changes. They lie in the folder backups beside the visit, or where the settings say.

    \b
    Example:
      hmi-visit backups saltmarsh-lane-primary-school-2014-06-26
    """
    from hmi_visit.visit.backups import backups_folder, backups_of

    path = shell.find(visit)
    found = backups_of(path)
    if not found:
        if not path.exists():
            raise Problem("there is no such visit, and no backup of one", where=str(path))
        click.echo(f"there is no backup yet in {backups_folder(path)}", err=True)
    for backup in found:
        click.echo(f"{backup.number}  {_when(backup)}  {_holds(backup.path)}  {backup.path}")


@click.command("restore", short_help="Put a backup in the place of a visit; what it replaces is kept.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("backup", required=False)
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.pass_obj
def restore_command(shell: Shell, visit: str, backup: str | None, yes: bool) -> None:
    """Put a backup in the place of a visit: the newest sound one, or the BACKUP named by its number or path.

    What would change is shown first. The visit as it is now is kept among the backups, also where it is damaged.

    \b
    Examples:
      hmi-visit restore saltmarsh-lane-primary-school-2014-06-26
      hmi-visit restore saltmarsh-lane-primary-school-2014-06-26 12 --yes
    """
    from hmi_visit.visit.compare import compare
    from hmi_visit.visit.file import snapshot_of
    from hmi_visit.visit.restore import restore

    path = shell.find(visit)
    chosen = _chosen(path, backup)
    now = _as_it_is(path)
    after = snapshot_of(chosen)
    if now is None:
        click.echo(f"Nothing of the visit can be read as it is; the backup holds {_holds(chosen)}.")
    else:
        _show(compare(now, after))
    if not yes:
        if not sys.stdin.isatty():
            raise Problem("nothing was restored, because nobody was there to ask", mend="--yes does it without asking")
        if not click.confirm("Restore it?"):
            click.echo("nothing was changed")
            return
    done = restore(path, chosen)
    if done.kept:
        click.echo(f"as it was before, it is kept in {done.kept}", err=True)
    click.echo(done.path)


@click.command("salvage", short_help="Read what can be read of a damaged visit into a new one.")
@click.argument("visit", shell_complete=complete_visit)
@click.option("-o", "output", metavar="FILE", help="The new visit; without it, NAME-salvaged.sqlite beside the visit.")
@click.pass_obj
def salvage_command(shell: Shell, visit: str, output: str | None) -> None:
    """Read what can be read of a damaged visit into a new one, and print its path.

    The damaged file is never written to. What is missing, what is doubtful and what was taken from the visit's own
    history is named on standard error.

    \b
    Example:
      hmi-visit salvage saltmarsh-lane-primary-school-2014-06-26
    """
    from hmi_visit.visit.backups import newest_sound
    from hmi_visit.visit.salvage import salvage

    path = shell.find(visit)
    done = salvage(path, expanded(output) if output else None)
    if done.path is None:
        latest = newest_sound(path)
        mend = f"hmi-visit restore brings back the backup of {_when(latest)}" if latest else ""
        raise Problem("nothing of a visit can be read in this file", where=str(path), mend=mend)
    for name in done.missing:
        click.echo(f"missing: {name}", err=True)
    for name in done.from_history:
        click.echo(f"from the history: {name}", err=True)
    for name in done.doubtful:
        click.echo(f"doubtful: {name}", err=True)
    click.echo(done.path)


def _chosen(path: Path, named: str | None) -> Path:
    """The backup that was named by number or path, or the newest sound one."""
    from hmi_visit.visit.backups import backups_of, newest_sound

    if named is None:
        latest = newest_sound(path)
        if latest is None:
            raise Problem("there is no sound backup of this visit", where=str(path), mend="see hmi-visit backups VISIT")
        return latest.path
    if named.isdecimal():
        numbered = [b.path for b in backups_of(path) if str(b.number) == named.lstrip("0")]
        if numbered:
            return numbered[0]
    elif expanded(named).is_file():
        return expanded(named)
    raise Problem("there is no such backup", where=named, mend="hmi-visit backups VISIT lists them")


def _as_it_is(path: Path) -> Snapshot | None:
    """The visit as it is now, or what can be read of it; None where that is nothing."""
    from hmi_visit.visit.file import snapshot_of
    from hmi_visit.visit.salvage import damage, preview

    if not path.exists():
        return None
    if what := damage(path):
        click.echo(f"{what}; compared with what can be read of it:")
        return preview(path).snapshot
    return snapshot_of(path)


def _show(changes: list[Change]) -> None:
    """What restoring would change, place by place."""
    if not changes:
        click.echo("Restoring changes no answer and no entry.")
    for change in changes:
        click.echo(change.place)
        for mark, words in (("now", change.before), ("then", change.after)):
            click.echo(f"  {mark:<5} {shortened(' '.join(words.split()), _SHOWN) or '–'}")


def _when(backup: Backup) -> str:
    return backup.made_at.replace("T", " ")


def _holds(path: Path) -> str:
    """How much a visit holds; or why that cannot be said."""
    from hmi_visit.visit.file import snapshot_of

    try:
        visit = snapshot_of(path)
    except Problem:
        return "damaged"
    entries = len(visit.entries)
    return f"{len(visit.answers)} answers, {entries} entr{'y' if entries == 1 else 'ies'}"
