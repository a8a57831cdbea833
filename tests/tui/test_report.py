"""A long document in the walk: its tree, its paragraphs, and the keys that put it in order."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from textual import events
from textual.pilot import Pilot

from hmi_visit.form.load import load_form
from hmi_visit.form.shape import Shape
from hmi_visit.tui.app import VisitApp
from hmi_visit.tui.letter_work import lacking
from hmi_visit.tui.screens.replace import Hits, ReplaceScreen
from hmi_visit.tui.screens.visit import VisitScreen
from hmi_visit.tui.widgets.editor import Editor
from hmi_visit.tui.widgets.paragraph_editor import ParagraphEditor
from hmi_visit.tui.widgets.running_text import Paragraph
from hmi_visit.tui.widgets.side_panel import SidePanel
from hmi_visit.tui.widgets.step_list import StepList
from hmi_visit.visit.answers import TOP
from hmi_visit.visit.file import Visit, snapshot_of
from tests.tui.conftest import Opened, type_text, until, words_on
from tests.visit.report import OPENING, SECTIONS, topic, write_report_form

Size = tuple[int, int]


@pytest.fixture
def report(own_machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A visit of the made-up report: two sections, three topics, seven paragraphs, a note."""
    write_report_form(own_machine / "forms")
    monkeypatch.setenv("HMI_VISIT_FORMS", str(own_machine / "forms"))
    load_form.cache_clear()
    form = load_form("lighthouse-report")
    path = own_machine / "visits" / "report.sqlite"
    path.parent.mkdir()
    with Visit.create(path, form) as visit:
        visit.put(form.fields["opening"], OPENING)
        visit.put(form.fields["sections"], SECTIONS)
    return path


def screen_of(pilot: Pilot[Any]) -> VisitScreen:
    """The visit on the screen."""
    assert isinstance(pilot.app.screen, VisitScreen)
    return pilot.app.screen


def tree(pilot: Pilot[Any]) -> list[str]:
    """The rows of the steps, as they are shown, without the blanks between."""
    steps = pilot.app.screen.query_one(StepList)
    return [" ".join(steps.row_of(n).plain.split()) for n in range(steps.count)]


def paragraphs(pilot: Pilot[Any]) -> list[str]:
    """The paragraphs in the middle, each after its number."""
    pane = screen_of(pilot).pane
    views = pane.query(Paragraph).results(Paragraph) if pane else ()
    return [f"{view.number} {view.editor.text}" for view in views]


def sections(path: Path) -> list[Any]:
    """Each section's topics with their paragraphs, as another program reads them."""
    found: Any = snapshot_of(path).answers["sections"]
    return [[(t.get("title"), [p["text"] for p in t.get("paragraphs", [])]) for t in s["topics"]] for s in found]


async def to_topic(pilot: Pilot[Any], title: str) -> None:
    """Show a topic."""
    outline = screen_of(pilot).document.outline
    await screen_of(pilot).show_place(next(place for place in outline.group if outline.name(place) == title))
    await pilot.pause()


async def test_the_steps_are_a_tree_with_numbers(opened: Opened, report: Path, size: Size) -> None:
    """Sections stand under their step, and the topics of the one that is shown under it, each with its paragraphs."""
    async with opened(report.parent, size, report) as pilot:
        await pilot.press("f4", "f4", "f4")
        rows = [row.split() for row in tree(pilot)]
        assert [(row[0], row[1], row[2]) for row in rows[2:6]] == [
            ("▾", "Lamp", "2–4"),
            ("Oil", "2–3", rows[3][2]),
            ("Wick", "4", rows[4][2]),
            ("▸", "Sea", "5–7"),
        ]
        assert all(row[-1] == "✓" for row in rows[2:6])
        assert paragraphs(pilot) == ["2 One. Two.", "3 Three."]
        await pilot.press("f4", "f4", "f4")
        assert paragraphs(pilot) == ["5 Five.", "6 Six.", "7 Seven."]
        assert len(screen_of(pilot).query(ParagraphEditor)) == 1 + 3  # of the first step, and of this topic


async def test_rows_fold_and_unfold(opened: Opened, report: Path) -> None:
    """Left folds or goes up, right unfolds or goes in; Enter shows the place."""
    async with opened(report.parent, (80, 24), report) as pilot:
        await pilot.press("escape", "down", "down", "right")
        steps = pilot.app.screen.query_one(StepList)
        assert [row.split()[0] for row in tree(pilot)] == ["1", "2", "▾", "Oil", "Wick", "▸", "3"]
        await pilot.press("right", "left")
        assert steps.chosen.level == 1
        await pilot.press("left", "left", "left")
        assert [row.split()[0] for row in tree(pilot)] == ["1", "2", "3"]
        await pilot.press("right", "right", "down", "right", "right", "enter")
        assert paragraphs(pilot) == ["5 Five.", "6 Six.", "7 Seven."]


