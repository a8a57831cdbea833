"""The letter in Word: what stands in the file, and how it stands."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Field, Kind, Value
from hmi_visit.letter.blocks import plain
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text
from hmi_visit.letter.ways import styles_of
from hmi_visit.letter.word import Docx, Properties, letter_docx
from hmi_visit.problems import Problem
from hmi_visit.visit.model import Snapshot
from hmi_visit.where import templates_folder

STYLES = templates_folder() / "house" / "styles.docx"
PROPERTIES = Properties("A & title", "An Inspector", "id-1", "made-up", 3)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def made(markdown: str, styles: Path = STYLES, properties: Properties = PROPERTIES) -> Docx:
    """A Word file of some Markdown."""
    return letter_docx(read(markdown), styles, properties)


def part(content: bytes, name: str = "word/document.xml") -> Any:
    """One part of a Word file, as a tree."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def text_of(content: bytes) -> str:
    """Everything that the file's pages say: the first header, then the body; a line a paragraph."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = sorted(n for n in package.namelist() if n.startswith("word/header"))
        trees = [etree.fromstring(package.read(name)) for name in [*names, "word/document.xml"]]
    marks = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}p": "\n"}
    walked = (e for tree in trees for e in tree.iter() if e.tag in marks or e.tag == f"{W}t")
    return "".join(marks.get(e.tag) or e.text or "" for e in walked)


def test_the_styles_document_is_its_scripts(tmp_path: Path) -> None:
    """The committed styles document is what scripts/make_styles.py makes."""
    script = Path(__file__).parent.parent.parent / "scripts" / "make_styles.py"
    if not script.is_file():
        pytest.skip("the scripts are not here")
    import subprocess

    subprocess.run([sys.executable, script, tmp_path / "made.docx"], check=True)
    assert (tmp_path / "made.docx").read_bytes() == STYLES.read_bytes()


def test_the_same_letter_is_the_same_bytes() -> None:
    """No clock and no chance in the file."""
    text = "# A\n\n::: {#a}\n\n- b\n\n:::\n"
    assert made(text).content == made(text).content
    assert made(text).content != made(text, properties=replace(PROPERTIES, export=4)).content


def test_the_file_is_signed_with_the_visit() -> None:
    """Title, author, language and identity are the visit's; nothing names a library or the clock."""
    content = made("x").content
    core = docx.Document(BytesIO(content)).core_properties
    assert (core.title, core.author, core.language, core.comments) == ("A & title", "An Inspector", "en-GB", "")
    with zipfile.ZipFile(BytesIO(content)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
        assert b"id-1" in package.read("docProps/custom.xml")
    assert b"python" not in everything
    assert b"<dcterms" not in everything
    assert b'w:lang w:val="en-GB"' in everything


def test_a_title_may_be_long() -> None:
    """What Word limits is cut, not refused."""
    content = made("x", properties=Properties("t" * 999, "a" * 999)).content
    assert len(docx.Document(BytesIO(content)).core_properties.title) == 255


def test_named_parts_are_controls_inside_bookmarks() -> None:
    """Each named part has a control with its name as tag and alias, in a bookmark of that name, each id once."""
    long = "n" * 50
    root = part(made(f"::: {{#a}}\n::: {{#b-1}}\nx\n:::\n:::\n::: {{#a}}\ny\n:::\n::: {{#{long}}}\nz\n:::").content)
    assert [e.get(f"{W}val") for e in root.iter(f"{W}tag")] == ["a", "b-1", "a", long]
    marks = [e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")]
    assert sorted(marks) == ["a", "a_2", "b_1", "n" * 40]
    for tag, attribute in (("bookmarkStart", "id"), ("bookmarkEnd", "id")):
        ids = [e.get(f"{W}{attribute}") for e in root.iter(f"{W}{tag}")]
        assert len(ids) == len(set(ids)) == 4


def test_each_list_has_its_own_number() -> None:
    """No list goes on where another ended: numbered ones say that they begin at 1."""
    content = made("- a\n- b\n\nx\n\n- c\n\n1. d\n\ny\n\n1. e").content
    used = [e.get(f"{W}val") for e in part(content).iter(f"{W}numId")]
    assert len(set(used)) == 4
    assert used[0] == used[1]
    numbers = {n.get(f"{W}numId"): n for n in part(content, "word/numbering.xml").iter(f"{W}num")}
    restarts = [numbers[n].find(f".//{W}startOverride") is not None for n in used]
    assert restarts == [False, False, False, True, True]


def test_leads_and_last_words_stay_with_what_follows() -> None:
    """A lead stands on its list's page, the last paragraph on that of the closing line."""
    text = 'lead\n\n- item\n\nalone\n\nlast\n\n::: {custom-style="Closing"}\nYours\n:::'
    kept = {
        "".join(p.itertext()): p.find(f"{W}pPr/{W}keepNext") is not None for p in part(made(text).content).iter(f"{W}p")
    }
    assert kept == {"lead": True, "item": False, "alone": False, "last": True, "Yours": False}


def test_headings_have_heading_styles() -> None:
    """Headings are real ones."""
    content = made("# A\n\n## B\n\nc").content
    styles = [p.style for p in docx.Document(BytesIO(content)).paragraphs]
    assert [style and style.name for style in styles] == ["Heading 1", "Heading 2", "Normal"]


def test_tables() -> None:
    """The header repeats; short rows are filled up, the text stays in its column."""
    (table,) = docx.Document(BytesIO(made("| a | b |\n|---|--:|\n| 1 |\n| 2 | 3 | 4 |").content)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "b", ""], ["1", "", ""], ["2", "3", "4"]]
    assert table.rows[0]._tr.find(f".//{W}tblHeader") is not None


def test_the_letterhead_is_on_the_first_page_and_numbers_on_the_others() -> None:
    """The header division stands in the first page's header; Page x of y in the footer of the pages after it."""
    content = made("::: {#head}\n::: {.header}\n::: {}\nOffice\n:::\n::: {}\nT 1\n:::\n:::\n:::\n\nbody").content
    (section,) = docx.Document(BytesIO(content)).sections
    assert section.different_first_page_header_footer
    cells = part(content, "word/header1.xml").iter(f"{W}tc")
    assert ["".join(cell.itertext()) for cell in cells] == ["Office", "T 1"]
    assert section.footer.paragraphs[0].text == "Page 1 of 1"
    assert section.first_page_footer.paragraphs[0].text == ""
    assert "Office" not in "".join(part(content).itertext())


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from("\t\u0085")
    )
)
def test_whatever_is_typed_arrives(text: str) -> None:
    """Text that XML can hold is in the file to the last character, spaces and tabs included."""
    from hmi_visit.letter.escape import literal

    assert text_of(made(f"x{literal(text)}x").content).strip("\n") == f"x{text}x"


