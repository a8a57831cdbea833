"""The proof: a file that does not say what the letter says is not kept, and what is wrong with it is named."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Field, Form, Kind, Value
from hmi_visit.letter.export import export_letter
from hmi_visit.letter.markdown import read
from hmi_visit.letter.proof import Fault, LeftOut, NotProved, prove_text, prove_word
from hmi_visit.letter.proof_text import STAR, lines_of
from hmi_visit.letter.text import letter_text
from hmi_visit.letter.ways import styles_of
from hmi_visit.letter.word import Docx, Properties, letter_docx
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder
from tests.letter.made_up import ANSWERS, made_up_form
from tests.letter.test_export import Visit
from tests.letter.test_word import some

PROPERTIES = Properties("T", "A", "1", "made-up", 1)
ALL_KINDS = """# {{ name }} {{ nickname }}

::: {.header}
::: {}
{{ address }}
:::
:::

{{ day | span(end) }} {{ month }} {{ count }} {{ open }} {{ verdict }}

{% block report %}{{ report }}{% endblock %}
{% block points %}{{ points }}{% endblock %}

| Room | Seats |
|---|---|
{% for room in rooms %}
| {{ room.title }} | {{ room.seats }} |
{% endfor %}
"""


def proved(form: Form, snapshot: Snapshot, spoil: Callable[[bytes], bytes] = bytes) -> tuple[Fault, ...]:
    """What the proof says of a letter, spoilt before it is looked at."""
    letter = letter_text(form, snapshot)
    content = letter_docx(read(letter.markdown), styles_of(form), PROPERTIES).content
    return prove_word(form, snapshot, letter.markdown, spoil(content), styles=styles_of(form).read_bytes)


def sample(name: str) -> Snapshot:
    """The sample visit of a form of the house."""
    case = json.loads((templates_folder() / name / "sample.json").read_text(encoding="utf-8"))
    return Snapshot(name, case["answers"])


def with_text(content: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """A Word file with one part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                changed = change(data.decode())
                assert changed != data.decode()
                data = changed.encode()
            new.writestr(name, data)
    return out.getvalue()


def longest_sentence(fields: Sequence[Field], answers: dict[str, Value], within: str = "") -> tuple[str, str]:
    """The place and the longest plain sentence among the answers, at any depth."""
    found = [("", "")]
    for field in fields:
        value = answers.get(field.name)
        if field.kind in (Kind.PROSE, Kind.LIST, Kind.LINE) and field.printed:
            plain = [run for run in re.findall(r"[A-Za-z ,]+", str(value)) if len(run.split()) > 3]
            found += [(f"{within}{field.label}", max(plain, key=len, default=""))]
        if field.kind is Kind.GROUP and isinstance(value, list):
            for number, item in enumerate(value, 1):
                assert isinstance(item, dict)
                found.append(longest_sentence(field.fields, item, f"{within}{field.label} {number}, "))
    return max(found, key=lambda one: len(one[1]))


@pytest.mark.parametrize("name", form_names([templates_folder()]))
def test_letters_of_the_house_are_proved(name: str) -> None:
    """The sample of every form passes with nothing left out; so does a letter in which nothing is answered."""
    form = load_form(name)
    assert proved(form, sample(name)) == ()
    assert proved(form, Snapshot(name, {})) == ()


def test_the_real_cases_are_proved(cases: Path) -> None:
    """So do the letters of the real documents."""
    for file in cases.glob("*.json"):
        case = json.loads(file.read_text(encoding="utf-8"))
        assert proved(load_form(case["form"]), Snapshot(case["form"], case["answers"])) == ()


@pytest.mark.parametrize("how", ["taken out", "added", "swapped"])
@pytest.mark.parametrize("name", form_names([templates_folder()]))
def test_one_word_is_noticed_and_its_field_named(name: str, how: str) -> None:
    """A word that lacks in the file, is there beside the others, or has changed places stops the letter."""
    form, visit = load_form(name), sample(name)
    place, sentence = longest_sentence([*form.fields.values()], dict(visit.answers))
    first, second, third = sentence.split()[:3]
    spoilt = {
        "taken out": f"{first} {third}",
        "added": f"{first} not {second} {third}",
        "swapped": f"{second} {first} {third}",
    }
    words = sentence.strip()
    rest = words.removeprefix(f"{first} {second} {third}")
    with pytest.raises(NotProved, match=re.escape(place)) as told:
        proved(form, visit, lambda content: with_text(content, lambda x: x.replace(words, spoilt[how] + rest)))
    assert {"taken out": second, "added": "not", "swapped": first}[how] in str(told.value)


def test_words_of_the_office_are_held_too() -> None:
    """Standard wording, the letterhead in the header and a heading are named by the part that they stand in."""
    name = next(n for n in form_names([templates_folder()]) if load_form(n).wording)
    form = load_form(name)
    with pytest.raises(NotProved, match=r"closing_line, paragraph 1: it says Yours .-sincerely-"):
        proved(form, sample(name), lambda c: with_text(c, lambda x: x.replace("Yours sincerely", "Yours")))
    added = "<w:p><w:r><w:t>PS: good</w:t></w:r></w:p><w:sectPr"
    with pytest.raises(NotProved, match=r"after .*, paragraph 1: “PS: good” was added"):
        proved(form, sample(name), lambda c: with_text(c, lambda x: x.replace("<w:sectPr", added)))
    head = str(sample(name).answers["letterhead"][0])  # type: ignore[index]
    with pytest.raises(NotProved, match=f"etterhead.*{re.escape(head)}"):
        proved(form, sample(name), lambda c: with_text(c, lambda x: x.replace(head, ""), "word/header1.xml"))


