"""Where things lie on this machine: `paths`."""

from __future__ import annotations

import click

from hmi_visit.cli.group import Shell


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
