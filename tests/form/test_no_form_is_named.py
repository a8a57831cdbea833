"""Forms are data: no line of the program names a form, a field, a step or a standard paragraph."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2.filters import FILTERS

import hmi_visit
from hmi_visit.cli import COMMANDS
from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Kind, Role, Shows
from hmi_visit.form.toml import CHOICE_KEYS, FIELD_KEYS, FORM_KEYS, STEP_KEYS, WORDING_KEYS
from hmi_visit.visit.case import _ENTRY, _LINK, _TOP
from hmi_visit.visit.model import ACTIVITIES
from hmi_visit.where import templates_folder

PACKAGE = Path(hmi_visit.__file__).parent
SHARED = {
    *(str(value) for words in (Role, Kind, Shows) for value in words),
    *(key for keys in (FORM_KEYS, STEP_KEYS, FIELD_KEYS, CHOICE_KEYS, WORDING_KEYS) for key in keys),
    *(key for keys in (_TOP, _ENTRY, _LINK) for key in keys),
    *ACTIVITIES,
    *FILTERS,
}
"""Words that are roles, kinds, things shown, keys of a form file or an exchange file, activities or filters of Jinja as
well as names in a form: the program may say them."""


EVERYDAY = {"answer", "caption", "lettered", "question", "status", "visits", *COMMANDS}
"""Words that the program has for things of its own: a table of the file, a class of a screen, a style, a command. It
may say them, but never look an answer up by them."""


def form_words() -> set[str]:
    """The names of the house's forms, fields, steps and standard paragraphs, without the program's own modules."""
    words: set[str] = set()
    for name in form_names((templates_folder(),)):
        form = load_form(name, (templates_folder(),))
        fields = list(form.fields.values())
        for field in fields:  # and those of groups in groups, as they come
            fields.extend(field.fields)
        words |= {name, *(f.name for f in fields), *(s.name for s in form.steps), *form.wording}
    return words - SHARED - {path.stem for path in PACKAGE.rglob("*.py")}


def said(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text and every identifier of a module with its line; no docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        bodies = [node.body] if isinstance(node, documented) else []
        for body in bodies:
            for statement in list(body):
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    body.remove(statement)
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield line, node.value
        for name in ("id", "attr", "arg", "name"):
            if isinstance(word := getattr(node, name, None), str) and "_" in word:
                yield line, word


def looked_up(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text by which something is looked up among answers or in an item, with its line."""
    for node in ast.walk(tree):
        key: ast.AST | None = None
        of = ""
        if isinstance(node, ast.Subscript):
            key, of = node.slice, ast.unparse(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            key, of = next(iter(node.args), None), ast.unparse(node.func.value)
        if of.endswith(("answers", "item")) and isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.lineno, key.value


def named(text: str, words: set[str]) -> set[str]:
    """The form words in a text: as the whole of it, or inside it where they could be nothing else."""
    inside = {word for word in re.findall(r"[a-z0-9][a-z0-9_-]*", text) if "_" in word or "-" in word}
    return words & {text, *inside}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_form_word_stands_in_the_program(path: Path) -> None:
    """No text and no identifier is the name of something in a form."""
    words = form_words()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [(line, text) for line, text in looked_up(tree) if text in words & EVERYDAY]
    words -= EVERYDAY
    found += [(line, text) for line, text in said(tree) if named(text, words)]
    assert found == []


def test_the_search_finds_what_it_looks_for() -> None:
    """A field named in a text, in a key, in a path to it, or as an identifier is found; a sentence is not."""
    words = {"main_findings", "school", "a-form"}
    code = 'def f(main_findings):\n    """school"""\n    return {"school": x["answers.main_findings"]}, "a-form"'
    found = set().union(*(named(text, words) for _, text in said(ast.parse(code))))
    assert found == words
    assert named("a sentence about the school", words) == set()
    asked = ast.parse('answers["visits"], answers.get("note", ""), "status"')
    assert [text for _, text in looked_up(asked)] == ["visits", "note"]