def test_what_no_file_can_hold_is_refused_by_place() -> None:
    """A control character is named, with the part of the letter that it stands in."""
    with pytest.raises(Problem, match=r"findings: .*U\+0007"):
        made("::: {#findings}\n\nring \x07\n\n:::")


def test_missing_answers_are_highlighted() -> None:
    """A place held open is highlighted, even where the styles document has no style for it."""
    text = '[Name]{custom-style="Missing"}'
    assert part(made(text).content).find(f".//{W}rStyle").get(f"{W}val") == "Missing"


def test_an_offices_own_document_may_lack_styles(tmp_path: Path) -> None:
    """Another Word document serves as styles: Normal stands in for what it lacks, and that is said once for each."""
    plain_word = docx.Document()
    plain_word.core_properties.author = "Office"
    plain_word.save(str(tmp_path / "own.docx"))
    address = '::: {custom-style="Address"}\na\n:::\n'
    text = address + address + '\n- c\n\n1. d\n\n[e]{custom-style="Missing"}'
    letter = made(text, tmp_path / "own.docx")
    assert [w for w in letter.warnings if "Address" in w] == [
        "own.docx has no paragraph style “Address”: Normal is used"
    ]
    assert text_of(letter.content).split() == ["a", "a", "c", "d", "e"]
    assert part(letter.content).find(f".//{W}highlight") is not None
    with zipfile.ZipFile(BytesIO(letter.content)) as package:
        assert b"Office" not in package.read("docProps/core.xml")


