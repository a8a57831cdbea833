"""Visits that come and go as files: `new`, `import`, `export`."""

from __future__ import annotations

from pathlib import Path

import click

from hmi_visit.cli.completing import complete_form, complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.cli.streams import STANDARD, read_text, write_text
from hmi_visit.problems import Problem
from hmi_visit.where import expanded


@click.command("new", short_help="Begin a visit.")
@click.option("--form", "form_name", required=True, metavar="F", shell_complete=complete_form, help="The form's name.")
@click.option("--subject", required=True, metavar="S", help="The school, or whatever the form is about.")
@click.option("--date", "day", required=True, metavar="D", help="The (first) day: 27/6/14, 27 June, today.")
@click.option(
    "-o", "output", metavar="VISIT", help="The visit file; without it, a name is made in the folder of visits."
)
@click.pass_obj
def new_command(shell: Shell, form_name: str, subject: str, day: str, output: str | None) -> None:
    """Begin a visit, and print the path of its file.

    \b
    Example:
      hmi-visit new --form FORM --subject "Saltmarsh Lane Primary School" --date "26 June"
    """
    from datetime import date

    from hmi_visit.cli.typed import understood
    from hmi_visit.form.load import load_form
    from hmi_visit.form.model import Role
    from hmi_visit.visit.folder import free_path, make_folder, name_for, new_visit

    form = load_form(form_name)
    given = {Role.SUBJECT: subject, Role.DATE: day}
    asked = {role: form.with_role(role) for role in given}
    values = {role: str(understood(field, given[role], date.today())) for role, field in asked.items() if field}
    if output:
        path = _told(output)
    else:
        make_folder(folder := shell.folder.path)
        path = free_path(folder, name_for(values[Role.SUBJECT], values[Role.DATE]))
    new_visit(form, values[Role.SUBJECT], values[Role.DATE], path).close()
    click.echo(path)


@click.command("import", short_help="Make a visit from an exchange file.")
@click.argument("case_file", metavar="CASE.json", type=click.Path(allow_dash=True))
@click.option(
    "-o", "output", metavar="VISIT", help="The visit file; without it, a name is made in the folder of visits."
)
@click.pass_obj
def import_command(shell: Shell, case_file: str, output: str | None) -> None:
    """Make a visit from an exchange file (or - for standard input), and print the path of the visit's file.

    What the form does not know is refused by its place, and then nothing is written.

    \b
    Example:
      hmi-visit import saltmarsh-lane.json -o saltmarsh-lane.sqlite
    """
    from hmi_visit.visit.exchange import imported, path_for, read_case

    case, form = read_case(*read_text(case_file))
    path = _told(output) if output else path_for(case, form, shell.folder.path)
    imported(case, form, path).close()
    click.echo(path)


@click.command("export", short_help="Write a visit as an exchange file.")
@click.argument("visit", shell_complete=complete_visit)
@click.option(
    "-o",
    "output",
    default=STANDARD,
    metavar="CASE.json",
    help="The exchange file; without it, or with -, standard output.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@click.pass_obj
def export_command(shell: Shell, visit: str, output: str, force: bool) -> None:
    """Write a visit as an exchange file: UTF-8 JSON, for another machine, for backup or for reading.

    \b
    Example:
      hmi-visit export saltmarsh-lane-primary-school-2014-06-26 -o saltmarsh-lane.json
    """
    from hmi_visit.visit.answers import not_understood
    from hmi_visit.visit.exchange import as_text, exported, left_out
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    with Visit.open(shell.find(visit), writing=False) as opened:
        formed = form_of(opened)
        fields = formed.form.fields
        text = as_text(exported(opened, formed.form))
        left, unclear = left_out(opened, formed.form), not_understood(opened.db)
    write_text(output, text, force=force)
    for what in left:
        click.echo(
            f"{what}: the form has no place for it; it stays in the visit, and is not in the exchange file", err=True
        )
    for name, typed in unclear:
        label = fields[name].label if name in fields else name
        click.echo(f"{label}: “{typed}” is not understood yet, and is not in the exchange file", err=True)
    if output != STANDARD:
        click.echo(output)


def _told(output: str) -> Path:
    """The path that -o names for a new visit."""
    path = expanded(output)
    if path.is_dir():
        raise Problem("this is a folder", where=output, mend="name a file in it, or leave -o out")
    return path
