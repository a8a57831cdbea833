"""The letters that were written from a visit, and what differs between them: `compare`."""

from __future__ import annotations

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem


@click.command("compare", short_help="List the letters written, or show what differs between two.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("first", type=click.IntRange(1), required=False)
@click.argument("second", type=click.IntRange(1), required=False)
@click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text",
    help="text is a page to read (the default), json for other programs.",
)  # fmt: skip
@click.pass_obj
def compare_command(shell: Shell, visit: str, first: int | None, second: int | None, kind: str) -> None:
    """List the letters that were written, by their numbers; with two of these, show what differs between them, as
    [-taken out-] and {+put in+}. With one, the letter as it would be written now is held against it.

    \b
    Examples:
      hmi-visit compare saltmarsh-lane
      hmi-visit compare saltmarsh-lane 2 3
    """
    from hmi_visit.visit.exports import text_of
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    with Visit.open(shell.find(visit), writing=False) as opened:
        if first is None:
            _list(opened, kind)
            return
        form = form_of(opened).form
        texts = []
        for number in (first, second):
            if number is None:
                from hmi_visit.letter.text import letter_text

                texts.append(letter_text(form, opened.snapshot()).markdown)
                continue
            text = text_of(opened.db, number)
            if text is None:
                known = any(export.number == number for export in opened.exports())
                what = "the words of this letter were not kept" if known else "no such letter was written"
                raise Problem(what, where=f"letter {number}", mend="hmi-visit compare VISIT lists them")
            texts.append(text)
    from hmi_visit.letter.comparing import compare_texts

    found = compare_texts(form, *texts)
    if kind == "json":
        import json

        click.echo(json.dumps([change._asdict() for change in found], ensure_ascii=False, indent=2))
        return
    for change in found:
        click.echo(change.part or "The letter")
        click.echo("".join(f"  {line}\n" for line in change.words.splitlines()), nl=False)
    if not found:
        click.echo("nothing differs")


def _list(opened: object, kind: str) -> None:
    """The letters, the first first."""
    from hmi_visit.visit.file import Visit

    assert isinstance(opened, Visit)
    exports = opened.exports()
    if kind == "json":
        import json

        keys = ("number", "made_at", "path")
        listed = [{key: getattr(export, key) for key in keys} for export in exports]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for export in exports:
        click.echo(f"{export.number:>3}  {export.made_at}  {export.path}")
    if not exports:
        click.echo("no letter was written yet")
