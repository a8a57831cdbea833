"""Form folders into forms: every fault found, each with its file, its key or line, and a suggestion."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from hmi_visit.form.build import Builder, read_help
from hmi_visit.form.model import Field, Form, Step
from hmi_visit.form.toml import Chain, Tell, is_file, read_chain, read_text
from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.where import forms_folders

FORM_FILE, TEMPLATE_FILE, HELP_FILE = "form.toml", "letter.md.j2", "help.md"
_Stamps = frozenset[tuple[str, int, int, int]]


def form_names(roots: Iterable[Path] | None = None) -> list[str]:
    """The names of the forms there are: every folder that has a `form.toml`."""
    names = {p.parent.name for root in roots or forms_folders() for p in root.glob(f"*/{FORM_FILE}")}
    return sorted(names)


@cache
def load_form(name: str, roots: tuple[Path, ...] | None = None) -> Form:
    """The form of this name. Raises a Problem for its first fault, or where there is no such form."""
    roots = roots or forms_folders()
    known = form_names(roots)
    if name not in known:  # a visit or exchange file says the name: it is never taken for a path
        raise Problem(f"there is no form {name}", mend=did_you_mean(name, known) or "see hmi-visit forms")
    folder = next(root / name for root in roots if is_file(root / name / FORM_FILE))
    there = tuple(root for root in roots if root.is_dir())
    return _unchanged(folder, there, _stamps(there))


@lru_cache(maxsize=64)
def _unchanged(folder: Path, roots: tuple[Path, ...], stamps: _Stamps) -> Form:  # noqa: ARG001 - part of the key
    """The form in this folder as long as no file is changed that it may be made of; `stamps` say so."""
    form, faults = read_form(folder, roots)
    if form is None or faults:
        raise faults[0]
    return form


def _stamps(roots: Iterable[Path]) -> _Stamps:
    """What tells when a file under these folders of forms was changed last, and how long each is."""
    files = (file for root in roots for pattern in ("*", "*/*") for file in root.glob(pattern))
    return frozenset(
        (str(file), status.st_mtime_ns, status.st_ctime_ns, status.st_size)
        for file in files
        if (status := _status(file))
    )


def _status(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except OSError:  # a link to nowhere
        return None


def read_form(folder: Path, roots: tuple[Path, ...] | None = None) -> tuple[Form | None, list[Problem]]:
    """A form as far as it can be read, and every fault in its files; None where a file cannot be read at all."""
    faults: list[Problem] = []
    try:
        chain = read_chain(folder / FORM_FILE, (folder.parent, *(roots or forms_folders())), faults.append)
    except Problem as problem:
        return None, [*faults, problem]
    form = form_of_chain(chain, folder, faults.append)
    known = {*form.table.get("fields", {}), *(s.name for s in form.steps)}
    guidance: dict[str, str] = {}
    for path, _ in chain[:-1]:  # what is shared may guide fields that not all of its forms have
        guidance |= _help(_help_of(path), None, faults.append)
    guidance |= _help(folder / HELP_FILE, known, faults.append)
    for name in (TEMPLATE_FILE, HELP_FILE):
        if not is_file(folder / name):
            faults.append(Problem("this file of the form is not there", where=str(folder / name)))
    sources = tuple(file for path, _ in chain for file in (path, _help_of(path)))
    return replace(form, help=MappingProxyType(guidance), sources=sources), faults


def form_of_chain(chain: Chain, folder: Path, tell: Tell) -> Form:
    """The form that these tables make, without guidance, as far as it can be made; faults go to `tell`."""
    builder = Builder(chain, tell)
    fields, steps, wording = builder.fields(), builder.steps(), builder.wording()
    builder.check_roles(fields)
    return Form(
        name=folder.name,
        title=builder.table.get("title", folder.name),
        about=builder.table.get("about", ""),
        steps=tuple(_of_known(step, fields) for step in steps),
        fields=MappingProxyType(fields),
        wording=MappingProxyType(wording),
        folder=folder,
        checks=builder.checks(),
        evidence=builder.evidence(),
        table=MappingProxyType(builder.table),
    )


def _of_known(step: Step, fields: Mapping[str, Field]) -> Step:
    """The step with those of its fields that could be made."""
    return replace(step, fields=tuple(name for name in step.fields if name in fields))


def _help_of(path: Path) -> Path:
    """Where the guidance lies that goes with a form file: `help.md`, or `x.help.md` beside a shared `x.toml`."""
    return path.with_name(HELP_FILE) if path.name == FORM_FILE else path.with_suffix(".help.md")


def _help(path: Path, known: set[str] | None, tell: Tell) -> dict[str, str]:
    try:
        return read_help(path, read_text(path).split("\n"), known, tell) if is_file(path) else {}
    except Problem as problem:
        tell(problem)
        return {}
