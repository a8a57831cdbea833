"""What stands beside the text: guidance for this place, the areas for improvement, or the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from hmi_visit.form.model import Field, Form, Role, Step, Value
from hmi_visit.tui.widgets.letter_view import LetterView


class Side(StrEnum):
    """What the panel can show, in the order in which its key goes round."""

    GUIDANCE = "guidance"
    AREAS = "areas"
    LETTER = "letter"
    NOTHING = "nothing"


class SidePanel(Vertical):
    """Beside the text where the window is wide, below it where it is narrow."""

    DEFAULT_CSS = """
    SidePanel .heading { text-style: bold; padding: 0 1; height: 1; color: $text-accent; }
    SidePanel .words { padding: 0 1; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.showing = Side.GUIDANCE

    def compose(self) -> ComposeResult:
        """A heading, words, and the letter."""
        yield Static("", classes="heading", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static("", classes="words", markup=False)
        yield LetterView(id="beside")

    def on_mount(self) -> None:
        """Begin with the guidance."""
        self.turn_to(self.showing)

    def turn_to(self, side: Side) -> None:
        """Show one of the things it can show."""
        self.showing = side
        self.display = side is not Side.NOTHING
        self.query_one(VerticalScroll).display = side is not Side.LETTER
        self.query_one(LetterView).display = side is Side.LETTER
        self.set_class(side is Side.LETTER, "-letter")

    def turn_on(self) -> Side:
        """Go on to the next thing."""
        sides = list(Side)
        self.turn_to(sides[(sides.index(self.showing) + 1) % len(sides)])
        return self.showing

    def show(self, form: Form, step: Step, field: Field | None, answers: Mapping[str, Value]) -> None:
        """Show what belongs to this place: guidance for the field or step, or the areas of the visit."""
        if self.showing is Side.GUIDANCE:
            own = field is not None and form.fields.get(field.name) is field  # one in a group may share its name
            names = (field.name, step.name) if field and own else (step.name,)
            parts = (field.prompt if field else "", *(form.help.get(name, "") for name in names))
            words = "\n\n".join(dict.fromkeys(filter(None, parts)))
            self._say(f"Guidance: {field.label if field else step.title}", words)
        elif self.showing is Side.AREAS:
            areas = form.with_role(Role.AREAS)
            value = answers.get(areas.name) if areas else None
            self._say(areas.label if areas else "Areas", areas_text(value if isinstance(value, list) else []))
        else:
            self._say("The letter", "")

    def _say(self, heading: str, words: str) -> None:
        self.query_one(".heading", Static).update(heading)
        self.query_one(".words", Static).update(words)


def areas_text(areas: Sequence[object]) -> str:
    """The areas for improvement, numbered."""
    rows = [f"{number}. {area}" for number, area in enumerate(areas, 1) if str(area).strip()]
    return "\n\n".join(rows) or "None yet: they are among the visit's details, pasted many at once."
