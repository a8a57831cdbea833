"""Drafts read back: what a reader changed, field by field, and nothing else."""

from __future__ import annotations

import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from hmi_visit.form.model import Item
from hmi_visit.letter.back.taking import take
from hmi_visit.letter.export import export_letter
from hmi_visit.problems import Problem
from hmi_visit.visit import remarks
from hmi_visit.visit.file import Visit
from hmi_visit.visit.history import states_of
from tests.letter.back.drafts import (
    REPORT,
    ROOMS,
    W,
    back,
    draft,
    edited,
    mark_of,
    paragraph,
    retype,
    run,
    told,
    track,
    tracked,
)
from tests.letter.back.packages import W as NAMESPACE
from tests.letter.back.packages import relation

NEW: Item = {"title": "New"}


def test_an_unchanged_draft_brings_nothing(tmp_path: Path) -> None:
    """Nothing is told of a letter that nobody touched."""
    visit, form, letter = draft(tmp_path)
    found = back(visit, form, letter)
    assert (found.export, found.offers, found.changes.loose, found.notices) == (1, (), (), ())


@pytest.mark.parametrize("change", [retype, track])
def test_words_changed_in_prose_come_back_as_typed(tmp_path: Path, change: Any) -> None:
    """A change by plain typing and by tracked changes is the same change; the mark-up round it stays."""
    visit, form, letter = draft(tmp_path)
    path = edited(letter, lambda body: change(paragraph(body, "is slow"), "slow", "quick"))
    found = back(visit, form, path)
    assert told(found) == {"report": REPORT.replace("slow", "quick")}
    assert found.offers[0].changed.readers == (("Ann Reader",) if change is track else ())


def test_an_answer_inside_a_standard_paragraph_is_the_answer(tmp_path: Path) -> None:
    """The school's name corrected in a sentence changes the name; other words of the sentence become this visit's."""
    visit, form, letter = draft(tmp_path)
    path = edited(letter, lambda body: retype(paragraph(body, "The visit to"), "Saltmarsh & Co", "Saltmarsh & Sons"))
    assert told(back(visit, form, path)) == {"name": "Saltmarsh & Sons"}
    path = edited(letter, lambda body: retype(paragraph(body, "The visit to"), "was short", "was long"))
    assert told(back(visit, form, path)) == {"wording.opening": "The visit to Saltmarsh & Co was long."}


def test_a_computed_word_changed_in_a_standard_paragraph_is_its_wording(tmp_path: Path) -> None:
    """What a template worked out from an answer is no answer: the paragraph is worded anew."""
    visit, form, letter = draft(tmp_path)
    path = edited(letter, lambda body: retype(paragraph(body, "It ended"), "27 June 2018", "today"))
    assert told(back(visit, form, path)) == {"wording.more": "It ended today."}


def test_dates_and_lists_come_back_as_their_kinds(tmp_path: Path) -> None:
    """A date in words is a date; an item put in, taken out or changed is the list's; a line is a line."""
    visit, form, letter = draft(tmp_path)

    def change(body: Any) -> None:
        retype(paragraph(body, "Seen on"), "26 June", "3 July")
        new = deepcopy(paragraph(body, "a & b"))
        retype(new, "a & b", "new")
        paragraph(body, "a & b").addnext(new)
        gone = paragraph(body, "2025")
        gone.getparent().remove(gone)
        retype(paragraph(body, "Harbour"), "Harbour", "Port")

    found = back(visit, form, edited(letter, change))
    want = {"day": "2018-07-03", "points": ["a & b", "new", "c *d*"], "address": ["1 Quay Road", "Port"]}
    assert told(found) == want


def test_a_paragraph_put_in_split_joined_and_moved(tmp_path: Path) -> None:
    """Tracked ends of paragraphs part and join them; a moved paragraph stands where it was moved to."""
    visit, form, letter = draft(tmp_path)

    def split(body: Any) -> None:
        first = paragraph(body, "is slow")
        second = deepcopy(first)
        retype(first, " Nobody ", "")
        for one in [e for e in first if "".join(e.itertext()) in ("minds", " it.")]:
            first.remove(one)
        retype(second, "The start is slow. ", "")
        first.addnext(second)
        mark_of(first, "ins")

    assert told(back(visit, form, edited(letter, split))) == {
        "report": REPORT.replace("slow. Nobody", "slow.\n\nNobody")
    }

    def join(body: Any) -> None:
        mark_of(paragraph(body, "is slow"), "del")

    joined = REPORT.replace("*minds* it.\n\nThere", "*minds* it.There")
    assert told(back(visit, form, edited(letter, join))) == {"report": joined}

    def move(body: Any) -> None:
        end, start = paragraph(body, "The end."), paragraph(body, "is slow")
        copy = deepcopy(end)
        for one in copy.findall(f"{W}r"):
            copy.replace(one, tracked("moveTo", deepcopy(one)))
        start.addprevious(copy)
        for one in end.findall(f"{W}r"):
            end.replace(one, tracked("moveFrom", deepcopy(one)))
        mark_of(end, "moveFrom")

    found = back(visit, form, edited(letter, move))
    assert told(found) == {"report": "The end.\n\n" + REPORT.removesuffix("\n\nThe end.")}
    assert found.offers[0].changed.moved == 1