def test_a_document_without_lists_gets_them(tmp_path: Path) -> None:
    """Lists are real lists even where the styles document has no numbering at all."""
    with zipfile.ZipFile(STYLES) as source, zipfile.ZipFile(tmp_path / "own.docx", "w") as target:
        for name in source.namelist():
            if name != "word/numbering.xml":
                text = source.read(name).decode()
                text = re.sub(r"<(Override|Relationship) [^>]*numbering[^>]*>", "", text)
                target.writestr(name, text.replace('<w:numPr><w:numId w:val="1"/></w:numPr>', ""))
    content = made("- a\n\n1. b", tmp_path / "own.docx").content
    formats = [e.get(f"{W}val") for e in part(content, "word/numbering.xml").iter(f"{W}numFmt")]
    assert formats == ["bullet", "decimal"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text"])
def test_a_styles_document_that_is_none(tmp_path: Path, content: bytes) -> None:
    """A file that is no Word document is a clear message."""
    (tmp_path / "own.docx").write_bytes(content)
    with pytest.raises(Problem, match="no Word document"):
        made("x", tmp_path / "own.docx")
    with pytest.raises(Problem, match="no styles document"):
        made("x", tmp_path / "none.docx")


def some(field: Field) -> st.SearchStrategy[Value]:
    """Answers of a field's kind, marks of every sort in them."""
    line = st.text("ab1.*-|\\ #[]{}&<>“é🙂%$_`~^:", min_size=1, max_size=12).filter(lambda t: t.strip())
    match field.kind:
        case Kind.LIST | Kind.LINES:
            return st.lists(line, max_size=3)
        case Kind.DATE:
            return st.dates().map(lambda day: day.isoformat())
        case Kind.MONTH:
            return st.dates().map(lambda day: day.isoformat()[:7])
        case Kind.NUMBER:
            return st.integers(0, 200)
        case Kind.FLAG:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from([choice.value for choice in field.choices])
        case Kind.GROUP:
            return st.lists(st.fixed_dictionaries({}, optional={f.name: some(f) for f in field.fields}), max_size=3)
        case _:
            return line


def printed_lines(fields: Iterable[Field], answers: Mapping[str, Any]) -> Iterator[str]:
    """The lines that a letter prints, of groups at any depth too."""
    for field in fields:
        value = answers.get(field.name)
        if field.kind is Kind.GROUP:
            for item in value or []:
                yield from printed_lines(field.fields, item)
        elif field.kind is Kind.LINE and field.printed and value:
            yield value


@pytest.mark.parametrize("name", form_names([templates_folder()]))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_answers_make_a_letter_that_holds_them(name: str, data: st.DataObject) -> None:
    """Every line, list and address that a letter prints is in its Word file as it was typed, whatever it holds."""
    form = load_form(name)
    answers = data.draw(st.fixed_dictionaries({}, optional={f.name: some(f) for f in form.fields.values()}))
    letter = letter_text(form, Snapshot(name, answers))
    content = letter_docx(read(letter.markdown), styles_of(form), PROPERTIES).content
    text = text_of(content).replace("\t", " ")  # which stands after a paragraph's number
    for words in re.split(r"[\n\t]+", plain(read(letter.markdown))):  # a line, or a cell of a row
        assert words.strip() in text
    assert [line for line in printed_lines(form.fields.values(), answers) if line.upper() not in text.upper()] == []


@pytest.mark.parametrize(
    ("words", "thin"), [("plain", 0), ("*a*", 1), ("a\\\nb", 1), ("- **a**\n- b", 1), ("- a\n- *b*", 0)]
)
def test_first_words_that_libreoffice_would_spoil_come_second(words: str, thin: int) -> None:
    """A part that begins with emphasis or a break has an invisible paragraph first; its text is the same."""
    content = made(f"::: {{#part}}\n\n{words}\n\n:::").content
    empty = [p for p in part(content).iter(f"{W}p") if not "".join(p.itertext())]
    assert len(empty) == thin
    assert text_of(content).lstrip("\n") == plain(read(words))
