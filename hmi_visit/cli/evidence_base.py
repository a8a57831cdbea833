"""The evidence base in the shell: `evidence`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hmi_visit.cli.completing import complete_visit
from hmi_visit.cli.group import Shell
from hmi_visit.cli.paper import FORCE, beside, check_ending, paper_as
from hmi_visit.cli.streams import STANDARD, write_bytes
from hmi_visit.problems import Problem

if TYPE_CHECKING:
    from hmi_visit.evidence.base import Base
    from hmi_visit.form.model import Form
    from hmi_visit.visit.model import Snapshot


@click.command("evidence", short_help="Write the evidence base: every entry, in order, with the findings on it.")
@click.argument("visit", shell_complete=complete_visit)
@click.option(
    "-o", "output", metavar="FILE",
    help="FILE.docx, .csv, .json or .md, or - for Markdown on standard output; without it, a .docx beside the visit.",
)  # fmt: skip
@click.option(
    "--disclosure", is_flag=True, help="A copy with roles in the place of names, and beside it a list to check it by."
)
@FORCE
@click.pass_obj
def evidence_command(shell: Shell, visit: str, output: str | None, disclosure: bool, force: bool) -> None:
    """Write the evidence base as a document, and print its path: the entries by days, in order, by role, abbreviations
    written out, each with when it was typed and the findings that rest on it.

    The same visit gives the same file. The .csv is for Excel: a cell that begins like a formula has an apostrophe
    before it.

    A copy for disclosure has roles for the names that the visit knows, e-mail addresses and telephone numbers. Beside
    it lies FILE.names.txt: each replacement, and words that were left and may be names. Check the copy by it, and keep
    it back.

    \b
    Examples:
      hmi-visit evidence saltmarsh-lane
      hmi-visit evidence saltmarsh-lane -o evidence.csv
      hmi-visit evidence saltmarsh-lane --disclosure -o copy.docx
    """
    from hmi_visit.evidence.base import evidence_base
    from hmi_visit.visit.file import Visit
    from hmi_visit.visit.formed import form_of

    path = shell.find(visit)
    target = output or beside(path, "disclosure" if disclosure else "evidence")
    check_ending(target, (".docx", ".csv", ".json", ".md"))
    if disclosure and target == STANDARD:
        raise Problem("a copy for disclosure is a file, because the list to check it by lies beside it", where="-o")
    with Visit.open(path, writing=False) as opened:
        form, snapshot = form_of(opened).form, opened.snapshot()
    base = evidence_base(form, snapshot)
    names = ""
    if disclosure:
        base, names = _disclosed(form, snapshot, base)
    content = _evidence_as(target, form, snapshot, base)
    if names:
        write_bytes(f"{target}.names.txt", names.encode(), force=force)
    write_bytes(target, content, force=force)
    if names:
        click.echo(f"{target}.names.txt lists what was replaced: check the copy by it, and keep it back", err=True)
    if target != STANDARD:
        click.echo(target)


def _disclosed(form: Form, snapshot: Snapshot, base: Base) -> tuple[Base, str]:
    """The evidence base without names, and the list by which a person checks it."""
    from hmi_visit.check.name_like import perhaps_names
    from hmi_visit.check.spelling import is_spelt
    from hmi_visit.evidence.disclosure import disclosed, listed
    from hmi_visit.evidence.names import people_named

    found = disclosed(base, people_named(form, snapshot, is_spelt), is_spelt, perhaps_names)
    return found.base, listed(found)


def _evidence_as(target: str, form: Form, snapshot: Snapshot, base: Base) -> bytes:
    ending = Path(target).suffix.lower()
    if ending in (".csv", ".json"):
        from hmi_visit.evidence.base_written import as_csv, as_json

        return as_csv(base) if ending == ".csv" else as_json(base).encode()
    from hmi_visit.letter.house import EVIDENCE

    return paper_as(target, form, snapshot, EVIDENCE, base, "Evidence base")