def test_looks_are_typed_as_stars_where_prose_has_them(tmp_path: Path) -> None:
    """Bold and italics of words come back as stars; what prose cannot say is left plain."""
    visit, form, letter = draft(tmp_path)

    def change(body: Any) -> None:
        end = paragraph(body, "The end.")
        for one in end.findall(f"{W}r"):
            end.remove(one)
        end.extend([run("The "), run("very ", "b"), run("end", "bi"), run(", un"), run("believ", "i"), run("able.")])

    want = REPORT.replace("The end.", "The **very *end***, unbelievable.")
    assert told(back(visit, form, edited(letter, change))) == {"report": want}


def test_what_has_no_field_is_told_with_its_place(tmp_path: Path) -> None:
    """A heading changed and a paragraph typed after everything are told, and kept as queries when all is taken."""
    visit, form, letter = draft(tmp_path)

    def change(body: Any) -> None:
        retype(paragraph(body, "Findings"), "Findings", "What I found")
        last = etree.Element(f"{W}p")
        last.append(run("By the way."))
        body.insert(len(body) - 1, last)

    found = back(visit, form, edited(letter, change))
    assert found.offers == ()
    assert [(loose.spot, loose.before, loose.after) for loose in found.changes.loose] == [
        ("body", "Findings", "What I found"),
        ("ending", "", "By the way."),
    ]
    assert take(visit, found, ["all"]).comments == 2
    assert [remark.text for remark in remarks.read(visit.db)] == [
        "Changed in the draft: “Findings” to “What I found”",
        "By the way.",
    ]


def test_taking_makes_states_and_is_undone_by_them(tmp_path: Path) -> None:
    """The field is the reader's, its earlier state the visit's; what was not named is left."""
    visit, form, letter = draft(tmp_path)

    def change(body: Any) -> None:
        retype(paragraph(body, "is slow"), "slow", "quick")
        retype(paragraph(body, "Dear"), "Mrs Lee", "Mr Lee")

    found = back(visit, form, edited(letter, change))
    done = take(visit, found, ["report"])
    assert [offer.changed.name for offer in done.offers] == ["report"]
    now = visit.snapshot().answers
    assert (now["report"], now["nickname"]) == (REPORT.replace("slow", "quick"), "Mrs Lee")
    assert [s.value for s in states_of(visit.db, form.fields["report"])] == [REPORT, REPORT.replace("slow", "quick")]
    again = back(visit, form, letter.with_name("edited.docx"))
    assert [(offer.changed.name, offer.done) for offer in again.offers] == [("nickname", False), ("report", True)]
    with pytest.raises(Problem, match="no change of this name"):
        take(visit, found, ["reprot"])


def test_a_group_item_is_changed_where_it_stands_now(tmp_path: Path) -> None:
    """An item that was moved since the export is known by what it says."""
    visit, form, letter = draft(tmp_path)
    visit.put(form.fields["rooms"], [NEW, *ROOMS])
    found = back(visit, form, edited(letter, lambda body: retype(paragraph(body, "Lab has"), "Lab", "Library")))
    take(visit, found, ["all"])
    assert visit.snapshot().answers["rooms"] == [{"title": "New"}, {"title": "Hall"}, {"title": "Library"}]


def test_both_changed_other_sentences_and_both_stay(tmp_path: Path) -> None:
    """A change of the visit since the export and the reader's are brought together where they do not meet."""
    visit, form, letter = draft(tmp_path)
    visit.put(form.fields["report"], REPORT.replace("Nobody *minds* it.", "All mind it."))
    found = back(visit, form, edited(letter, lambda body: retype(paragraph(body, "is slow"), "slow", "quick")))
    assert told(found) == {"report": REPORT.replace("slow", "quick").replace("Nobody *minds* it.", "All mind it.")}
    assert found.offers[0].meets == ()
    assert found.offers[0].now


def test_both_changed_the_same_words_and_somebody_is_asked(tmp_path: Path) -> None:
    """All that is taken leaves it out; named by its name, the reader's words stand, and the visit's are a state."""
    visit, form, letter = draft(tmp_path)
    ours = REPORT.replace("slow", "odd")
    visit.put(form.fields["report"], ours)
    found = back(visit, form, edited(letter, lambda body: retype(paragraph(body, "is slow"), "slow", "quick")))
    assert found.offers[0].meets == (("The start is slow.", "The start is odd.", "The start is quick."),)
    assert [offer.changed.name for offer in take(visit, found, ["all"]).asked] == ["report"]
    assert visit.snapshot().answers["report"] == ours
    take(visit, found, ["report"])
    assert visit.snapshot().answers["report"] == REPORT.replace("slow", "quick")
    assert ours in [state.value for state in states_of(visit.db, form.fields["report"])]


