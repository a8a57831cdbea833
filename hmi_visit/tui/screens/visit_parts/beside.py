"""What stands beside and below the text: guidance, areas, the letter as it reads, and the words."""

from __future__ import annotations

from textual import events

from hmi_visit.form.model import Shows
from hmi_visit.tui.letter_work import LetterReady
from hmi_visit.tui.screens.visit_parts.base import VisitPart
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.letter_step import LetterStep
from hmi_visit.tui.widgets.letter_view import LetterView
from hmi_visit.tui.widgets.side_panel import Side, SidePanel
from hmi_visit.tui.widgets.step_list import StepList


class BesidePart(VisitPart):
    """Follows the cursor. The letter is read in a worker, for the places where it is to be seen."""

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Guidance and words follow the cursor."""
        self.show_side()
        self.show_words()

    def show_side(self) -> None:
        """Show guidance for this place, or the areas, or the letter."""
        view, panel = self.focused_view(), self.query_one(SidePanel)
        panel.show(self.form, self.step, view.field if view else None, self.answers)
        twice = panel.showing is Side.LETTER and self.step.shows is Shows.LETTER
        panel.display = panel.showing is not Side.NOTHING and not twice

    def action_side(self) -> None:
        """Go round: guidance, areas, letter, nothing."""
        self.query_one(SidePanel).turn_on()
        self.show_side()
        self.letter_wanted()

    def action_preview(self) -> None:
        """Show or hide the letter beside the text."""
        panel = self.query_one(SidePanel)
        panel.turn_to(Side.GUIDANCE if panel.showing is Side.LETTER else Side.LETTER)
        self.show_side()
        self.letter_wanted()

    def show_words(self) -> None:
        """The words of the field with the cursor, its usual range, and the letter's; in the steps, what was said."""
        if isinstance(self.focused, StepList):
            return
        view = self.focused_view()
        asked = self.query_words()
        parts = [asked] if asked else []
        editors = view.query(Editor).results(Editor) if view else ()
        for editor in editors:
            if not editor.single:
                parts.append(f"{editor.words} words")
        if view and view.field.words:
            parts.append(f"usually {view.field.words[0]} to {view.field.words[1]}")
        if self.document.long:
            parts.append(f"in all {self.document.outline.all_words:,} words")
        elif self.letter.words:
            parts.append(f"the whole letter {self.letter.words} words")
        self.say(" · ".join(parts))

    def query_words(self) -> str:
        """What the checks say about the words at the cursor."""
        return ""

    def letter_views(self) -> list[LetterView]:
        """The places where the letter is to be seen now."""
        return [v for v in self.query(LetterView).results(LetterView) if v.display and v.size.width and v.is_on_screen]

    def letter_wanted(self) -> None:
        """Have the letter read again, in a worker, for the places that show it.

        A long document is read only where it is shown: for its words alone it would take the processor from the keys.
        """
        if self.is_mounted:
            self.call_after_refresh(self._read_letter)

    def _read_letter(self) -> None:
        widths = [view.row_width for view in self.letter_views()]
        if widths or not self.document.long:
            self.letter.read(widths)

    def on_letter_view_resized(self, _event: LetterView.Resized) -> None:
        """Another width wants other rows."""
        self.letter_wanted()

    def on_letter_ready(self, event: LetterReady) -> None:
        """The letter has been read: show it."""
        if self.let_go:
            return
        for view in self.letter_views():
            if view.row_width in event.rows:
                view.show(event.rows[view.row_width])
                view.follow(self._words_at_cursor())
        for step in self.query(LetterStep).results(LetterStep):
            exports = self.visit.exports()
            step.say(event.missing, exports[-1].path if exports else "")
        if event.problem:
            self.say(event.problem)
        else:
            self.show_words()

    def _words_at_cursor(self) -> str:
        """The words just before the cursor, as the letter has them: without the marks of a list or of bold."""
        if not isinstance(self.focused, Editor):
            return ""
        row, column = self.focused.cursor_location
        line = self.focused.document.get_line(row)
        return (line[max(column - 40, 0) : column] or line[:40]).replace("*", "").lstrip("-•0123456789. ")
