"""Links in the visit file: which entries a sentence or paragraph rests on. They follow their words (see `anchor`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from hmi_visit.visit.anchor import Anchor, fixed, followed, place_of, settled
from hmi_visit.visit.connection import together
from hmi_visit.visit.digest import seal
from hmi_visit.visit.model import Link
from hmi_visit.visit.sentences import Place, Places, Span, paragraphs, span_of
from hmi_visit.visit.times import stamp

SINCE = 4
"""The schema version from which on links follow their words."""
_COLUMNS = "id, place, field, paragraph, sentence, entries, why, start, stop, words"


def tie(db: sqlite3.Connection, link: Link) -> int:
    """Keep a link; its number. Where its paragraph or sentence is not there, it is loose.

    A link of the same sentence is not made twice: the entries are added to those that it has.
    """
    if (same := _same(db, link)) is not None:
        number, entries = same
        both = [*entries, *(name for name in link.entries if name not in entries)]
        sql = "UPDATE link SET entries = ?, why = coalesce(?, why), changed_at = ? WHERE id = ?"
        with together(db):
            db.execute(sql, (json.dumps(both), link.why, stamp(), number))
            seal(db, "link", [number])
        return number
    at = (link.paragraph, link.sentence)
    return keep_row(db, link.place, link.field, at, json.dumps(link.entries), link.why)


def keep_row(
    db: sqlite3.Connection, place: int, field: str, at: tuple[int, int | None], entries: str, why: str | None
) -> int:
    """Keep a link as its columns have it, anchored in the text."""
    anchor = fixed(_text(db, place, field), Place(*at))
    sql = """INSERT INTO link (place, field, paragraph, sentence, entries, why, start, stop, words, changed_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    values = (place, field, *at, entries, why, *_span(anchor), anchor.words, stamp())
    with together(db):
        number = cast(int, db.execute(sql, values).lastrowid)
        seal(db, "link", [number])
    return number


def anchor_all(db: sqlite3.Connection) -> None:
    """Anchor links of before there were anchors at the paragraphs and sentences that they count."""
    for row in db.execute("SELECT id, field, paragraph, sentence FROM link").fetchall():
        number, field, paragraph, sentence = row
        anchor = fixed(_text(db, 0, field), Place(paragraph, sentence))
        sql = "UPDATE link SET start = ?, stop = ?, words = ? WHERE id = ?"
        db.execute(sql, (*_span(anchor), anchor.words, number))


def untie(db: sqlite3.Connection, number: int, entry: str | None = None) -> None:
    """Take a link away, or one entry from it; a link that rests on nothing is taken away."""
    row = db.execute("SELECT entries FROM link WHERE id = ?", (number,)).fetchone()
    left = [name for name in json.loads(row[0]) if name != entry] if row and entry else []
    if left:
        with together(db):
            db.execute("UPDATE link SET entries = ?, changed_at = ? WHERE id = ?", (json.dumps(left), stamp(), number))
            seal(db, "link", [number])
    else:
        db.execute("DELETE FROM link WHERE id = ?", (number,))


def untie_at(db: sqlite3.Connection, link: Link) -> None:
    """Take the link's entries away from the paragraph or sentence that it names; nothing where it has none of them."""
    if (same := _same(db, link)) is not None:
        for name in link.entries:
            untie(db, same[0], name)


def words_at(db: sqlite3.Connection, field: tuple[int, str], at: Place) -> str:
    """The words of a paragraph or sentence of a field of a place; nothing where it is not there."""
    text = _text(db, *field)
    span = span_of(text, at)
    return span.of(text) if span else ""


def spans(db: sqlite3.Connection) -> dict[tuple[int, str], list[tuple[Span, tuple[str, ...]]]]:
    """The linked characters of every text, by its place and field, each with the entries that they rest on."""
    found: dict[tuple[int, str], list[tuple[Span, tuple[str, ...]]]] = {}
    if cast(int, db.execute("PRAGMA user_version").fetchone()[0]) >= SINCE:
        for row in db.execute("SELECT place, field, start, stop, entries FROM link WHERE start IS NOT NULL"):
            linked = Span(row["start"], row["stop"]), tuple(json.loads(row["entries"]))
            found.setdefault((row["place"], row["field"]), []).append(linked)
    return found


def say_why(db: sqlite3.Connection, number: int, why: str | None) -> None:
    """Keep why a link was made; None where nothing is to be said."""
    with together(db):
        db.execute("UPDATE link SET why = ?, changed_at = ? WHERE id = ?", (why, stamp(), number))
        seal(db, "link", [number])


def tie_again(db: sqlite3.Connection, number: int, at: Place) -> None:
    """Tie a loose link to a paragraph or sentence of its field, with its entries and its why."""
    (link,) = (link for link in read(db) if link.number == number)
    with together(db):
        db.execute("DELETE FROM link WHERE id = ?", (number,))
        tie(db, replace(link, paragraph=at.paragraph, sentence=at.sentence))


def follow(db: sqlite3.Connection, place: int, field: str, new: str) -> None:
    """Let the links of a text follow their words into the text that is about to be kept in its place."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM link WHERE place = ? AND field = ?", (place, field)).fetchall()
    if not rows or (old := _text(db, place, field)) == new:
        return
    anchors = [_anchor(row) for row in rows]
    _keep(db, rows, anchors, followed(old, new, anchors))


def settle(db: sqlite3.Connection) -> None:
    """Let every link be of the whole sentence or paragraph that its words stand in now, and remember its words."""
    for (place, field), rows in _by_text(db):
        text = _text(db, place, field)
        anchors = [_anchor(row) for row in rows]
        now = [settled(text, anchor) if anchor.span else anchor for anchor in anchors]
        _keep(db, rows, anchors, now)
        numbers = [(*at, row["id"]) for row, anchor in zip(rows, now, strict=True) if (at := place_of(text, anchor))]
        with together(db):
            db.executemany("UPDATE link SET paragraph = ?, sentence = ? WHERE id = ?", numbers)
            seal(db, "link", [number for *_, number in numbers])


def carry(db: sqlite3.Connection, moved: tuple[int, str, Span], to: tuple[int, str, int]) -> None:
    """Let the links of characters that go from one text to another one go with them: a paragraph split or joined.

    Call it before either text is kept. `moved` is a place, a field and the characters; `to` is where they will begin.
    """
    place, field, span = moved
    sql = "SELECT id, start, stop FROM link WHERE place = ? AND field = ? AND start >= ? AND start < ?"
    for row in db.execute(sql, (place, field, *span)).fetchall():
        by = to[2] - span.start
        stop = min(row["stop"], span.stop)
        change = "UPDATE link SET place = ?, field = ?, start = ?, stop = ? WHERE id = ?"
        with together(db):
            db.execute(change, (*to[:2], row["start"] + by, stop + by, row["id"]))
            seal(db, "link", [row["id"]])


def read(db: sqlite3.Connection) -> tuple[Link, ...]:
    """Every link where it is now, in the order in which they were made; a loose one has the number it had last."""
    if cast(int, db.execute("PRAGMA user_version").fetchone()[0]) < SINCE:
        return tuple(_as_it_was(row) for row in db.execute("SELECT * FROM link ORDER BY id"))
    found = []
    for (place, field), rows in _by_text(db):
        places = Places(_text(db, place, field))
        for row in rows:
            now = place_of(places, _anchor(row))
            at = now or Place(row["paragraph"], row["sentence"])
            found.append(
                Link(
                    field,
                    at.paragraph,
                    tuple(json.loads(row["entries"])),
                    at.sentence,
                    row["why"],
                    row["id"],
                    place,
                    row["words"] or "",
                    now is None,
                )
            )
    return tuple(sorted(found, key=lambda link: link.number))


def beyond(db: sqlite3.Connection, link: Link) -> Place:
    """A place for a loose link that its text does not have: the one it had, or the paragraph after the last."""
    text = _text(db, link.place, link.field)
    at = Place(link.paragraph, link.sentence)
    return Place(len(paragraphs(text)) + 1) if span_of(text, at) else at


def _same(db: sqlite3.Connection, link: Link) -> tuple[int, list[str]] | None:
    for other in read(db):
        there = (other.place, other.field, other.paragraph, other.sentence, other.loose)
        if there == (link.place, link.field, link.paragraph, link.sentence, False):
            return other.number, list(other.entries)
    return None


def _as_it_was(row: sqlite3.Row) -> Link:
    """A link of a visit from before links followed their words, opened to read."""
    entries = tuple(json.loads(row["entries"]))
    return Link(row["field"], row["paragraph"], entries, row["sentence"], row["why"], row["id"])


def _by_text(db: sqlite3.Connection) -> list[tuple[tuple[int, str], list[sqlite3.Row]]]:
    texts: dict[tuple[int, str], list[sqlite3.Row]] = {}
    for row in db.execute(f"SELECT {_COLUMNS} FROM link ORDER BY id"):
        texts.setdefault((row["place"], row["field"]), []).append(row)
    return [*texts.items()]


def _keep(db: sqlite3.Connection, rows: Sequence[sqlite3.Row], was: Sequence[Anchor], now: Sequence[Anchor]) -> None:
    sql = "UPDATE link SET start = ?, stop = ?, words = ? WHERE id = ?"
    changed = [(*_span(b), b.words, row["id"]) for row, a, b in zip(rows, was, now, strict=True) if a != b]
    if changed:
        with together(db):
            db.executemany(sql, changed)
            seal(db, "link", [number for *_, number in changed])


def _anchor(row: sqlite3.Row) -> Anchor:
    span = Span(row["start"], row["stop"]) if row["start"] is not None else None
    return Anchor(span, row["words"] or "", row["sentence"] is None)


def _span(anchor: Anchor) -> tuple[int | None, int | None]:
    return anchor.span or (None, None)


def _text(db: sqlite3.Connection, place: int, field: str) -> str:
    row = db.execute("SELECT value FROM answer WHERE place = ? AND field = ?", (place, field)).fetchone()
    return row[0] if row else ""
