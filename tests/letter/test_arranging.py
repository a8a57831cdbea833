"""The order of a report: numbers, ranges, what stands after what."""

from __future__ import annotations

from pathlib import Path

import pytest

from hmi_visit.letter.arranging import ARRANGING, followed_by, lettered, numbers, ordered
from hmi_visit.letter.values import Record
from tests.letter.report import chapter, report

CONTENTS = "{% for c in chapters %}{{ c.head }}: {{ c | numbers }}; {% endfor %}all {{ chapters | numbers }}"


def test_ranges_are_counted_through_the_report(tmp_path: Path) -> None:
    """A chapter's range goes from its first paragraph to its last; one paragraph is one number; none has none."""
    chapters = [chapter("A", "x", "y"), chapter("B", "z"), chapter("C"), chapter("D", "p", "q", "r")]
    letter = report(tmp_path, CONTENTS, {"chapters": chapters})
    assert letter.markdown == "A: 1–2; B: 3; C: ; D: 4–6; all 1–6\n"
    moved = report(tmp_path, CONTENTS, {"chapters": chapters[::-1]})
    assert moved.markdown == "D: 1–3; C: ; B: 4; A: 5–6; all 1–6\n"


def test_each_paragraph_has_its_number(tmp_path: Path) -> None:
    """The number is the paragraph's place in the whole report; what is not counted has 0."""
    template = (
        "{% for c in chapters %}{{ c | number }}{% for l in c.lines %} {{ l | number }}{% endfor %}; {% endfor %}"
    )
    chapters = [chapter("A", "x", "y"), chapter("B", "z")]
    assert report(tmp_path, template, {"chapters": chapters}).markdown == "0 1 2; 0 3;\n"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([1, 2], ["one:0", "two:1"]),
        ([2, 2], ["one:", "two:0,1"]),
        ([0, -3], [":0,1", "one:", "two:"]),
        ([9, None], ["one:", "two:0,1"]),
        ([], ["one:", "two:"]),
    ],
)
def test_what_follows_a_paragraph_stands_after_it(places: list[int | None], expected: list[str]) -> None:
    """Before the first for 0 or less, after the last for more than there are or no number: never nowhere."""
    group = [Record({"place": place, "say": str(at)}) for at, place in enumerate(places)]
    stops = followed_by(["one", "two"], "place", said=group)
    assert [f"{stop['item']}:{','.join(str(r['say']) for r in stop['said'])}" for stop in stops] == expected  # type: ignore[attr-defined]


def test_what_follows_nothing_is_not_lost() -> None:
    """Without a paragraph to stand after, it stands alone."""
    (stop,) = followed_by([], "place", said=[Record({"place": 3})])
    assert (stop["item"], len(stop["said"])) == ("", 1)  # type: ignore[arg-type]


def test_order_is_by_number_and_what_has_none_comes_last() -> None:
    """Equal ones keep the order they had."""
    items = [Record({"n": n, "at": at}) for at, n in enumerate([3, None, 1, 3, None, 2])]
    assert [item["at"] for item in ordered(items, "n")] == [2, 5, 0, 3, 1, 4]  # type: ignore[index]


def test_letters_go_on_after_z() -> None:
    """As pages of an annex are lettered."""
    assert [lettered(n) for n in (1, 2, 26, 27, 52, 53, 702, 703)] == ["a", "b", "z", "aa", "az", "ba", "zz", "aaa"]
    assert (lettered(0), numbers([])) == ("", "")


def test_every_filter_for_reports_is_explained() -> None:
    """Whoever writes a report's template finds each filter and each key of a form in docs/reports.md."""
    guide = Path(__file__).parent.parent.parent / "docs" / "reports.md"
    if not guide.is_file():
        pytest.skip("the documents are not here")
    text = guide.read_text(encoding="utf-8")
    wanted = [*(f"| {name}" for name in ARRANGING), "`counted = ", "`names = ", "`follows = "]
    assert [words for words in wanted if words not in text] == []


def test_a_missing_answer_deep_inside_is_named_with_its_place(tmp_path: Path) -> None:
    """Which of many paragraphs waits for its words is said; a required answer is never left out in silence."""
    chapters = [chapter("A", "x"), chapter("", "y", " ")]
    template = "{% for c in chapters %}{{ c.head }}{% for l in c.lines %}{{ l.text }}{% endfor %}{% endfor %}"
    letter = report(tmp_path, template, {"chapters": chapters})
    assert [field.label for field in letter.missing] == ["Head (Chapters 2)", "Paragraph (Chapters 2, Lines 2)"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a\nb\n\n\n\nc", "a&#10;b&#10;&#10;c"),
        ("- a\n- b | c", "• a&#10;• b \\| c"),
        ("1. *a*\n2. b\n\n", "1. *a*&#10;2. b"),
        ("2024. Was | x", "2024. Was \\| x"),
    ],
)
def test_prose_goes_into_one_cell(tmp_path: Path, text: str, cell: str) -> None:
    """Its lines stand under one another, lists with their marks; the cell is one line of Markdown."""
    markdown = report(tmp_path, "{{ prose | in_one_cell }}", {"prose": text}).markdown
    assert markdown.rstrip("\n") == cell
