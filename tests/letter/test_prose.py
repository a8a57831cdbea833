"""Typed text through Markdown and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi_visit.letter.blocks import Bold, Break, Document, Italic, ListBlock, Paragraph, Table, Text, plain
from hmi_visit.letter.emphasis import meant_stars
from hmi_visit.letter.escape import literal
from hmi_visit.letter.markdown import read
from hmi_visit.letter.prose import bullets, prose

HOSTILE = [
    "1. x", "2025. Was", "# x", "- x", "+ x", "***", "---", "===", "a*b", "*a*", "**a**", "::: x", "::: {#a}", ":::",
    "[a]{b}", "[a]{.b}", "[a](b)", "![a](b)", "|", "| a | b |", "a|b", "\\", "\\\\", "C:\\*", "\t", "\tx\t", " x ",
    "    x", "a  b", "x" * 3000, "🙂", "\u2028", "\u0085", "\u00a0", "{{ x }}", "{% x %}", "{x}", "&amp;", "&#32;",
    "R&D;", "&", "<b>", "`x`", "~x~", "x^2^", "$5 and $6", "@me", "a@b.c", "_x_", "> x", ": x", "% x", "a) x", "(i) x",
    "#. x", "\x0b", "“q”", "[^1]", "-", "#", "1.", "* x", "• x",
]  # fmt: skip
anything = st.one_of(
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])),
    st.lists(st.sampled_from([*HOSTILE, " ", "*", "x"]), max_size=6).map("".join),
)


def words(text: str) -> str:
    """The letters of a text, which no mark-up may touch."""
    return "".join(c for c in text if c.isalpha())


@given(anything)
def test_a_line_comes_back_to_the_last_character(line: str) -> None:
    """Whatever one line holds, it reads back as a paragraph of exactly that text."""
    blocks = read(literal(line)).blocks
    assert blocks == ((Paragraph((Text(line),)),) if line else ())


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_lines_come_back(line: str) -> None:
    """Each text that Markdown would take for mark-up is text, at the start of a paragraph and inside one."""
    assert plain(read(literal(line))) == line
    assert plain(read(f"Dear {literal(line)} and")) == f"Dear {line} and"
    assert plain(read(bullets([line, line]))) == (f"{line}\n{line}" if line.strip() else "")


@given(st.lists(anything.filter(bool), min_size=1, max_size=4))
def test_lines_come_back(lines: list[str]) -> None:
    """Several lines of one value stand in one paragraph, parted by breaks."""
    (block,) = read(literal("\n".join(lines))).blocks
    assert isinstance(block, Paragraph)
    assert plain(Document((block,))) == "\n".join(lines)


@given(st.text("ab1.*-•|\\ \n:#[]{}&;\t>", max_size=60))
def test_prose_loses_no_letter(text: str) -> None:
    """Any mixture of marks and words keeps every letter in its order."""
    assert words(plain(read(prose(text)))) == words(text)


@given(st.lists(st.lists(anything, min_size=1, max_size=3), min_size=1, max_size=4))
def test_prose_without_marks_is_its_paragraphs(paragraphs: list[list[str]]) -> None:
    """Paragraphs are parted by blank lines, lines by breaks, and every other character is literal."""
    clean = [["x" + line.translate(dict.fromkeys(map(ord, "*|"))) for line in lines] for lines in paragraphs]
    typed = "\n\n".join("\n".join(lines) for lines in clean)
    assert plain(read(prose(typed))) == typed


@given(st.text('*ab (."\n', max_size=40).map(lambda t: "x" + t.replace("\n", "\nx")))
def test_stars_that_are_not_meant_stay(text: str) -> None:
    """The letter's Markdown has exactly the emphasis that was meant: the other stars are read back as stars."""
    text = text.rstrip("\n")
    meant = meant_stars(text)
    kept = "".join(c for i, c in enumerate(text) if i not in meant)
    assert plain(read(prose(text))) == kept


