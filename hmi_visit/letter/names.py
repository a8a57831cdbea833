"""What a form's templates want: every name in them, also where no answer would ever lead, held against the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import nodes
from jinja2.exceptions import TemplateError, TemplateNotFound

from hmi_visit.form.load import FORM_FILE
from hmi_visit.form.model import Field, Form, Kind
from hmi_visit.form.toml import read_table
from hmi_visit.letter.sandbox import LetterEnvironment
from hmi_visit.problems import Problem, did_you_mean

_ALWAYS = frozenset({"loop", "self", "super", "caller", "varargs", "kwargs", "wording"})
_BINDERS = (nodes.Macro, nodes.CallBlock, nodes.Import, nodes.FromImport, nodes.Assign, nodes.AssignBlock, nodes.With)
_KEPT = (nodes.Block, nodes.Macro, nodes.Assign, nodes.AssignBlock, nodes.FromImport, nodes.Import)
"""What counts in a template that extends another, whose own text is never printed."""
_MOST = 50
"""Templates of one letter: more is a circle, which rendering tells."""

Scope = Mapping[str, Field]
"""Names of loops over groups, each with the group whose item it is."""


@dataclass
class Wanted:
    """What the templates of a form name."""

    fields: set[str] = field(default_factory=set)
    """Fields, those of a group's items as `group.field`."""
    wording: set[str] = field(default_factory=set)
    faults: dict[str, Problem] = field(default_factory=dict)
    """Names that the form does not have, each place once."""


def wanted(form: Form, environment: LetterEnvironment, template: str) -> Wanted:
    """What the form's template names, with the templates that it extends, includes and imports, and the standard
    paragraphs that it prints. A block that another one stands in for is left out, as the letter leaves it out."""
    reader = _Reader(form, environment)
    reader.template(template)
    for name in sorted(reader.found.wording):
        wording = form.wording[name]
        reader.text(wording.text, wording.source or f"{form.name}: wording.{name}")
    return reader.found


def unwanted(form: Form, found: Wanted) -> Iterator[Problem]:
    """What the form's own file asks or words, and no template prints: an answer to it would be left out in silence."""
    own = str(form.folder)
    for name in never_printed(form, found):
        if name.partition(".")[0] in _own_fields(form):
            keys = "fields." + name.replace(".", ".fields.")
            mend = "print it in the template, or say printed = false"
            yield Problem("the letter never prints this field", where=f"{own}/{FORM_FILE}: {keys}", mend=mend)
    for wording in form.wording.values():
        if wording.name not in found.wording and wording.source.startswith(own):
            where = wording.source.removesuffix(".text")
            mend = f"print {{{{ wording.{wording.name} }}}} in the template, or take it out"
            yield Problem("the letter never prints this standard paragraph", where=where, mend=mend)


def never_printed(form: Form, found: Wanted) -> list[str]:
    """The fields that are to be printed and no template prints, also those that the form took over from a shared file.
    Those of a group's items are `group.field`."""
    return [name for name in _printed(form.fields.values(), "") if name not in found.fields]


def _own_fields(form: Form) -> frozenset[str]:
    """The fields of which the form's own file says something."""
    try:
        return frozenset(read_table(form.folder / FORM_FILE).get("fields", {}))
    except Problem:
        return frozenset()


def _printed(fields: Iterable[Field], within: str) -> Iterator[str]:
    """The names of the fields that a letter is to print, those of groups after the group's."""
    for asked in fields:
        if asked.printed:
            yield f"{within}{asked.name}"
            yield from _printed(asked.fields, f"{within}{asked.name}.")


