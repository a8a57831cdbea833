"""A draft that comes back, in the shell: `readback`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.problems import Problem, shortened
from hmi_visit.where import expanded

if TYPE_CHECKING:
    from hmi_visit.letter.back.offers import Offer
    from hmi_visit.letter.back.readback import ReadBack
    from hmi_visit.letter.back.taking import Taken

WIDE = 70
"""Characters of the words that a comment is about."""


@click.command("readback", short_help="Show or take what a reader changed in a letter in Word.")
@click.argument("visit", shell_complete=complete_visit)
@click.argument("edited", type=click.Path(), metavar="EDITED.docx")
@click.option(
    "--take", "names", multiple=True, metavar="all|FIELD",
    help="Take all changes into the visit, or those of a field; may be given more than once.",
)  # fmt: skip
@click.option(
    "--format", "kind", type=click.Choice(["text", "json"]), default="text",
    help="text is a page to read (the default), json has every change whole.",
)  # fmt: skip
@click.pass_obj
def readback_command(shell: Shell, visit: str, edited: str, names: tuple[str, ...], kind: str) -> None:
    """Show, field by field, what a reader changed in a letter that was exported from this visit, by tracked changes or
    plain typing: [-taken out-] and {+put in+}. Nothing is written without --take.

    What is taken is a new state in the history of its field; changed standard wording becomes this visit's wording;
    comments become open queries (hmi-visit comments). Where the visit was changed since the export too, both are
    brought together sentence by sentence; where both changed the same words, both are shown, and the field is taken
    only where it is named.

    \b
    Examples:
      hmi-visit readback saltmarsh-lane letter-edited.docx
      hmi-visit readback saltmarsh-lane letter-edited.docx --take all
      hmi-visit readback saltmarsh-lane letter-edited.docx --take FIELD --take wording.opening
    """
    from hmi_visit.letter.back.readback import read_back
    from hmi_visit.letter.back.taking import take
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    path = shell.find(visit)
    with Visit.open(path, writing=bool(names)) as opened:
        formed = form_of(opened)
        if formed.news:
            click.echo(formed.news, err=True)
        back = read_back(opened, formed.form, expanded(edited))
        taken = take(opened, back, names) if names else None
    if kind == "json":
        import json

        click.echo(json.dumps(_as_json(back, taken), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_page(back, taken)))
    if taken and taken.asked:
        what = ", ".join(offer.changed.name for offer in taken.asked)
        raise Problem(f"not taken: {what}", mend="name what is to be taken although the visit was changed there too")


def _page(back: ReadBack, taken: Taken | None) -> Iterator[str]:
    """What came back, for a person."""
    yield from (f"note: {notice}" for notice in back.notices)
    done = {offer.changed.name for offer in taken.offers} if taken else set()
    for offer in back.offers:
        yield from _of_offer(offer, taken=offer.changed.name in done)
    for loose in back.changes.loose:
        where = f"{loose.spot}, after “{shortened(' '.join(loose.near.split()))}”" if loose.near else loose.spot
        yield f"no field holds this ({where or 'before all'}):"
        yield from _marked(loose.before, loose.after)
    for comment, spot in back.changes.comments:
        about = comment.words or (comment.leaf.plain if comment.leaf else "")
        yield f"comment by {comment.author}{on_day(comment.said_at)} at {spot or 'no place'}"
        yield f"  “{shortened(' '.join(about.split()), WIDE)}”: {comment.text}"
    yield _counts(back, taken)


def _of_offer(offer: Offer, *, taken: bool) -> Iterator[str]:
    changed = offer.changed
    kinds = ((changed.moved, "moved"), (changed.came, "more"), (changed.went, "fewer"))
    said = [f"{count} {word}" for count, word in kinds if count]
    said += [f"by {', '.join(changed.readers)}"] if changed.readers else []
    state = " - taken" if taken else " - in the visit already" if offer.done else ""
    yield f"{changed.label} ({changed.name})" + (f": {', '.join(said)}" if said else "") + state
    yield from _marked(changed.before, changed.after)
    for other in changed.others:
        yield f"  elsewhere in the letter it says: {other}"
    if offer.why:
        yield f"  cannot be taken: {offer.why}"
    if offer.now:
        yield "  the visit says now:"
        yield from _marked(changed.before, offer.now)
    for _, here, theirs in offer.meets:
        yield f"  both changed the same: the visit has “{here.strip()}”, the draft “{theirs.strip()}”"


def _marked(before: str, after: str) -> Iterator[str]:
    from hmi_visit.visit.difference import difference, marked

    yield from (f"  {line}" for line in marked(difference(before, after)).splitlines())


def _counts(back: ReadBack, taken: Taken | None) -> str:
    counted = (
        (len(back.offers), "change"),
        (len(back.changes.loose), "text without a field"),
        (len(back.changes.comments), "comment"),
    )
    said = ", ".join(_several(count, noun) for count, noun in counted if count) or "nothing was changed"
    if taken is None:
        return said
    kept = f", {_several(taken.comments, 'open query', 'open queries')} kept" if taken.comments else ""
    return f"{said}; {_several(len(taken.offers), 'change')} taken{kept}"


def _several(count: int, noun: str, plural: str = "") -> str:
    nouns = plural or (noun.replace("text ", "texts ") if " " in noun else f"{noun}s")
    return f"{count} {noun if count == 1 else nouns}"


def on_day(moment: str) -> str:
    """The day of a comment, for a person; nothing where the draft does not say it."""
    return f" on {moment[:10]}" if moment else ""


def _as_json(back: ReadBack, taken: Taken | None) -> dict[str, Any]:
    done = {offer.changed.name for offer in taken.offers} if taken else set()
    return {
        "export": back.export,
        "notices": list(back.notices),
        "readers": list(back.changes.readers),
        "changes": [
            {
                "name": offer.changed.name,
                "label": offer.changed.label,
                "parts": list(offer.changed.parts),
                "was": offer.changed.before,
                "is": offer.changed.after,
                "value": offer.value,
                "now": offer.now,
                "both": [list(meeting) for meeting in offer.meets],
                "moved": offer.changed.moved,
                "readers": list(offer.changed.readers),
                "others": list(offer.changed.others),
                "why_not": offer.why,
                "in_the_visit": offer.done,
                "taken": offer.changed.name in done,
            }
            for offer in back.offers
        ],
        "without_field": [
            {"at": loose.spot, "beside": loose.near, "was": loose.before, "is": loose.after}
            for loose in back.changes.loose
        ],
        "comments": [
            {"author": c.author, "said_at": c.said_at, "text": c.text, "at": spot, "words": c.words}
            for c, spot in back.changes.comments
        ],
    }
