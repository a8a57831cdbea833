"""A form of one's own: a new folder, from another form or from one that explains itself."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from hmi_visit.form.lint import SHARED, form_folders
from hmi_visit.form.load import FORM_FILE, HELP_FILE, TEMPLATE_FILE, load_form
from hmi_visit.form.toml import is_file, read_text
from hmi_visit.problems import Problem
from hmi_visit.where import own_forms_folder, templates_folder

SAMPLE_FILE = "sample.json"
"""An exchange file in a form's folder: a fictional visit that shows the form."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LONGEST = 60
_EXPLAINED = "explained"
"""The folder, among the shared parts, of the form that explains itself; and the name that stands in its files."""
_TITLE = re.compile(r"^title = .*$", re.MULTILINE)


def new_form(name: str, model: str | None = None) -> Path:
    """Make a form among one's own, whole or not at all; its folder.

    Raises a Problem where the name is none or is taken, where there is no form `model`, or where it cannot be written.
    """
    if not _NAME.match(name) or len(name) > _LONGEST or name == SHARED:
        mend = "small letters, digits and hyphens, such as thank-you-letter"
        raise Problem("this cannot be the name of a form", where=name, mend=mend)
    if taken := form_folders().get(name):
        raise Problem("there is a form of this name already", where=str(taken[0]), mend="choose another name")
    files = _files(name, model)
    folder = own_forms_folder().path / name
    draft = folder.with_name(f".{name}.{os.urandom(4).hex()}.new")
    try:
        draft.mkdir(mode=0o700, parents=True)
        for file, text in files.items():
            (draft / file).write_text(text, encoding="utf-8", newline="\n")
        draft.rename(folder)
    except OSError as error:
        what = f"the form cannot be written ({os.strerror(error.errno or 0)})"
        raise Problem(what, where=str(folder), mend="HMI_VISIT_FORMS names another folder") from None
    return folder


def _files(name: str, model: str | None) -> dict[str, str]:
    """The files of the new form, by their names."""
    explained = templates_folder() / SHARED / _EXPLAINED
    if model is None:
        return {path.name: read_text(path).replace(_EXPLAINED, name) for path in sorted(explained.iterdir())}
    form = load_form(model)
    heads = {path.stem: read_text(path) for path in (explained.parent / "from").iterdir()}
    heads = {file: text.replace("MODEL", model).replace("NAME", name) for file, text in heads.items()}
    title = json.dumps(f"{form.title} ({name})", ensure_ascii=False)
    table = _TITLE.sub(lambda _: f"title = {title}", read_text(form.folder / FORM_FILE), count=1)
    files = {
        FORM_FILE: heads[FORM_FILE] + table,
        TEMPLATE_FILE: heads[TEMPLATE_FILE] + read_text(form.folder / TEMPLATE_FILE),
        HELP_FILE: heads[HELP_FILE] + read_text(form.folder / HELP_FILE),
    }
    if is_file(sample := form.folder / SAMPLE_FILE):
        case = json.loads(read_text(sample))
        files[SAMPLE_FILE] = json.dumps(case | {"form": name}, ensure_ascii=False, indent=2) + "\n"
    return files
