"""The letter from the shell: `letter`."""

from __future__ import annotations

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.cli.streams import STANDARD, write_text
from hmi_visit.where import expanded


@click.command("letter", short_help="Write the letter, in Word or as Markdown.")
@click.argument("visit", shell_complete=complete_visit)
@click.option(
    "-o",
    "output",
    metavar="FILE",
    help="FILE.docx, FILE.md, or - for Markdown on standard output; without it, a .docx beside the visit.",
)
@click.option("--force", is_flag=True, help="Write over a file that is not this visit's letter, or has changed since.")
@click.pass_obj
def letter_command(shell: Shell, visit: str, output: str | None, force: bool) -> None:
    """Write the letter, in Word or as Markdown, and print its path.

    A letter always comes out: what is not answered yet is marked in it, and named on standard error.

    \b
    Examples:
      hmi-visit letter saltmarsh-lane-primary-school-2014-06-26
      hmi-visit letter saltmarsh-lane-primary-school-2014-06-26 -o letter.md
    """
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    path = shell.find(visit)
    with Visit.open(path, writing=output != STANDARD, though_final=True) as opened:
        formed = form_of(opened)
        if formed.news:
            click.echo(formed.news, err=True)
        form = formed.form
        if output == STANDARD:
            from hmi_visit.letter.text import letter_text

            letter = letter_text(form, opened.snapshot())
            write_text(STANDARD, letter.markdown)
            missing = letter.missing
        else:
            from hmi_visit.letter.export import export_letter

            target = expanded(output) if output else path.with_suffix(".docx")
            done = export_letter(opened, form, target, force=force)
            click.echo(done.path)
            for warning in done.warnings:
                click.echo(warning, err=True)
            missing = done.missing
    if missing:
        click.echo(f"not yet answered: {', '.join(field.label for field in missing)}", err=True)