async def test_a_topic_moves_over_the_end_of_its_section(opened: Opened, report: Path, size: Size) -> None:
    """From the steps, with all numbers at once; the cursor stays with it, and undo brings it back."""
    async with opened(report.parent, size, report) as pilot:
        await to_topic(pilot, "Wick")
        await pilot.press("escape", "alt+down")
        assert [[topic for topic, _ in topics] for topics in sections(report)] == [["Oil"], ["Wick", "Fog"]]
        assert paragraphs(pilot) == ["4 Four."]
        steps = pilot.app.screen.query_one(StepList)
        assert "Wick" in steps.row_of(steps.cursor).plain
        await pilot.press("alt+down")
        assert paragraphs(pilot) == ["7 Four."]
        await pilot.press("alt+z", "alt+z")
        assert [[topic for topic, _ in topics] for topics in sections(report)] == [["Oil", "Wick"], ["Fog"]]


async def test_a_paragraph_is_split_and_joined_where_the_cursor_is(opened: Opened, report: Path, size: Size) -> None:
    """What comes after the cursor is a paragraph of its own; Backspace at its beginning joins it again."""
    async with opened(report.parent, size, report) as pilot:
        await to_topic(pilot, "Oil")
        await pilot.press("down", "home", *["right"] * 5, "alt+s")
        assert paragraphs(pilot) == ["2 One.", "3 Two.", "4 Three."]
        await type_text(pilot, "And ")
        assert sections(report)[0][0] == ("Oil", ["One.", "And Two.", "Three."])
        await pilot.press("home", "backspace")
        await until(pilot, lambda: paragraphs(pilot) == ["2 One. And Two.", "3 Three."])
        await type_text(pilot, "!")
        assert sections(report)[0][0] == ("Oil", ["One.! And Two.", "Three."])


async def test_the_cursor_walks_through_the_paragraphs(opened: Opened, report: Path) -> None:
    """Up and down go on from one paragraph into the next, and over what follows it."""
    async with opened(report.parent, (80, 24), report) as pilot:
        await to_topic(pilot, "Fog")
        await pilot.press("down", "down", "down", "down")
        assert isinstance(pilot.app.focused, ParagraphEditor)
        assert pilot.app.focused.text == "Seven."
        await pilot.press("up")
        assert "Ring" in words_on(pilot.app.focused)
        await pilot.press("up")
        assert isinstance(pilot.app.focused, ParagraphEditor)
        assert pilot.app.focused.text == "Six."


async def test_what_is_taken_out_is_in_the_bin(opened: Opened, report: Path, size: Size) -> None:
    """A topic is taken out from the steps and a paragraph in the text; the bin gives back."""
    async with opened(report.parent, size, report) as pilot:
        await to_topic(pilot, "Fog")
        await pilot.press("down", "alt+d")
        assert paragraphs(pilot) == ["5 Six.", "6 Seven."]
        await to_topic(pilot, "Wick")
        await pilot.press("escape", "delete")
        assert [[topic for topic, _ in topics] for topics in sections(report)] == [["Oil"], ["Fog"]]
        await pilot.press("alt+b", "enter", "enter", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        assert sections(report)[1] == [("Fog", ["Five.", "Six.", "Seven."])]
        assert [topic for topic, _ in sections(report)[0]] == ["Oil", "Wick"]


async def test_it_is_written_from_nothing_by_keys(opened: Opened, report: Path, size: Size) -> None:
    """A section, a topic, two paragraphs and what follows the first, by keys alone; then a new topic here."""
    with Visit.open(report) as visit:
        visit.put(load_form("lighthouse-report").fields["sections"], [])
    async with opened(report.parent, size, report) as pilot:
        await pilot.press("f4", "escape", "alt+n")
        await type_text(pilot, "Tower")
        await pilot.press("alt+i")
        await type_text(pilot, "Stairs\nThey are steep.")
        pilot.app.post_message(events.Key("alt+i", "i"))  # as a terminal sends it, and what follows at once
        await type_text(pilot, "Mend the stairs")
        await until(pilot, lambda: not isinstance(pilot.app.screen, VisitScreen))
        await until(pilot, lambda: not cast("VisitApp", pilot.app)._coming)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen))
        await pilot.press("up", "alt+n")
        await type_text(pilot, "They are many.")
        assert paragraphs(pilot) == ["2 They are steep.", "3 They are many."]
        found: Any = snapshot_of(report).answers["sections"]
        assert found == [
            {
                "title": "Tower",
                "topics": [
                    {
                        "title": "Stairs",
                        "paragraphs": [{"text": "They are steep."}, {"text": "They are many."}],
                        "notes": [{"aim": "Mend the stairs", "after": 1}],
                    }
                ],
            }
        ]
        await pilot.press("alt+g")
        await type_text(pilot, "Number")
        assert sections(report) == [[("Stairs", ["They are steep."]), ("Number", ["They are many."])]]


