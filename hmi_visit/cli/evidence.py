"""Evidence in the shell: `link`, `gaps`, `find`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from hmi_visit.cli.completing import complete_field, complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from hmi_visit.evidence.find import Hit
    from hmi_visit.evidence.gaps import Gaps
    from hmi_visit.form.model import Form
    from hmi_visit.visit.sentences import Place

_PLACE = re.compile(r"(?P<field>.+):(?P<paragraph>[1-9][0-9]{0,5})(?:\.(?P<sentence>[1-9][0-9]{0,5}))?\Z")
_FORMAT = click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text",
    help="text is a page to read (the default), json is for programs.",
)  # fmt: skip


@click.command("link", short_help="Tie a paragraph or sentence to the entries that it rests on.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("place", metavar="FIELD:PARAGRAPH", shell_complete=complete_field)
@click.argument("names", metavar="ENTRY...", nargs=-1, required=True)
@click.option("--why", metavar="W", help="Why it rests on them.")
@click.option("--untie", is_flag=True, help="Take these entries away from it instead.")
@click.pass_obj
def link_command(shell: Shell, visit: str, place: str, names: tuple[str, ...], why: str | None, untie: bool) -> None:
    """Tie a paragraph of a field (counted from 1), or one sentence of it, to entries; print the words that were tied.

    The tie stays with the words when the text is edited.

    \b
    Examples: the second paragraph; its first sentence
      hmi-visit link saltmarsh-lane FIELD:2 e1 e4
      hmi-visit link saltmarsh-lane FIELD:2.1 e1 --why "books of the lowest attainers"
    """
    from hmi_visit.form.load import load_form
    from hmi_visit.visit import links, paths
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.model import Link

    with Visit.open(shell.find(visit)) as opened:
        path, at = _place(place, load_form(opened.form_name))
        there = {entry.name for entry in opened.snapshot().entries}
        for name in names:
            if name not in there:
                raise Problem(f"there is no entry {name}", mend=did_you_mean(name, sorted(there)))
        found = paths.place_at(opened.db, path)
        words = links.words_at(opened.db, found, at) if found else ""
        if found is None or not words:
            raise Problem("the text has no such paragraph or sentence", where=place)
        link = Link(found[1], at.paragraph, names, at.sentence, why, place=found[0])
        if untie:
            links.untie_at(opened.db, link)
        else:
            links.tie(opened.db, link)
    click.echo(words)


@click.command("gaps", short_help="Show what evidence is missing.")
@click.argument("visit", shell_complete=complete_visit)
@_FORMAT
@click.pass_obj
def gaps_command(shell: Shell, visit: str, kind: str) -> None:
    """Show what is missing before leaving the site: areas by kinds of source, contradictions, entries that no sentence
    rests on, follow-ups, sentences with nothing under them.

    \b
    Example:
      hmi-visit gaps saltmarsh-lane
    """
    from hmi_visit.evidence.gaps import as_json, gaps
    from hmi_visit.form.load import load_form
    from hmi_visit.visit.file import Visit

    with Visit.open(shell.find(visit), writing=False) as opened:
        form = load_form(opened.form_name)
        found = gaps(form, opened.snapshot())
    if kind == "json":
        import json

        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(form, found)))


@click.command("find", short_help="Search entries and texts.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@_FORMAT
@click.pass_obj
def find_command(shell: Shell, visit: str, words: tuple[str, ...], kind: str) -> None:
    """Search the entries and texts of a visit: words or their beginnings, @role, #2 for an area, + - or ? for a sign,
    10:4 for a time of day. All of them must be there. The exit status is 1 where nothing is found.

    \b
    Example:
      hmi-visit find saltmarsh-lane "@governors target"
    """
    from hmi_visit.evidence.find import Index
    from hmi_visit.form.load import load_form
    from hmi_visit.visit.file import Visit

    with Visit.open(shell.find(visit), writing=False) as opened:
        form, snapshot = load_form(opened.form_name), opened.snapshot()
    index = Index()
    index.renew(snapshot)
    found = index.find(" ".join(words), most=1000)
    if kind == "json":
        import json

        click.echo(json.dumps([_as_json(hit) for hit in found], ensure_ascii=False, indent=2))
    elif found:
        click.echo("\n".join(_line(form, hit) for hit in found))
    if not found:
        raise Problem("nothing has all of these words", where=" ".join(words))


def _place(typed: str, form: Form) -> tuple[str, Place]:
    from hmi_visit.form.model import Kind
    from hmi_visit.visit.paths import field_at
    from hmi_visit.visit.sentences import Place

    found = _PLACE.match(typed)
    if not found:
        raise Problem("this is no FIELD:PARAGRAPH", where=typed, mend="name a field and a paragraph, counted from 1")
    field = field_at(form, found["field"])
    if field is None:
        mend = did_you_mean(found["field"], list(form.fields)) or "hmi-visit show VISIT lists the fields"
        raise Problem(f"no such field in form {form.name}", where=found["field"], mend=mend)
    if field.kind is not Kind.PROSE:
        raise Problem("only prose is tied to entries", where=found["field"])
    return found["field"], Place(int(found["paragraph"]), int(found["sentence"]) if found["sentence"] else None)


def _lines(form: Form, found: Gaps) -> list[str]:
    lines = []
    for area in found.areas:
        sources = ", ".join(f"{kind} {count}" for kind, count in area.sources.items()) or "nothing"
        signs = f"{area.plus} + {area.minus} -" if area.entries else ""
        lines.append(f"#{area.number} {area.text}")
        lines.append(f"   {'; '.join(filter(None, (sources, signs)))}{'  CONTRADICTION' if area.contradicted else ''}")
    for title, entries in (
        ("About an area that there is not", found.unknown),
        ("Tied to no sentence", found.unused),
        ("To be followed up", found.follow_up),
    ):
        if entries:
            lines.append(f"{title}: {', '.join(entry.name for entry in entries)}")
    for name, place in found.unsupported:
        lines.append(f"Nothing under {form.fields[name].label}, paragraph {place.paragraph}, sentence {place.sentence}")
    for link in found.loose:
        lines.append(f"Words that are gone rested on {', '.join(link.entries)}: “{link.words}”")
    for link in found.binned:
        lines.append(f"Paragraph {link.paragraph} rests on an entry in the bin: {', '.join(link.entries)}")
    return lines or ["Nothing is missing."]


def _line(form: Form, hit: Hit) -> str:
    from hmi_visit.visit.times import clock

    text = " ".join(hit.text.split())
    if hit.entry:
        parts = (hit.entry.name, clock(hit.entry.when), hit.entry.sign, hit.entry.activity, *hit.entry.with_whom)
        return f"{' '.join(filter(None, parts))}: {text}"
    from hmi_visit.visit.paths import field_at

    field = field_at(form, hit.field)
    return f"{field.label if field else hit.field}, paragraph {hit.paragraph}: {text}"


def _as_json(hit: Hit) -> dict[str, object]:
    where = {"entry": hit.entry.name} if hit.entry else {"field": hit.field, "paragraph": hit.paragraph}
    return {**where, "text": hit.text, "hits": [list(span) for span in hit.hits]}
