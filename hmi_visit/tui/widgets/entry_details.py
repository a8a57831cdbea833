"""What is known about an entry beside its words: when, how, with whom, about what. It follows the marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from hmi_visit.evidence.lesson import ACTIVITY as LESSON_VISIT
from hmi_visit.evidence.lesson import Lesson, lesson_of
from hmi_visit.evidence.when import said_of, said_of_no_time
from hmi_visit.form.model import Choice
from hmi_visit.tui.widgets.bars import Bar
from hmi_visit.tui.widgets.choice_field import Chooser
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.visit.model import ACTIVITIES, SIGNS, Entry
from hmi_visit.visit.times import now, read_time, spoken

ACTIVITY_CHOICES = tuple(Choice(name, name, key) for name, key in ACTIVITIES.items())
SIGN_CHOICES = tuple(Choice(sign, name, sign) for sign, name in SIGNS.items())
LESSON_FIELDS = (("year", "Year"), ("subject", "subject"), ("present", "present"), ("roll", "on roll"))
Change = Callable[[Entry], None]
"""Takes the entry's new state."""


class EntryDetails(Vertical):
    """The details of one entry. `entry` is its state; whatever is typed here goes to `change` at once."""

    DEFAULT_CSS = """
    EntryDetails { height: auto; }
    EntryDetails Horizontal { height: auto; }
    EntryDetails Editor { width: 1fr; }
    EntryDetails .label { width: 13; color: $text-muted; }
    EntryDetails .said {
        width: 1fr; height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; padding-left: 1;
    }
    EntryDetails .lesson { display: none; }
    EntryDetails.-lesson .lesson { display: block; }
    EntryDetails .lesson Static { width: auto; padding: 0 1; color: $text-muted; }
    EntryDetails .lesson .label { padding: 0; width: 13; }
    EntryDetails #when, EntryDetails #about { width: 26; }
    EntryDetails #year { width: 12; }
    EntryDetails #present, EntryDetails #roll { width: 7; }
    """

    def __init__(self, change: Change, *, locked: bool) -> None:
        super().__init__()
        self.change, self.locked = change, locked
        self.entry = Entry(0, "", "")
        self.day = now().date()
        self.areas: Sequence[str] = ()

    def compose(self) -> ComposeResult:
        """A row for each detail."""
        with Horizontal():
            yield Static("When", classes="label")
            yield self._line("when", self.keep_time, "10:40, 20 minutes ago")
            yield Bar("", id="said-when", classes="said", markup=False)
        with Horizontal():
            yield Static("Activity", classes="label")
            yield Chooser(ACTIVITY_CHOICES, id="activity", disabled=self.locked)
        with Horizontal(classes="lesson"):
            yield Static("Lesson", classes="label")
            for name, label in LESSON_FIELDS:
                yield Static(label)
                yield self._line(name, lambda _text: self.keep_whom(""), "")
        with Horizontal():
            yield Static("With whom", classes="label")
            yield self._line("whom", self.keep_whom, "chair of governors; two parents")
        with Horizontal():
            yield Static("About areas", classes="label")
            yield self._line("about", self.keep_about, "their numbers: 1, 3")
            yield Bar("", id="said-about", classes="said", markup=False)
        with Horizontal():
            yield Static("Sign", classes="label")
            yield Chooser(SIGN_CHOICES, id="sign", disabled=self.locked)

    def _line(self, name: str, keep: Callable[[str], None], hint: str) -> Editor:
        return Editor(single=True, keep=keep, placeholder=hint, id=name, read_only=self.locked)

    # showing

    def begin(self, entry: Entry, day: date, areas: Sequence[str]) -> None:
        """Show another entry."""
        self.entry, self.day, self.areas = entry, day, areas
        lesson, at = lesson_of(entry.with_whom) if entry.activity == LESSON_VISIT else (Lesson(), None)
        self._load("when", spoken(entry.observed_at, day))
        self._load("whom", "; ".join(w for n, w in enumerate(entry.with_whom) if n != at))
        self._load("about", _numbers(entry))
        for (name, _), text in zip(LESSON_FIELDS, lesson, strict=True):
            self._load(name, text)
        self._choose("activity", entry.activity)
        self._choose("sign", entry.sign)
        self.say()

    def follow(self, entry: Entry) -> None:
        """Show what the marks or another key changed; what the cursor stands in is left alone."""
        was, self.entry = self.entry, entry
        if was.with_whom != entry.with_whom:
            at = lesson_of(entry.with_whom)[1] if entry.activity == LESSON_VISIT else None
            self._load("whom", "; ".join(w for n, w in enumerate(entry.with_whom) if n != at))
        if was.about != entry.about:
            self._load("about", _numbers(entry))
        if was.activity != entry.activity:
            self._choose("activity", entry.activity)
        if was.sign != entry.sign:
            self._choose("sign", entry.sign)
        self.say()

    def say(self) -> None:
        """Say what there is to say of its time and areas; show the lesson's row for a lesson visit."""
        self.set_class(self.entry.activity == LESSON_VISIT, "-lesson")
        self.query_one("#said-when", Bar).update(said_of(self.entry, self.day, now()))
        self.query_one("#said-about", Bar).update(said_of_areas(self.entry, self.areas))

    def _load(self, name: str, text: str) -> None:
        editor = self.query_one(f"#{name}", Editor)
        if editor.text != text and not editor.has_focus:
            editor.load(text)
            editor.move_cursor(editor.document.end)

    def _choose(self, name: str, value: str) -> None:
        chooser = self.query_one(f"#{name}", Chooser)
        if chooser.chosen != value:
            chooser.choose(value)

    # keeping

    def keep_time(self, text: str) -> None:
        """Keep the time that was meant, on the day of the visit."""
        moment = read_time(text, self.day) if text.strip() else ""
        if moment is None:
            said = said_of_no_time(text, self.day, self.entry.observed_at)
            self.query_one("#said-when", Bar).update(said)
        else:
            self._keep(replace(self.entry, observed_at=moment))

    def keep_whom(self, _text: str) -> None:
        """Keep who was there: roles parted by semicolons, and the class of a lesson visit."""
        parts = [part.strip() for part in self.query_one("#whom", Editor).text.split(";")]
        lesson = Lesson(*(self.query_one(f"#{name}", Editor).text for name, _ in LESSON_FIELDS))
        if self.entry.activity == LESSON_VISIT:
            parts.append(lesson.text)
        self._keep(replace(self.entry, with_whom=tuple(dict.fromkeys(filter(None, parts)))))

    def keep_about(self, text: str) -> None:
        """Keep the areas: every number in the line."""
        numbers = "".join(c if c.isdecimal() and c.isascii() else " " for c in text).split()
        self._keep(replace(self.entry, about=tuple(dict.fromkeys(int(n) for n in numbers if len(n) < 5))))

    def on_chooser_chosen(self, event: Chooser.Chosen) -> None:
        """Keep activity or sign."""
        event.stop()
        focused = self.screen.focused
        if focused is not None and focused.id == "activity":
            self._keep(replace(self.entry, activity=event.value))
        else:
            self._keep(replace(self.entry, sign=event.value))

    def _keep(self, entry: Entry) -> None:
        self.entry = entry
        self.change(entry)
        self.say()


def said_of_areas(entry: Entry, areas: Sequence[str]) -> str:
    """What the areas are that an entry is about; of a number without one, that it is kept all the same."""
    known = [f"#{n} {areas[n - 1]}" for n in entry.about if 1 <= n <= len(areas)]
    unknown = [f"#{n}: there is no such area, it is kept as typed" for n in entry.about if not 1 <= n <= len(areas)]
    return "  ".join((*unknown, *known))


def _numbers(entry: Entry) -> str:
    return ", ".join(str(n) for n in entry.about)