async def test_words_are_replaced_through_the_whole_report(opened: Opened, report: Path, size: Size) -> None:
    """Every place is listed; one or all are replaced, undone, and gone to with the words selected."""
    async with opened(report.parent, size, report) as pilot:
        await to_topic(pilot, "Oil")
        await pilot.press("down", "alt+r")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReplaceScreen))
        await type_text(pilot, "o\n0\n")
        hits = pilot.app.screen.query_one(Hits)
        assert hits.count == 6
        assert "2 Oil" in hits.row(2).plain if size[0] > 100 else True  # type: ignore[union-attr]
        await pilot.press("a")
        assert sections(report)[0] == [("0il", ["0ne. Tw0.", "Three."]), ("Wick", ["F0ur."])]
        await pilot.press("u")
        assert hits.count == 6
        await pilot.press("end", "r")
        assert hits.count == 5
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, VisitScreen) and isinstance(pilot.app.focused, Editor))
        await until(pilot, lambda: pilot.app.focused.selected_text == "o")  # type: ignore[union-attr]
        assert screen_of(pilot).document.title(screen_of(pilot).place) == "Wick"


async def test_what_is_missing_is_found_at_any_depth(opened: Opened, report: Path, size: Size) -> None:
    """F8 goes from one missing thing to the next, through sections, topics, paragraphs and what follows, and round."""
    with Visit.open(report) as visit:
        form = load_form("lighthouse-report")
        gaps: Any = [
            {"title": "Lamp", "topics": [topic("Oil", "One.", ""), {"paragraphs": []}]},
            {"title": "Sea", "topics": [topic("Fog", "Five.", notes=[{"items": ["bell"], "after": 1}])]},
        ]
        visit.put(form.fields["sections"], gaps)
    async with opened(report.parent, size, report) as pilot:
        screen = screen_of(pilot)
        found = []
        for _ in range(4):
            await pilot.press("f8")
            await pilot.pause()
            if pilot.app.screen is screen:
                view = screen.focused_view()
                assert view is not None
                found.append((screen.document.title(screen.place), view.field.name))
            else:
                await pilot.press("escape")
                await until(pilot, lambda: pilot.app.screen is screen)
                found.append(("a note", "aim"))
        assert found == [("Oil", "text"), ("(no title yet)", "title"), ("(no title yet)", "text"), ("a note", "aim")]
        await pilot.press("f8")
        assert screen.document.title(screen.place) == "Oil"


async def test_undo_right_after_a_split_joins_again(opened: Opened, report: Path) -> None:
    """Ctrl+Z in a paragraph in which nothing was typed since it was split takes the split back."""
    async with opened(report.parent, (80, 24), report) as pilot:
        await to_topic(pilot, "Oil")
        await pilot.press("down", "home", *["right"] * 5, "alt+s", "ctrl+z")
        assert paragraphs(pilot) == ["2 One. Two.", "3 Three."]
        assert isinstance(pilot.app.focused, ParagraphEditor)
        assert pilot.app.focused.text == "One. Two."


async def test_it_opens_at_the_topic_where_it_was_left(opened: Opened, report: Path) -> None:
    """What one worked on last is in the middle again."""
    async with opened(report.parent, (80, 24), report) as pilot:
        await to_topic(pilot, "Fog")
    async with opened(report.parent, (80, 24), report) as pilot:
        assert paragraphs(pilot) == ["5 Five.", "6 Six.", "7 Seven."]


async def test_a_paragraph_is_cited_from_a_list(opened: Opened, report: Path, size: Size) -> None:
    """The reference stands at the cursor; the paragraph has a label from then on, the same when it is cited again."""
    async with opened(report.parent, size, report) as pilot:
        await to_topic(pilot, "Oil")
        await pilot.press("down", "end", "alt+p")
        await until(pilot, lambda: not isinstance(pilot.app.screen, VisitScreen))
        await type_text(pilot, "Seven.\n")
        await until(pilot, lambda: "[@seven]" in sections(report)[0][0][1][0])
        await pilot.press("alt+p")
        await until(pilot, lambda: not isinstance(pilot.app.screen, VisitScreen))
        await type_text(pilot, "Seven.\n")
        await until(pilot, lambda: sections(report)[0][0][1][0] == "One. Two.[@seven][@seven]")


