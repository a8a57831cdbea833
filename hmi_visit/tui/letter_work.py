"""The letter's work off the keyboard's path: reading it for the screen, writing it to Word. All in worker threads."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.tui.gate import Gate
from hmi_visit.tui.keeper import Keeper
from hmi_visit.visit.disk import can_write
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.model import Snapshot
from hmi_visit.visit.words import count_words

if TYPE_CHECKING:
    from textual.screen import Screen

    from hmi_visit.letter.export import Exported
    from hmi_visit.tui.reading import Row

_MOST_MISSING = 6
_MOST_WARNINGS = 3


class LetterReady(Message):
    """The letter as it reads now, wrapped to each width that was wanted."""

    def __init__(self, rows: Mapping[int, Sequence[Row]], missing: tuple[str, ...], problem: str = "") -> None:
        super().__init__()
        self.rows, self.missing, self.problem = rows, missing, problem


class Unrecorded:
    """A visit that is open to read, as far as an export needs it: the letter is written, and the visit left alone."""

    def __init__(self, visit: Visit) -> None:
        self.snapshot, self.exports = visit.snapshot, visit.exports

    def add_export(self, path: str, digest: str, made_of: Snapshot | None, markdown: str) -> int:
        """Note nothing; the number that the letter would have."""
        return len(self.exports()) + 1


class LetterWork:
    """Reads and writes one visit's letter for its screen."""

    def __init__(self, screen: Screen[None], visit: Visit, form: Form) -> None:
        self.screen, self.visit, self.form = screen, visit, form
        self.gate = Gate()
        self.words = 0
        """Words of the whole letter when it was last read."""

    def read(self, widths: Sequence[int]) -> None:
        """Read the letter in a worker; `LetterReady` follows. A newer wish replaces one that waits."""
        work = lambda: self._read(tuple(widths))  # noqa: E731
        self.screen.run_worker(work, thread=True, exclusive=True, group="letter")

    def _read(self, widths: tuple[int, ...]) -> None:
        from hmi_visit.letter.blocks import plain
        from hmi_visit.letter.markdown import read
        from hmi_visit.letter.text import letter_text
        from hmi_visit.tui.reading import letter_rows

        try:
            with self.gate.passing() as open_still:
                if not open_still:
                    return
                snapshot = snapshot_of(self.visit.path)
            letter = letter_text(self.form, snapshot)
            document = read(letter.markdown)
        except (Problem, sqlite3.Error, OSError) as problem:
            self.screen.post_message(LetterReady({}, (), str(problem)))
            return
        self.words = count_words(plain(document))
        rows = {width: letter_rows(document, width) for width in widths}
        self.screen.post_message(LetterReady(rows, tuple(field.label for field in letter.missing)))

    @property
    def path(self) -> Path:
        """Where the letter goes: where it went last, else beside the visit."""
        exports = self.visit.exports()
        return Path(exports[-1].path) if exports else self.visit.path.with_suffix(".docx")

    def export(self, keeper: Keeper, path: Path, *, force: bool = False) -> None:
        """Write the letter in a worker, and say where it is or why it is not."""
        keeper.try_again()
        recorded = self.visit.writable or (bool(self.visit.final) and can_write(self.visit.path))
        work = lambda: self._export(path, keeper, force, recorded)  # noqa: E731
        if self.visit.writable:
            keeper.another_writes()
        self.screen.run_worker(work, thread=True, group="export")

    def _export(self, path: Path, keeper: Keeper, force: bool, recorded: bool) -> None:
        from hmi_visit.letter.export import export_letter

        app = self.screen.app
        try:
            with self.gate.passing() as open_still:
                if not open_still:
                    return
                with Visit.open(self.visit.path, writing=recorded, though_final=True) as visit:
                    log = visit if visit.writable else Unrecorded(visit)
                    done = export_letter(log, self.form, path, force=force)
        except (Problem, sqlite3.Error, OSError) as error:
            problem = error if isinstance(error, Problem) else Problem(str(error), where=str(path))
            app.call_from_thread(self._refused, problem, keeper, path)
            return
        app.call_from_thread(self._written, done, keeper)

    def _written(self, done: Exported, keeper: Keeper) -> None:
        if self.visit.writable:
            keeper.another_wrote()
        lacks = lacking([field.label for field in done.missing])
        lacks += "".join(f" {warning}." for warning in done.warnings[:_MOST_WARNINGS])
        self.screen.app.notify(f"The letter is in {done.path.name}, in {done.path.parent}.{lacks}", timeout=10)
        self.read([])

    def _refused(self, problem: Problem, keeper: Keeper, path: Path) -> None:
        from hmi_visit.tui.screens.dialogs import Confirm

        if self.visit.writable:
            keeper.another_wrote()
        if not getattr(problem, "may_force", False):
            self.screen.app.notify(str(problem), severity="error", timeout=15)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.export(keeper, path, force=True)

        self.screen.app.push_screen(Confirm(str(problem), getattr(problem, "go_on", "go on")), answered)


def lacking(labels: list[str]) -> str:
    """What is not answered, as much of it as leaves the first words of a message on the smallest screen."""
    if not labels:
        return ""
    more = f" and {len(labels) - _MOST_MISSING} more (F8 goes to each)" if len(labels) > _MOST_MISSING else ""
    return f" Not yet answered: {', '.join(labels[:_MOST_MISSING])}{more}."
