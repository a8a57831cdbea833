"""The letter in Word against docxtpl, as whole processes and by itself: `python benchmarks/letter.py [--runs N]`.

Both write the same paragraphs over the same styles document, which is looked at before anything is measured. Needs
docxtpl: `pip install -e ".[bench]"`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import docx
from docx.oxml.ns import qn
from docxtpl import DocxTemplate  # type: ignore[import-not-found,import-untyped,unused-ignore]

from benchmarks.figures import Figure, in_turn, print_figures, print_medians, ratio
from benchmarks.letter_peer import context_of, read_answers
from benchmarks.letter_template import write_template
from benchmarks.start import ROOT, environment
from benchmarks.visits import SAMPLE, sample_visit
from hmi_visit.form.load import load_form
from hmi_visit.form.model import Form, Kind
from hmi_visit.letter.markdown import read
from hmi_visit.letter.proof import prove_word
from hmi_visit.letter.tagging import untagged
from hmi_visit.letter.text import letter_text
from hmi_visit.letter.ways import styles_of
from hmi_visit.letter.word import Properties, letter_docx
from hmi_visit.visit.file import snapshot_of
from hmi_visit.visit.model import Snapshot

OURS, PEER = "hmi-visit letter", "sqlite-utils and docxtpl"
ALONE, PROVED = "export alone", "export and proof"
GROWTH = (10, 100, 1_000, 10_000)


def milliseconds(work: Callable[[], object]) -> float:
    """What one piece of work takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def process_milliseconds(command: Sequence[str], env: Mapping[str, str], *, cpu: bool = False) -> float:
    """What a whole process takes; with `cpu`, what the processor spent on it."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return (used.ru_utime + used.ru_stime if cpu else taken) * 1000


def our_letter(form: Form, snapshot: Snapshot) -> bytes:
    """The letter's bytes, as an export makes them."""
    letter = letter_text(form, snapshot)
    return letter_docx(
        read(letter.markdown), styles_of(form), Properties("Letter", "Inspector", "id", form.name)
    ).content


def export_of(form: Form, snapshot: Snapshot) -> tuple[str, bytes]:
    """A letter's text and its Word file, as an export makes them before the proof."""
    named = letter_text(form, snapshot, with_names=True).markdown
    properties = Properties("Letter", "Inspector", "id", form.name, 1)
    return untagged(named), letter_docx(read(named), styles_of(form), properties).content


def proved_export(form: Form, snapshot: Snapshot) -> None:
    """The same, and proved."""
    markdown, content = export_of(form, snapshot)
    if prove_word(form, snapshot, markdown, content, styles=styles_of(form).read_bytes):
        raise SystemExit("the letter leaves something out")


def their_letter(template: Path, context: dict[str, object]) -> bytes:
    """The letter's bytes, as docxtpl makes them."""
    document = DocxTemplate(str(template))
    document.render(context, autoescape=True)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def texts(letter: bytes) -> list[str]:
    """The paragraphs of a letter, in the body and in the first page's header, that are not empty."""
    document = docx.Document(BytesIO(letter))
    parts = (document.sections[-1].first_page_header._element, document.element.body)
    found = ("".join(_characters(paragraph)) for part in parts for paragraph in part.iter(qn("w:p")))
    return [text for text in found if text]


def _characters(paragraph: docx.oxml.xmlchemy.BaseOxmlElement) -> list[str]:
    return [node.text or "" if node.tag == qn("w:t") else "\n" for node in paragraph.iter(qn("w:t"), qn("w:br"))]


def longer(form: Form, snapshot: Snapshot, paragraphs: int) -> Snapshot:
    """The visit with so many paragraphs in its first prose."""
    prose = next(field.name for field in form.fields.values() if field.kind is Kind.PROSE)
    sentence = "Paragraph {}: pupils make *steady* progress, because teachers check what they know & plan from it."
    text = "\n\n".join(sentence.format(number) for number in range(paragraphs))
    return replace(snapshot, answers={**snapshot.answers, prose: text})


def measure(runs: int, *, cpu: bool = False) -> list[Figure]:
    """Both letters, as processes and by themselves, and ours as it grows."""
    form = load_form(SAMPLE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        visit = sample_visit(folder / "visit.sqlite")
        template = write_template(styles_of(form), folder / "template.docx")
        snapshot, context = snapshot_of(visit), context_of(read_answers(str(visit)))
        if texts(our_letter(form, snapshot)) != texts(their_letter(template, context)):
            raise SystemExit("the two letters are not the same")
        env = os.environ | environment(folder)
        ours = [sys.executable, "-m", "hmi_visit", "letter", str(visit), "-o", str(folder / "ours.docx"), "--force"]
        peer = [sys.executable, "benchmarks/letter_peer.py", str(visit), str(template), str(folder / "theirs.docx")]
        work = {name: partial(process_milliseconds, c, env, cpu=cpu) for name, c in ((OURS, ours), (PEER, peer))}
        whole = in_turn(work, runs)
        proof = in_turn(
            {
                ALONE: lambda: milliseconds(lambda: export_of(form, snapshot)),
                PROVED: lambda: milliseconds(lambda: proved_export(form, snapshot)),
            },
            max(runs, 31),
        )
        within = in_turn(
            {
                OURS: lambda: milliseconds(lambda: our_letter(form, snapshot)),
                PEER: lambda: milliseconds(lambda: their_letter(template, context)),
            },
            max(runs, 31),
        )
    growth = {
        f"{size:,} paragraphs": partial(milliseconds, partial(our_letter, form, longer(form, snapshot, size)))
        for size in GROWTH
    }
    grown = in_turn(growth, 3)
    print_medians(whole, "ms")
    print_medians(within, "ms")
    print_medians(proof, "ms")
    print_medians(grown, "ms")
    least, *_, before, last = (statistics.median(grown[name]) for name in growth)
    return [
        Figure("letter: whole process / docxtpl's", ratio(whole, OURS, PEER), 1.0),
        Figure("letter: after imports / docxtpl", ratio(within, OURS, PEER), 0.9),
        Figure("letter: proof included / export alone", ratio(proof, PROVED, ALONE), 1.5),
        Figure("letter: 10,000 paragraphs / 10 × 1,000", (last - least) / (before - least) / 10, 1.2),
    ]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--cpu", action="store_true", help="the processor's time for the whole processes")
    options = parser.parse_args()
    print_figures(measure(options.runs, cpu=options.cpu))


if __name__ == "__main__":
    main()
