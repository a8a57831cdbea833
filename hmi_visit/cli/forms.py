"""The forms from the shell: `forms` lists them, checks them, and begins a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from hmi_visit.cli.completing import complete_form
from hmi_visit.problems import Problem

_NEW = "new"


@click.command("forms", short_help="List the forms, check them for faults, or begin one of your own.")
@click.argument("words", metavar="[FORM...|new NAME]", nargs=-1, shell_complete=complete_form)
@click.option("--check", is_flag=True, help="Look for faults in forms and their templates, and tell all of them.")
@click.option("--from", "model", metavar="FORM", shell_complete=complete_form, help="With new: begin from this form.")
@click.pass_context
def forms_command(ctx: click.Context, words: tuple[str, ...], check: bool, model: str | None) -> None:
    """List the forms (name, title, what it is for, where it lies), all of them or those that are named.

    With --check, look for faults instead: in the form's data and guidance, each with file, line and a suggestion; in
    what its template wants and the form does not ask, and the reverse; and in its letter, written empty and full. The
    exit status is 1 where there are any.

    forms new NAME makes a folder for a form of your own, among your own forms, with every file explained inside.

    \b
    Examples:
      hmi-visit forms
      hmi-visit forms new thank-you-letter
      hmi-visit forms --check thank-you-letter
    """
    if words[:1] == (_NEW,) and not check:
        if len(words) != 2:
            ctx.fail("new takes one NAME")
        _make(words[1], model)
        return
    if model:
        ctx.fail("--from goes with new NAME")
    ctx.exit(_check(words) if check else _list(words))


def _make(name: str, model: str | None) -> None:
    from hmi_visit.form.new import new_form

    click.echo(new_form(name, model))
    click.echo(f"next: change its files, then hmi-visit forms --check {name}", err=True)


def _list(names: Sequence[str]) -> int:
    from hmi_visit.form.lint import lint

    for name, folders in _chosen(names).items():
        form, faults = lint(folders[0])
        click.echo(name)
        for line in (form.title, form.about) if form else ():
            click.echo(f"  {line}")
        click.echo(f"  {folders[0]}")
        _say_which(name, folders)
        if faults:
            click.echo(f"{name} has faults: hmi-visit forms --check tells them", err=True)
    return 0


def _check(names: Sequence[str]) -> int:
    from hmi_visit.check.settings import form_faults
    from hmi_visit.form.lint import lint, with_line
    from hmi_visit.letter.check import asked_in_vain, check_form

    faulty = 0
    for name, folders in _chosen(names).items():
        form, faults = lint(folders[0])
        if form and not faults:
            faults = [with_line(fault) for fault in (*check_form(form), *form_faults(form), *_in_sample(folders[0]))]
        faulty += bool(faults)
        click.echo(f"{name}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
        if form and not faults and (vain := asked_in_vain(form)):
            click.echo(f"  asked, and never printed: {', '.join(vain)} (printed = false says that this is meant)")
        _say_which(name, folders)
        for fault in faults:
            click.echo(" ".join(str(fault).splitlines()), err=True)
    return int(faulty > 0)


def _chosen(names: Sequence[str]) -> dict[str, list[Path]]:
    """The forms that were named, all where none was. Raises a Problem for a name that none has."""
    from hmi_visit.form.lint import form_folders
    from hmi_visit.problems import did_you_mean

    known = form_folders()
    for name in names:
        if name not in known:
            raise Problem(f"there is no form {name}", mend=did_you_mean(name, list(known)) or "see hmi-visit forms")
    return {name: known[name] for name in names or known}


def _say_which(name: str, folders: Sequence[Path]) -> None:
    """Where several forms have one name: which is used."""
    if len(folders) > 1:
        others = ", ".join(map(str, folders[1:]))
        click.echo(f"{name}: the one in {folders[0]} is used, not the one in {others}", err=True)


def _in_sample(folder: Path) -> list[Problem]:
    """The fault of the form's sample visit, where it has one."""
    from hmi_visit.form.new import SAMPLE_FILE
    from hmi_visit.form.toml import is_file, read_text
    from hmi_visit.visit.case import read_case

    path = folder / SAMPLE_FILE
    if not is_file(path):
        return []
    try:
        case, form = read_case(read_text(path), str(path))
        if form.name != folder.name:
            raise Problem(
                f"this sample is of the form {form.name}", where=f"{path}: form", mend=f'"form": "{folder.name}"'
            )
        del case
    except Problem as problem:
        where = problem.where if str(path) in problem.where else f"{path}: {problem.where}"
        return [Problem(problem.what, where=where, mend=problem.mend)]
    return []
