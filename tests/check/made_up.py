"""A made-up form with every role, and a sound visit of it that texts are put into."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hmi_visit.check.engine import queries
from hmi_visit.check.query import Query
from hmi_visit.form.load import read_form
from hmi_visit.form.model import Form
from hmi_visit.visit.model import Entry, Link, Snapshot

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"


@cache
def made_up_form() -> Form:
    """A form with every role; its fields' names say nothing to the program."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "made-up"
        folder.mkdir()
        (folder / "form.toml").write_text((HERE / "form.toml").read_text(encoding="utf-8"), encoding="utf-8")
        for file in ("letter.md.j2", "help.md"):
            (folder / file).write_text("", encoding="utf-8")
        form, faults = read_form(folder)
    assert form is not None
    assert not faults, [str(fault) for fault in faults]
    return form


@cache
def sound_answers() -> Mapping[str, Any]:
    """The answers of a visit that leave nothing to be asked."""
    return tomllib.loads((HERE / "sound.toml").read_text(encoding="utf-8"))


def snapshot_with(given: str | Mapping[str, Any]) -> Snapshot:
    """The sound visit with this text as its findings, or with these answers, `_entries`, `_links` and `_wording`."""
    table: dict[str, Any] = {"findings": given} if isinstance(given, str) else dict(given)
    base: dict[str, Any] = dict(sound_answers())
    entries, links = base.pop("_entries"), base.pop("_links")
    entries = table.pop("_entries", entries)
    links = table.pop("_links", links if "findings" not in table else [])
    wording = table.pop("_wording", {})
    missing = table.pop("_without", [])
    table.pop("_last", None)
    answers = {name: value for name, value in {**base, **table}.items() if name not in missing}
    return Snapshot(
        form=made_up_form().name,
        answers=answers,
        entries=tuple(_entry(number, entry) for number, entry in enumerate(entries, 1)),
        links=tuple(_link(link) for link in links),
        wording=wording,
    )


def asked(given: str | Mapping[str, Any], *codes: str) -> tuple[Query, ...]:
    """What these rules, or all, say about the sound visit with this put in."""
    before = given.get("_last") if isinstance(given, Mapping) else None
    last = Snapshot(made_up_form().name, before) if before else None
    return queries(made_up_form(), snapshot_with(given), select=codes, last=last)


def _entry(number: int, table: Mapping[str, Any]) -> Entry:
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return Entry(number, **given)


def _link(table: Mapping[str, Any]) -> Link:
    return Link(
        table["field"],
        table["paragraph"],
        tuple(table["entries"]),
        table.get("sentence"),
        words=table.get("words", ""),
        loose=table.get("loose", False),
    )
