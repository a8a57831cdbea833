"""The exchange file: what is not known is refused by its place, and what is exported comes back the same."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form
from hmi_visit.problems import Problem
from hmi_visit.visit import entries
from hmi_visit.visit.exchange import as_text, exported, import_file, imported, read_case
from hmi_visit.visit.file import Visit
from hmi_visit.visit.model import Entry
from tests.visit.conftest import LINE, TEXT, answers_of

SMALL: dict[str, Any] = {"format": "hmi-visit", "version": 1, "form": "lighthouse", "answers": {"lamp": "a"}}
ENTRY: dict[str, Any] = {"id": "e1", "text": "seen"}
LINK: dict[str, Any] = {"field": "story", "paragraph": 1, "entries": ["e1"]}


def with_answers(**answers: object) -> dict[str, Any]:
    """A small case with these answers."""
    return SMALL | {"answers": answers}


def with_entry(**more: object) -> dict[str, Any]:
    """A small case with an entry that says this too."""
    return SMALL | {"evidence_log": [ENTRY | more]}


def with_link(**more: object) -> dict[str, Any]:
    """A small case with a link that says this too."""
    return with_entry() | {"links": [LINK | more]}


def without(case: dict[str, Any], key: str) -> dict[str, Any]:
    """A case without one of its keys."""
    return {name: value for name, value in case.items() if name != key}


MOMENT = "this is not a moment with its offset; 2014-06-27T09:40+01:00"
NAMES = "entries are e1, e2 … in the order of entering, each number once"
REFUSED: list[tuple[object, str]] = [
    ([], 'case.json: this is not the exchange file of a visit: its "format" is not "hmi-visit"'),
    (
        SMALL | {"format": "other"},
        'case.json: this is not the exchange file of a visit: its "format" is not "hmi-visit"',
    ),
    (without(SMALL, "format"), 'case.json: this is not the exchange file of a visit: its "format" is not "hmi-visit"'),
    (SMALL | {"version": 2}, "case.json: version: the version of this exchange file is not 1; use a newer hmi-visit"),
    (SMALL | {"version": True}, "version: this should be a whole number"),
    (SMALL | {"version": 1.0}, "version: this should be a whole number"),
    (without(SMALL, "form"), "form: this is missing from the exchange file"),
    (without(SMALL, "answers"), "answers: this is missing from the exchange file"),
    (SMALL | {"form": "lighthous"}, "form: there is no form lighthous; did you mean lighthouse?"),
    (SMALL | {"form": "../forms/lighthouse"}, "form: there is no form ../forms/lighthouse"),
    (SMALL | {"form": 3}, "form: this should be a text"),
    (SMALL | {"anwers": {}}, "anwers: the exchange file has no such key; did you mean answers?"),
    (SMALL | {"answers": []}, "answers: this should be an object"),
    (with_answers(stroy="a"), "answers.stroy: no such field in form lighthouse; did you mean story?"),
    (with_answers(lamp=None), "answers.lamp: this should be a text, and is nothing"),
    (with_answers(height="3"), "answers.height: this should be a whole number, and is a text"),
    (
        with_answers(height=float("nan")),
        "answers.height: this should be a whole number, and is a number with a fraction",
    ),
    (with_answers(height=10**25), "answers.height: this should be a whole number, and is too large"),
    (with_answers(height=10**4999), "answers.height: this should be a whole number, and is too large"),
    (with_answers(day="2014-06-31"), "answers.day: there is no date “2014-06-31”; write it as 2014-06-27"),
    (with_answers(colour="reed"), "answers.colour: “reed” is not one of white, red; did you mean red?"),
    (with_answers(keepers=["a", 3]), "answers.keepers[1]: this should be a text, and is a number"),
    (with_answers(rooms={"name": "a"}), "answers.rooms: this should be a list of objects, and is an object"),
    (
        with_answers(rooms=[{}, {"beds": [{"whom": "a"}]}]),
        "answers.rooms[1].beds[0].whom: no such field in beds; did you mean who?",
    ),
    (
        with_answers(rooms=[{"beds": [{"note": "fine\nnot \x07"}]}]),
        "answers.rooms[0].beds[0].note: U+0007 at line 2, column 5 is a character that",
    ),
    (with_answers(story="a\r\nb"), "answers.story: U+000D at line 1, column 2 is a character"),
    (with_answers(story="\ud800"), "answers.story: U+D800 at line 1, column 1 is a character"),
    (with_answers(keepers=["a", "\ufffe"]), "answers.keepers[1]: U+FFFE at line 1, column 1 is a character"),
    (with_answers(**{"\ud800": 1}), "answers.\\ud800: no such field in form lighthouse"),
    (SMALL | {"evidence_log": {}}, "evidence_log: this should be a list"),
    (SMALL | {"evidence_log": ["e1"]}, "evidence_log[0]: this should be an object"),
    (with_entry(txet="a"), "evidence_log[0].txet: the exchange file has no such key; did you mean text?"),
    (with_entry(id="E1"), f"evidence_log[0].id: {NAMES}"),
    (with_entry(id="e01"), f"evidence_log[0].id: {NAMES}"),
    (with_entry(id="e0"), f"evidence_log[0].id: {NAMES}"),
    (with_entry(id="e٣"), f"evidence_log[0].id: {NAMES}"),
    (with_entry(id=f"e{10**20}"), f"evidence_log[0].id: {NAMES}"),
    (with_entry(id=1), "evidence_log[0].id: this should be a text"),
    (SMALL | {"evidence_log": [{"text": "a"}]}, f"evidence_log[0].id: {NAMES}"),
    (SMALL | {"evidence_log": [ENTRY, ENTRY]}, f"evidence_log[1].id: {NAMES}"),
    (SMALL | {"evidence_log": [ENTRY | {"id": "e2"}, ENTRY]}, f"evidence_log[1].id: {NAMES}"),
    (SMALL | {"evidence_log": [{"id": "e1"}]}, "evidence_log[0].text: an entry has a text"),
    (with_entry(observed_at="2014-06-27T09:40"), f"evidence_log[0].observed_at: {MOMENT}"),
    (with_entry(observed_at="2014-06-31T09:40+01:00"), f"evidence_log[0].observed_at: {MOMENT}"),
    (with_entry(typed_at="20140627T0940+0100"), f"evidence_log[0].typed_at: {MOMENT}"),
    (with_entry(sign="!"), "evidence_log[0].sign: a sign is +, - or ?"),
    (with_entry(**{"with": [1]}), "evidence_log[0].with[0]: this should be a text"),
    (with_entry(about=[1, "2"]), "evidence_log[0].about[1]: this should be a whole number"),
    (with_entry(about=[0]), "evidence_log[0].about[0]: areas are counted from 1"),
    (with_entry(text="\x00"), "evidence_log[0].text: U+0000 at line 1, column 1 is a character"),
    (SMALL | {"links": [3]}, "links[0]: this should be an object"),
    (with_link(feild="a"), "links[0].feild: the exchange file has no such key; did you mean field?"),
    (with_link(field="stroy"), "links[0].field: no such field in form lighthouse; did you mean story?"),
    (with_link(entries=["e1", "e9"]), "links[0].entries[1]: there is no entry e9"),
    (with_link(entries=[["e1"]]), "links[0].entries[0]: this should be a text"),
    (with_link(paragraph=0), "links[0].paragraph: paragraphs and sentences are counted from 1"),
    (with_link(sentence=-1), "links[0].sentence: paragraphs and sentences are counted from 1"),
    (with_link(paragraph=2**64), "links[0].paragraph: paragraphs and sentences are counted from 1"),
    (with_link(sentence=None), "links[0].sentence: this should be a whole number"),
    (
        SMALL | {"links": [without(LINK, "paragraph")]},
        "links[0].paragraph: a link has a field, a paragraph and entries",
    ),
    (
        SMALL | {"wording": {"greting": ""}},
        "wording.greting: no such standard paragraph in form lighthouse; did you mean",
    ),
    (SMALL | {"wording": {"greeting": 3}}, "wording.greeting: this should be a text"),
    (SMALL | {"wording": {"greeting": "\x1b"}}, "wording.greeting: U+001B at line 1, column 1 is a character"),
]


@pytest.mark.parametrize(("case", "told"), REFUSED, ids=[told[:60] for _, told in REFUSED])
def test_each_refusal_names_its_place(forms: Path, tmp_path: Path, case: object, told: str) -> None:
    """What the exchange file cannot say is refused by name and place, and nothing is written."""
    source, folder = tmp_path / "case.json", tmp_path / "visits"
    try:
        text = json.dumps(case)
    except ValueError:  # Python writes no number of 5,000 digits
        text = '{"format": "hmi-visit", "version": 1, "form": "lighthouse", "answers": {"height": 1' + "0" * 4999 + "}}"
    source.write_text(text, encoding="ascii")
    with pytest.raises(Problem) as caught:
        import_file(source, folder)
    assert str(caught.value).replace(str(source), "case.json").startswith(told)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "case.json:1:1: this is not JSON: Expecting value"),
        ('{\n "format": hmi}', "case.json:2:12: this is not JSON: Expecting value"),
        ("{'a': 1}", "case.json:1:2: this is not JSON"),
        ('"\x07"', "case.json:1:2: this is not JSON: Invalid control character at"),
        ("[" * 10**5, "case.json: it is nested too deeply"),
        ('{"a":' * 10**5, "case.json: it is nested too deeply"),
        ('{"version": 1, "version": 1}', "version: this key stands twice"),
        ('{"answers": {"rooms": [{}, {"name": "a", "name": "b"}]}}', "answers.rooms[1].name: this key stands twice"),
        ("NaN", 'case.json: this is not the exchange file of a visit: its "format"'),
        ("9" * 5000, 'case.json: this is not the exchange file of a visit: its "format"'),
    ],
)
def test_texts_that_are_no_exchange_file(form: Form, text: str, told: str) -> None:
    """What is not JSON, or not JSON that a visit could be, is told by line and column or by place."""
    with pytest.raises(Problem) as caught:
        read_case(text, "case.json")
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("data", "told"), [(b"\n{\xe9}", ":2: this is not UTF-8 text"), (None, ": it cannot be read (")]
)
def test_files_that_cannot_be_read(form: Form, tmp_path: Path, data: bytes | None, told: str) -> None:
    """A file that is not there, or not text, is told by its name."""
    source = tmp_path / "case.json"
    if data is not None:
        source.write_bytes(data)
    with pytest.raises(Problem) as caught:
        import_file(source, tmp_path / "visits")
    assert str(caught.value).startswith(f"{source}{told}")


def test_files_of_windows_are_read(form: Form, tmp_path: Path) -> None:
    """A byte order mark does not count, in a file or a text; the visit is named after its subject and date."""
    source = tmp_path / "case.json"
    source.write_bytes(b"\xef\xbb\xbf" + json.dumps(with_answers(lamp="St Mary’s", day="2014-06-27")).encode())
    with import_file(source, tmp_path / "visits") as first, import_file(source, tmp_path / "visits") as second:
        assert first.path.name == "st-marys-2014-06-27.sqlite"
        assert second.path.name == "st-marys-2014-06-27-2.sqlite"
        assert first.id != second.id
    assert read_case(f"\ufeff{json.dumps(SMALL)}", "case.json")[0] == SMALL


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with any of these keys."""
    return st.fixed_dictionaries({}, optional=fields)


