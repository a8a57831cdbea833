"""Form folders into forms: every fault found, each with its file, its key and a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from hmi_visit.form.model import Choice, Field, FollowUp, Form, Kind, Role, Shows, Step, Wording
from hmi_visit.form.toml import Table, Tell, joined, read_chain
from hmi_visit.form.values import check_value
from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.where import forms_folders

FORM_FILE, TEMPLATE_FILE, HELP_FILE = "form.toml", "letter.md.j2", "help.md"
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_RESERVED = frozenset({"wording", "true", "false", "none", "not", "and", "or", "if", "else", "in", "is"})
"""Names that a template could not use for a field."""
_E = TypeVar("_E", bound=StrEnum)


def form_names(roots: Iterable[Path] | None = None) -> list[str]:
    """The names of the forms there are: every folder that has a `form.toml`."""
    names = {p.parent.name for root in roots or forms_folders() for p in root.glob(f"*/{FORM_FILE}")}
    return sorted(names)


@cache
def load_form(name: str, roots: tuple[Path, ...] | None = None) -> Form:
    """The form of this name. Raises a Problem for its first fault, or where there is no such form."""
    roots = roots or forms_folders()
    folder = next((root / name for root in roots if (root / name / FORM_FILE).is_file()), None)
    if folder is None:
        raise Problem(f"there is no form {name}", mend=did_you_mean(name, form_names(roots)) or "see hmi-visit forms")
    form, faults = read_form(folder, roots)
    if form is None or faults:
        raise faults[0]
    return form


def read_form(folder: Path, roots: tuple[Path, ...] | None = None) -> tuple[Form | None, list[Problem]]:
    """A form as far as it can be read, and every fault in its files."""
    faults: list[Problem] = []
    roots = (folder.parent, *(roots or forms_folders()))
    try:
        chain = read_chain(folder / FORM_FILE, roots, faults.append)
    except Problem as problem:
        return None, [*faults, problem]
    if faults:
        return None, faults
    table: Table = {}
    sources: dict[str, Path] = {}
    for path, part in chain:
        table = joined(table, part)
        sources |= {name: path for name, wording in part.get("wording", {}).items() if "text" in wording}
    file = str(folder / FORM_FILE)
    fields = _fields(table.get("fields", {}), f"{file}: fields.", faults.append)
    steps = _steps(table.get("steps", []), fields, file, faults.append)
    wording = _wording(table.get("wording", {}), sources, file, faults.append)
    guidance: dict[str, str] = {}
    helps = [path.with_suffix(".help.md") for path, _ in chain[:-1]] + [folder / HELP_FILE]
    for path in helps:
        guidance |= _help(path, {*fields, *(s.name for s in steps)}, faults.append)
    for name in (TEMPLATE_FILE, HELP_FILE):
        if not (folder / name).is_file():
            faults.append(Problem("this file of the form is not there", where=str(folder / name)))
    form = Form(
        name=folder.name,
        title=table.get("title", folder.name),
        about=table.get("about", ""),
        steps=steps,
        fields=MappingProxyType(fields),
        wording=MappingProxyType(wording),
        folder=folder,
        help=MappingProxyType(guidance),
    )
    _check_roles(form, file, faults.append)
    return form, faults


def _fields(tables: Table, prefix: str, tell: Tell) -> dict[str, Field]:
    fields = {}
    for name, table in tables.items():
        where = f"{prefix}{name}"
        if not _NAME.match(name) or name in _RESERVED:
            tell(Problem("a field's name is small letters, digits and _, and no word of the templates", where=where))
            continue
        kind = _one_of(Kind, table.get("kind", ""), f"{where}.kind", "kind of field", tell)
        if kind is None:
            continue
        words = table.get("words")
        field = Field(
            name=name,
            kind=kind,
            label=table.get("label", name.replace("_", " ").capitalize()),
            prompt=table.get("prompt", ""),
            required=table.get("required", False),
            printed=table.get("printed", True),
            default=table.get("default"),
            role=_one_of(Role, table["role"], f"{where}.role", "role", tell) if "role" in table else None,
            follow_up=_one_of(FollowUp, table.get("follow_up", "clear"), f"{where}.follow_up", "rule", tell)
            or FollowUp.CLEAR,
            choices=_choices(table.get("choices", []), where, tell),
            words=(words[0], words[1]) if words else None,
            fields=tuple(_fields(table.get("fields", {}), f"{where}.fields.", tell).values()),
        )
        _check_field(field, where, tell)
        fields[name] = field
    return fields


def _check_field(field: Field, where: str, tell: Tell) -> None:
    if (field.kind is Kind.CHOICE) != bool(field.choices):
        tell(Problem("a choice, and nothing else, has choices", where=f"{where}.choices"))
    if (field.kind is Kind.GROUP) != bool(field.fields):
        tell(Problem("a group, and nothing else, has fields", where=f"{where}.fields"))
    if field.default is not None:
        try:
            check_value(field, field.default, f"{where}.default")
        except Problem as problem:
            tell(problem)


def _choices(tables: list[Table], where: str, tell: Tell) -> tuple[Choice, ...]:
    choices = tuple(
        Choice(str(t.get("value", "")), str(t.get("label", t.get("value", ""))), str(t.get("key", ""))) for t in tables
    )
    keys = [c.key for c in choices]
    for index, choice in enumerate(choices):
        if not choice.value or len(choice.key) != 1 or keys.count(choice.key) > 1:
            mend = "give each a value, and a key of one character that no other has"
            tell(Problem("this choice cannot be picked by one key", where=f"{where}.choices[{index}]", mend=mend))
    return choices


def _steps(tables: list[Table], fields: dict[str, Field], file: str, tell: Tell) -> tuple[Step, ...]:
    steps: list[Step] = []
    asked: set[str] = set()
    for index, table in enumerate(tables):
        where = f"{file}: steps[{index}]"
        name = table.get("name", "")
        if not _NAME.match(name) or name in {s.name for s in steps}:
            tell(Problem("a step has a name of its own, in small letters", where=f"{where}.name"))
        for at, field in enumerate(table.get("fields", [])):
            place = f"{where}.fields[{at}]"
            if field not in fields:
                tell(Problem(f"there is no field {field}", where=place, mend=did_you_mean(field, list(fields))))
            elif field in asked:
                tell(Problem(f"{field} is asked at an earlier step already", where=place))
            asked.add(field)
        known = tuple(f for f in table.get("fields", []) if f in fields)
        shows = _one_of(Shows, table.get("shows", ""), f"{where}.shows", "thing a step shows", tell)
        steps.append(Step(name, table.get("title", name.replace("_", " ").capitalize()), known, shows or Shows.NOTHING))
    if not steps:
        tell(Problem("a form has at least one step", where=f"{file}: steps"))
    for field in fields:
        if field not in asked:
            tell(Problem("no step asks this field", where=f"{file}: fields.{field}", mend="name it in a step"))
    return tuple(steps)


def _wording(tables: Table, sources: dict[str, Path], file: str, tell: Tell) -> dict[str, Wording]:
    wording = {}
    for name, table in tables.items():
        if not _NAME.match(name) or not table.get("text"):
            tell(Problem("a standard paragraph has a name and a text", where=f"{file}: wording.{name}"))
            continue
        source = f"{sources.get(name, Path(file))}: wording.{name}.text"
        label = table.get("label", name.replace("_", " ").capitalize())
        wording[name] = Wording(name, label, table["text"].strip("\n"), source)
    return wording


def _help(path: Path, known: set[str], tell: Tell) -> dict[str, str]:
    """Guidance by the name in its `##` heading; what stands before the first is the form's own, under ''."""
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        tell(Problem("it cannot be read as UTF-8 text", where=str(path)))
        return {}
    parts: dict[str, list[str]] = {"": []}
    name = ""
    for number, line in enumerate(lines, 1):
        if line.startswith("## "):
            name = line[3:].strip()
            if name not in known:
                mend = did_you_mean(name, sorted(known))
                tell(Problem(f"no step or field is named {name}", where=f"{path}:{number}", mend=mend))
            parts[name] = []
        elif not line.startswith("# "):
            parts[name].append(line)
    return {name: text for name, body in parts.items() if (text := "\n".join(body).strip())}


def _check_roles(form: Form, file: str, tell: Tell) -> None:
    roles = [f.role for f in form.fields.values() if f.role]
    for field in form.fields.values():
        if field.role and roles.count(field.role) > 1:
            tell(Problem(f"two fields have the role {field.role}", where=f"{file}: fields.{field.name}.role"))
    for role in (Role.SUBJECT, Role.DATE):
        if role not in roles:
            tell(Problem(f"a form needs a field with the role {role}", where=f"{file}: fields"))


def _one_of(kinds: type[_E], value: str, where: str, noun: str, tell: Tell) -> _E | None:
    try:
        return kinds(value)
    except ValueError:
        known = [str(k) for k in kinds if k.value]
        mend = did_you_mean(str(value), known) or f"one of {', '.join(known)}"
        tell(Problem(f"“{value}” is no {noun}" if value else f"a {noun} is missing", where=where, mend=mend))
        return None
