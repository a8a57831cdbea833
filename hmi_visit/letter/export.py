"""A letter as a file: written whole or not at all, and never over what somebody else wrote or has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hmi_visit.files import write_whole
from hmi_visit.form.model import Field, Form
from hmi_visit.letter.proof import refuse
from hmi_visit.letter.review import PathOf, with_references
from hmi_visit.letter.ways import ENDINGS, WORD, make
from hmi_visit.problems import Problem
from hmi_visit.visit.model import Export, Snapshot


class ExportLog(Protocol):
    """A visit, as far as an export needs it: what it holds, and the letters that were written from it."""

    def snapshot(self) -> Snapshot:
        """The visit at this moment."""

    def exports(self) -> Sequence[Export]:
        """The letters written so far, by their digests."""

    def add_export(self, path: str, digest: str, made_of: Snapshot | None, markdown: str) -> int:
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


def export_letter(
    visit: ExportLog, form: Form, path: Path, *, force: bool = False, review: PathOf | None = None
) -> Exported:
    """Write the letter of a visit as Word, PDF, Markdown or plain text, and note it in the visit, once it is proved.

    With `review`, which says where the fields of links stand, it is a copy with references to the evidence, from which
    nothing is read back.

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
    number = max((export.number for export in exports), default=0) + 1
    if review:
        snapshot, number = with_references(snapshot, review), 0
    made = make(target.suffix.lower(), form, snapshot, number, target.parent)
    if not force:
        refuse(made.faults, form)
    try:
        write_whole(target, made.content, replace=True)
    except OSError as error:
        raise _unwritable(target, error) from None
    digest = hashlib.sha256(made.content).hexdigest()
    visit.add_export(str(target), digest, None if review else snapshot, made.markdown)
    return Exported(target, made.missing, (*made.warnings, *map(str, made.faults)))


def _check_place(target: Path) -> None:
    where = str(target)
    if target.is_dir():
        raise Problem("this is a folder", where=where, mend="name a file in it, such as letter.docx")
    if target.suffix.lower() not in ENDINGS:
        raise Problem(f"a letter's file ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}", where=where)
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
    if written and target.suffix.lower() == WORD:
        mend = f"hmi-visit readback VISIT {target.name} shows what a reader changed in it; otherwise {mend}"
    raise WouldOverwrite(f"the file there {what}", where=str(target), mend=mend)


def _unwritable(target: Path, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        mend = "close it in Word if it is open there, or name a file in a folder of your own"
        return Problem("the letter may not be written there", where=str(target), mend=mend)
    reason = os.strerror(error.errno) if error.errno else str(error)
    return Problem(f"the letter could not be written ({reason})", where=str(target), mend="name another file")
