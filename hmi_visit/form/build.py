"""Tables of a form into its fields, steps and standard wording; every fault told, with the file that has it."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from hmi_visit.form.checks import Checks, read_checks
from hmi_visit.form.evidence import Evidence, read_evidence
from hmi_visit.form.model import Choice, Field, FollowUp, Kind, Meaning, Role, Shows, Step, Wording
from hmi_visit.form.toml import Chain, Table, Tell, joined, place_of
from hmi_visit.form.values import check_value
from hmi_visit.problems import Problem, did_you_mean

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_RESERVED = frozenset(
    {
        *("and", "or", "not", "in", "is", "if", "else", "for", "true", "false", "none"),
        *("loop", "self", "super", "caller", "varargs", "kwargs", "wording"),
    }
)
"""Names that a template could not use for a field."""
_LISTS = (Kind.LIST, Kind.LINES)
_ROLE_KINDS = {
    Role.SUBJECT: (Kind.LINE,),
    Role.DATE: (Kind.DATE, Kind.MONTH),
    Role.END_DATE: (Kind.DATE,),
    Role.LETTER_DATE: (Kind.DATE,),
    Role.HEAD: (Kind.LINE,),
    Role.HEAD_ROLE: (Kind.LINE,),
    Role.AUTHORITY: (Kind.LINE,),
    Role.AREAS: _LISTS,
    Role.EVIDENCE: (Kind.PROSE,),
    Role.JUDGEMENT: (Kind.CHOICE,),
    Role.ACTIONS: _LISTS,
    Role.COPIES: _LISTS,
    Role.INSPECTOR: (Kind.LINE,),
    Role.VISIT_NUMBER: (Kind.NUMBER,),
    Role.PREVIOUS: (Kind.MONTH,),
    Role.SALUTATION: (Kind.LINE,),
    Role.COLLEAGUES: _LISTS,
    Role.SUBJECT_KIND: (Kind.CHOICE,),
    Role.FINDINGS: (Kind.PROSE,),
}
"""The kinds that the program can read where it asks for a role."""
_E = TypeVar("_E", bound=StrEnum)


class Builder:
    """Builds the parts of a form from the tables of its chain of files; faults go to `tell`."""

    def __init__(self, chain: Chain, tell: Tell) -> None:
        self.chain = chain
        self.table: Table = {}
        for _, part in chain:
            self.table = joined(self.table, part)
        self._tell = tell

    def fields(self, tables: Table | None = None, *keys: str) -> dict[str, Field]:
        """The fields of the form, or of the group whose keys are given."""
        tables, keys = (self.table.get("fields", {}), ("fields",)) if tables is None else (tables, keys)
        made = (self._field(name, table, *keys, name) for name, table in tables.items())
        fields = {field.name: field for field in made if field}
        self._check_follows(fields, *keys)
        return fields

    def steps(self) -> tuple[Step, ...]:
        """The steps, each field asked once."""
        names = list(self.table.get("fields", {}))
        asked: set[str] = set()
        steps: list[Step] = []
        for index, table in enumerate(self.table.get("steps", [])):
            step = self._step(index, table, names, asked)
            if step.name in {s.name for s in steps}:
                self._fault("a step before has this name", "steps", at=f"[{index}].name")
            steps.append(step)
        if not steps:
            self._fault("a form has at least one step", "steps")
        for name in names:
            if name not in asked:
                self._fault("no step asks this field", "fields", name, mend="name it in a step")
        return tuple(steps)

    def wording(self) -> dict[str, Wording]:
        """The standard paragraphs, each with the file and key that its text comes from."""
        wording, fields = {}, self.table.get("fields", {})
        for name, table in self.table.get("wording", {}).items():
            if not _NAME.match(name) or not table.get("text", "").strip():
                self._fault("a standard paragraph has a name in small letters, and a text", "wording", name)
                continue
            source = place_of(self.chain, "wording", name, "text")
            leads = table.get("leads", "")
            if leads and leads not in (lists := [n for n, t in fields.items() if t.get("kind") in _LISTS]):
                self._fault(f"there is no list {leads}", "wording", name, "leads", mend=did_you_mean(leads, lists))
            text = table["text"].strip("\n")
            wording[name] = Wording(name, table.get("label", _worded(name)), text, source, leads)
        return wording

    def checks(self) -> Checks:
        """What the form says about checks."""
        return read_checks(self.table.get("checks", {}), place_of(self.chain, "checks"), self._tell)

    def evidence(self) -> Evidence:
        """What the form says about evidence."""
        return read_evidence(
            self.table.get("evidence", {}),
            place_of(self.chain, "evidence"),
            self._tell,
            place_of(self.chain, "evidence", "draft"),
        )

    def check_roles(self, fields: dict[str, Field]) -> None:
        """Each role is one field's, of a kind that the program can read; what every form needs is there."""
        roles = [f.role for f in fields.values()]
        for field in fields.values():
            if not field.role:
                continue
            where = ("fields", field.name, "role")
            if roles.count(field.role) > 1:
                self._fault(f"two fields have the role {field.role}", *where)
            kinds = _ROLE_KINDS.get(field.role, tuple(Kind))
            if field.kind not in kinds:
                self._fault(f"a field with the role {field.role} is of the kind {' or '.join(kinds)}", *where)
        for role in (Role.SUBJECT, Role.DATE):
            if role not in roles:
                self._fault(f"a form needs a field with the role {role}", "fields")

    def _field(self, name: str, table: Table, *keys: str) -> Field | None:
        if not _NAME.match(name) or name in _RESERVED:
            self._fault("a field's name is small letters, digits and _, and no word of the templates", *keys)
            return None
        kind = self._one_of(Kind, table.get("kind", ""), "kind of field", *keys, "kind")
        if kind is None:
            return None
        nested = len(keys) > 2
        if nested and "role" in table:
            self._fault("a field inside a group plays no role", *keys, "role")
        rule = self._one_of(FollowUp, table.get("follow_up", "clear"), "rule", *keys, "follow_up")
        words = table.get("words")
        field = Field(
            name=name,
            kind=kind,
            label=table.get("label", _worded(name)),
            prompt=table.get("prompt", ""),
            required=table.get("required", False),
            printed=table.get("printed", True),
            conditional=table.get("conditional", False),
            default=table.get("default"),
            role=self._one_of(Role, table["role"], "role", *keys, "role") if "role" in table and not nested else None,
            follow_up=rule or FollowUp.CLEAR,
            choices=self._choices(table.get("choices", []), *keys),
            words=(words[0], words[1]) if words else None,
            fields=tuple(self.fields(table.get("fields", {}), *keys, "fields").values()),
            counted=table.get("counted", False),
            follows=table.get("follows", ""),
            names=table.get("names", False),
        )
        self._check_field(field, table, *keys)
        return field

    def _check_field(self, field: Field, table: Table, *keys: str) -> None:
        if (field.kind is Kind.CHOICE) != bool(table.get("choices")):
            self._fault("a choice, and nothing else, has choices", *keys, "choices")
        if (field.kind is Kind.GROUP) != bool(table.get("fields")):
            self._fault("a group, and nothing else, has fields", *keys, "fields")
        if field.counted and field.kind is not Kind.GROUP:
            self._fault("only the items of a group are counted", *keys, "counted")
        if field.names and (field.kind is not Kind.LINE or len(keys) <= 2):
            self._fault("only a line in a group's item names the item", *keys, "names")
        if field.follow_up is FollowUp.NEXT and field.kind is not Kind.NUMBER:
            self._fault("only a number has a next one", *keys, "follow_up", mend="keep or clear")
        if field.default is not None:
            try:
                check_value(field, field.default, place_of(self.chain, *keys, "default"))
            except Problem as problem:
                self._tell(problem)

    def _check_follows(self, groups: dict[str, Field], *keys: str) -> None:
        """A number that counts the items of another group names one that stands beside its own."""
        for group in groups.values():
            beside = [name for name, other in groups.items() if other.kind is Kind.GROUP and other is not group]
            for field in group.fields:
                where = (*keys, group.name, "fields", field.name, "follows")
                if field.follows and field.kind is not Kind.NUMBER:
                    self._fault("only a number says which item this one follows", *where)
                elif field.follows and field.follows not in beside:
                    what = f"there is no group {field.follows} beside {group.name}"
                    self._fault(what, *where, mend=did_you_mean(field.follows, beside))

    def _choices(self, tables: list[Table], *keys: str) -> tuple[Choice, ...]:
        choices = tuple(self._choice(table, f"[{index}].means", *keys) for index, table in enumerate(tables))
        values, picks = [c.value for c in choices], [c.key.casefold() for c in choices]
        for index, choice in enumerate(choices):
            at = f"[{index}]"
            if not choice.value or values.count(choice.value) > 1:
                self._fault("a choice has a value, and one that no other has", *keys, "choices", at=at)
            if len(choice.key) != 1 or not choice.key.isprintable() or picks.count(choice.key.casefold()) > 1:
                mend = "give it a key of one character that no other has"
                self._fault("this choice cannot be picked by one key", *keys, "choices", at=at, mend=mend)
        return choices

    def _choice(self, table: Table, at: str, *keys: str) -> Choice:
        value = table.get("value", "")
        means = self._one_of(Meaning, table.get("means", ""), "meaning of a choice", *keys, "choices", at=at)
        return Choice(value, table.get("label") or value, table.get("key", ""), means or Meaning.NONE)

    def _step(self, index: int, table: Table, names: list[str], asked: set[str]) -> Step:
        at = f"[{index}]"
        name = table.get("name", "")
        if not _NAME.match(name):
            self._fault("a step has a name in small letters, digits and _", "steps", at=f"{at}.name")
        for place, field in enumerate(table.get("fields", [])):
            where = f"{at}.fields[{place}]"
            if field not in names:
                self._fault(f"there is no field {field}", "steps", at=where, mend=did_you_mean(field, names))
            elif field in asked:
                self._fault(f"{field} is asked before already", "steps", at=where)
            asked.add(field)
        shows = self._one_of(Shows, table.get("shows", ""), "thing a step shows", "steps", at=f"{at}.shows")
        if not table.get("fields") and shows is Shows.NOTHING:
            self._fault("this step asks and shows nothing", "steps", at=at)
        known = tuple(f for f in table.get("fields", []) if f in names)
        return Step(name, table.get("title", _worded(name)), known, shows or Shows.NOTHING)

    def _one_of(self, kinds: type[_E], value: str, noun: str, *keys: str, at: str = "") -> _E | None:
        try:
            return kinds(value)
        except ValueError:
            known = [str(k) for k in kinds if k.value]
            mend = did_you_mean(value, known) or f"one of {', '.join(known)}"
            self._fault(f"“{value}” is no {noun}" if value else f"a {noun} is missing", *keys, at=at, mend=mend)
            return None

    def _fault(self, what: str, *keys: str, at: str = "", mend: str = "") -> None:
        self._tell(Problem(what, where=f"{place_of(self.chain, *keys)}{at}", mend=mend))


def read_help(path: Path, lines: list[str], known: set[str] | None, tell: Tell) -> dict[str, str]:
    """Guidance by the name in its `##` heading; what stands before the first is the form's own, under ''. Lines between
    `<!--` and `-->` are for whoever changes the file.

    Where `known` is given, a heading that is none of it is a fault.
    """
    parts: dict[str, list[str]] = {"": []}
    name = ""
    comment = False
    for number, line in enumerate(lines, 1):
        if comment or line.startswith("<!--"):
            comment = "-->" not in line
        elif line.startswith("## "):
            name = line[3:].strip()
            where = f"{path}:{number}"
            if known is not None and name not in known:
                mend = did_you_mean(name, sorted(known))
                tell(Problem(f"no step or field is named {name}", where=where, mend=mend))
            elif name in parts:
                tell(Problem(f"there is guidance for {name} above already", where=where, mend="join the two"))
            parts.setdefault(name, [])
        elif not line.startswith("# "):
            parts[name].append(line)
    return {name: text for name, body in parts.items() if (text := "\n".join(body).strip())}


def _worded(name: str) -> str:
    """A name as a label, where the form gives none."""
    return name.replace("_", " ").capitalize()
