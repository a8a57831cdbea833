"""Links in the visit file: they follow what is typed, survive history and the exchange file, and say when loose."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hmi_visit.form.model import Form
from hmi_visit.visit import answers, entries, history, links
from hmi_visit.visit.exchange import exported, imported
from hmi_visit.visit.file import Visit
from hmi_visit.visit.model import Entry, Link
from tests.visit.earlier import make_earlier

TEXT = "Leaders plan well. Pupils read more.\n\nGovernors ask for facts."
CASE = {
    "format": "hmi-visit",
    "version": 1,
    "form": "lighthouse",
    "answers": {
        "story": TEXT,
        "rooms": [{"name": "a", "beds": [{"who": "x"}, {"who": "y", "note": "The lamp is lit. It turns."}]}],
    },
    "evidence_log": [{"id": "e1", "text": "seen"}, {"id": "e2", "text": "heard"}],
    "links": [
        {"field": "story", "paragraph": 1, "sentence": 2, "entries": ["e1"], "why": "their books"},
        {"field": "story", "paragraph": 2, "entries": ["e2", "e1"]},
        {"field": "rooms[0].beds[1].note", "paragraph": 1, "sentence": 2, "entries": ["e2"]},
        {"field": "story", "paragraph": 7, "sentence": 3, "entries": ["e2"]},
    ],
}


@pytest.fixture
def linked(form: Form, path: Path) -> Visit:
    """A visit with links of a sentence, a paragraph, in an item of a group, and to nothing."""
    return imported(CASE, form, path)


def placed(visit: Visit) -> list[tuple[str, int, int | None, bool]]:
    """Where each link is."""
    return [(link.field, link.paragraph, link.sentence, link.loose) for link in links.read(visit.db)]


def test_a_round_trip_keeps_every_link(linked: Visit) -> None:
    """Links of fields at any depth come out as they came in, also one whose paragraph is not there."""
    with linked:
        assert exported(linked)["links"] == CASE["links"]
        assert placed(linked)[3] == ("story", 7, 3, True)


def test_links_follow_what_is_typed(form: Form, linked: Visit) -> None:
    """A paragraph typed before, and a sentence between, move the numbers and nothing else."""
    story = form.fields["story"]
    with linked:
        linked.put(story, "First.\n\n" + TEXT)
        linked.put(story, "First.\n\n" + TEXT.replace("well. ", "well. And so on. "))
        assert placed(linked)[:2] == [("story", 2, 3, False), ("story", 3, None, False)]


def test_a_link_whose_words_are_gone_is_loose_and_comes_back(form: Form, linked: Visit) -> None:
    """Taking the answer out makes its links loose; the exchange file then has them where the text has nothing; an
    earlier state brings text and links back."""
    story = form.fields["story"]
    with linked:
        linked.keep_states()
        answers.drop(linked.db, story)
        assert [link.loose for link in links.read(linked.db)] == [True, True, False, True]
        linked.put(story, "Something else.")
        out = exported(linked)
        assert [link["paragraph"] for link in out["links"]] == [1, 2, 1, 7]
        state = history.states_of(linked.db, story)[0]
        history.bring_back(linked.db, state, linked.session)
        assert placed(linked)[:2] == [("story", 1, 2, False), ("story", 2, None, False)]


def test_an_import_of_a_loose_link_is_loose(form: Form, linked: Visit, tmp_path: Path) -> None:
    """What was loose is loose in the visit that the exchange file makes."""
    with linked:
        linked.put(form.fields["story"], "Something else. And more.")
        out = exported(linked)
    with imported(out, form, tmp_path / "again.sqlite") as again:
        assert [link.loose for link in links.read(again.db)] == [True, True, False, True]
        assert exported(again) == out


def test_tying_the_same_sentence_again_adds_to_its_link(linked: Visit) -> None:
    """A sentence has one link, to which entries are added once; taking the last away takes the link away."""
    with linked:
        number = links.tie(linked.db, Link("story", 1, ("e2", "e1"), 2))
        (link,) = [link for link in links.read(linked.db) if link.number == number]
        assert (link.entries, link.why, link.words) == (("e1", "e2"), "their books", "Pupils read more.")
        links.untie(linked.db, number, "e1")
        links.untie(linked.db, number, "e2")
        assert number not in [link.number for link in links.read(linked.db)]


def test_links_go_with_words_that_are_carried(form: Form, linked: Visit) -> None:
    """A paragraph split off into a text of its own takes its links along."""
    from hmi_visit.visit.sentences import Span

    story = form.fields["story"]
    with linked, linked.together():
        cut = TEXT.index("Governors")
        links.carry(linked.db, (0, "story", Span(cut, len(TEXT))), (0, "other", 0))
        linked.put(story, TEXT[:cut].rstrip())
        answers.put_row(linked.db, 0, "other", "prose", TEXT[cut:], None)
        assert placed(linked)[:2] == [("story", 1, 2, False), ("other", 1, None, False)]


def test_a_write_that_fails_moves_no_link(form: Form, linked: Visit) -> None:
    """The text and its links change together or not at all."""
    with linked:
        before = placed(linked)
        linked.db.execute("CREATE TEMP TRIGGER stop BEFORE UPDATE ON answer BEGIN SELECT RAISE(ABORT, 'full'); END")
        with pytest.raises(sqlite3.Error):
            linked.put(form.fields["story"], "Before. " + TEXT)
        assert placed(linked) == before


def test_links_of_an_earlier_version_are_anchored(form: Form, path: Path) -> None:
    """A visit of before links followed their words is read as it is, and anchored when it is opened for writing."""
    with imported(CASE, form, path) as visit:
        entries.add(visit.db, Entry(0, "more", ""))
    make_earlier(path, 3)
    with Visit.open(path, writing=False) as old:
        assert [(link.paragraph, link.sentence) for link in links.read(old.db)] == [(1, 2), (2, None), (1, 2), (7, 3)]
    with Visit.open(path) as new:
        new.put(form.fields["story"], "Before.\n\n" + TEXT)
        assert placed(new)[:2] == [("story", 2, 2, False), ("story", 3, None, False)]
