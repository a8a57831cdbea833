"""`hmi-visit check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

KEYS = ["code", "severity", "field", "line", "column", "text", "message", "mend"]


@pytest.fixture
def written(shell: Shell, visit: Path) -> Path:
    """A visit with a slip in its second paragraph."""
    shell("set", visit, "story", "All is well.\n\nThe goverment came.")
    return visit


def test_a_query_has_its_place_and_mend(shell: Shell, written: Path) -> None:
    """A line says where, which rule, why, the words and the mend; the last line counts."""
    done = shell("check", written, "--select", "HV601")
    assert done.out.splitlines() == [
        "story:2:5: HV601 should: “goverment” is not in the dictionary; “government” is. [goverment] -> government",
        "0 must, 1 should, 0 consider",
    ]
    assert done.status == 0


def test_json_has_every_key(shell: Shell, written: Path) -> None:
    """The list's objects have the same keys, in the same order."""
    (query,) = json.loads(shell("check", written, "--select", "hv601", "--format", "json").out)
    assert list(query) == KEYS
    assert (query["field"], query["line"], query["column"], query["mend"]) == ("story", 2, 5, "government")


def test_rules_are_chosen_by_code_and_family(shell: Shell, written: Path) -> None:
    """What is ignored is not asked, nor what is not selected."""
    assert "HV601" not in shell("check", written, "--ignore", "HV6").out
    assert "HV601" not in shell("check", written, "--select", "HV1,HV5").out
    assert "no rule's code begins with HV6X" in shell("check", written, "--select", "HV6x").refusal


def test_a_rule_explains_itself_without_a_visit(shell: Shell) -> None:
    """Why, and an example; `all` lists every rule."""
    said = shell("check", "--explain", "HV601").out
    assert "Why: " in said
    assert "Example: The goverment" in said
    assert "HV601 should" in shell("check", "--explain", "all").out
    assert "there is no rule HV699" in shell("check", "--explain", "HV699").refusal
    assert shell("check").status == 2


def test_what_is_set_aside_is_kept_with_its_reason(shell: Shell, written: Path) -> None:
    """It is asked no more and not counted, until it is taken back; without a reason nothing is set aside."""
    assert "with a reason" in shell("check", written, "--set-aside", "HV601").refusal
    done = shell("check", written, "--set-aside", "HV601", "--at", "story:2", "--reason", "so it is spelt")
    assert done.out == "1 query set aside\n"
    assert shell("check", written, "--select", "HV601").out == "0 must, 0 should, 0 consider; 1 set aside\n"
    shell("set", written, "story", "A bad speling.\n\nThe goverment came.")
    assert "[speling]" in shell("check", written, "--select", "HV601").out
    assert shell("check", written, "--take-back", "HV601").out == "1 query asked again\n"
    assert "[goverment]" in shell("check", written, "--select", "HV601").out


def test_the_status_is_one_where_something_must_be_mended(shell: Shell, visit: Path) -> None:
    """A required answer that is missing counts until it is set aside."""
    done = shell("check", visit, "--select", "HV101")
    assert done.status == 1
    shell("check", visit, "--set-aside", "HV101", "--reason", "not this time")
    assert shell("check", visit, "--select", "HV101").status == 0


def test_words_of_the_office_and_of_ones_own(shell: Shell, written: Path, own_machine: Path) -> None:
    """An office's list asks about its words; words of the personal dictionary are spelt right."""
    folder = own_machine / ".config" / "hmi-visit"
    folder.mkdir(parents=True)
    (folder / "dictionary.txt").write_text("goverment\n", encoding="utf-8")
    office = '[[words]]\nfind = "is well"\nsay = "Say what is well."\nseverity = "must"\n'
    (folder / "words.toml").write_text(office, encoding="utf-8")
    assert "HV601" not in shell("check", written).out
    done = shell("check", written, "--select", "HV519")
    assert done.out.splitlines()[0] == "story:1:5: HV519 must: Say what is well. [is well]"
    (folder / "words.toml").write_text('[[words]]\nfnd = "x"\n', encoding="utf-8")
    assert "words[0].fnd: no list of words has this key; did you mean find?" in shell("check", written).refusal


def test_reading_ease_is_shown(shell: Shell, written: Path) -> None:
    """Sentence lengths, the reading age by its formula, and the hardest sentences."""
    said = shell("check", written, "--reading").out
    assert "sentences  2, of 3.0 words on average; the longest has 3" in said
    assert "Flesch–Kincaid" in said
    assert "story:2" in said