class _Reader:
    """Goes over templates as the letter would, and down every branch."""

    def __init__(self, form: Form, environment: LetterEnvironment) -> None:
        self.form, self.environment = form, environment
        self.found = Wanted()
        self.seen: set[str] = set()
        self.overridden: set[str] = set()
        self.where = ""
        self.bound: set[str] = set()
        """Names that some template gives a meaning of its own."""

    def template(self, name: str) -> None:
        """Read a template by its name, once; one that cannot be read is told by whoever renders it."""
        if name in self.seen or len(self.seen) >= _MOST:
            return
        self.seen.add(name)
        try:
            source, file, _ = self.environment.loader.get_source(self.environment, name)  # type: ignore[union-attr]
            tree = self.environment.parse(source, name, file)
        except (TemplateError, TemplateNotFound, UnicodeDecodeError, RecursionError):
            return
        before, self.where = self.where, file or name
        self._bind(tree)
        self._tree(tree)
        self.where = before

    def text(self, text: str, source: str) -> None:
        """Read a standard paragraph."""
        try:
            tree = self.environment.parse(text, source, source)
        except (TemplateError, RecursionError):
            return
        self.where = source
        self._bind(tree)
        self._each(tree, {})

    def _bind(self, tree: nodes.Node) -> None:
        """Take note of every name that is set, imported, or handed to a macro."""
        for binder in tree.find_all(_BINDERS):
            self.bound |= {name.name for name in binder.find_all(nodes.Name) if name.ctx in ("store", "param")}
            if isinstance(binder, nodes.Macro):
                self.bound.add(binder.name)
            if isinstance(binder, nodes.Import):
                self.bound.add(binder.target)
            if isinstance(binder, nodes.FromImport):
                self.bound |= {n if isinstance(n, str) else n[1] for n in binder.names}

    def _tree(self, tree: nodes.Template) -> None:
        parents = [node for node in tree.body if isinstance(node, nodes.Extends)]
        if not parents:
            self._each(tree, {})
            return
        own = list(tree.find_all(nodes.Block))
        for node in tree.body:
            if isinstance(node, _KEPT):
                self._visit(node, {})
        self.overridden |= {block.name for block in own if not _calls_super(block)}
        for parent in parents:
            if isinstance(parent.template, nodes.Const):
                self.template(str(parent.template.value))

    def _each(self, node: nodes.Node, scope: Scope) -> None:
        for child in node.iter_child_nodes():
            self._visit(child, scope)

    def _visit(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Block():
                if node.name not in self.overridden:
                    self._each(node, scope)
            case nodes.For():
                self._for(node, scope)
            case nodes.Include() | nodes.Import() | nodes.FromImport():
                self._other(node)
            case nodes.Getattr() | nodes.Getitem():
                self._part(node, scope)
            case nodes.Name():
                self._name(node, scope)
            case _:
                self._each(node, scope)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        group = self._group(node.iter, scope)
        self._visit(node.iter, scope) if group is None else self._use(node.iter, scope, whole=False)
        targets = {name.name for name in node.target.find_all(nodes.Name)} | (
            {node.target.name} if isinstance(node.target, nodes.Name) else set()
        )
        if group is not None and isinstance(node.target, nodes.Name):
            inner: Scope = {**scope, node.target.name: group}
        else:
            self.bound |= targets
            inner = {name: of for name, of in scope.items() if name not in targets}
        for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
            self._visit(child, inner)

    def _other(self, node: nodes.Include | nodes.Import | nodes.FromImport) -> None:
        if isinstance(node.template, nodes.Const):
            self.template(str(node.template.value))

    def _part(self, node: nodes.Getattr | nodes.Getitem, scope: Scope, *, whole: bool = True) -> None:
        """`wording.x`, `item.x`, or a part of something else."""
        name = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
        if not isinstance(name, str):
            self._each(node, scope)
            return
        if isinstance(node.node, nodes.Name) and node.node.name == "wording":
            if name in self.form.wording:
                self.found.wording.add(name)
            else:
                self._fault(node, f"there is no standard paragraph wording.{name}", name, list(self.form.wording))
            return
        group = self._item(node.node, scope)
        if group is None:
            self._each(node, scope)
            return
        known = [inner.name for inner in group.fields]
        if name in known:
            self._mark(group, name)
            if whole:
                self._mark_all(group.fields[known.index(name)])
        else:
            self._fault(node, f"an item has no field {name}", name, known)

    def _name(self, node: nodes.Name, scope: Scope) -> None:
        if node.ctx != "load":
            return
        name = node.name
        if name in scope:
            self._mark_all(scope[name])
        elif name in self.form.fields:
            self._use(node, scope, whole=True)
        elif name not in self.bound and name not in _ALWAYS and name not in self.environment.globals:
            self._fault(node, f"there is no field {name}", name, [*self.form.fields, "wording"])

    def _use(self, node: nodes.Node, scope: Scope, *, whole: bool) -> None:
        """A field is named: alone, or with all that its items hold."""
        if isinstance(node, nodes.Name) and (known := self.form.fields.get(node.name)):
            self.found.fields.add(known.name)
            if whole:
                self._mark_all(known)
        elif isinstance(node, (nodes.Getattr, nodes.Getitem)):
            self._part(node, scope, whole=whole)

    def _group(self, node: nodes.Node, scope: Scope) -> Field | None:
        """The group that an expression is, where it is one."""
        if isinstance(node, nodes.Name) and node.name not in scope and node.name not in self.bound:
            known = self.form.fields.get(node.name)
            return known if known and known.kind is Kind.GROUP else None
        if isinstance(node, nodes.Getattr) and (group := self._item(node.node, scope)):
            return next((f for f in group.fields if f.name == node.attr and f.kind is Kind.GROUP), None)
        return None

    def _item(self, node: nodes.Node, scope: Scope) -> Field | None:
        """The group of whose items an expression is one."""
        return scope.get(node.name) if isinstance(node, nodes.Name) else None

    def _mark(self, group: Field, name: str) -> None:
        for path in self._paths(group):
            self.found.fields |= {path, f"{path}.{name}"}

    def _mark_all(self, group: Field) -> None:
        for inner in group.fields:
            self._mark(group, inner.name)
            self._mark_all(inner)

    def _paths(self, group: Field) -> Iterator[str]:
        """The places of a group among the fields: the same one can be written once only."""
        left = [(name, known) for name, known in self.form.fields.items()]
        while left:
            path, known = left.pop()
            if known is group:
                yield path
            left += [(f"{path}.{inner.name}", inner) for inner in known.fields]

    def _fault(self, node: nodes.Node, what: str, name: str, known: list[str]) -> None:
        hint = did_you_mean(name, known)
        place = f"{self.where}:{node.lineno}" if Path(self.where).suffix == ".j2" else self.where
        if Path(self.where).suffix != ".j2" and node.lineno > 1:
            place = f"{self.where}, line {node.lineno}"
        fault = Problem(f"{what}; {hint}" if hint else what, where=place)
        self.found.faults.setdefault(str(fault), fault)


def _calls_super(block: nodes.Block) -> bool:
    """Whether a block prints the one that it stands in for."""
    return any(isinstance(c.node, nodes.Name) and c.node.name == "super" for c in block.find_all(nodes.Call))
