"""What is typed in a shell and kept in a visit: `set` and `note`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hmi_visit.cli.completing import complete_field, complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.cli.streams import argument_text
from hmi_visit.problems import Problem

if TYPE_CHECKING:
    from hmi_visit.visit.file import Visit


@click.command("set", short_help="Answer one field.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("field_name", metavar="FIELD", shell_complete=complete_field)
@click.argument("values", metavar="VALUE...", nargs=-1)
@click.option("--clear", is_flag=True, help="Take the answer out, as if it had never been given.")
@click.pass_context
def set_command(ctx: click.Context, visit: str, field_name: str, values: tuple[str, ...], clear: bool) -> None:
    """Answer one field, in the words that the keyboard would take; what is not understood is refused.

    A list takes several VALUEs, or one with a line for each item. With - the VALUE is read from standard input. Put --
    before a VALUE that begins with a dash. The Tab key offers the names of the FIELDs, hmi-visit forms those of forms.

    \b
    Examples:
      hmi-visit set saltmarsh-lane FIELD "26 June 2014"
      hmi-visit set saltmarsh-lane FIELD "the chair of the governing body" "the director of children's services"
      hmi-visit set saltmarsh-lane FIELD - < findings.txt
    """
    from datetime import date

    from hmi_visit.cli.typed import understood
    from hmi_visit.form.model import Kind
    from hmi_visit.form.values import LIST_KINDS, spoken
    from hmi_visit.problems import did_you_mean
    from hmi_visit.visit import answers
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    if bool(values) == clear:
        ctx.fail("give a VALUE, or --clear" if clear is False else "give a VALUE or --clear, not both")
    shell: Shell = ctx.obj
    with Visit.open(shell.find(visit)) as opened:
        formed = form_of(opened)
        if formed.news:
            click.echo(formed.news, err=True)
        form = formed.form
        field = form.fields.get(field_name)
        if field is None:
            mend = did_you_mean(field_name, list(form.fields)) or "hmi-visit show VISIT lists the fields"
            raise Problem(f"no such field in form {form.name}", where=field_name, mend=mend)
        if clear:
            answers.drop(opened.db, field)
            return
        if len(values) > 1 and field.kind not in LIST_KINDS:
            ctx.fail(f"{field_name} takes one VALUE: put it in quotation marks")
        value = understood(field, "\n".join(map(argument_text, values)), date.today())
        opened.put(field, value)
    if field.kind not in (Kind.LINE, Kind.PROSE):
        click.echo(f"{field.label}: {'; '.join(spoken(field, value).splitlines())}")


class _Note(click.Command):
    """Takes a text that begins with a minus sign (a weakness) for a text, and not for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, a text among them that begins with a minus sign put behind `--`."""
        texts = [a for a in args if a[:1] == "-" and a[:2] != "--" and len(a.split()) > 1]
        rest = [a for a in args if a not in texts]
        return super().parse_args(ctx, [*rest, "--", *texts] if texts and "--" not in args else args)


@click.command("note", cls=_Note, short_help="Add an evidence entry.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("text")
@click.option("--activity", default="", metavar="A", help="What you were doing: meeting, lesson visit, documents.")
@click.option("--with", "with_whom", multiple=True, metavar="W", help="Whom you were with; may be given several times.")
@click.option(
    "--at", "at", metavar="TIME", help="When it was, on the day of the visit: 9.40, 2pm, now, 20 minutes ago."
)
@click.pass_obj
def note_command(
    shell: Shell, visit: str, text: str, activity: str, with_whom: tuple[str, ...], at: str | None
) -> None:
    """Add an evidence entry, and print its name. With - the TEXT is read from standard input.

    Marks in the TEXT say what it is: a + (strength), - (weakness) or ? (to be followed up) at the beginning, @role for
    whom it was with (up to the next mark, comma or colon), #2 for the area for improvement that it is about.

    \b
    Examples:
      hmi-visit note saltmarsh-lane "+ @chair of governors #2 Targets go to governors each term." --activity meeting
      hmi-visit note saltmarsh-lane "Books are marked each week." --with teachers --at 10.40
    """
    from hmi_visit.evidence.log import note
    from hmi_visit.form.load import load_form
    from hmi_visit.visit.case import check_printable
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.model import Entry

    text = argument_text(text)
    if not text.strip():
        raise Problem("there is nothing to note", where="TEXT")
    for where, words in (("TEXT", text), ("--activity", activity), *(("--with", whom) for whom in with_whom)):
        check_printable(words, where)
    with Visit.open(shell.find(visit)) as opened:
        when = _moment(opened, at) if at is not None else ""
        entry = note(load_form(opened.form_name), opened.db, Entry(0, text, "", when, activity, with_whom))
    click.echo(entry.name)


def _moment(opened: Visit, at: str) -> str:
    """The moment that was meant, on the day of the visit where that is known."""
    from datetime import date

    from hmi_visit.form.model import Kind, Role
    from hmi_visit.visit.answers import read_one
    from hmi_visit.visit.formed import form_of
    from hmi_visit.visit.times import read_time

    field = form_of(opened).form.with_role(Role.DATE)
    known = read_one(opened.db, field.name)[0] if field else None
    day = date.fromisoformat(str(known)) if known and field and field.kind is Kind.DATE else date.today()
    moment = read_time(at, day)
    if moment is None:
        mend = "9.40, 14:05, 2pm, now and 20 minutes ago are understood"
        raise Problem(f"“{at}” is no time of day", where="--at", mend=mend)
    return moment
