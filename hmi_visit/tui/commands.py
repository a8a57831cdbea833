"""What the keyboard can do: each command declared once, which yields its key, palette entry, help row and remapping.

A screen names its commands in `OWN_COMMANDS`; a command called `next_step` runs the screen's (or app's)
`action_next_step`. In the config, `[keys]` gives a command other keys by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from hmi_visit.problems import Problem, did_you_mean
from hmi_visit.visit.model import ACTIVITIES


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done by a key, from the palette, and under a name in the config."""

    name: str
    title: str
    """As the palette and the help show it."""
    keys: str
    """Keys in Textual's names, by commas; the first is the one shown."""
    help: str
    bar: str = ""
    """A word or two for the line of keys at the bottom; empty where it need not stand there."""
    by_key: bool = False
    """Whether its keys do different things, so that the action is told which one was pressed."""

    def bindings(self) -> list[BindingType]:
        """Textual's bindings; their id is the name that a remapping uses."""
        if not self.by_key:
            return [Binding(self.keys, self.name, self.title, id=self.name, priority=True, show=False)]
        return [
            Binding(key, f"{self.name}('{key}')", self.title, id=f"{self.name}_{key}", priority=True, show=False)
            for key in self.keys.split(",")
        ]

    def binding_keys(self, remapped: Mapping[str, str]) -> list[str]:
        """The keys that run it, after remapping, as they are shown."""
        return [shown(key) for key in remapped.get(self.name, self.keys).split(",")]


ANYWHERE = (
    Command(
        "command_palette", "Command palette", "ctrl+p,f2", "Find any command, step or field by its name.", "commands"
    ),
    Command("help", "Help", "f1", "Every key and command of this screen, and how things work here.", "help"),
    Command("theme_next", "Light or dark", "alt+shift+t", "Change between the dark and the light theme."),
    Command("leave", "Leave the program", "ctrl+q,alt+q", "Leave. Everything is kept; there is nothing to save."),
)

HOME = (
    Command("new_visit", "New visit", "ctrl+n,f9", "Begin a visit: form, school and date.", "new"),
    Command("follow_up", "Duplicate as follow-up", "ctrl+f,alt+f", "Begin the next visit to the school.", "follow-up"),
    Command("rename", "Rename", "ctrl+r,alt+r", "Give the visit's file another name.", "rename"),
    Command("bin_visit", "Move to the bin", "ctrl+d,alt+d", "Take the visit out of the list; the bin keeps it.", "bin"),
    Command(
        "show_bin",
        "Show the bin, or the visits",
        "ctrl+t,alt+b",
        "See what is in the bin, and bring it back.",
        "show bin",
    ),
    Command("empty_bin", "Empty the bin", "alt+y", "Delete for good what is in the bin; it asks for a word first."),
    Command("import_case", "Import", "ctrl+o,alt+i", "Make a visit from an exchange file.", "import"),
)

HISTORY = Command(
    "history", "Earlier states of this text", "alt+h", "What a field or entry was before: see it, and bring it back."
)
"""Works wherever an answer or entry is typed."""

NEW_ENTRY = Command("new_entry", "New evidence entry", "f9,ctrl+n", "Note what was seen or said.", "evidence")
"""Works wherever a visit is open."""

