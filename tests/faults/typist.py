"""A typist who can be asked what should be there: a script made from a seed, and the state after each of its steps.

The states are worked out by plain Python, without the program: they are what the file is held against.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import cast

from hmi_visit.form.model import Form, Item
from hmi_visit.visit import answers, entries
from hmi_visit.visit.file import Visit
from hmi_visit.visit.model import Entry

_CHARACTERS = "abcdefghijklmnopqrstuvwxyz  ,.'éß—£“日🙂\n"
_LONGEST = 400


@dataclass(frozen=True)
class State:
    """What stands in the visit, by the typist's reckoning or as a file has it."""

    texts: tuple[str, str, str] = ("", "", "")
    """The line, and the two fields of prose."""
    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """The names of the group's items."""
    entries: tuple[tuple[str, bool], ...] = ()
    """The entries in the order of entering: words, and whether in the bin."""


Write = Callable[[Visit, Form], None]


@dataclass
class Typist:
    """A script without end: `steps[n]` writes what leads from `states[n]` to `states[n + 1]`, in one commit."""

    seed: str
    start: State = State()
    steps: list[Write] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rng = random.Random(self.seed)
        self.states.append(self.start)
        self._text = 1  # which text the hands are on

    def think(self, until: int) -> None:
        """Have the script ready up to this step."""
        while len(self.steps) < until:
            write, state = self._next(self.states[-1])
            self.steps.append(write)
            self.states.append(state)

    def _next(self, state: State) -> tuple[Write, State]:
        rng = self._rng
        kind = rng.choices(("key", "list", "item", "entry", "group"), (70, 6, 10, 12, 2))[0]
        match kind:
            case "key":
                return self._key(state)
            case "list":
                lines = (*state.lines[-5:], _words(rng).replace("\n", " ") + "!")
                return (lambda v, f: v.put(f.fields["boats"], list(lines))), replace(state, lines=lines)
            case "item":
                return self._item(state)
            case "entry":
                return self._entry(state)
            case _:
                items = tuple(_words(rng).replace("\n", " ") for _ in range(rng.randrange(4)))
                group: list[Item] = [{"name": name} for name in items]
                return (lambda v, f: v.put(f.fields["piers"], group)), replace(state, items=items)

    def _key(self, state: State) -> tuple[Write, State]:
        rng = self._rng
        if rng.random() < 0.05:
            self._text = rng.randrange(3)
        at = self._text
        text = _after_a_key(rng, state.texts[at])
        if at == 0:
            text = text.replace("\n", " ")
        name = ("pilot", "tides", "weather")[at]
        texts = cast("tuple[str, str, str]", (*state.texts[:at], text, *state.texts[at + 1 :]))
        return (lambda v, f: answers.put(v.db, f.fields[name], text)), replace(state, texts=texts)

    def _item(self, state: State) -> tuple[Write, State]:
        rng, items = self._rng, list(state.items)
        at = rng.randrange(len(items)) if items else 0
        what = rng.choice(("add", "name", "name", "move", "remove")) if items else "add"
        if what == "add" and len(items) < 6:
            items.append("")
            write: Write = lambda v, f: _ignore(answers.add_item(v.db, f.fields["piers"]))  # noqa: E731
        elif what == "name":
            items[at] = name = _after_a_key(rng, items[at]).replace("\n", " ")

            def write(v: Visit, f: Form) -> None:
                group = f.fields["piers"]
                answers.put(v.db, group.fields[0], name, place=answers.items(v.db, group)[at])
        elif what == "move":
            items.insert(max(at - 1, 0), items.pop(at))

            def write(v: Visit, f: Form) -> None:
                group = f.fields["piers"]
                answers.move_item(v.db, group, answers.items(v.db, group)[at], -1)
        else:
            del items[at]

            def write(v: Visit, f: Form) -> None:
                answers.remove_item(v.db, answers.items(v.db, f.fields["piers"])[at])

        return write, replace(state, items=tuple(items))

    def _entry(self, state: State) -> tuple[Write, State]:
        rng, known = self._rng, list(state.entries)
        number = rng.randrange(len(known)) + 1 if known else 0
        what = rng.choice(("add", "words", "words", "bin")) if known else "add"
        if what == "add" and len(known) < 30:
            words = _words(rng)
            known.append((words, False))
            entry = Entry(number=0, text=words, typed_at="")
            write: Write = lambda v, f: _ignore(entries.add(v.db, entry))  # noqa: E731
        elif what == "bin":
            gone = not known[number - 1][1]
            known[number - 1] = (known[number - 1][0], gone)
            write = lambda v, f: (entries.remove if gone else entries.bring_back)(v.db, number)  # noqa: E731
        else:
            words = _after_a_key(rng, known[number - 1][0])
            known[number - 1] = (words, known[number - 1][1])
            write = lambda v, f: entries.change_text(v.db, number, words)  # noqa: E731
        return write, replace(state, entries=tuple(known))


def read_state(visit: Visit) -> State:
    """What a visit holds."""
    snapshot = visit.snapshot()
    given = snapshot.answers
    texts = cast("tuple[str, str, str]", tuple(str(given.get(name, "")) for name in ("pilot", "tides", "weather")))
    here = {entry.number: (entry.text, False) for entry in snapshot.entries}
    gone = {entry.number: (entry.text, True) for entry in entries.read(visit.db, removed=True)}
    return State(
        texts=texts,
        lines=tuple(cast("list[str]", given.get("boats", []))),
        items=tuple(str(item.get("name", "")) for item in cast("list[Item]", given.get("piers", []))),
        entries=tuple(words for _, words in sorted((here | gone).items())),
    )


def _after_a_key(rng: random.Random, text: str) -> str:
    """The text after a key: a character somewhere, mostly at the end; Backspace; a paste; all of it cut."""
    what = rng.random()
    at = len(text) if rng.random() < 0.8 else rng.randint(0, len(text))
    if what < 0.85 and len(text) < _LONGEST:
        return text[:at] + rng.choice(_CHARACTERS) + text[at:]
    if what < 0.96 or len(text) < _LONGEST // 4:
        return text[: max(at - 1, 0)] + text[at:]
    if what < 0.99 and len(text) < _LONGEST:
        return text[:at] + _words(rng) + text[at:]
    return text[: len(text) // 8]


def _words(rng: random.Random) -> str:
    return "".join(rng.choices(_CHARACTERS, k=rng.randint(1, 80)))


def _ignore(_: object) -> None:
    """A step answers nothing."""
