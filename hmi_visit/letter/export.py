"""A letter as a file: written whole or not at all, and never over what somebody else wrote or has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hmi_visit.files import write_whole
from hmi_visit.form.model import Field, Form, Role
from hmi_visit.letter.proof import prove_text, prove_word, refuse
from hmi_visit.letter.text import LetterText, letter_text
from hmi_visit.problems import Problem
from hmi_visit.visit.characters import unprintable
from hmi_visit.visit.model import Export, Snapshot
from hmi_visit.where import templates_folder

WORD, MARKDOWN = ".docx", ".md"
_STYLES = "styles.docx"


class ExportLog(Protocol):
    """A visit, as far as an export needs it: what it holds, and the letters that were written from it."""

    def snapshot(self) -> Snapshot:
        """The visit at this moment."""

    def exports(self) -> Sequence[Export]:
        """The letters written so far, by their digests."""

    def add_export(self, path: str, digest: str, made_of: Snapshot, markdown: str) -> int:
        """Note a letter that was written, and what it was made of; its number."""


class WouldOverwrite(Problem):
    """There is a file that this export did not write, or not as it is now: it is replaced only where that is wanted."""

    may_force = True
    go_on = "write over it"


@dataclass(frozen=True, slots=True)
class Exported:
    """A letter that was written: where, what it still waits for, what its styles document lacks."""

    path: Path
    missing: tuple[Field, ...] = ()
    warnings: tuple[str, ...] = ()


def export_letter(visit: ExportLog, form: Form, path: Path, *, force: bool = False) -> Exported:
    """Write the letter of a visit as Word (.docx) or Markdown (.md) and note it in the visit, once it is proved.

    Raises WouldOverwrite where the file there is not an unchanged letter of this visit, and LeftOut where the letter
    lacks an answer, unless `force`; Problem where the letter cannot be made, is not what it has to be, or the file
    cannot be written.
    """
    target = path.expanduser().absolute()
    _check_place(target)
    exports = visit.exports()
    if not force:
        _check_ours(target, exports)
    snapshot = visit.snapshot()
    letter = letter_text(form, snapshot)
    warnings: tuple[str, ...] = ()
    if target.suffix.lower() == MARKDOWN:
        content = _as_markdown(letter)
        faults = prove_text(form, snapshot, letter.markdown)
    else:
        number = max((export.number for export in exports), default=0) + 1
        content, warnings = _as_word(form, snapshot, letter, number)
        faults = prove_word(form, snapshot, letter.markdown, content, styles=styles_of(form).read_bytes)
    if not force:
        refuse(faults, form)
    try:
        write_whole(target, content, replace=True)
    except OSError as error:
        raise _unwritable(target, error) from None
    visit.add_export(str(target), hashlib.sha256(content).hexdigest(), snapshot, letter.markdown)
    return Exported(target, letter.missing, (*warnings, *map(str, faults)))


def styles_of(form: Form) -> Path:
    """The styles document of a form's letters: its own, its house's, or the one that comes with the program."""
    folders = (form.folder, form.folder.parent / "house", templates_folder() / "house")
    return next((folder / _STYLES for folder in folders if (folder / _STYLES).is_file()), folders[-1] / _STYLES)


def _as_word(form: Form, snapshot: Snapshot, letter: LetterText, number: int) -> tuple[bytes, tuple[str, ...]]:
    from hmi_visit.letter.blocks import title_of
    from hmi_visit.letter.markdown import read
    from hmi_visit.letter.word import Properties, letter_docx

    document = read(letter.markdown)
    inspector = form.with_role(Role.INSPECTOR)
    properties = Properties(
        title=title_of(document) or form.title,
        author=str(snapshot.answers.get(inspector.name, "")) if inspector else "",
        visit_id=snapshot.visit_id,
        form=form.name,
        export=number,
        text=hashlib.sha256(letter.markdown.encode()).hexdigest(),
    )
    made = letter_docx(document, styles_of(form), properties)
    return made.content, made.warnings


def _as_markdown(letter: LetterText) -> bytes:
    if found := unprintable(letter.markdown):
        line, column, code = found[0]
        raise Problem(f"the letter cannot hold the character U+{code:04X}", where=f"its line {line}, column {column}")
    return letter.markdown.encode()


def _check_place(target: Path) -> None:
    where = str(target)
    if target.is_dir():
        raise Problem("this is a folder", where=where, mend="name a file in it, such as letter.docx")
    if target.suffix.lower() not in (WORD, MARKDOWN):
        raise Problem("a letter's file ends in .docx or .md", where=where)
    if not target.parent.is_dir():
        raise Problem("there is no such folder", where=str(target.parent), mend="make it first, or name another")


def _check_ours(target: Path, exports: Sequence[Export]) -> None:
    """Whether the file there, if any, is a letter of this visit that nobody has changed since, wherever it lay then."""
    try:
        content = target.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(target, error) from None
    if any(export.digest == hashlib.sha256(content).hexdigest() for export in exports):
        return
    written = any(Path(export.path) == target for export in exports)
    what = "has changed since it was written" if written else "was not written from this visit"
    mend = "name another file, or write over it with --force"
    raise WouldOverwrite(f"the file there {what}", where=str(target), mend=mend)


def _unwritable(target: Path, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        mend = "close it in Word if it is open there, or name a file in a folder of your own"
        return Problem("the letter may not be written there", where=str(target), mend=mend)
    reason = os.strerror(error.errno) if error.errno else str(error)
    return Problem(f"the letter could not be written ({reason})", where=str(target), mend="name another file")