VISIT = (
    Command("previous_step", "Previous step", "f3,alt+pageup", "Go to the step before."),
    Command("next_step", "Next step", "f4,alt+pagedown", "Go to the next step.", "next step"),
    Command("go_to", "Go to a step or field", "f5,ctrl+g", "Choose a step or field by its name.", "go to"),
    Command("next_missing", "Next not done", "f8,ctrl+t", "Go to the next thing that is not answered.", "not done"),
    NEW_ENTRY,
    Command(
        "side",
        "Guidance, areas, letter",
        "f6,ctrl+o",
        "Show beside the text: guidance, areas, letter, nothing.",
        "beside",
    ),
    Command("preview", "Letter beside the text", "f7,ctrl+r", "Show or hide the letter as it will read.", "letter"),
    Command("find", "Find in this text", "ctrl+f,alt+f", "Find words in the text under the cursor."),
    Command("replace", "Find and replace everywhere", "alt+r", "Find words in the whole document, and replace them."),
    HISTORY,
    Command(
        "export_letter", "Export the letter to Word", "f12,alt+x", "Write the letter, and show where it is.", "Word"
    ),
    Command(
        "export_elsewhere", "Export the letter elsewhere", "alt+o", "Write it to a path of your own: .docx or .md."
    ),
    Command(
        "word_paragraph", "Word a standard paragraph", "alt+w", "Word one of the letter's paragraphs in your own way."
    ),
    Command(
        "loose_answers", "Answers without a field", "alt+home", "What the form has no field for any more; it is kept."
    ),
    Command("when_saved", "When was this saved?", "ctrl+s", "Everything is kept as you type; this says since when."),
    Command(
        "tie", "What this rests on", "alt+l", "In a text: tie the sentence at the cursor to evidence, see it, untie."
    ),
    Command("tie_paragraph", "What this paragraph rests on", "alt+shift+l", "The same for the whole paragraph."),
    Command(
        "missing",
        "What is missing",
        "alt+y,f10",
        "Areas by kinds of source, gaps, contradictions, what has no evidence.",
    ),
    Command("find_all", "Find in the whole visit", "alt+shift+f", "Search all entries and texts as you type."),
    Command(
        "draft_evidence",
        "Draft the paragraph of evidence",
        "alt+shift+d",
        "From the log; where there is text, it shows the difference.",
    ),
    Command("feedback", "Main points for feedback", "alt+shift+m", "The main points, each with its evidence."),
    Command("queries", "What is to be mended", "alt+t", "Slips, gaps and doubts: go there, mend, set aside.", "mend"),
    Command("mend_here", "Mend the words at the cursor", "alt+shift+y", "In underlined words: write what is proposed."),
    Command(
        "reading_ease", "How hard it is to read", "alt+shift+r", "Sentence lengths, reading age, the hardest sentences."
    ),
    Command(
        "finalise",
        "Finalise the visit",
        "alt+shift+z",
        "Lock it against change; what must be mended is asked about first.",
    ),
    Command("reopen_final", "Reopen the final visit", "alt+u", "Open it to change again, for a reason."),
    Command("events", "What became of this visit", "alt+j", "When it was finalised, and when and why reopened."),
    Command("visit_bin", "The bin of this visit", "alt+b", "Entries and items taken out: bring back, or empty it."),
    Command("send_elsewhere", "Write unsaved text elsewhere", "alt+e", "While the disk fails: to another place."),
    Command("take_over", "Take a visit over", "alt+k", "Write to a visit that another machine is said to have open."),
    Command("go_home", "Back to the visits", "escape", "From a text to the steps, and from the steps to the visits."),
)

DOCUMENT = (
    Command(
        "add_beside", "Another after this one", "insert,alt+n", "Add a section, topic or paragraph after this one."
    ),
    Command(
        "add_inside",
        "Another inside this one",
        "alt+i",
        "Add a topic to a section; to a paragraph, what follows it (a recommendation).",
    ),
    Command("item_up", "Move it up", "alt+up,ctrl+up", "Move a section, topic or paragraph up; numbers follow."),
    Command("item_down", "Move it down", "alt+down,ctrl+down", "Move a section, topic or paragraph down."),
    Command("move_to", "Move it to …", "alt+m", "Move a topic to another section, a paragraph to another topic."),
    Command(
        "split_here", "Split the paragraph here", "alt+s", "What comes after the cursor is a paragraph of its own."
    ),
    Command(
        "part_here", "Begin a new topic here", "alt+g", "This paragraph and those after it are a topic of their own."
    ),
    Command("join_next", "Join with the next", "alt+c", "One of two: paragraphs, topics or sections."),
    Command("take_out", "Take out, to the bin", "alt+d", "Take a section, topic or paragraph out; the bin keeps it."),
    Command(
        "undo_change", "Undo the last change of order", "alt+z", "Undo adding, moving, splitting, joining, replacing."
    ),
    Command("redo_change", "Do it again", "alt+end", "Do again what was undone."),
    Command("cite", "Refer to a paragraph", "alt+p", "Put a reference here that prints a paragraph's number."),
    Command("first_lines", "Paragraphs as first lines", "alt+v", "Fold the paragraphs to their first lines, and back."),
    Command("alone", "The text alone", "ctrl+l,f11", "Hide what stands beside the text, and show it again."),
)
"""Work in a long document; in the steps they mean the row at the cursor, in the text the paragraph."""

STEPS = (
    Command("fold", "Fold", "left", "In the steps: hide what stands under this row."),
    Command("unfold", "Unfold", "right", "In the steps: show what stands under this row."),
    Command("take_row", "Take out", "delete", "In the steps: take this section or topic out; the bin keeps it."),
)

TEXTS = (
    Command("document_start", "To the beginning of the text", "ctrl+home", "In a text: go to its first character."),
    Command("document_end", "To the end of the text", "ctrl+end", "In a text: go to its last character."),
    Command("select_all", "Select all of the text", "alt+a", "In a text: select all of it."),
)

LISTS = (
    Command("move_up", "Move the line up", "alt+up,ctrl+up", "In a list: move this line up."),
    Command("move_down", "Move the line down", "alt+down,ctrl+down", "In a list: move this line down."),
)