MOMENTS = st.sampled_from(["", "2014-06-27T09:40+01:00", "2014-06-27T09:52:07.25Z"])
ENTRIES = st.lists(
    optional(
        observed_at=MOMENTS,
        typed_at=MOMENTS,
        activity=LINE,
        sign=st.sampled_from(["", "+", "-", "?"]),
        about=st.lists(st.integers(1, 9), max_size=2),
        **{"with": st.lists(LINE, max_size=2)},
    ),
    max_size=4,
)


@st.composite
def any_case(draw: st.DrawFn, form: Form) -> dict[str, Any]:
    """Any exchange file of the made-up form."""
    case: dict[str, Any] = {"format": "hmi-visit", "version": 1, "form": form.name}
    case["answers"] = draw(answers_of(tuple(form.fields.values())))
    numbers = draw(st.sets(st.integers(1, 50), min_size=4, max_size=4).map(sorted))
    log = [{"id": f"e{n}", "text": draw(TEXT)} | entry for n, entry in zip(numbers, draw(ENTRIES), strict=False)]
    if draw(st.booleans()):
        case["evidence_log"] = log
        resting = st.lists(st.sampled_from([entry["id"] for entry in log] or [""]), max_size=2 if log else 0)
        link = st.fixed_dictionaries(
            {"field": st.sampled_from(list(form.fields)), "paragraph": st.integers(1, 9), "entries": resting},
            optional={"sentence": st.integers(1, 9), "why": TEXT},
        )
        case["links"] = draw(st.lists(link, max_size=2))
    if draw(st.booleans()):
        case["wording"] = draw(optional(greeting=TEXT, ending=TEXT))
    return case


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_export_of_an_import_is_the_same(form: Form, data: st.DataObject) -> None:
    """Export of an import equals the case, what was given empty and what was absent too, and so does the next one."""
    case = data.draw(any_case(form))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(2):
            read, _ = read_case(as_text(case), "case.json")
            with imported(read, form, Path(folder) / f"{number}.sqlite") as visit:
                again = exported(visit)
            assert again == case
            case = again


