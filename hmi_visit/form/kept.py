"""A form as one text, so that a visit can keep the form it was made with: its table, and the texts of its templates.

Guidance and the styles document stay behind: a visit needs neither to be read or to have its letter written.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from hmi_visit.form.load import TEMPLATE_FILE, form_of_chain
from hmi_visit.form.model import Form
from hmi_visit.form.toml import is_file, read_text
from hmi_visit.problems import Problem
from hmi_visit.where import forms_folders, own_forms_folder

_USES = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\s+[\"']([^\"'\\]+)[\"']")
"""Another template that a template names."""
_MOST = 50
"""Templates of one form: more is a mistake, or a circle by way of links."""


def packed(form: Form) -> str:
    """The form as one line of ASCII: its digest, a space, its content. The same form gives the same digest."""
    content = {"table": dict(form.table), "templates": {name: text for name, (_, text) in _templates(form).items()}}
    data = json.dumps(content, ensure_ascii=False, sort_keys=False, default=str).encode("utf-8", "surrogatepass")
    return f"{hashlib.sha256(data).hexdigest()[:32]} {base64.b85encode(zlib.compress(data, 9)).decode('ascii')}"


def digest_of(packed_form: str) -> str:
    """What tells one version of a form from another."""
    return packed_form.partition(" ")[0]


def unpacked(packed_form: str, name: str) -> Form:
    """The form of that name that was packed, with its templates in it. Raises a Problem where it is damaged."""
    digest, _, content = packed_form.partition(" ")
    try:
        data = zlib.decompress(base64.b85decode(content))
        if hashlib.sha256(data).hexdigest()[:32] != digest:
            raise ValueError
        found = json.loads(data.decode("utf-8", "surrogatepass"))
        table, templates = found["table"], found["templates"]
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError):
        raise Problem("the form that this visit keeps is damaged", where=name) from None
    here = (root / name for root in forms_folders())
    folder = next((folder for folder in here if folder.is_dir()), own_forms_folder().path / name)
    form = form_of_chain([(Path(f"{name}, as this visit keeps it"), table)], folder, lambda _: None)
    return replace(form, templates=MappingProxyType(templates))


def files_of(form: Form) -> tuple[Path, ...]:
    """Every file that the form was read from, and that it would be read from if it were there."""
    return (*form.sources, *(path for path, _ in _templates(form).values()))


def stamps_of(form: Form) -> Mapping[Path, tuple[int, int] | None]:
    """When each file of the form last changed, and its size; None for one that is not there."""
    return {path: _stamp(path) for path in files_of(form)}


def _templates(form: Form) -> dict[str, tuple[Path, str]]:
    """The form's templates by name, each with its path and text: its own, and those that they name."""
    if form.templates:
        return {name: (Path(name), text) for name, text in form.templates.items()}
    roots = tuple(dict.fromkeys((form.folder.parent, *forms_folders())))
    found: dict[str, tuple[Path, str]] = {}
    left = [f"{form.folder.name}/{TEMPLATE_FILE}"]
    while left and len(found) < _MOST:
        name = left.pop(0)
        path = next((root / name for root in roots if is_file(root / name)), None)
        if name in found or path is None:
            continue
        try:
            found[name] = (path, read_text(path))
        except Problem:  # a fault of the template, which the letter tells
            continue
        left += _named_in(found[name][1])
    return found


def _named_in(text: str) -> Iterator[str]:
    return (use[1] for use in _USES.finditer(text))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