def test_footnotes_are_held_too() -> None:
    """A word that a footnote lost is noticed."""
    name = next(n for n in form_names([templates_folder()]) if "[^" in str(sample(n).answers))
    with pytest.raises(NotProved, match="footnotes"):
        proved(
            load_form(name),
            sample(name),
            lambda c: with_text(c, lambda x: x.replace("</w:t>", " x</w:t>"), "word/footnotes.xml"),
        )


def test_a_paragraph_that_is_missing_or_moved_is_noticed(tmp_path: Path) -> None:
    """Order counts: two paragraphs that changed places are no proof, nor is one that lacks."""
    form = made_up_form(tmp_path, ALL_KINDS)
    visit = Snapshot("made-up", ANSWERS | {"report": "The first of all.\n\nThe second of all."})
    pattern = re.compile(r"(<w:p>(?:(?!</w:p>).)*first.*?</w:p>)(<w:p>.*?second.*?</w:p>)")
    with pytest.raises(NotProved, match="Report"):
        proved(form, visit, lambda c: with_text(c, lambda x: pattern.sub(r"\2\1", x)))
    with pytest.raises(NotProved, match=r"Report, line 1: “The first of all.” is missing"):
        proved(form, visit, lambda c: with_text(c, lambda x: pattern.sub(r"\2", x)))


def test_nothing_is_left_where_the_proof_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not proved is never put in its place: what lay there lies there still, and no export is noted."""
    form, visit, path = made_up_form(tmp_path, "# {{ name }}\n\n{{ report }}"), Visit(), tmp_path / "letter.docx"
    export_letter(visit, form, path)
    before = path.read_bytes()

    def forgetful(*args: object) -> Docx:
        made = letter_docx(*args)  # type: ignore[arg-type]
        return Docx(with_text(made.content, lambda x: x.replace("slow", "")))

    monkeypatch.setattr("hmi_visit.letter.word.letter_docx", forgetful)
    with pytest.raises(NotProved, match=r"Report, line 1: it says .*slow"):
        export_letter(visit, form, path, force=True)
    with pytest.raises(NotProved):
        export_letter(visit, form, tmp_path / "new.docx")
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"letter.docx", "made-up"}
    assert len(visit.log) == 1


@pytest.mark.parametrize("name", ["letter.docx", "letter.md"])
def test_an_answer_that_the_template_forgets_is_told(tmp_path: Path, name: str) -> None:
    """What was answered and does not stand in the letter stops it by name, unless the letter is wanted so."""
    form = made_up_form(tmp_path, "# {{ name }}{% if count == 4 %}{{ report }}{% endif %}")
    visit, fields = Visit(), dict(form.fields)
    with pytest.raises(LeftOut, match=r"Report: “It is \*slow\*.” is not in the letter"):
        export_letter(visit, form, tmp_path / name)
    assert not (tmp_path / name).exists()
    done = export_letter(visit, form, tmp_path / name, force=True)
    assert "Report: “It is *slow*.” is not in the letter" in done.warnings
    fields["report"] = Field("report", Kind.PROSE, "Report", conditional=True)
    allowed = Form(form.name, form.title, form.steps, fields, form.wording, form.folder)
    told = prove_text(allowed, visit.snapshot(), letter_text(allowed, visit.snapshot()).markdown)
    assert [fault.allowed for fault in told if fault.place == "Report"] == [True]


def test_the_offices_own_header_is_no_addition(tmp_path: Path) -> None:
    """What the styles document says on its first page stands before the letterhead, and is expected there."""
    form = made_up_form(tmp_path, ALL_KINDS)
    own = docx.Document(str(styles_of(form)))
    own.sections[0].first_page_header.paragraphs[0].text = "The office's own motto"
    own.save(str(form.folder / "styles.docx"))
    assert proved(form, Snapshot("made-up", ANSWERS)) == ()
    with pytest.raises(NotProved, match="header"):
        proved(
            form,
            Snapshot("made-up", ANSWERS),
            lambda c: with_text(c, lambda x: x.replace("own motto", "motto"), "word/header1.xml"),
        )


PROSE = st.lists(
    st.text("ab1.*-|\\ #[]{}&<>“é🙂%$_`~^:", max_size=12)
    | st.sampled_from(
        ["- a", "1. b", "2. c", "2025. d", "", "|a|b|", "|---|--:|", "**x** y", "5 * 3", "***z***", "w*v*u"]
    ),
    max_size=8,
).map("\n".join)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_visits_of_every_kind_pass(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever is typed, the file is proved: by a form that has a field of every kind."""
    form = made_up_form(tmp_path, ALL_KINDS)
    kinds = {f.name: PROSE if f.kind is Kind.PROSE else some(f) for f in form.fields.values()}
    assert proved(form, Snapshot("made-up", data.draw(st.fixed_dictionaries({}, optional=kinds)))) == ()


@settings(max_examples=200)
@given(PROSE)
def test_a_word_less_anywhere_is_noticed(text: str) -> None:
    """Two ways from Markdown to words agree, so that the proof of a letter is no accident."""
    from hmi_visit.letter.blocks import plain
    from hmi_visit.letter.prose import prose

    markdown = prose(text)
    ours = [line.words.replace(STAR, "").split() for line in lines_of(markdown)]
    assert [word for line in ours for word in line] == plain(read(markdown)).split()