GROUPS = (
    Command("add_item", "Add one", "insert,ctrl+n", "In a group: add another and open it."),
    Command("remove_item", "Take out", "delete", "In a group: move this one to the bin."),
    Command("bring_back_item", "Bring back the last one from the bin", "alt+z", "In a group: undo the last removal."),
)

NOTING = (
    Command("next_entry", "Another entry", "f9,ctrl+n", "In an entry: keep this one and begin the next."),
    Command(
        "activity_here",
        "Activity",
        ",".join(f"alt+{key}" for key in ACTIVITIES.values()),
        f"In an entry: {', '.join(ACTIVITIES)}.",
        by_key=True,
    ),
    Command("rests_here", "What rests on it", "f8", "In an entry: the sentences that rest on it; go there."),
)

TYING = (
    Command(
        "tie_whole", "The sentence or its paragraph", "alt+l", "In the list of what it rests on: go between the two."
    ),
    Command("quote", "Quote its words", "insert,ctrl+o", "Put the entry's words into the text, tied to it."),
    Command("say_why", "Say why", "alt+w", "Why the sentence rests on this entry, in a line."),
)

ENTRIES = (
    Command(
        "mark_entry", "Mark", "space", "In a list of entries: mark this one; keys then change all that are marked."
    ),
    Command("mark_all", "Mark all", "ctrl+a", "Mark all entries of the list, or none."),
    Command(
        "set_sign",
        "Sign",
        "plus,minus,question_mark,equals_sign",
        "A strength, a weakness, to be followed up, none of these.",
        by_key=True,
    ),
    Command("set_activity", "Activity", ",".join(ACTIVITIES.values()), f"{', '.join(ACTIVITIES)}.", by_key=True),
    Command("set_area", "Area", ",".join("1234567890"), "About this area or no longer; 0: about none.", by_key=True),
    Command("set_whom", "With whom", "at", "Add a role to all that are marked; an empty line takes all roles away."),
    Command("set_time", "When", "colon", "10:40, this morning, 27 June 9.30am; an empty line takes the time away."),
    Command("rests", "What rests on it", "alt+l", "The sentences that rest on this entry; go there."),
    Command("remove_entry", "Entries to the bin", "delete", "Move this entry, or the marked ones, to the bin."),
    Command("bring_back_entry", "Bring back the last entry from the bin", "alt+z", "Undo the last removal."),
)

QUERIES = (
    Command("mend", "Mend", "m", "Write what is proposed in the place of exactly the words meant."),
    Command("undo_mend", "Undo the last mend", "u", "Bring the words back that were mended last."),
    Command("set_aside", "Set aside", "s", "Ask no more; it takes a reason, which the visit keeps."),
    Command("ask_again", "Bring back", "b", "Ask again what was set aside."),
    Command("explain", "Why?", "w", "Why the rule asks, with an example."),
)

EVERY_SET: Mapping[str, tuple[Command, ...]] = {
    "Anywhere": ANYWHERE,
    "The visits": HOME,
    "In a visit": VISIT,
    "In a long document": DOCUMENT,
    "In the steps": STEPS,
    "In a text": TEXTS,
    "In a list": LISTS,
    "In a group": GROUPS,
    "In an entry": NOTING,
    "In a list of entries": ENTRIES,
    "In the list of what a sentence rests on": TYING,
    "In the list of what is to be mended": QUERIES,
}
"""Every command there is, by where it works: the README's table and the help are made from this."""


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The bindings of these commands, for a screen's or widget's `BINDINGS`."""
    return [binding for command in commands for binding in command.bindings()]


def check_keymap(remapped: Mapping[str, str], where: str) -> None:
    """Raise a Problem where a remapping names a command that there is not."""
    commands = [c for commands in EVERY_SET.values() for c in commands]
    known = [c.name for c in commands if not c.by_key]
    for name in remapped:
        if any(c.by_key for c in commands if c.name == name):
            raise Problem(f"the keys of {name} cannot be changed", where=f"{where}: keys.{name}")
        if name not in known:
            raise Problem(f"there is no command {name}", where=f"{where}: keys.{name}", mend=did_you_mean(name, known))


def shown(key: str) -> str:
    """A key as people write it: ctrl+p is Ctrl+P, pagedown is PgDn."""
    names = {
        "plus": "+", "minus": "-", "question_mark": "?", "equals_sign": "=", "at": "@", "colon": ":",
        "pageup": "PgUp", "pagedown": "PgDn", "escape": "Esc", "delete": "Del", "insert": "Ins", "enter": "Enter",
    }  # fmt: skip
    parts = [names.get(part, part.capitalize()) for part in key.strip().split("+")]
    return "+".join(parts)