@pytest.mark.parametrize(
    "text", ["5 * 3 * 2", "2*3*4", "a*b*c", "(*) and (*)", "* *", "**", "****a****", "a ** b **", "*", "no *end", "_a_"]
)
def test_stars_open_only_against_a_word(text: str) -> None:
    """Stars in sums, notes and rows are stars."""
    assert read("x " + prose("x " + text)[2:]).blocks == (Paragraph((Text("x " + text),)),)


@pytest.mark.parametrize(
    ("text", "inlines"),
    [
        ("*slow* & uneven", (Italic((Text("slow"),)), Text(" & uneven"))),
        ("is **good**.", (Text("is "), Bold((Text("good"),)), Text("."))),
        ("***both***", (Bold((Italic((Text("both"),)),)),)),
        ("**a *b* c**", (Bold((Text("a "), Italic((Text("b"),)), Text(" c"))),)),
        ("*a **b***", (Italic((Text("a "), Bold((Text("b"),)))),)),
        ('*"Yes"*, (*no*)', (Italic((Text('"Yes"'),)), Text(", ("), Italic((Text("no"),)), Text(")"))),
        ("a\nb", (Text("a"), Break(), Text("b"))),
        ("a\r\nb", (Text("a"), Break(), Text("b"))),
    ],
)
def test_emphasis(text: str, inlines: tuple[object, ...]) -> None:
    """Stars around words are bold and italic; a single line end is a break."""
    assert read(prose(text)).blocks == (Paragraph(inlines),)  # type: ignore[arg-type]


def test_lists() -> None:
    """Bullets of three kinds, numbers from 1 in their order, a line that goes on in its item."""
    document = read(prose("We saw:\n- one\n  more\n* two\n\n• three\n\n1. a\n\n2. b\n4. c\n\n1. d\n1. e"))
    lead, marked, numbered, sentence, first, second = document.blocks
    assert plain(Document((lead, sentence))) == "We saw:\n\n4. c"
    assert isinstance(marked, ListBlock)
    assert not marked.ordered
    assert plain(Document((marked,))) == "one\nmore\ntwo\nthree"
    assert numbered == ListBlock(True, ((Text("a"),), (Text("b"),)))
    assert (first, second) == (ListBlock(True, ((Text("d"),),)), ListBlock(True, ((Text("e"),),)))


def test_a_year_is_no_list() -> None:
    """A number that does not begin at 1 is a sentence, wherever it stands."""
    assert plain(read(prose("2024. Was good\n\nIn\n2024. Was"))) == "2024. Was good\n\nIn\n2024. Was"


def test_tables() -> None:
    """A header, a rule and rows: alignment read, cells with emphasis, longer rows kept whole."""
    (table,) = read(prose("| Year | n |\n|---|--:|\n| *2013* | 5 |\n| 2014 | 6 | more \\ |")).blocks
    assert isinstance(table, Table)
    assert (table.aligned, table.columns) == (("", "right"), 3)
    assert table.rows[0][0] == (Italic((Text("2013"),)),)
    assert plain(Document((table,))) == "Year\tn\n2013\t5\n2014\t6\tmore \\"


def test_bars_without_a_rule_are_text() -> None:
    """A bar alone, a rule of another width, or more columns than Word holds make no table."""
    wide = "|" + "a|" * 64 + "\n|" + "-|" * 64
    for text in ("a | b", "a | b\n|---|", wide):
        assert plain(read(prose(text))) == text


def test_text_goes_on_after_prose() -> None:
    """Template text after a paragraph continues it; after a list a new paragraph begins."""
    assert plain(read(f"{prose('One.')} Two.")) == "One. Two."
    assert plain(read(f"{prose('One.' + chr(10) + '- a')} Two.")) == "One.\n\na\n\nTwo."


@pytest.mark.parametrize(
    "text", ["*", "[", "|", "**a ", "*a ", "[a]{b} ", "\\", "- ", "1. a\n", ":::\n", "&#", "a\n", "| a\n|-|\n"]
)
def test_a_great_deal_of_anything_is_read(text: str) -> None:
    """A long hostile text comes through both ways: typed, and as a template's own."""
    hostile = text * (200_000 // len(text))
    assert words(plain(read(prose(hostile)))) == words(hostile)
    read(hostile)
