"""What a careful reader would say about a visit: `check`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from hmi_visit.check.query import Query
    from hmi_visit.form.model import Form
    from hmi_visit.visit.model import Snapshot

ALL = "all"


@click.command("check", short_help="Say what a careful reader would.")
@click.argument("visit", required=False, shell_complete=complete_visit)
@click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text",
    help="text is a line for each query (the default), json a list of objects.",
)  # fmt: skip
@click.option("--select", metavar="CODES", default="", help="Ask only these rules: HV601, or a family HV6, by commas.")
@click.option("--ignore", metavar="CODES", default="", help="Do not ask these rules.")
@click.option("--last", metavar="VISIT", help="The last visit to the school, whose letter is not to be copied.")
@click.option("--set-aside", metavar="CODE", help="Set this rule's queries aside, with a reason that the visit keeps.")
@click.option("--take-back", metavar="CODE", help="Ask again what was set aside.")
@click.option("--at", "place", metavar="FIELD[:LINE]", default="", help="Which of them, where not all are meant.")
@click.option("--reason", metavar="TEXT", default="", help="Why they are set aside.")
@click.option("--reading", is_flag=True, help="Show how hard the text is to read; asks no rule.")
@click.option("--explain", metavar="CODE", help="Say why a rule asks, with an example, or list all; no visit needed.")
@click.pass_context
def check_command(
    ctx: click.Context,
    visit: str | None,
    kind: str,
    select: str,
    ignore: str,
    last: str | None,
    set_aside: str | None,
    take_back: str | None,
    place: str,
    reason: str,
    reading: bool,
    explain: str | None,
) -> None:
    """Say what a careful reader in the office would about a visit, each with its place, the reason and the mend.

    A line of a text is a paragraph or a list item. Exit status 1 where there is any query that must be mended; those
    that were set aside do not count.

    \b
    Examples:
      hmi-visit check saltmarsh-lane
      hmi-visit check saltmarsh-lane --ignore HV7 --format json
      hmi-visit check saltmarsh-lane --set-aside HV401 --at findings:2 --reason "she agreed to be named"
      hmi-visit check --explain HV601
    """
    if explain is not None:
        click.echo(_explained(explain))
        return
    if visit is None:
        raise click.UsageError("Missing argument 'VISIT'.")
    shell: Shell = ctx.obj
    path = shell.find(visit)
    form, snapshot = _read(path)
    if reading:
        from hmi_visit.check.reading_page import reading_page

        click.echo(reading_page(form, snapshot))
        return
    from hmi_visit.check.aside import parted
    from hmi_visit.check.engine import queries
    from hmi_visit.check.query import Severity
    from hmi_visit.check.registry import check_codes

    chosen, passed = _codes(select), _codes(ignore)
    check_codes(chosen, "--select")
    check_codes(passed, "--ignore")
    before = _read(shell.find(last))[1] if last else None
    found = queries(form, snapshot, select=chosen, ignore=passed, last=before)
    if set_aside or take_back:
        _put_aside(path, found, set_aside or "", take_back or "", place, reason)
        return
    stand, aside = parted(found, snapshot.asides)
    if kind == "json":
        import json

        click.echo(json.dumps([query.as_json() for query in stand], ensure_ascii=False, indent=2))
    else:
        click.echo(_page(stand, len(aside)))
    ctx.exit(int(any(query.severity is Severity.MUST for query in stand)))


def _read(path: Path) -> tuple[Form, Snapshot]:
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    with Visit.open(path, writing=False) as opened:
        formed = form_of(opened)
        if formed.news:
            click.echo(formed.news, err=True)
        return formed.form, opened.snapshot()


def _put_aside(path: Path, found: Sequence[Query], code: str, back: str, place: str, reason: str) -> None:
    """Set aside what stands, or take back what does not, of one rule and place."""
    from hmi_visit.check.aside import parted
    from hmi_visit.check.registry import rule_of
    from hmi_visit.visit import asides
    from hmi_visit.visit.file import Visit

    rule = rule_of(code or back)
    meant = [q for q in found if q.code == rule.code and _is_at(q, place)]
    with Visit.open(path) as visit, visit.together():
        stand, aside = parted(meant, asides.read(visit.db))
        if not (stand if code else aside):
            raise Problem(f"there is no query {rule.code} to be {'set aside' if code else 'asked again'}", where=place)
        for words in {(q.field, q.text) for q in stand} if code else ():
            asides.add(visit.db, rule.code, *words, reason)
        for record in {record for _, record in aside} if back else ():
            asides.take_back(visit.db, record)
    count, done = (len(stand), "set aside") if code else (len(aside), "asked again")
    click.echo(f"{count} {'query' if count == 1 else 'queries'} {done}")


def _is_at(query: Query, place: str) -> bool:
    return not place or query.place == place or query.place.startswith(f"{place}:")


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def _page(queries: Sequence[Query], aside: int) -> str:
    """A line for each query, and the counts."""
    from hmi_visit.check.query import Severity
    from hmi_visit.problems import shortened

    lines = []
    for q in queries:
        words = f" [{shortened(' '.join(q.text.split()))}]" if q.text else ""
        mend = "" if q.mend is None else (f" -> {q.mend}" if q.mend else " -> (take it out)")
        where = f"{q.place}: " if q.place else ""
        lines.append(f"{where}{q.code} {q.severity.value}: {q.message}{words}{mend}")
    counts = [f"{sum(q.severity is s for q in queries)} {s.value}" for s in Severity]
    return "\n".join((*lines, ", ".join(counts) + (f"; {aside} set aside" if aside else "")))


def _explained(code: str) -> str:
    from hmi_visit.check.registry import all_rules, explained

    if code == ALL:
        return "\n".join(f"{rule.code} {rule.severity.value:<8} {rule.title}" for rule in all_rules())
    return explained(code)
