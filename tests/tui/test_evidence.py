"""Evidence on the screen: caught with its marks, changed many at once, tied, found, drafted; and what is missing."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from hmi_visit.evidence.gaps import gaps
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Role
from hmi_visit.tui.screens.drafting import DraftScreen
from hmi_visit.tui.screens.entry import EntryScreen
from hmi_visit.tui.screens.entry_list import EntryListScreen
from hmi_visit.tui.screens.gaps import GapRows, GapsScreen
from hmi_visit.tui.screens.item import ItemScreen
from hmi_visit.tui.screens.search import HitRows, SearchScreen
from hmi_visit.tui.screens.tie import TieScreen
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.entry_log import EntryLog
from hmi_visit.tui.widgets.margin import IN_BIN, RESTS, Margin
from hmi_visit.tui.widgets.text_field import ProseField
from hmi_visit.visit import entries
from hmi_visit.visit.file import Visit, snapshot_of
from hmi_visit.visit.listing import list_visits
from hmi_visit.visit.model import Entry
from tests.tui.conftest import Opened, type_text, until, words_on

SIZE = (80, 24)


def sample(folder: Path) -> Path:
    """The sample with the most evidence, its log and links as they are."""
    return max((v.path for v in list_visits(folder)), key=lambda path: len(snapshot_of(path).entries))


def last(path: Path) -> Entry:
    """The entry that was made last, as another program reads it."""
    return snapshot_of(path).entries[-1]


def visit_of(pilot: Pilot[Any]) -> VisitScreen:
    """The visit's screen, whatever stands over it."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, VisitScreen))


async def go_to_findings(pilot: Pilot[Any]) -> ProseField:
    """Put the cursor at the end of the findings."""
    screen = visit_of(pilot)
    field = screen.form.with_role(Role.FINDINGS)
    assert field
    await screen.go_to_field(field.name)
    await pilot.pause()
    view = screen.focused_view()
    assert isinstance(view, ProseField)
    return view


async def test_marks_are_read_and_completed_as_they_are_typed(opened: Opened, folder: Path) -> None:
    """Who, area and sign show at once; Tab takes what is offered, and goes on where nothing is."""
    path = sample(folder)
    async with opened(folder, SIZE, path) as pilot:
        await pilot.press("f9")
        await type_text(pilot, "+ @chair of g")
        screen = pilot.app.screen
        assert isinstance(screen, EntryScreen)
        assert "@chair of governors" in words_on(screen.query_one("#offers"))
        await pilot.press("tab", "#", "1")
        await type_text(pilot, " Targets.")
        assert last(path).text == "+ @chair of governors #1 Targets."
        assert (last(path).with_whom, last(path).about, last(path).sign) == (("chair of governors",), (1,), "+")
        assert screen.query_one("#whom", Editor).text == "chair of governors"
        await pilot.press("alt+l", "tab")
        assert screen.focused
        assert screen.focused.id == "when"
        await type_text(pilot, "\n")
        await pilot.press("tab")
        await type_text(pilot, "4\nEnglish\n24\n28\n")
        assert last(path).activity == "lesson visit"
        assert last(path).with_whom == ("chair of governors", "Year 4 English, 24 of 28 present")
        await pilot.press("f9")
        await type_text(pilot, "Next.")
        assert last(path).with_whom == ()
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, VisitScreen)
        await visit_of(pilot).open_entry(snapshot_of(path).entries[-2])
        found = [screen.query_one(f"#{name}", Editor).text for name in ("year", "subject", "present", "roll", "whom")]
        assert found == ["Year 4", "English", "24", "28", "chair of governors"]


async def test_odd_times_are_asked_about_and_kept(opened: Opened, folder: Path) -> None:
    """A time still to come and one that is none are told; the first is kept, the second leaves what was."""
    path = sample(folder)
    async with opened(folder, SIZE, path) as pilot:
        await pilot.press("f9", "x", "tab", "ctrl+u")
        await type_text(pilot, "1 January 2999 10:40")
        screen = pilot.app.screen
        assert last(path).observed_at.startswith("2999-01-01T10:40")
        assert "still to come" in str(screen.query_one("#said-when").render())
        await pilot.press("ctrl+u")
        await type_text(pilot, "this morning")
        assert last(path).observed_at[11:16] == "10:00"
        assert "from memory" in str(screen.query_one("#said-when").render())