def test_a_letter_of_another_visit_is_refused(tmp_path: Path) -> None:
    """It says so, and so does a file that says nothing and is like no letter of the visit."""
    visit, form, letter = draft(tmp_path)
    with Visit.create(tmp_path / "other.sqlite", form) as other, pytest.raises(Problem, match="of another visit"):
        back(other, form, letter)

    def strange(body: Any) -> None:
        for child in list(body)[:-1]:
            body.remove(child)

    with pytest.raises(Problem, match="no letter of this visit"):
        back(visit, form, nameless(edited(letter, strange)))


def test_an_older_export_is_held_against_what_it_was(tmp_path: Path) -> None:
    """What the visit says since is not taken for the reader's change."""
    visit, form, letter = draft(tmp_path)
    visit.put(form.fields["nickname"], "Ms Lee")
    export_letter(visit, form, tmp_path / "second.docx")
    found = back(visit, form, edited(letter, lambda body: retype(paragraph(body, "is slow"), "slow", "quick")))
    assert (found.export, list(told(found))) == (1, ["report"])
    assert found.notices == ("it is a draft of export 1: the newest is 2",)


def test_a_draft_without_its_marks_is_known_by_its_text(tmp_path: Path) -> None:
    """A program that dropped controls, bookmarks and properties loses nothing of a change."""
    visit, form, letter = draft(tmp_path)

    def change(body: Any) -> None:
        for control in list(body.iter(f"{W}sdt"))[::-1]:
            place = control.getparent()
            for child in control.find(f"{W}sdtContent"):
                control.addprevious(child)
            place.remove(control)
        for mark in [*body.iter(f"{W}bookmarkStart"), *body.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        retype(paragraph(body, "is slow"), "slow", "quick")
        new = deepcopy(paragraph(body, "There are"))
        retype(new, "There are", "New")
        paragraph(body, "There are").addprevious(new)

    found = back(visit, form, nameless(edited(letter, change)))
    want = REPORT.replace("slow", "quick").replace("There are reasons:", "New reasons:\n\nThere are reasons:")
    assert told(found) == {"report": want}
    assert found.export == 1
    assert len(found.notices) == 2


def test_comments_come_back_at_their_place(tmp_path: Path) -> None:
    """With author, date, the words that they are about; kept once, however often the draft comes back."""
    visit, form, letter = draft(tmp_path)
    said = (
        f'<w:comments xmlns:w="{NAMESPACE}"><w:comment w:id="7" w:author="Ann Reader" w:date="2018-07-01T10:00:00Z">'
        "<w:p><w:r><w:t>Is it?</w:t></w:r></w:p></w:comment></w:comments>"
    )

    def change(body: Any) -> None:
        at = paragraph(body, "is slow")
        first = at.find(f"{W}r")
        first.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": "7"}))
        first.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": "7"}))
        reference = etree.SubElement(at, f"{W}r")
        etree.SubElement(reference, f"{W}commentReference", {f"{W}id": "7"})

    path = edited(letter, change, comments=said, document=relation("comments", "comments.xml"))
    found = back(visit, form, path)
    assert [(c.author, c.text, c.words, spot) for c, spot in found.changes.comments] == [
        ("Ann Reader", "Is it?", "The start is slow. Nobody", "report")
    ]
    assert found.offers == ()
    assert [take(visit, found, ["all"]).comments for _ in range(2)] == [1, 0]
    (kept,) = remarks.read(visit.db)
    assert (kept.said_at, kept.spot) == ("2018-07-01T10:00:00Z", "report")


def test_a_place_held_open_is_filled_in_by_the_reader(tmp_path: Path) -> None:
    """Words written over the place of a missing answer are the answer."""
    visit, form, letter = draft(tmp_path, said={"report": ""})
    found = back(
        visit,
        form,
        edited(letter, lambda b: retype(paragraph(b, "not yet"), "[Report: not yet answered]", "It is well.")),
    )
    assert told(found) == {"report": "It is well."}


def nameless(path: Path) -> Path:
    """The same file without its own properties."""
    target = path.with_name("nameless.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            if not info.filename.startswith("docProps/custom"):
                new.writestr(info.filename, old.read(info))
    return target


def test_own_words_of_a_standard_paragraph_are_kept_when_a_draft_replaces_them(tmp_path: Path) -> None:
    """Wording has no history: what it said stands among the closed comments."""
    visit, form, _ = draft(tmp_path)
    visit.word("opening", "We were there.")
    letter = export_letter(visit, form, tmp_path / "own.docx").path
    found = back(visit, form, edited(letter, lambda body: retype(paragraph(body, "We were"), "there", "here")))
    assert told(found) == {"wording.opening": "We were here."}
    take(visit, found, ["all"])
    (kept,) = remarks.read(visit.db)
    assert ("We were there." in kept.text, bool(kept.closed_at)) == (True, True)
