"""Earlier states in the shell: `history`."""

from __future__ import annotations

import click

from hmi_visit.cli.completing import complete_field, complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem, did_you_mean


@click.command("history", short_help="Show what a field or entry was before, or what became of the visit.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("field_name", metavar="[FIELD]", required=False, shell_complete=complete_field)
@click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text",
    help="text is a page to read (the default), json has every state whole.",
)  # fmt: skip
@click.pass_obj
def history_command(shell: Shell, visit: str, field_name: str | None, kind: str) -> None:
    """Show the earlier states of a field, or of an entry by its name (e3), the oldest first: when, how many words,
    and what differs from the one before, as [-taken out-] and {+put in+}.

    Without a FIELD it shows what became of the visit as a whole: when it was finalised, and when and why reopened.

    \b
    Examples:
      hmi-visit history saltmarsh-lane FIELD
      hmi-visit history saltmarsh-lane e3
      hmi-visit history saltmarsh-lane
    """
    if field_name is None:
        _show_events(shell, visit, kind)
        return
    from hmi_visit.visit.case import entry_number
    from hmi_visit.visit.difference import difference, marked
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of
    from hmi_visit.visit.history import states_of, states_of_entry, words

    with Visit.open(shell.find(visit), writing=False) as opened:
        form = form_of(opened).form
        field, number = form.fields.get(field_name), entry_number(field_name)
        if field is None and not number:
            mend = did_you_mean(field_name, list(form.fields)) or "hmi-visit show VISIT lists the fields"
            raise Problem(f"no such field in form {form.name}", where=field_name, mend=mend)
        found = states_of(opened.db, field) if field else states_of_entry(opened.db, number)
    if kind == "json":
        import json

        states = [
            {"kept_at": s.kept_at, "session": s.session, "text": s.words_in(field)}
            | ({"value": s.value} if field else {})
            for s in found
        ]
        click.echo(json.dumps(states, ensure_ascii=False, indent=2))
        return
    before = ""
    for state in found:
        text = state.words_in(field)
        click.echo(f"{state.kept_at}  session {state.session}  {words(text)}")
        click.echo("".join(f"  {line}\n" for line in marked(difference(before, text)).splitlines()), nl=False)
        before = text


def _show_events(shell: Shell, visit: str, kind: str) -> None:
    """What became of the visit as a whole, the first first."""
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.finality import events

    with Visit.open(shell.find(visit), writing=False) as opened:
        found = events(opened.db)
    if kind == "json":
        import json

        listed = [{"what": event.what, "why": event.why, "at": event.at} for event in found]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for event in found:
        click.echo(f"{event.at}  {event.what}" + (f": {event.why}" if event.why else ""))