def test_nothing_more_is_exported_than_there_is(form: Form, visit: Visit) -> None:
    """A new visit's export has its defaults and no empty parts; the keys stand in the order of the form."""
    visit.put(form.fields["lamp"], "a")
    assert exported(visit) == SMALL | {"answers": {"lamp": "a", "lit": True, "keepers": ["Ada"], "visits": 1}}
    assert list(exported(visit)["answers"]) == ["lamp", "lit", "keepers", "visits"]


def test_what_lies_in_the_bin_is_not_exported(form: Form, path: Path) -> None:
    """Without a removed entry, and without links to it, the export is one that can be imported."""
    log = [{"id": "e1", "text": "a"}, {"id": "e2", "text": "b"}]
    links = [LINK | {"entries": ["e1", "e2"]}, LINK, LINK | {"entries": ["e2"], "why": "w"}]
    with imported(SMALL | {"evidence_log": log, "links": links}, form, path) as visit:
        entries.remove(visit.db, 1)
        case = exported(visit)
        assert read_case(as_text(case), "case.json")[0] == case
        assert case["evidence_log"] == log[1:]
        assert case["links"] == [LINK | {"entries": ["e2"]}, LINK | {"entries": ["e2"], "why": "w"}]
        entries.bring_back(visit.db, 1)
        assert exported(visit)["links"] == links
        assert entries.add(visit.db, Entry(0, "c", "")).name == "e3"


