"""Instant search over entries and texts: words as they are typed, `@role`, `#2`, `+ - ?`, times of day.

The index is in memory alone (SQLite's FTS5), made when a search begins: the visit file stays small, and a key press in
a text writes nothing for it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from hmi_visit.evidence.marks import bare
from hmi_visit.form.model import Value
from hmi_visit.visit.model import Entry, Snapshot
from hmi_visit.visit.sentences import paragraphs
from hmi_visit.visit.times import clock

MOST = 50
"""So many hits are answered at once; nobody reads more."""
_SIGNS = {"+": "plus", "-": "minus", "?": "query"}
_WORD = re.compile(r"\w+")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{0,2})\Z")
_BEGIN, _END = "\x02", "\x03"
_FIND = f"""SELECT rowid, key, snippet(words, 0, '{_BEGIN}', '{_END}', '…', 40) FROM words
            WHERE words MATCH ? AND rowid {{}} ORDER BY rowid DESC LIMIT ?"""
"""In the order of entering: SQLite's own ranking looks at every match there is, this only at those that are shown."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that has what was searched for."""

    text: str
    """The words of the entry, or the paragraph; around the first hit where it is long."""
    hits: tuple[tuple[int, int], ...]
    """The characters of `text` that were searched for, from and up to."""
    entry: Entry | None = None
    field: str = ""
    """The path of the field, where it is no entry."""
    paragraph: int = 0
    """Counted from 1."""


class Index:
    """What can be searched of a visit. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA temp_store = MEMORY")
        self._db.execute(
            "CREATE VIRTUAL TABLE words USING fts5(text, who, marks, key UNINDEXED, prefix = '1',"
            ' tokenize = "unicode61 remove_diacritics 2")'
        )
        self._entries: dict[int, Entry] = {}
        self._texts: dict[str, str] = {}

    def renew(self, visit: Snapshot) -> None:
        """Bring the index up to date with the visit; what did not change costs nothing."""
        entries = {entry.number: entry for entry in visit.entries}
        texts = dict(_texts(visit.answers))
        with self._lock:
            self._db.execute("BEGIN")
            for number in [n for n, entry in self._entries.items() if entries.get(n) != entry]:
                self._db.execute("DELETE FROM words WHERE rowid = ?", (number,))
            new = [entry for n, entry in entries.items() if self._entries.get(n) != entry]
            self._db.executemany(
                "INSERT INTO words (rowid, text, who, marks, key) VALUES (?, ?, ?, ?, '')", map(_row, new)
            )
            if texts != self._texts:
                self._db.execute("DELETE FROM words WHERE rowid < 0")
                rows = [(-n, text, key) for n, (key, text) in enumerate(texts.items(), 1)]
                self._db.executemany("INSERT INTO words (rowid, text, who, marks, key) VALUES (?, ?, '', '', ?)", rows)
            self._db.execute("COMMIT")
            self._entries, self._texts = entries, texts

    def find(self, words: str, most: int = MOST) -> list[Hit]:
        """What has all of these words, each a beginning of one, and these marks: texts, then entries, the newest first.

        Whatever is typed is a search: nothing in it is an operator, and nothing raises.
        """
        asked = _asked(words)
        if not asked:
            return []
        with self._lock:
            texts = self._db.execute(_FIND.format("< 0"), (asked, most)).fetchall()
            entries = self._db.execute(_FIND.format("> 0"), (asked, most)).fetchall()
            return [self._hit(*row) for row in (*texts, *entries)][:most]

    def _hit(self, row: int, key: str, marked: str) -> Hit:
        plain, hits = _unmarked(marked)
        if row > 0:
            return Hit(plain, hits, entry=self._entries[row])
        field, _, paragraph = key.rpartition(":")
        return Hit(plain, hits, field=field, paragraph=int(paragraph))


def _row(entry: Entry) -> tuple[int, str, str, str]:
    marks = [f"area{n}x" for n in entry.about]
    marks += [f"sign{_SIGNS[entry.sign]}"] if entry.sign in _SIGNS else []
    marks += [f"time{clock(entry.when).replace(':', '')}"]
    who = " ; ".join((entry.activity, *entry.with_whom))
    return entry.number, bare(entry), who, " ".join(marks)


def _texts(answers: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Every paragraph of a text at any depth, and every line of a list, by its path and number."""
    for name, value in answers.items():
        yield from _values(name, value)


def _values(path: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        for number, span in enumerate(paragraphs(value), 1):
            yield f"{path}:{number}", span.of(value)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, str):
                yield f"{path}:{number + 1}", item
            elif isinstance(item, dict):
                for name, inner in item.items():
                    yield from _values(f"{path}[{number}].{name}", inner)


def _asked(words: str) -> str:
    """What was typed as a search: every word quoted, marks as the words that stand for them."""
    parts = []
    for word in words.split():
        if word in _SIGNS:
            parts.append(f'marks: "sign{_SIGNS[word]}"')
        elif word[0] == "#" and word[1:].isdecimal():
            parts.append(f'marks: "area{int(word[1:])}x"')
        elif time := _TIME.match(word):
            parts.append(f'marks: "time{int(time[1]):02}{time[2]}" *')
        else:
            column = "who: " if word[0] == "@" else ""
            parts += [f'{column}"{part}" *' for part in _WORD.findall(word)]
    return " AND ".join(parts)


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces, hits, at = [], [], 0
    for piece in re.split(f"([{_BEGIN}{_END}])", marked):
        if piece == _BEGIN:
            begin = at
        elif piece == _END:
            hits.append((begin, at))
        else:
            pieces.append(piece)
            at += len(piece)
    return "".join(pieces), tuple(hits)
