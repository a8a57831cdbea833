"""The Jinja that letters are written in: sandboxed, bounded, strict about names, and printing Markdown.

Autoescaping is Jinja's own way of telling a template's text from data. Here what is "escaped" is Markdown, not HTML:
`Markup` marks text that is the letter's Markdown already, everything else is escaped when it is printed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import CodeType, MethodType
from typing import Any

from jinja2 import BaseLoader, DictLoader, FileSystemLoader, StrictUndefined, Template, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from hmi_visit.form.dates import span
from hmi_visit.letter.arranging import ARRANGING, EMPTY_TOO
from hmi_visit.letter.filters import FILTERS, joined
from hmi_visit.letter.rendering import spend, spend_characters
from hmi_visit.letter.rewrite import BUDGETED, CONCATENATED, Rewriter
from hmi_visit.letter.suggest import unknown_name
from hmi_visit.letter.tagging import Tagged, joined_as
from hmi_visit.letter.values import Record, Unanswered, markdown_of

_FROM_JINJA = (
    "abs", "capitalize", "count", "first", "int", "last", "length", "list", "lower", "map", "max", "min", "reject",
    "rejectattr", "reverse", "round", "select", "selectattr", "sort", "title", "trim", "unique", "upper",
)  # fmt: skip
"""Filters whose results are small, the same each time, and never mark-up."""
_COUNT_NOTHING = ("count", "length", "list", "default", "span", *EMPTY_TOO)
"""Filters that know what to do with a field that has no answer; all others pass it on."""
_LONGEST = 100_000
_LARGEST = 10**15


class Unknown(StrictUndefined):
    """A name that the letter does not know: any use of it is an error that suggests the likeliest known one."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or unknown_name(self._undefined_name or "", self._undefined_obj)


@pass_context
def _printed(_: Context, value: object) -> Markup:
    """What a template prints, as Markdown."""
    return _markdown(value)


def _markdown(value: object) -> Markup:
    if isinstance(value, Undefined):
        str(value)  # raises, with the name
    if isinstance(value, Tagged):
        text = Markup(value.markdown)
    else:
        text = value if isinstance(value, Markup) else Markup(markdown_of(value))
    spend_characters(len(text))
    return text


@pass_context
def _budgeted(_: Context, items: Iterable[object]) -> Iterator[object]:
    """The items of a loop, each counted."""
    for item in items:
        spend()
        yield item


@pass_context
def _concatenated(_: Context, parts: list[object]) -> str:
    """What `~` puts together: plain text of plain text, Markdown where a part is Markdown or a place held open."""
    if any(isinstance(part, (Markup, Unanswered)) for part in parts):
        return Markup("").join(_markdown(part) for part in parts)
    text = "".join(str(part) for part in parts)
    spend_characters(len(text))
    return text


def _default(value: object, other: object = "") -> object:
    """Another value where a field has no answer."""
    return other if isinstance(value, (Unanswered, Undefined)) else value


def _passing(name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, handing on a field without an answer as it is, so that the letter holds its place open."""
    if name in _COUNT_NOTHING:
        return filter_
    at = 1 if hasattr(filter_, "jinja_pass_arg") else 0

    @functools.wraps(filter_)
    def passing(*args: Any, **kwargs: Any) -> Any:
        return args[at] if isinstance(args[at], Unanswered) else filter_(*args, **kwargs)

    return passing


@pass_context
def _span(_: Context, start: Any, end: Any = None, dash: str = "–") -> object:
    """`span`, with the place of a day that is needed held open."""
    if isinstance(start, Unanswered):
        return Markup("").join([_markdown(start), " to ", _markdown(end)]) if end else start
    if isinstance(end, Unanswered) and end.field.required:
        return Markup("").join([_markdown(span(start)), " to ", _markdown(end)])
    return span(start, end or None, dash)


def _joined(items: Sequence[str], last: str = " and ") -> str:
    """`joined`, named where the items are."""
    return joined_as(items, joined(items, last))


class LetterEnvironment(ImmutableSandboxedEnvironment):
    """The environment of all templates that a loader finds; they stay compiled until their files change."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            undefined=Unknown,
            autoescape=True,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        chosen = {name: JINJA_FILTERS[name] for name in _FROM_JINJA}
        own = {**FILTERS, **ARRANGING, "span": _span, "joined": _joined, "default": _default}
        self.filters = {name: _passing(name, f) for name, f in (chosen | own).items()}
        self.filters |= {BUDGETED: _budgeted, CONCATENATED: _concatenated}
        self.globals = {"range": self.globals["range"], "namespace": Namespace}
        self.snippet = lru_cache(maxsize=256)(self._snippet)

    def _snippet(self, text: str, source: str) -> Template:
        """A standard paragraph, compiled; `source` names its place in messages."""
        return self.template_class.from_code(self, self.compile(text, source, source), self.make_globals(None))

    def compile(  # type: ignore[override]
        self, source: str | nodes.Template, name: str | None = None, filename: str | None = None, *_: bool
    ) -> CodeType:
        """Compile with every loop counted and every block a named part of the letter."""
        tree = self.parse(source, name, filename) if isinstance(source, str) else source
        return super().compile(Rewriter(self, name, filename).visit(tree), name, filename)

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        """A template, counted: one that includes itself comes to an end."""
        spend()
        return super().get_template(*args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of an item at once: it has no attributes to try first, as anything else may have."""
        if isinstance(obj, Record):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks, `loop.cycle`, `range` and `namespace`, and nothing else: no method of any value."""
        if isinstance(obj, MethodType):
            return isinstance(obj.__self__, LoopContext)
        return isinstance(obj, (Macro, BlockReference, Undefined)) or any(obj is g for g in self.globals.values())

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what may be called, counted."""
        spend()
        result = super().call(context, obj, *args, **kwargs)
        if isinstance(result, range):
            spend(len(result) // 100)
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on small numbers, and text put together: nothing that grows without end."""
        for side in (left, right):
            if isinstance(side, Unanswered):
                return side
            if isinstance(side, (int, float)) and abs(side) > _LARGEST:
                raise SecurityError(f"the number {side:.0e} is too large")
        if operator == "+" and (isinstance(left, Markup) or isinstance(right, Markup)):
            return Markup("").join([_markdown(left), _markdown(right)])
        if operator == "%" and isinstance(left, str):
            raise SecurityError("% formats no text in letters")
        if operator == "**" and abs(right) > 32:
            raise SecurityError(f"the power {right} is too large")
        if operator == "*":
            sizes = [len(side) if hasattr(side, "__len__") else side for side in (left, right)]
            if not all(isinstance(side, (int, float)) for side in (left, right)) and sizes[0] * sizes[1] > _LONGEST:
                raise SecurityError(f"* makes more than {_LONGEST:,} characters")
        result = super().call_binop(context, operator, left, right)
        if hasattr(result, "__len__"):
            spend_characters(len(result))
        return result


@lru_cache(maxsize=8)
def environment(folders: tuple[Path, ...]) -> LetterEnvironment:
    """The environment of these folders, made once; a changed template is seen at once all the same."""
    return LetterEnvironment(FileSystemLoader(folders))


@lru_cache(maxsize=4)
def kept_environment(templates: tuple[tuple[str, str], ...]) -> LetterEnvironment:
    """The environment of templates that were kept as texts: each with its name."""
    return LetterEnvironment(DictLoader(dict(templates)))