def test_what_is_not_understood_yet_can_be_exported(form: Form, visit: Visit) -> None:
    """A number typed in words is no answer yet: the export leaves it out, and can be imported."""
    visit.put(form.fields["height"], "", typed="three")
    case = exported(visit)
    assert "height" not in case["answers"]
    assert read_case(as_text(case), "case.json")[0] == case


def test_a_visit_whose_form_is_gone_can_be_exported(
    form: Form, visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The answers can be had where the form cannot."""
    monkeypatch.setenv("HMI_VISIT_FORMS", str(tmp_path / "nowhere"))
    load_form.cache_clear()
    assert exported(visit)["answers"]["keepers"] == ["Ada"]


def test_text_is_as_it_is(form: Form, visit: Visit) -> None:
    """The exchange file is UTF-8 that a person can read."""
    visit.put(form.fields["lamp"], "Räksmörgås 👩‍👩‍👧 \u2028")
    text = as_text(exported(visit))
    assert "Räksmörgås 👩‍👩‍👧 \u2028" in text
    assert text.endswith("}\n")
    assert json.loads(text.encode("utf-8")) == exported(visit)


@pytest.mark.parametrize(
    "name",
    ["ri-monitoring-2014-luton-infant", "ri-monitoring-2016-imperial-avenue", "la-focused-inspections-2013-coventry"],
)
def test_the_real_cases_come_back(cases: Path, tmp_path: Path, name: str) -> None:
    """Export of each real case equals it, key for key and character for character."""
    text = (cases / f"{name}.json").read_text(encoding="utf-8")
    case, form = read_case(text, name)
    with imported(case, form, tmp_path / "visit.sqlite") as visit:
        assert exported(visit) == json.loads(text)
