"""The letter's keys: writing it to Word, and wording its standard paragraphs."""

from __future__ import annotations

from pathlib import Path

from hmi_visit.tui.screens.visit_parts.base import VisitPart


class LetterPart(VisitPart):
    """Takes the letter out of the house."""

    def action_export_letter(self) -> None:
        """Write the letter to Word, in a worker."""
        self.letter.export(self.keeper, self.letter.path)

    async def action_export_elsewhere(self) -> None:
        """Ask for a path, and write the letter there."""
        from hmi_visit.tui.screens.dialogs import Ask

        def answered(name: str | None) -> None:
            if name:
                self.letter.export(self.keeper, Path(name).expanduser())

        await self.app.push_screen(Ask("Write the letter to which file?", str(self.letter.path)), answered)

    async def action_word_paragraph(self) -> None:
        """Word a standard paragraph in this visit's own way."""
        from hmi_visit.tui.screens.wording import choose_wording

        await choose_wording(self)
