"""What readers of a draft said, in the shell: `comments`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.cli.readback import WIDE, on_day
from hmi_visit.problems import shortened

if TYPE_CHECKING:
    from hmi_visit.visit.remarks import Remark


@click.command("comments", short_help="List, answer and close the comments of readers.")
@click.argument("visit", shell_complete=complete_visit)
@click.option("--answer", "answered", nargs=2, type=(int, str), metavar="N TEXT", help="Answer a comment.")
@click.option("--close", "closed", type=int, metavar="N", help="Close a comment.")
@click.option("--reopen", "reopened", type=int, metavar="N", help="Open a closed comment again.")
@click.option("--all", "everything", is_flag=True, help="List those that are closed too.")
@click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text",
    help="text is a line or two for each (the default), json a list of objects.",
)  # fmt: skip
@click.pass_obj
def comments_command(
    shell: Shell,
    visit: str,
    answered: tuple[int, str] | None,
    closed: int | None,
    reopened: int | None,
    everything: bool,
    kind: str,
) -> None:
    """List the comments that came back with drafts: open queries, each with its author, date and place.

    \b
    Examples:
      hmi-visit comments saltmarsh-lane
      hmi-visit comments saltmarsh-lane --answer 2 "The plan says so on page 4." --close 2
    """
    from hmi_visit.visit import remarks
    from hmi_visit.visit.file import Visit

    changing = bool(answered) or closed is not None or reopened is not None
    with Visit.open(shell.find(visit), writing=changing) as opened:
        if changing:
            with opened.together():
                if answered:
                    remarks.answer(opened.db, *answered)
                if closed is not None:
                    remarks.close(opened.db, closed)
                if reopened is not None:
                    remarks.close(opened.db, reopened, open_again=True)
        found = [remark for remark in remarks.read(opened.db) if everything or changing or not remark.closed_at]
    touched = {answered[0] if answered else None, closed, reopened}
    found = [remark for remark in found if not changing or remark.number in touched]
    if kind == "json":
        import json

        click.echo(json.dumps([_remark_json(remark) for remark in found], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(line for remark in found for line in _lines(remark)) or "no open comments")


def _lines(remark: Remark) -> Iterator[str]:
    state = "  (closed)" if remark.closed_at else ""
    who, spot = remark.author or "a reader", remark.spot or "no place"
    yield f"{remark.number}  {who}{on_day(remark.said_at)} at {spot}{state}"
    if remark.words:
        yield f"   “{shortened(' '.join(remark.words.split()), WIDE)}”"
    yield f"   {remark.text}"
    if remark.answer:
        yield f"   answered: {remark.answer}"


def _remark_json(remark: Remark) -> dict[str, Any]:
    return {
        "number": remark.number,
        "author": remark.author,
        "said_at": remark.said_at,
        "text": remark.text,
        "at": remark.spot,
        "words": remark.words,
        "answer": remark.answer,
        "closed_at": remark.closed_at,
    }
