"""What the program finds on this machine: `forms` and `paths`."""

from __future__ import annotations

import click

from hmi_visit.cli.group import Shell


@click.command("forms", short_help="List the forms, or check them for faults.")
@click.option("--check", is_flag=True, help="Look for faults in every form and its template, and tell all of them.")
@click.pass_context
def forms_command(ctx: click.Context, check: bool) -> None:
    """List the forms: name, title, what it is for, where it lies.

    \b
    Examples:
      hmi-visit forms
      hmi-visit forms --check
    """
    from hmi_visit.form.load import FORM_FILE, form_names, read_form
    from hmi_visit.where import forms_folders

    faulty = 0
    for name in form_names():
        folder = next(root / name for root in forms_folders() if (root / name / FORM_FILE).is_file())
        form, faults = read_form(folder)
        if check and form and not faults:
            from hmi_visit.letter.check import check_form

            faults = check_form(form)
        faulty += bool(faults)
        if not check:
            click.echo(name)
            for line in (form.title, form.about) if form else ():
                click.echo(f"  {line}")
            click.echo(f"  {folder}")
            if faults:
                click.echo(f"{name} has faults: hmi-visit forms --check tells them", err=True)
            continue
        click.echo(f"{name}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
        for fault in faults:
            click.echo(" ".join(str(fault).splitlines()), err=True)
    ctx.exit(int(check and faulty > 0))


@click.command("paths", short_help="Say where things lie on this machine.")
@click.pass_obj
def paths_command(shell: Shell) -> None:
    """Say where things lie on this machine, and why there.

    \b
    Example:
      hmi-visit paths
    """
    from hmi_visit.where import (
        Place,
        config_file,
        demo_folder,
        own_dictionary_file,
        own_forms_folder,
        own_words_file,
        templates_folder,
    )

    places = {
        "visits": shell.folder,
        "demo": Place(demo_folder(), "the user's own data"),
        "settings": config_file(),
        "words": own_words_file(),
        "dictionary": own_dictionary_file(),
        "own forms": own_forms_folder(),
        "forms": Place(templates_folder(), "they come with the program"),
    }
    for name, place in places.items():
        there = "" if place.path.exists() else "; not there yet"
        click.echo(f"{name:<10} {place.path.absolute()}  ({place.why}{there})")
