"""A report of 21,000 words in Word against docxtpl, and as it grows: `python benchmarks/report.py [--runs N]`.

Both write the same paragraphs over the same styles document, which is looked at before anything is measured; the peer
is given them counted and in order. Needs docxtpl: `pip install -e ".[bench]"`.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, in_turn, print_figures, print_medians, ratio
from benchmarks.letter import milliseconds, our_letter, texts, their_letter
from benchmarks.report_template import TABLE, blocks_of, styles_of, write_report_template
from hmi_visit.form.citing import CITATION
from hmi_visit.form.counting import counts
from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Form, Item, Kind
from hmi_visit.form.new import SAMPLE_FILE
from hmi_visit.letter.markdown import read
from hmi_visit.letter.text import letter_text
from hmi_visit.letter.ways import styles_of as styles_document
from hmi_visit.visit.model import Snapshot
from hmi_visit.visit.words import count_words

OURS, PEER = "our report", "docxtpl's report"
TIMES = (1, 3, 10)
CHAPTERS, PARAGRAPHS, WORDS = 10, 2, 5
"""How often the sample's sections, the paragraphs of each topic and the words of each paragraph are said: the shape of
a real report, which has 45 topics and 199 paragraphs."""
_NOTE = re.compile(r"\[\^[^\]]+\]")


def report_form() -> Form:
    """The first of the forms that count paragraphs."""
    return next(form for form in map(load_form, form_names()) if counts(form.fields.values()))


def grown(form: Form, times: int) -> Snapshot:
    """The form's sample as a report of 21,000 words, so many times as long.

    It is without footnotes, which docxtpl lacks, and cites nothing: each label would be there many times.
    """
    text = (form.folder / SAMPLE_FILE).read_text(encoding="utf-8")
    answers: Item = json.loads(CITATION.sub("9", _NOTE.sub("", text)))["answers"]
    for field in form.fields.values():
        value: Any = answers.get(field.name)
        if field.kind is Kind.GROUP and not field.counted and any(counts([inner]) for inner in field.fields):
            answers[field.name] = [_longer(item) for _ in range(CHAPTERS * times) for item in value]
    return Snapshot(form.name, answers)


def _longer(item: Any) -> Any:
    """A section with more paragraphs, and more words in each that is one paragraph."""
    if isinstance(item, dict):
        return {name: _longer(value) for name, value in item.items()}
    if not isinstance(item, list) or not item or not isinstance(item[0], dict):
        return item
    longer = [_longer(inner) for inner in item]
    if not all(set(inner) <= {*_texts(inner), *_labels(inner)} for inner in longer):
        return longer
    for inner in longer:
        for name in _texts(inner):
            inner[name] = inner[name] if "\n" in inner[name] else " ".join([inner[name]] * WORDS)
    return [{name: value for name, value in inner.items() if name in _texts(inner)} for inner in longer * PARAGRAPHS]


def _texts(item: Any) -> list[str]:
    return [name for name, value in item.items() if isinstance(value, str) and len(value) > 40]


def _labels(item: Any) -> list[str]:
    return [name for name, value in item.items() if isinstance(value, str) and len(value) <= 40]


def measure(runs: int) -> list[Figure]:
    """Ours against the peer's, and ours at three and at ten times the size."""
    form = report_form()
    snapshot = grown(form, 1)
    document = read(letter_text(form, snapshot).markdown)
    blocks = blocks_of(document)
    columns = max(len(block["rows"][0]) for block in blocks if block["style"] == TABLE)
    with tempfile.TemporaryDirectory() as name:
        template = write_report_template(styles_document(form), styles_of(blocks), columns, Path(name) / "report.docx")
        context: dict[str, object] = {"blocks": blocks}
        ours, theirs = texts(our_letter(form, snapshot)), texts(their_letter(template, context))
        if ["".join(line.split()) for line in ours] != ["".join(line.split()) for line in theirs]:
            raise SystemExit("the two reports are not the same")
        print(f"  {count_words(' '.join(ours)):,} words in {len(ours):,} paragraphs")
        found = in_turn(
            {
                OURS: lambda: milliseconds(lambda: our_letter(form, snapshot)),
                PEER: lambda: milliseconds(lambda: their_letter(template, context)),
            },
            runs,
        )
    sizes = {f"{times} ×": partial(milliseconds, partial(our_letter, form, grown(form, times))) for times in TIMES}
    growth = in_turn(sizes, max(3, runs // 3))
    print_medians(found, "ms")
    print_medians(growth, "ms")
    first, _, last = (statistics.median(growth[size]) for size in sizes)
    return [
        Figure("report of 21,000 words / docxtpl's", ratio(found, OURS, PEER), 1.2),
        Figure("report: 10 × the size / 10 × the time", last / first / 10, 1.1),
    ]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    print_figures(measure(parser.parse_args().runs))


if __name__ == "__main__":
    main()
