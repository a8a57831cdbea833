"""The letter from the shell: `letter`."""

from __future__ import annotations

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.cli.streams import STANDARD, write_text
from hmi_visit.where import expanded


@click.command("letter", short_help="Write the letter, in Word, as PDF or as text.")
@click.argument("visit", shell_complete=complete_visit)
@click.option(
    "-o",
    "output",
    metavar="FILE",
    help="FILE.docx, .pdf, .md or .txt, or - for Markdown on standard output; without it, a .docx beside the visit.",
)
@click.option(
    "--force", is_flag=True, help="Write over a file that is another's or was changed since, or without an answer."
)
@click.option("--review", is_flag=True, help="Write a copy with the evidence that each sentence rests on beside it.")
@click.pass_obj
def letter_command(shell: Shell, visit: str, output: str | None, force: bool, review: bool) -> None:
    """Write the letter, in Word, as PDF, as Markdown or as plain text, and print its path. It is proved first: what the
    file says is held against every answer and against the letter's text.

    A letter always comes out: what is not answered yet is marked in it, and named on standard error.

    \b
    Examples:
      hmi-visit letter saltmarsh-lane-primary-school-2014-06-26
      hmi-visit letter saltmarsh-lane-primary-school-2014-06-26 -o letter.pdf
      hmi-visit letter saltmarsh-lane-primary-school-2014-06-26 --review -o for-the-office.docx
    """
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of
    from hmi_visit.visit.paths import path_of

    path = shell.find(visit)
    with Visit.open(path, writing=output != STANDARD, though_final=True) as opened:
        formed = form_of(opened)
        if formed.news:
            click.echo(formed.news, err=True)
        form = formed.form
        places = (lambda link: path_of(opened.db, link.place, link.field)) if review else None
        if output == STANDARD:
            from hmi_visit.letter.review import with_references
            from hmi_visit.letter.text import letter_text

            snapshot = opened.snapshot()
            letter = letter_text(form, with_references(snapshot, places) if places else snapshot)
            write_text(STANDARD, letter.markdown)
            missing = letter.missing
        else:
            from hmi_visit.letter.export import export_letter

            beside = path.with_name(f"{path.stem}-review.docx") if review else path.with_suffix(".docx")
            target = expanded(output) if output else beside
            done = export_letter(opened, form, target, force=force, review=places)
            click.echo(done.path)
            for warning in done.warnings:
                click.echo(warning, err=True)
            missing = done.missing
    if missing:
        click.echo(f"not yet answered: {', '.join(field.label for field in missing)}", err=True)