async def test_bad_input_is_kept_as_it_is(opened: Opened, folder: Path) -> None:
    """One character, `@` alone, `#99`, a pasted table with Word's quotes, control characters, a megabyte."""
    path = sample(folder)
    table = "“Name”\tScore\r\nA\t1\n"
    async with opened(folder, SIZE, path) as pilot:
        for typed in ("x", "@", "? #99 @ what"):
            await pilot.press("f9")
            await type_text(pilot, typed)
            assert last(path).text == typed
            await pilot.press("escape")
        assert (last(path).sign, last(path).about) == ("?", (99,))
        for pasted, kept in (
            (table, table.replace("\r\n", "\n")),
            ("a\x01b\x00", "a\ufffdb\ufffd"),
            ("Ab. " * 250_000, ""),
        ):
            await pilot.press("f9")
            pilot.app.post_message(events.Paste(pasted))
            await pilot.pause()
            assert len(last(path).text) == len(kept or pasted)
            assert not kept or last(path).text == kept or "\ufffd" in kept
            await pilot.press("escape")


async def test_entries_typed_while_the_disk_fails_are_each_kept(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is held of one entry is its own, whatever is typed into the next; each comes to the file once."""
    path = sample(folder)
    before = len(snapshot_of(path).entries)
    add = entries.add

    def refuse(_db: sqlite3.Connection, _entry: Entry) -> Entry:
        raise sqlite3.OperationalError("disk I/O error")

    async with opened(folder, SIZE, path) as pilot:
        monkeypatch.setattr(entries, "add", refuse)
        await pilot.press("f9")
        await type_text(pilot, "- first")
        await pilot.press("f9")
        await type_text(pilot, "second")
        assert len(snapshot_of(path).entries) == before
        monkeypatch.setattr(entries, "add", add)
        assert visit_of(pilot).keeper.try_again()
        await pilot.press("alt+m", "tab", "ctrl+u", *"9:40")
        found = snapshot_of(path).entries[before:]
        assert [(e.text, e.sign, e.activity) for e in found] == [("- first", "-", ""), ("second", "", "meeting")]
        assert found[1].observed_at[11:16] == "09:40"
        await pilot.press("escape")


async def test_many_entries_are_changed_by_one_key(opened: Opened, folder: Path) -> None:
    """Marked entries take sign, activity and area together, and go to the bin together."""
    path = sample(folder)
    before = snapshot_of(path).entries
    async with opened(folder, SIZE, path) as pilot:
        await pilot.press("f4", "tab")
        log = visit_of(pilot).query_one(EntryLog)
        assert pilot.app.focused is log
        await pilot.press("space", "space", "space", "minus", "d", "3", "3", "2")
        changed = snapshot_of(path).entries[:3]
        assert {(e.sign, e.activity) for e in changed} == {("-", "documents")}
        assert all(2 in e.about and 3 not in e.about for e in changed)
        assert snapshot_of(path).entries[3] == before[3]
        await pilot.press("at")
        await type_text(pilot, "school cook\n")
        await pilot.press("colon")
        await type_text(pilot, "this morning\n")
        changed = snapshot_of(path).entries[:3]
        assert all(e.with_whom[-1] == "school cook" and e.observed_at[11:16] == "10:00" for e in changed)
        await pilot.press("delete")
        assert len(snapshot_of(path).entries) == len(before) - 3
        await pilot.press("alt+z")
        assert len(snapshot_of(path).entries) == len(before) - 2


async def test_a_sentence_is_tied_seen_and_gone_to(opened: Opened, folder: Path) -> None:
    """Alt+L ties the sentence at the cursor; the margin shows it, and what is in the bin; an entry leads back."""
    path = sample(folder)
    async with opened(folder, SIZE, path) as pilot:
        view = await go_to_findings(pilot)
        await type_text(pilot, "\n\nSeals are fed. Walruses read well.")
        await pilot.press("alt+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, TieScreen))
        await type_text(pilot, "e1\n")
        tied = snapshot_of(path).links[-1]
        assert (tied.words, tied.entries, tied.sentence) == ("Walruses read well.", ("e1",), 2)
        await pilot.press("escape")
        assert view.editor.margin
        assert view.editor.margin.marks[-1].sign == RESTS
        with visit_of(pilot).visit.together():
            entries.remove(visit_of(pilot).visit.db, 1)
        visit_of(pilot).show_margins()
        assert view.editor.margin.marks[-1].sign == IN_BIN
        await pilot.press("alt+l", "enter", "escape")
        assert view.editor.margin.marks[-1].sign == RESTS
        assert snapshot_of(path).entries[0].name == "e1"
        await pilot.press("ctrl+home", "f9", "escape")
        await visit_of(pilot).open_entry(snapshot_of(path).entries[0])
        await pilot.press("f8")
        await type_text(pilot, "walrus\n")
        await until(pilot, lambda: view.editor.text[view.editor.offset_of_cursor :].startswith("Walruses"))
        await pilot.press("alt+l", "insert")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        quote = f"“{' '.join(snapshot_of(path).entries[0].text.split())}"[:12]
        assert quote in view.editor.text


async def test_gaps_are_named_and_opened(opened: Opened, folder: Path) -> None:
    """The screen has every gap there is; a count opens its entries, a sentence its place."""
    path = sample(folder)
    async with opened(folder, SIZE, path) as pilot:
        await pilot.press("alt+y")
        await until(pilot, lambda: isinstance(pilot.app.screen, GapsScreen))
        rows = pilot.app.screen.query_one(GapRows)
        found = gaps(load_form(visit_of(pilot).visit.form_name), snapshot_of(path))
        text = "\n".join("".join(cell.text for cell in line) for line in rows.lines)
        assert all(f"#{area.number} {area.text[:10]}" in text for area in found.areas)
        assert " ".join(e.name for e in found.unused) in text
        assert text.count(": ", text.index("Sentences with nothing")) >= len(found.unsupported)
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryListScreen))
        await pilot.press("escape", "end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        assert visit_of(pilot).focused_view() is not None


async def test_search_finds_as_one_types(opened: Opened, folder: Path) -> None:
    """Entries and texts are found; Enter opens the one, goes to the other."""
    path = sample(folder)
    async with opened(folder, SIZE, path) as pilot:
        await pilot.press("alt+shift+f")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))
        screen = pilot.app.screen
        await type_text(pilot, "govern @chair")
        rows = screen.query_one(HitRows)
        await until(pilot, lambda: rows.hits and all(hit.entry for hit in rows.hits))
        await pilot.press("tab", "question_mark")
        await until(pilot, lambda: any(h.entry and h.entry.sign == "?" for h in rows.hits))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryScreen))
        await pilot.press("escape", "shift+tab", "ctrl+u")
        await type_text(pilot, "harbour")
        await until(pilot, lambda: rows.hits and rows.hits[0].field)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is visit_of(pilot))


async def test_a_draft_never_takes_the_place_of_a_text_unasked(opened: Opened, folder: Path) -> None:
    """Over a text the difference is shown; into an empty field the draft goes in."""
    path = sample(folder)
    field = load_form(snapshot_of(path).form).with_role(Role.EVIDENCE)
    assert field
    before = snapshot_of(path).answers[field.name]
    async with opened(folder, SIZE, path) as pilot:
        await pilot.press("alt+shift+d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
        await pilot.press("escape")
        assert snapshot_of(path).answers[field.name] == before
        await pilot.press("alt+a", "backspace", "alt+shift+d")
        await until(pilot, lambda: str(snapshot_of(path).answers[field.name]).startswith("During the visit"))
        assert snapshot_of(path).answers[field.name] != before


def test_marks_in_the_margin_follow_an_edit() -> None:
    """What stands behind an edit moves with it, on its line and below; what was taken out shrinks."""
    margin = Margin()
    margin.set(["One. Two.", "", "Three."], [(5, 9, RESTS), (11, 17, RESTS)])
    assert [margin.sign(n, 0, 99)[1] for n in range(3)] == [RESTS, " ", RESTS]
    margin.edited((0, 0), (0, 0), (1, 2))
    assert [margin.sign(n, 0, 99)[1] for n in range(4)] == [" ", RESTS, " ", RESTS]
    assert margin.marks[0].start == (1, 7)
    margin.edited((1, 7), (1, 11), (1, 7))
    assert margin.sign(1, 0, 99)[1] == " "


async def test_the_log_reads_what_it_shows(opened: Opened, folder: Path) -> None:
    """Of a log of thousands only the rows on the screen are read."""
    path = sample(folder)
    with Visit.open(path) as visit, visit.together():
        for number in range(2000):
            entries.add(visit.db, Entry(0, f"Entry {number}.", ""))
    async with opened(folder, SIZE, path) as pilot:
        await pilot.press("f4", "tab", "end")
        log = visit_of(pilot).query_one(EntryLog)
        await until(pilot, lambda: "Entry 1998." in words_on(log))
        assert len(log._read) < 60


async def test_an_entry_opens_over_an_item_of_a_group_too(opened: Opened, every_kind: Path) -> None:
    """From an item's own screen the key for a new entry works, and Escape returns to the item."""
    async with opened(every_kind.parent, SIZE, every_kind) as pilot:
        await pilot.press("f4", "tab", "insert", "tab", "tab", "insert")
        await until(pilot, lambda: isinstance(pilot.app.screen, ItemScreen))
        item = pilot.app.screen
        await pilot.press("f9")
        await type_text(pilot, "Seen here.")
        assert last(every_kind).text == "Seen here."
        await pilot.press("escape")
        assert pilot.app.screen is item