async def test_the_text_stands_alone_and_as_first_lines(opened: Opened, report: Path, size: Size) -> None:
    """One key hides all beside the text, one folds the paragraphs; both bring back."""
    async with opened(report.parent, size, report) as pilot:
        await to_topic(pilot, "Oil")
        editor = screen_of(pilot).query(ParagraphEditor).last(ParagraphEditor)
        editor.replace("line " * 100, (0, 0), editor.document.end)
        await pilot.pause()
        wide, tall = editor.size.width, editor.size.height
        assert tall > 1
        await pilot.press("ctrl+l")
        assert editor.size.width > wide
        await pilot.press("ctrl+l", "alt+v")
        assert editor.size.height == 1
        await pilot.press("alt+v")
        assert (editor.size.width, editor.size.height) == (wide, tall)


async def test_the_page_scrolls_with_the_cursor(opened: Opened, report: Path) -> None:
    """The row of the cursor is on the screen wherever it goes, while typing too."""
    async with opened(report.parent, (80, 24), report) as pilot:
        await to_topic(pilot, "Oil")
        await pilot.press("down")
        for _ in range(20):
            await type_text(pilot, "a line of words\n")
        await pilot.pause()
        editor = pilot.app.focused
        assert isinstance(editor, ParagraphEditor)
        page = screen_of(pilot).query_one("#panes").region
        assert page.y <= editor.cursor_screen_offset.y < page.bottom
        await pilot.press("ctrl+home")
        await pilot.pause()
        assert page.y <= editor.cursor_screen_offset.y < page.bottom


async def test_what_another_program_does_is_shown(opened: Opened, report: Path) -> None:
    """A paragraph added from elsewhere appears, with its number, where the topic is open."""
    async with opened(report.parent, (80, 24), report) as pilot:
        await to_topic(pilot, "Oil")
        screen = screen_of(pilot)
        screen.look_again()
        with Visit.open(report) as other:
            from hmi_visit.visit.arranging import Arranger

            text = screen.document.outline.fields(screen.place)[1]
            added = Arranger(screen.form, other.db, other.session).add(text, screen.place, 0)
            other.put(text.fields[0], "From elsewhere.", place=added)
        screen.look_again()
        await until(pilot, lambda: paragraphs(pilot) == ["2 From elsewhere.", "3 One. Two.", "4 Three."])


async def test_a_form_that_changes_shows_the_topic_that_was_open(opened: Opened, report: Path) -> None:
    """A field that the form asks anew appears in the open topic; paragraphs and cursor are where they were."""
    form = report.parent.parent / "forms" / "lighthouse-report" / "form.toml"
    async with opened(report.parent, (80, 24), report) as pilot:
        await to_topic(pilot, "Oil")
        await pilot.press("down", "down")
        text = form.read_text(encoding="utf-8")
        table = '[fields.sections.fields.topics.fields.gist]\nkind = "line"\n'
        form.write_text(text + table, encoding="utf-8")
        screen = screen_of(pilot)
        await until(pilot, lambda: any(field.name == "gist" for field in screen.document.outline.fields(screen.place)))
        await until(pilot, lambda: paragraphs(pilot) == ["2 One. Two.", "3 Three."])
        await until(pilot, lambda: isinstance(pilot.app.focused, ParagraphEditor))
        await type_text(pilot, "x")
        assert sections(report)[0][0] == ("Oil", ["One. Two.", "Three.x"])


async def test_the_guidance_is_that_of_the_very_field(opened: Opened, folder: Path) -> None:
    """A field inside a group that shares its name with a field at the top is not told that field's guidance."""
    async with opened(folder, (80, 24), next(folder.glob("marrowdale*.sqlite"))) as pilot:
        screen = screen_of(pilot)
        for item in screen.document.outline.inside(TOP):
            if screen.document.shape_of(item) is Shape.BRANCHES:
                await screen.go_to(item)
                break
        await pilot.pause()
        view = screen.focused_view()
        assert view is not None
        name = view.field.name
        assert name in screen.form.fields
        assert screen.form.help[name] not in words_on(screen.query_one(SidePanel))


def test_a_message_of_much_that_is_missing_leaves_its_first_words_on_the_screen() -> None:
    """Six things are named, and how many more there are; what is few is named whole."""
    many = lacking([f"Place {n}" for n in range(40)])
    assert "Place 5 and 34 more" in many
    assert len(many) < 120
    assert lacking(["Subject", "Words"]) == " Not yet answered: Subject, Words."
    assert lacking([]) == ""
