"""What the Tab key offers: names of visits, forms and fields. A fault offers nothing, because nobody could read it."""

from __future__ import annotations

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

from hmi_visit.problems import Problem
from hmi_visit.where import visits_folder


def complete_visit(ctx: click.Context, _: click.Parameter | None, begun: str) -> list[CompletionItem]:
    """Visits in the folder by name, and files."""
    from hmi_visit.visit.listing import list_visits

    try:
        names = [listed.path.stem for listed in list_visits(visits_folder(ctx.find_root().params.get("visits")).path)]
    except Problem:
        names = []
    return [*_begun(names, begun), CompletionItem(begun, type="file")]


def complete_form(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Forms by name."""
    from hmi_visit.form.load import form_names

    return _begun(form_names(), begun)


def complete_field(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """The fields of the visit that stands before on the command line, with their labels."""
    from hmi_visit.form.load import load_form
    from hmi_visit.visit.file import snapshot_of
    from hmi_visit.visit.folder import find_visit
    from hmi_visit.visit.sniff import check_is_visit

    try:
        path = find_visit(ctx.params["visit"], visits_folder(ctx.find_root().params.get("visits")).path)
        check_is_visit(path)
        fields = load_form(snapshot_of(path).form).fields.values()
    except (Problem, KeyError):
        return []
    return [CompletionItem(field.name, help=field.label) for field in fields if field.name.startswith(begun)]


def _begun(names: Iterable[str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(begun)]
