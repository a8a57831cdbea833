"""A visit for reading: `show`."""

from __future__ import annotations

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell


@click.command("show", short_help="Show a visit as a page to read.")
@click.argument("visit", shell_complete=complete_visit)
@click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text",
    help="text is a page to read (the default), json the exchange file.",
)  # fmt: skip
@click.pass_obj
def show_command(shell: Shell, visit: str, kind: str) -> None:
    """Show a visit: every step with its answers, what is missing, and the evidence entries.

    \b
    Example:
      hmi-visit show saltmarsh-lane-primary-school-2014-06-26 | less
    """
    from hmi_visit.visit.answers import not_understood
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    with Visit.open(shell.find(visit), writing=False) as opened:
        formed = form_of(opened)
        if formed.news:
            click.echo(formed.news, err=True)
        if kind == "json":
            from hmi_visit.cli.streams import STANDARD, write_text
            from hmi_visit.visit.exchange import as_text, exported

            write_text(STANDARD, as_text(exported(opened, formed.form)))
            return
        from hmi_visit.cli.page import page

        since = f"Final since {opened.final.moment}\n" if opened.final else ""
        text = since + page(formed.form, opened.snapshot(), dict(not_understood(opened.db)), formed.loose)
    click.echo(text)
