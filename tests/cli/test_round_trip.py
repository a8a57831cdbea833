"""Import and export are each other's inverse: for the real cases, for the samples, and for whatever a form can hold."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hmi_visit.form.load import form_names, load_form
from hmi_visit.form.model import Field, Kind
from tests.cli.conftest import Shell

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)
PROSE = st.lists(TEXT | st.sampled_from(["\n", "\t", "\n\n", "**a** | b", "{{ x }}", "\\n"]), max_size=4).map("".join)
MOMENT = st.datetimes(timezones=st.just(UTC)).map(lambda m: m.isoformat(timespec="minutes"))


def values(field: Field) -> st.SearchStrategy[Any]:
    """Everything that this field can hold."""
    match field.kind:
        case Kind.LINE:
            return TEXT
        case Kind.PROSE:
            return PROSE
        case Kind.DATE:
            return st.dates().map(str) | st.just("")
        case Kind.MONTH:
            return st.dates().map(lambda day: str(day)[:7]) | st.just("")
        case Kind.NUMBER:
            return st.integers(-(2**53), 2**53)
        case Kind.FLAG:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from([*(c.value for c in field.choices), ""])
        case Kind.GROUP:
            return st.lists(answers(field.fields), max_size=3)
        case _:
            return st.lists(TEXT, max_size=4)


def answers(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these fields answered, in the order of the form."""
    every = st.fixed_dictionaries({}, optional={f.name: values(f) for f in fields})
    return every.map(lambda given: {f.name: given[f.name] for f in fields if f.name in given})


ENTRY = st.fixed_dictionaries(
    {"text": PROSE},
    optional={
        "observed_at": MOMENT,
        "typed_at": MOMENT,
        "activity": TEXT,
        "with": st.lists(TEXT, max_size=2),
        "about": st.lists(st.integers(1, 9), max_size=2),
        "sign": st.sampled_from(["", "+", "-", "?"]),
    },
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_a_form_can_hold(shell: Shell, lighthouse: str, tmp_path: Path, data: st.DataObject) -> None:
    """Export of an import gives the same case back: every kind, groups in groups, empty and absent apart."""
    case: dict[str, Any] = {"format": "hmi-visit", "version": 1, "form": lighthouse}
    case["answers"] = data.draw(answers(tuple(load_form(lighthouse).fields.values())))
    log = data.draw(st.lists(ENTRY, max_size=3))
    numbers = sorted(data.draw(st.sets(st.integers(1, 99), min_size=len(log), max_size=len(log))))
    if log:
        case["evidence_log"] = [{"id": f"e{n}", **entry} for n, entry in zip(numbers, log, strict=True)]
        link = {"field": "story", "paragraph": 1, "entries": [f"e{numbers[0]}"]}
        case["links"] = [link | data.draw(st.sampled_from([{}, {"sentence": 2}, {"why": ""}, {"why": "so"}]))]
    if words := data.draw(PROSE):
        case["wording"] = {"greeting": words}
    path = tmp_path / "v.sqlite"
    path.unlink(missing_ok=True)
    text = json.dumps(case, ensure_ascii=data.draw(st.booleans())).encode()
    assert shell("import", "-", "-o", path, stdin=text).status == 0
    assert json.loads(shell("export", path).out) == case


def same(shell: Shell, file: Path, tmp_path: Path) -> None:
    """Assert that a file goes in and comes out the same, no key more or less; it names no sentence where not."""
    path = shell("import", file, "-o", tmp_path / "v.sqlite").path
    out = tmp_path / "out.json"
    assert shell("export", path, "-o", out).path == out
    before, after = (json.loads(f.read_text(encoding="utf-8")) for f in (file, out))
    assert [key for key in before if before[key] != after.get(key)] == []
    assert [key for key, value in before["answers"].items() if value != after["answers"].get(key)] == []
    assert (set(after), set(after["answers"])) == (set(before), set(before["answers"]))


@pytest.mark.parametrize("name", form_names())
def test_samples(shell: Shell, tmp_path: Path, name: str) -> None:
    """The sample of each form comes back byte for byte."""
    sample = load_form(name).folder / "sample.json"
    same(shell, sample, tmp_path)
    assert (tmp_path / "out.json").read_bytes() == sample.read_bytes()


def test_cases(shell: Shell, cases: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each real case of a form that is there comes back the same, key for key, character for character."""
    files = [f for f in cases.glob("*.json") if json.loads(f.read_text(encoding="utf-8"))["form"] in form_names()]
    assert len(files) >= 3
    for file in files:
        same(shell, file, tmp_path_factory.mktemp(file.stem))
